"""The address under which all pages of forms lie, and what those pages share."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from sipgrants.config import LOCALES
from sipgrants.core.errors import Conflict, Invalid
from sipgrants.core.i18n import Message, msg
from sipgrants.questionnaires import editor_queries as queries
from sipgrants.questionnaires import outline
from sipgrants.questionnaires.content import Content, questions
from sipgrants.questionnaires.editing_commands import demand_draft
from sipgrants.questionnaires.kinds import FORMS
from sipgrants.questionnaires.models import FormVersion
from sipgrants.questionnaires.texts import pick
from sipgrants.web import gate, locale
from sipgrants.web.forms import Form, row_button

bp = Blueprint("forms", __name__, url_prefix="/forms")
Page = str | Response | tuple[str, int]


def opened(form_id: UUID) -> tuple[FormVersion, Content]:
    """Return a draft with its content; NotFound, or Conflict where it is frozen."""
    version = queries.find(gate.actor(), form_id)
    demand_draft(version)
    return version, queries.held(version)


def address(version: FormVersion, anchor: str = "") -> str:
    """Return the address of a version's page."""
    return url_for("forms.show", form_id=version.id) + (f"#{anchor}" if anchor else "")


def known(version: FormVersion) -> dict[str, Any]:
    """Return what every page about a version is given."""
    held = queries.held(version)
    spoken = queries.languages(held)
    return {
        "version": version,
        "held": held,
        "told": outline.told,
        "by_key": {one["key"]: one for one in questions(held)},
        "name": pick(version.title, locale.choose()),
        "languages": spoken,
        "other_languages": [code for code in LOCALES if code not in spoken],
        "is_edited_here": version.kind in FORMS,
    }


def ask(
    page: Form, template: str, version: FormVersion, title: Message, save: Callable[[], str], **more: Any
) -> Page:
    """Show the page of a form, or `save` what was typed and go to the address that it returns."""
    status = 422 if request.method == "POST" else 200
    if request.method == "POST" and row_button(page, request.form):
        status = 200
    elif page.validate_on_submit():
        try:
            return redirect(save(), 303)
        except Invalid as refused:
            page.take(refused)
        except Conflict as refused:
            page.form_errors.append(locale.translate(refused.message))
            status = refused.status
    given = {
        "form": page,
        "title": locale.translate(title),
        "back": address(version),
        **known(version),
        **more,
    }
    return render_template(template, **given), status


SAVED = msg("The form is saved.")
