"""Home, what waits for a second person, the history, the demonstration's mails."""

from typing import Any
from uuid import UUID

from flask import Blueprint, current_app, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from sipgrants.accounts import history as people_history
from sipgrants.accounts.models import Person
from sipgrants.board import orientation_queries as orientation
from sipgrants.core import db
from sipgrants.core import outbox as work
from sipgrants.core.errors import NotFound
from sipgrants.core.i18n import msg
from sipgrants.core.outbox import Job, Mail
from sipgrants.desk import news_queries, queries, search_queries
from sipgrants.desk.forms import RefusalForm
from sipgrants.desk.naming_queries import called
from sipgrants.desk.news_queries import News
from sipgrants.desk.places import more_of, places_of
from sipgrants.lifecycle import countersign, rights
from sipgrants.lifecycle.actor import SECRETARIAT
from sipgrants.lifecycle.countersign import Proposal
from sipgrants.lifecycle.waiting import Waiting
from sipgrants.meetings import decided_queries
from sipgrants.parties import queries as parties
from sipgrants.web import gate, locale
from sipgrants.web.mails import render
from sipgrants.web.notices import tell

bp = Blueprint("desk", __name__)

# The page of a record, by its kind, and the name of its argument.
_PAGES = {
    "round": ("rounds.show", "round_id"),
    "application": ("applications.show", "application_id"),
    "meeting": ("meetings.show", "meeting_id"),
    "scenario": ("meetings.scenario", "scenario_id"),
    "agenda_paper": ("meetings.paper", "paper_id"),
    "award": ("awards.show", "id"),
    "instalment": ("disbursements.show", "id"),
    "report": ("reports.show", "id"),
    "change": ("changes.show", "id"),
    "award_event": ("events.show", "id"),
}
# Where a second person looks before confirming.
_RECORDS = {
    **_PAGES,
    "application": ("screening.show", "application_id"),
    "contribution": ("fund.contribution", "id"),
    "person": ("accounts.person", "id"),
}


# Where somebody is led who sent a form twice: to what it made.
_MADE = {**_RECORDS, **_PAGES, "proposal": ("desk.proposal", "id")}


def page_of(kind: str, identifier: str) -> str | None:
    """Return the address of a record's page, by its kind; None where it has none, or none for this person."""
    endpoint, argument = _MADE.get(kind, ("", ""))
    values: dict[str, Any] = {argument: identifier}
    return url_for(endpoint, **values) if endpoint and _may_open(endpoint) else None


_HEADINGS = {
    "application": msg("Applications"),
    "award": msg("Awards"),
    "agenda_paper": msg("Documents of meetings"),
    "party": msg("Parties"),
    "person": msg("People"),
}


@bp.app_context_processor
def _places() -> dict[str, Any]:
    places = places_of(gate.actor())
    return {"places": places, "more": more_of(places, _may_open)}


def _may_open(endpoint: str) -> bool:
    action = gate.action_of(current_app, endpoint)
    return action is not None and rights.refusal(gate.actor(), action) is None


@bp.get("/home")
@gate.requires("home.read")
def home() -> str:
    """Show what waits for this person and, to the Secretariat, the rounds."""
    actor = gate.actor()
    office = actor.has(SECRETARIAT)
    return render_template(
        "desk/home.html",
        items=[_item(thing) for thing in queries.waiting_for(actor)],
        strips=queries.strips() if office else [],
        asked=queries.own_proposals(actor) if office else [],
        documents=orientation.for_home(actor),
        left=decided_queries.has_left(actor.person_id),
        since=g.person.last_visit_at,
        news=[_told(one) for one in news_queries.since(actor, g.person.last_visit_at)],
    )


def _item(thing: Waiting) -> dict[str, Any]:
    return {
        "sentence": thing.what,
        "url": url_for(thing.endpoint, **thing.values),
        "verb": thing.button,
        "due": thing.due,
        "zone": None,
        "tone": queries.tone(thing.due),
    }


@bp.get("/search")
@gate.requires("search.use")
def search() -> str | Response:
    """Show what the lists find; a reference typed in full leads to its record at once."""
    text = request.args.get("q", "")[: search_queries.LONGEST]
    found = search_queries.search(gate.actor(), text, locale.choose())
    record = search_queries.only(found, text)
    if record is not None:
        endpoint, argument = _PAGES[record.subject_type]
        return redirect(url_for(endpoint, **{argument: record.id}), 303)
    return render_template("desk/search.html", text=text, found=found, headings=_HEADINGS)


def _told(one: News) -> dict[str, Any]:
    endpoint, argument = _PAGES[one.record.subject_type]
    return {"at": one.at, "sentence": one.sentence, "url": url_for(endpoint, **{argument: one.record.id})}


