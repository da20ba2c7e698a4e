"""Asking for a change, at first and again; rewriting the plan on a copy."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from sipgrants.accounts.commands import presence
from sipgrants.awards.models import Award
from sipgrants.awards.terms import REPORTS
from sipgrants.changes import commands, kinds, queries
from sipgrants.changes import terms_queries as terms
from sipgrants.changes.commands.proposing import ASKED_ALREADY
from sipgrants.changes.due_lines import DueLine
from sipgrants.changes.forms import Evidence, Kind, Proposal, as_asked, days_typed, due_rows
from sipgrants.changes.models import ChangeDraft
from sipgrants.changes.routes.pages import bp, draft_of, find, say
from sipgrants.core import clock
from sipgrants.core.errors import Invalid, NotFound, Stale
from sipgrants.core.i18n import msg
from sipgrants.core.money import Money
from sipgrants.fund import queries as fund
from sipgrants.plans import history_queries, history_routes, saving_routes
from sipgrants.plans import queries as plans
from sipgrants.plans.content import PARTS
from sipgrants.plans.reading import read_part, wants_more
from sipgrants.web import gate, locale, uploads
from sipgrants.web.steps import Answer, Step, take

Page = str | Response | tuple[str, int]


@bp.route("/new/<uuid:award_id>", methods=["GET", "POST"])
@gate.requires("change.propose")
def start(award_id: UUID) -> Page:
    """Choose what is to change; the plan is rewritten on a copy before it is asked for."""
    award, form = queries.award(gate.actor(), award_id), Kind()
    if form.validate_on_submit() and _is_free(award, form):
        if form.kind.data in kinds.PARTS:
            made = queries.draft_of(award.id) or commands.start(award, by=gate.actor(), kind=form.kind.data)
            return redirect(url_for("changes.draft", id=made.id), 303)
        return redirect(url_for("changes.propose", award_id=award.id, kind=form.kind.data), 303)
    page = render_template(
        "changes/start.html",
        award=award,
        form=form,
        draft=queries.draft_of(award.id),
        too_late=_has_ended(award),
        free=fund.setting("class_share"),
        open=[one for one in queries.of_award(award.id) if one.state in queries.OPEN],
        labels=kinds.LABELS,
    )
    return page, 422 if form.errors else 200


def _is_free(award: Award, form: Kind) -> bool:
    """Tell whether such a change may be asked for now, before anybody writes it down; else the form says why not."""
    if queries.open_of_kind(award.id, form.kind.data) is None:
        return True
    form.kind.errors = [locale.translate(ASKED_ALREADY)]
    return False


@bp.route("/new/<uuid:award_id>/<kind>", methods=["GET", "POST"])
@gate.requires("change.propose")
def propose(award_id: UUID, kind: str) -> Page:
    """Ask for more time or another project manager."""
    award = queries.award(gate.actor(), award_id)
    if kind not in kinds.LABELS or kind in kinds.PARTS:
        raise NotFound()
    return _asking(award, kind, Proposal(data={"kind": kind, "dues": due_rows(_before_the_end(award))}))


def _before_the_end(award: Award) -> list[DueLine]:
    """The reports that stay where they are when the end moves; those at the end follow it by the rule."""
    return [one for one in terms.dues(award, None) if award.ends_on and one.period_to < award.ends_on]


def _looked(award: Award, kind: str, form: Proposal) -> list[DueLine] | None:
    """What the new end does to the reports, before it is asked for; None where none was typed."""
    wanted = form.new_ends_on.data
    if kind != kinds.EXTENSION or wanted is None or award.ends_on is None:
        return None
    if kinds.extension_problems(award.ends_on, wanted, min(award.ends_on, clock.today())):
        return None
    return [one for one in terms.dues(award, wanted, days_typed(form.dues)) if one.moves]


def _look(award: Award, form: Proposal) -> None:
    """Say what is wrong with the day as it stands, as asking would."""
    form.take(Invalid(kinds.extension_problems(award.ends_on, form.new_ends_on.data, clock.today())))


def _asking(award: Award, kind: str, form: Proposal, draft: ChangeDraft | None = None) -> Page:
    form.offer(kind, queries.managers_of(award.party_id))
    if "look" in request.form:
        _look(award, form)
        return _propose_page(award, kind, form, draft)
    if form.validate_on_submit():
        try:
            again = find(draft.change_id) if draft and draft.change_id else None
            asked = form.asked(kind)
            if again is None:
                again = commands.propose(award, by=gate.actor(), asked=asked)
            else:
                commands.revise(again, by=gate.actor(), asked=asked, seen=gate.seen())
        except Invalid as refusal:
            form.take(refusal)
        else:
            say(msg("Asked for: the programme officers were told."))
            return redirect(url_for("changes.show", id=again.id), 303)
    page = _propose_page(award, kind, form, draft)
    return page, 422 if form.errors else 200


def _propose_page(award: Award, kind: str, form: Proposal, draft: ChangeDraft | None, **more: Any) -> str:
    shown = _draft_page(draft) if draft else {}
    return render_template(
        "changes/propose.html",
        award=award,
        kind=kind,
        label=kinds.label(kind),
        form=form,
        draft=draft,
        lines={one.key: one for one in terms.dues(award, None)} if kind == kinds.EXTENSION else {},
        looked=_looked(award, kind, form),
        pending=None if draft or "change" in more else queries.open_of_kind(award.id, kind),
        too_late=kind == kinds.EXTENSION and "change" not in more and _has_ended(award),
        words=REPORTS,
        **shown,
        **more,
    )


def _has_ended(award: Award) -> bool:
    return award.ends_on is not None and queries.day_of_party(award, clock.now()) > award.ends_on


@bp.get("/<uuid:id>/again")
@gate.requires("change.revise")
def again(id: UUID) -> Response:
    """Lead to the page where a returned change is asked for again."""
    change = find(id)
    draft = draft_of(change)
    if draft is not None:
        return redirect(url_for("changes.draft", id=draft.id))
    return redirect(url_for("changes.revise", id=id))


@bp.route("/<uuid:id>/revise", methods=["GET", "POST"])
@gate.requires("change.revise")
def revise(id: UUID) -> Page:
    """Ask again for more time or another project manager."""
    change = find(id)
    asked = terms.days_asked(change) if change.kind == kinds.EXTENSION else {}
    shown = as_asked(change) | {"dues": due_rows(_before_the_end(change.award), asked)}
    form = Proposal(data=shown)
    form.offer(change.kind, queries.managers_of(change.party_id))
    if "look" in request.form:
        _look(change.award, form)
    elif form.validate_on_submit():
        try:
            commands.revise(change, by=gate.actor(), asked=form.asked(change.kind), seen=gate.seen())
        except Invalid as refusal:
            form.take(refusal)
        else:
            say(msg("Asked for again: the programme officers were told."))
            return redirect(url_for("changes.show", id=id), 303)
    page = _propose_page(change.award, change.kind, form, None, change=change)
    return page, 422 if form.errors else 200


@bp.route("/<uuid:id>/evidence", methods=["GET", "POST"])
@gate.requires("change.attach")
def attach(id: UUID) -> Answer:
    """Add a file that shows why the change is needed."""
    change, back = find(id), url_for("changes.show", id=id)
    page = Step(
        "change.attach",
        back,
        msg("It stands with the change, beside what was brought before."),
        subject=change,
        crumbs=[(url_for("changes.index"), msg("Changes of awards")), (back, change.reference)],
        here="awards.index",
    )

    def run(form: Evidence) -> object:
        return commands.attach(change, by=gate.actor(), evidence=uploads.of(form.evidence), seen=gate.seen())

    return take(Evidence(), run, page)


def _draft_page(draft: ChangeDraft) -> dict[str, Any]:
    wrong = queries.plan_problems(draft.award, plans.whole(draft.plan_id), queries.planned_end(draft.award))
    parts = [(part, wrong[part]) for part in kinds.PARTS[draft.kind]]
    return {"parts": parts, "comparison": queries.compare(draft.award.plan_id, draft.plan_id)}


@bp.route("/drafts/<uuid:id>", methods=["GET", "POST"])
@gate.requires("change.propose")
def draft(id: UUID) -> Page:
    """Show what the rewritten plan changes, by class and line, and ask for it."""
    found = queries.draft(gate.actor(), id)
    before = queries.find(gate.actor(), found.change_id) if found.change_id else None
    form = Proposal(data=as_asked(before)) if before and request.method == "GET" else Proposal()
    return _asking(found.award, found.kind, form, found)


@bp.route("/drafts/<uuid:id>/<part>", methods=["GET", "POST"])
@gate.requires("change.propose")
def part(id: UUID, part: str) -> Page:
    """Rewrite a part of the plan."""
    found = _to_write(id, part)
    mine = None
    if request.method == "POST":
        content = read_part(part, request.form)
        try:
            commands.save_part(found, part, content, by=gate.actor(), **saving_routes.sent())
        except Stale:  # a colleague was faster: what was typed stays on the page
            mine = saving_routes.both(plans.whole(found.plan_id), part, content)
        else:
            stays = wants_more(request.form) or request.form.get("go") == "stay"
            return redirect(request.url if stays else url_for("changes.draft", id=id), 303)
    plan, award = plans.whole(found.plan_id), found.award
    months = queries.months(award, queries.planned_end(award))
    page = plans.page(plan, part, None, Money(award.amount_minor), months, mine=mine)
    if part == "budget":
        page = replace(page, agreed=queries.agreed_classes(award))
    shown = render_template("changes/part.html", draft=found, award=award, page=page)
    return shown, 409 if mine is not None else 200


def _to_write(id: UUID, part: str) -> ChangeDraft:
    found = queries.draft(gate.actor(), id)
    if part not in kinds.PARTS[found.kind]:
        raise NotFound()
    return found


@bp.post("/drafts/<uuid:id>/<part>/autosave")
@gate.requires("change.propose")
def autosave_part(id: UUID, part: str) -> Any:
    """Keep what is typed on a part of the rewritten plan while it is typed."""
    found = _to_write(id, part)
    names = presence.be_here(found.id, part, by=gate.actor())
    if "beat" in request.form:
        return saving_routes.only_here(names)
    content = read_part(part, request.form)
    saved = commands.merge_part(found, part, content, by=gate.actor(), **saving_routes.sent())
    return saving_routes.heard(plans.whole(found.plan_id), part, saved, names)


@bp.get("/drafts/<uuid:id>/history")
@gate.requires("change.propose")
def history(id: UUID) -> str:
    """Who changed what in the rewritten plan: each change of a row."""
    found = queries.draft(gate.actor(), id)
    parts = history_queries.of_plan(PARTS)
    back = url_for("changes.draft", id=id)
    return history_routes.draw(
        history_queries.history(*history_routes.asked(), (), found.plan_id, parts),
        "changes.history",
        writes=True,
        kicker=found.award.number,
        crumbs=[(url_for("changes.index"), msg("Changes of awards")), (back, found.award.number)],
        here="awards.index",
        back=back,
    )


@bp.post("/drafts/<uuid:id>/history")
@gate.requires("change.put_back")
def put_back(id: UUID) -> Response:
    """Put an earlier row back."""
    draft = queries.draft(gate.actor(), id)
    commands.put_back(draft, by=gate.actor(), change_id=history_routes.change_id())
    return history_routes.back_in_place("changes.history")


@bp.post("/drafts/<uuid:id>/discard")
@gate.requires("change.propose")
def discard(id: UUID) -> Response:
    """Give the rewritten plan up."""
    found = queries.draft(gate.actor(), id)
    award_id = found.award_id
    commands.discard(found, by=gate.actor())
    say(msg("The rewritten plan was given up; the agreed one goes on."))
    return redirect(url_for("changes.start", award_id=award_id), 303)
