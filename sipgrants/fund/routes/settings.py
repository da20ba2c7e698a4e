"""The settings of the Programme with their defaults and where these come from."""

from flask import render_template, url_for

from sipgrants.core.errors import NotFound
from sipgrants.core.i18n import msg
from sipgrants.fund import commands, forms, queries
from sipgrants.fund.routes.blueprint import bp, crumbs
from sipgrants.fund.settings import DEFINITIONS, MARKS
from sipgrants.web import gate
from sipgrants.web.gate import requires
from sipgrants.web.steps import Answer, Step, take


@bp.get("/settings")
@requires("settings.read")
def settings() -> str:
    """Show every setting."""
    return render_template(
        "fund/settings.html", kept=queries.kept_settings(), definitions=DEFINITIONS.values(), marks=MARKS
    )


@bp.route("/settings/<key>", methods=["GET", "POST"])
@requires("settings.edit")
def setting(key: str) -> Answer:
    """Ask a second person to change a setting."""
    if key not in DEFINITIONS:
        raise NotFound()
    one = DEFINITIONS[key]
    step = Step(
        "settings.edit",
        url_for("fund.settings"),
        one.label,
        crumbs=crumbs((url_for("fund.settings"), msg("Settings"))),
        here="fund.index",
        facts=[(msg("Now"), queries.kept_settings()[key]), (msg("Default"), one.default)],
        second=msg("a second person"),
    )
    form = forms.SettingForm()
    form.value.description = one.hint

    def run(filled: forms.SettingForm) -> object:
        return commands.change_setting(
            by=gate.actor(), key=key, value=filled.value.data, reason=filled.reason.data
        )

    return take(form, run, step)
