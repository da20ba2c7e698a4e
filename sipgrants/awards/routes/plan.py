"""The plan at the amount awarded: read by everybody of the award, written by the Party, approved by an officer."""

from typing import Any
from uuid import UUID

from flask import redirect, render_template, request, url_for

from sipgrants.accounts.commands import presence
from sipgrants.awards import commands, forms
from sipgrants.awards.commands.planning import may_write, plan_of, plan_problems, rules_of
from sipgrants.awards.models import Award
from sipgrants.awards.routes.blueprint import award_of, bp, crumbs, step
from sipgrants.core.db import find
from sipgrants.core.errors import Conflict, NotFound, Problem, Stale
from sipgrants.core.i18n import msg
from sipgrants.plans import history_queries, history_routes, saving_routes
from sipgrants.plans import queries as plans
from sipgrants.plans.content import PARTS
from sipgrants.plans.reading import read_part, wants_more
from sipgrants.rounds.models import Round
from sipgrants.web import gate
from sipgrants.web.gate import requires
from sipgrants.web.steps import Answer, Confirmation, take


def _round(award: Award) -> Round | None:
    return find(Round, award.round_id) if award.round_id else None


def _known(award: Award) -> dict[str, object]:
    round_ = _round(award)
    years = round_ is not None and round_.past is None
    return {
        "rules": rules_of(award, round_),
        "asked": award.amount,
        "months": round_.longest_months if round_ and years else 36,
        "framework_label": round_.framework_label if round_ else "Output",
    }


@bp.get("/<uuid:id>/plan")
@requires("award.read")
def plan(id: UUID) -> str:
    """Show the plan, what is missing in it, and the parts to write."""
    award = award_of(id)
    found = plans.whole(award.plan_id) if award.plan_id else None
    problems = plan_problems(award, _round(award)) if found and award.plan_approved_at is None else {}
    return render_template(
        "awards/plan.html",
        award=award,
        pages=plans.pages(found, **_known(award)) if found else [],
        problems=problems,
        started=plans.started(found) if found else frozenset(),
        parts=PARTS,
        writes=may_write(award, gate.actor()),
        crumbs=crumbs(award),
    )


@bp.route("/<uuid:id>/plan/<part>", methods=["GET", "POST"])
@requires("award.revise_plan")
def plan_part(id: UUID, part: str) -> Answer:
    """Write a part of the plan; what was typed is kept, right or wrong."""
    award = _to_write(id, part)
    if request.method == "GET":
        return _part(award, part)
    content = read_part(part, request.form)
    try:
        commands.save_plan(award, part, content, by=gate.actor(), **saving_routes.sent())
    except Stale:
        mine = saving_routes.both(plan_of(award), part, content)
        return _part(award, part, mine=mine), 409
    again = wants_more(request.form) or request.form.get("go") == "stay"
    there = url_for("awards.plan_part", id=id, part=part) if again else url_for("awards.plan", id=id)
    return redirect(there, 303)


@bp.post("/<uuid:id>/plan/<part>/autosave")
@requires("award.revise_plan")
def autosave_part(id: UUID, part: str) -> Any:
    """Keep what is typed on a part of the plan while it is typed."""
    award = _to_write(id, part)
    names = presence.be_here(award.id, part, by=gate.actor())
    if "beat" in request.form:
        return saving_routes.only_here(names)
    content = read_part(part, request.form)
    saved = commands.merge_plan(award, part, content, by=gate.actor(), **saving_routes.sent())
    return saving_routes.heard(plan_of(award), part, saved, names)


@bp.get("/<uuid:id>/plan/history")
@requires("award.revise_plan")
def history(id: UUID) -> str:
    """Who changed what in the plan: each change of a row."""
    award = _to_write(id, PARTS[0])
    found = history_queries.history(
        *history_routes.asked(), (), award.plan_id, history_queries.of_plan(PARTS)
    )
    back = url_for("awards.plan", id=id)
    return history_routes.draw(
        found,
        "awards.history",
        writes=True,
        kicker=award.number,
        crumbs=[*crumbs(award), (back, msg("Plan"))],
        here="awards.index",
        back=back,
    )


@bp.post("/<uuid:id>/plan/history")
@requires("award.put_back")
def put_back(id: UUID) -> Answer:
    """Put an earlier row back."""
    commands.put_back(award_of(id), by=gate.actor(), change_id=history_routes.change_id())
    return history_routes.back_in_place("awards.history")


def _to_write(id: UUID, part: str) -> Award:
    award = award_of(id)
    if part not in PARTS:
        raise NotFound()
    if not may_write(award, gate.actor()):
        raise Conflict(msg("The plan is not open for writing now."))
    return award


def _part(award: Award, part: str, mine: object = None) -> str:
    found = plans.whole(award.plan_id) if award.plan_id else None
    if found is None:
        raise NotFound()
    page = plans.page(found, part, mine=mine, **_known(award))  # type: ignore[arg-type]
    return render_template(
        "awards/plan_part.html",
        award=award,
        page=page,
        crumbs=[*crumbs(award), (url_for("awards.plan", id=award.id), msg("Plan"))],
    )


@bp.route("/<uuid:id>/plan/submit", methods=["GET", "POST"])
@requires("award.revise_plan")
def revise_plan(id: UUID) -> Answer:
    """Submit the plan for approval."""
    award = award_of(id)
    round_ = _round(award)
    found = plan_problems(award, round_) if award.plan_id and award.state == "accepted" else {}
    problems = [Problem("", one.message) for parts in found.values() for one in parts]
    page = step(
        award,
        "award.revise_plan",
        msg("An officer approves it or returns it with what is to be changed."),
        back=url_for("awards.plan", id=id),
        told=[msg("the programme officers")],
        problems=problems,
    )

    def run(_form: Confirmation) -> object:
        return commands.revise_plan(award, by=gate.actor(), round_=round_, seen=gate.seen())

    return take(Confirmation(), run, page)


@bp.route("/<uuid:id>/plan/approve", methods=["GET", "POST"])
@requires("award.approve_plan")
def approve_plan(id: UUID) -> Answer:
    """Approve the plan."""
    award = award_of(id)
    lede = msg("The plan is frozen and becomes an annex of the agreement.")
    page = step(award, "award.approve_plan", lede, back=url_for("awards.plan", id=id))
    return take(
        Confirmation(), lambda _form: commands.approve_plan(award, by=gate.actor(), seen=gate.seen()), page
    )


@bp.route("/<uuid:id>/plan/return", methods=["GET", "POST"])
@requires("award.return_plan")
def return_plan(id: UUID) -> Answer:
    """Return the plan."""
    award = award_of(id)
    lede = msg("Say what is to be changed: the Party sees it beside the plan.")
    page = step(award, "award.return_plan", lede, back=url_for("awards.plan", id=id))

    def run(form: forms.ReasonForm) -> object:
        return commands.return_plan(award, by=gate.actor(), reason=form.reason.data, seen=gate.seen())

    return take(forms.ReasonForm(), run, page)
