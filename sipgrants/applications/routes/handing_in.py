"""Check and submit, replace, resubmit, withdraw: what cannot be undone."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import current_app, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext

from sipgrants.applications import check_queries, commands, page_queries, queries
from sipgrants.applications.check_queries import SIGNED, Gap
from sipgrants.applications.forms import Confirmation, Reason
from sipgrants.applications.models import Application, ApplicationVersion
from sipgrants.applications.routes.blueprint import Page, bp
from sipgrants.applications.timing import Late
from sipgrants.core.errors import Conflict, Invalid
from sipgrants.core.i18n import Message
from sipgrants.core.once import Repeated
from sipgrants.lifecycle import rights
from sipgrants.lifecycle.actor import WRITERS
from sipgrants.plans.content import PARTS
from sipgrants.questionnaires.pages import named
from sipgrants.questionnaires.texts import pick
from sipgrants.web import factor, first_press, gate, locale
from sipgrants.web.gate import requires


@bp.get("/<uuid:application_id>/check")
@requires("application.edit")
def check(application_id: UUID) -> Page:
    """Everything that is missing, with links: for whoever may write, whether or not they may submit."""
    application = queries.find(gate.actor(), application_id)
    rights.demand(gate.actor(), "application.edit", application)
    return _page(application, None)


@bp.route("/<uuid:application_id>/submit", methods=["GET", "POST"])
@requires("application.submit")
def submit(application_id: UUID) -> Page:
    """Check and submit."""
    return _hand_in(application_id, "submit", commands.submit)


@bp.route("/<uuid:application_id>/replace", methods=["GET", "POST"])
@requires("application.replace")
def replace(application_id: UUID) -> Page:
    """Check and replace the submitted version."""
    return _hand_in(application_id, "replace", commands.replace)


@bp.route("/<uuid:application_id>/resubmit", methods=["GET", "POST"])
@requires("application.resubmit")
def resubmit(application_id: UUID) -> Page:
    """Check and resubmit what was mended."""
    return _hand_in(application_id, "resubmit", commands.resubmit)


@first_press.counts("application.submit", "application.replace", "application.resubmit")
def _mark(application_id: UUID) -> str:
    """Return the mark of what is handed in, for whoever is asked for a code first."""
    return commands.mark(queries.find(gate.actor(), application_id))


def _hand_in(application_id: UUID, verb: str, command: Callable[..., ApplicationVersion]) -> Page:
    application = queries.find(gate.actor(), application_id)
    if request.method == "GET":
        if application.state not in ("draft", "submitted", "returned"):
            return redirect(url_for("applications.show", application_id=application_id), 303)
        return _page(application, verb)
    try:
        version = command(
            application,
            by=gate.actor(),
            arrived_at=g.arrived_at,
            pressed_on=first_press.pressed_on(),
            seen=gate.seen(),
        )
    except Invalid:
        return _page(application, verb), 422
    except Late as refused:
        return _page(application, verb, refused.message), refused.status
    except (Conflict, Repeated) as refused:
        if isinstance(refused, Repeated) or (verb == "submit" and application.state == "submitted"):
            flash(gettext("The application is submitted already. This is its receipt."), "good")
            return _to_receipt(application.id, application.submitted_version)
        raise
    return _to_receipt(application.id, version.number)


def _to_receipt(application_id: UUID, number: int) -> Page:
    return redirect(url_for("applications.receipt", application_id=application_id, number=number), 303)


def _page(application: Application, verb: str | None, refused: Message | None = None) -> str:
    draft = check_queries.draft(application)
    gaps = check_queries.gaps(draft)
    return render_template(
        "applications/check.html",
        application=application,
        verb=verb,
        count=len(gaps),
        groups=_groups(draft, gaps),
        late=refused or page_queries.may_hand_in(application),
        office=current_app.extensions["config"].office_address,
        asks_code=not factor.is_fresh(),
        limit=page_queries.limit(application),
        files=draft.files,
        form=Confirmation(),
    )


def _groups(
    draft: check_queries.Draft, gaps: list[Gap]
) -> list[tuple[str, list[tuple[Message, str | None]]]]:
    """Gather what is missing by section: its title, then each question with its problem and the page that mends it."""
    language = locale.choose()
    sections = {section.key: section for _form, section in page_queries.sections(draft)}
    application, reader = draft.application, gate.actor()
    ours = application.party_id in reader.parties(WRITERS)
    found: dict[str, list[tuple[Message, str | None]]] = {}
    for one in gaps:
        section = sections.get(one.section)
        words = named(section, one.problem, language) if section else one.message
        mends = ours and page_queries.fills_in(application, one.section, reader)
        url = (_in_plan(draft, one) or address(application, one)) if mends else None
        found.setdefault(pick(section.title, language) if section else "", []).append((words, url))
    return list(found.items())


def _in_plan(draft: check_queries.Draft, gap: Gap) -> str | None:
    """Return the very field of the plan in which a gap is mended; None for what is no field of it."""
    _section, key, *rest = (*gap.field.split("."), "")
    kinds = {
        question.key: question.kind
        for _form, section in page_queries.sections(draft)
        if section.key == gap.section
        for question in section.questions
    }
    part, place = kinds.get(key, ""), ".".join(rest).rstrip(".")
    if part not in PARTS or not place:
        return None
    return url_for("applications.part", application_id=draft.application.id, part=part, _anchor=place)


def address(application: Application, gap: Gap) -> str:
    """Return the page, and the place on it, where a gap is mended."""
    if gap.section == "documents":
        key = gap.field.split(".")[1]
        return url_for("applications.files", application_id=application.id, kind=key)
    if gap.section == "language":
        return url_for("applications.tasks", application_id=application.id)
    endpoint = "applications.sign" if gap.section in SIGNED else "applications.section"
    place = ".".join(gap.field.split(".")[:2])
    return url_for(endpoint, application_id=application.id, key=gap.section, _anchor=place)


@bp.route("/<uuid:application_id>/withdraw", methods=["GET", "POST"])
@requires("application.withdraw")
def withdraw(application_id: UUID) -> Page:
    """Withdraw, with a reason."""
    application = queries.find(gate.actor(), application_id)
    form: Any = Reason()
    if form.validate_on_submit():
        try:
            commands.withdraw(application, by=gate.actor(), reason=form.reason.data, seen=gate.seen())
            return redirect(url_for("applications.show", application_id=application_id), 303)
        except Invalid as refused:
            form.take(refused)
    status = 422 if request.method == "POST" else 200
    return render_template("applications/withdraw.html", application=application, form=form), status