def _proposal(identifier: UUID) -> Proposal:
    proposal = db.find(Proposal, identifier)
    if not rights.can(gate.actor(), "proposal.list"):
        raise NotFound()
    return proposal


@bp.get("/proposals/<uuid:id>")
@gate.requires("proposal.list")
def proposal(id: UUID) -> str:
    """Show one step that waits for a second person."""
    return _proposal_page(_proposal(id), RefusalForm())


def _proposal_page(found: Proposal, form: RefusalForm) -> str:
    """What will happen, to which record, in words: the second person looks before confirming."""
    country = found.args.get("country_id")
    about = countersign.subject_of(found)
    return render_template(
        "desk/proposal.html",
        proposal=found,
        about=about,
        called=called(about),
        address=_record_of(found),
        country=parties.find(country).name(locale.choose()) if country else "",
        names=people_history.names_of({str(found.asked_by), str(found.answered_by or "")}),
        form=form,
    )


def _record_of(found: Proposal) -> str | None:
    endpoint, argument = _RECORDS.get(found.about_type, ("", ""))
    values: dict[str, Any] = {argument: found.about_id}
    return url_for(endpoint, **values) if endpoint else None


@bp.post("/proposals/<uuid:id>/confirm")
@gate.requires("proposal.confirm")
def confirm(id: UUID) -> Response:
    """Confirm: the step happens now."""
    countersign.confirm(_proposal(id), by=gate.actor(), seen=gate.seen())
    tell(msg("Confirmed: it is done."))
    return redirect(url_for("desk.home"), 303)


@bp.post("/proposals/<uuid:id>/refuse")
@gate.requires("proposal.refuse")
def refuse(id: UUID) -> Response | tuple[str, int]:
    """Refuse to confirm, with a reason."""
    found, form = _proposal(id), RefusalForm()
    if not form.validate_on_submit():
        return _proposal_page(found, form), 422
    countersign.refuse(found, by=gate.actor(), reason=form.reason.data, seen=gate.seen())
    tell(msg("Not confirmed: the other officer sees your reason."))
    return redirect(url_for("desk.home"), 303)


@bp.post("/proposals/<uuid:id>/withdraw")
@gate.requires("proposal.withdraw")
def withdraw(id: UUID) -> Response:
    """Take one's own question back."""
    countersign.withdraw(_proposal(id), by=gate.actor(), seen=gate.seen())
    tell(msg("Taken back."))
    return redirect(url_for("desk.home"), 303)


@bp.get("/history")
@gate.requires("audit.read")
def history() -> str:
    """Show the whole history, page by page."""
    page = _page()
    lines, total = queries.entries(
        page, action=request.args.get("action", ""), about=request.args.get("about", "")
    )
    return render_template(
        "desk/history.html", lines=lines, total=total, page=page, pages=-(-total // queries.PAGE)
    )


@bp.get("/failed")
@gate.requires("mail.list")
def failed() -> str:
    """Show mails that could not be sent and papers that could not be printed, with the reason."""
    page = _page()
    rows, total = queries.failed_mails(page)
    return render_template(
        "desk/failed.html",
        rows=rows,
        jobs=queries.failed_jobs(),
        total=total,
        page=page,
        pages=-(-total // queries.PAGE),
        most=work.MOST_ATTEMPTS,
    )


@bp.post("/failed/<kind>/<uuid:id>")
@gate.requires("mail.retry")
def retry(kind: str, id: UUID) -> Response:
    """Try again at once."""
    kinds: dict[str, type[Mail | Job]] = {"mail": Mail, "job": Job}
    if kind not in kinds:
        raise NotFound()
    work.retry(db.find(kinds[kind], id), by=gate.actor())
    tell(msg("It is tried again now."))
    return redirect(url_for("desk.failed"), 303)


@bp.get("/demonstration/mails")
@gate.requires("outbox.read")
def outbox() -> str:
    """Show the demonstration's mails; an installation that sends them has no such page."""
    _only_in_demonstration()
    page = _page()
    rows, total = queries.mails(page)
    return render_template(
        "desk/outbox.html", rows=rows, total=total, page=page, pages=-(-total // queries.PAGE)
    )


@bp.get("/demonstration/mails/<uuid:id>")
@gate.requires("outbox.read")
def mail(id: UUID) -> str:
    """Show one mail as its reader gets it."""
    _only_in_demonstration()
    found = db.find(Mail, id)
    reader = db.session().get(Person, found.person_id) if found.person_id else None
    subject, body = render(found, reader)
    return render_template("desk/mail.html", mail=found, subject=subject, body=body)


def _only_in_demonstration() -> None:
    if not current_app.extensions["config"].demo:
        raise NotFound()


def _page() -> int:
    value = request.args.get("page", "1")
    return max(1, int(value)) if value.isdecimal() and len(value) < 7 else 1
