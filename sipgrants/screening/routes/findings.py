"""The steps of screening that have a page of their own."""

from typing import Any
from uuid import UUID

from flask import request, url_for

from sipgrants.applications import models
from sipgrants.core import clock, db
from sipgrants.core.errors import NotFound
from sipgrants.core.i18n import msg
from sipgrants.lifecycle import rights
from sipgrants.screening import commands, forms, queries, sections_queries
from sipgrants.screening.days import last_cure_day, local_day
from sipgrants.screening.routes.blueprint import bp, step
from sipgrants.web import gate
from sipgrants.web.gate import requires
from sipgrants.web.steps import Answer, press, take

_TEAM = msg("the applicant's team")
_LETTER = msg("the applicant's team, by a letter")


@bp.post("/screening/applications/<uuid:application_id>/find_eligible")
@requires("application.find_eligible")
def find_eligible(application_id: UUID) -> Answer:
    """Find the application eligible."""
    application = queries.find(gate.actor(), application_id)
    back = url_for("screening.show", application_id=application_id)
    return press(
        lambda: commands.find_eligible(application, by=gate.actor(), seen=gate.seen()),
        "application.find_eligible",
        back,
    )


@bp.route("/screening/applications/<uuid:application_id>/send_back", methods=["GET", "POST"])
@requires("application.send_back")
def send_back(application_id: UUID) -> Answer:
    """Send the application back for what can be mended."""
    application = queries.find(gate.actor(), application_id)
    round_, form = application.round, forms.SendBackForm()
    form.offer(sections_queries.offered(application))
    last = last_cure_day(local_day(clock.now(), round_.zone), round_.cure_days)
    if request.method == "GET":
        form.until.data = last
    lede = msg(
        "Only the sections you choose open again. Where nothing comes by the date, at most %(day)s, the last version "
        "is judged.",
        day=last,
    )

    def run(typed: Any) -> object:
        return commands.send_back(
            application,
            by=gate.actor(),
            sections=typed.sections.data or [],
            until=typed.until.data,
            text=typed.text.data,
            seen=gate.seen(),
        )

    return take(form, run, step(application, "application.send_back", lede, told=[_TEAM]))


@bp.route("/screening/applications/<uuid:application_id>/find_ineligible", methods=["GET", "POST"])
@requires("application.find_ineligible")
def find_ineligible(application_id: UUID) -> Answer:
    """Ask a second officer to find it ineligible; lines that say no are the first draft of the reasons."""
    application, form = queries.find(gate.actor(), application_id), forms.IneligibleForm()
    if request.method == "GET":
        form.reasons.data = "\n".join(queries.reasons_of_no(application))
    lede = msg("The letter gives these reasons. It is held until the letters of the round are released.")
    second = msg("a second officer")
    page = step(application, "application.find_ineligible", lede, told=[_LETTER], second=second)

    def run(typed: Any) -> object:
        return commands.find_ineligible(
            application,
            by=gate.actor(),
            reasons=typed.reasons.data,
            at_once=typed.at_once.data,
            seen=gate.seen(),
        )

    return take(form, run, page)


@bp.route("/screening/applications/<uuid:application_id>/uphold", methods=["GET", "POST"])
@requires("application.uphold")
def uphold(application_id: UUID) -> Answer:
    """Let the finding stand."""
    application = queries.find(gate.actor(), application_id)
    lede = msg("You looked at the finding again, and it stands.")

    def run(typed: Any) -> object:
        return commands.uphold(application, by=gate.actor(), reasons=typed.reasons.data, seen=gate.seen())

    return take(forms.ReasonsForm(), run, step(application, "application.uphold", lede, told=[_LETTER]))


@bp.route("/screening/applications/<uuid:application_id>/reinstate", methods=["GET", "POST"])
@requires("application.reinstate")
def reinstate(application_id: UUID) -> Answer:
    """Find it eligible after all."""
    application = queries.find(gate.actor(), application_id)
    lede = msg("The application takes its place in the round again, as an eligible one.")

    def run(typed: Any) -> object:
        return commands.reinstate(
            application,
            by=gate.actor(),
            reasons=typed.reasons.data,
            mistake=typed.mistake.data,
            seen=gate.seen(),
        )

    return take(forms.ReinstateForm(), run, step(application, "application.reinstate", lede, told=[_LETTER]))


@bp.route("/applications/<uuid:application_id>/reconsideration", methods=["GET", "POST"])
@requires("application.ask_reconsideration")
def ask_reconsideration(application_id: UUID) -> Answer:
    """A focal point asks that the finding be looked at again."""
    application = db.find(models.Application, application_id)
    if not rights.can(gate.actor(), "application.ask_reconsideration", application):
        raise NotFound()
    page = step(
        application,
        "application.ask_reconsideration",
        msg(
            "An officer who had no part in the finding examines your reasons. You get a letter with the outcome."
        ),
        told=[msg("the Secretariat")],
        after=url_for("screening.ask_reconsideration", application_id=application_id, asked=1),
        template="screening/reconsideration.html",
        more={
            "refusal": queries.standing_refusal(application),
            "asked": queries.reconsiderations(application),
            "application": application,
        },
    )
    return take(
        forms.ReconsiderationForm(),
        lambda typed: commands.ask_reconsideration(application, by=gate.actor(), text=typed.text.data),
        page,
    )
