"""Scenarios: who may do what with them, what the barred see and leave alone, and what becomes of the one chosen."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from sipgrants.core.audit import AuditEntry
from sipgrants.core.db import session
from sipgrants.core.errors import Conflict, Forbidden, Invalid
from sipgrants.core.money import Money
from sipgrants.lifecycle import rights
from sipgrants.lifecycle.actor import Actor, RoleName
from sipgrants.meetings import line_queries, queries
from sipgrants.meetings.commands import decisions, scenarios
from sipgrants.meetings.line import Pick
from sipgrants.meetings.models import Meeting
from sipgrants.meetings.portfolio import Outcome
from sipgrants.meetings.proposing_queries import proposed
from sipgrants.meetings.scenario_models import Scenario
from tests.builders import board, calls

THREE = ("EE", "GH", "NO")  # the first two are Co-Chairs
MONEY = {"ceiling_minor": 20_000_000, "envelope_minor": 40_000_000}


def ready(leads: dict[str, int] | None = None) -> board.Here:
    return board.unsealed(leads or {"ZM": 2}, countries=THREE, **MONEY)


def picks(here: board.Here, *amounts: int | None) -> dict:
    """The first applications with these amounts in cents (None: not approved)."""
    return {
        one.id: Pick(Outcome.NOT_APPROVED) if amount is None else Pick(Outcome.APPROVED, Money(amount))
        for one, amount in zip(here.all(), amounts, strict=False)
    }


def said(scenario: Scenario) -> dict:
    return {one.application_id: (one.outcome, one.amount_minor) for one in scenario.rows}


def save(here: board.Here, by: Actor, *amounts: int | None, name: str = "Two regions") -> Scenario:
    return scenarios.save(here.round, by=by, name=name, picks=picks(here, *amounts))


def meeting_of(here: board.Here) -> Meeting:
    found = session().scalar(select(Meeting).where(Meeting.round_id == here.round.id))
    return found or board.meeting(here, started=False)


# --- rights ---

STEPS: dict[str, Callable[[board.Here, Scenario, Actor], object]] = {
    "save": lambda here, _one, by: save(here, by, 1, None),
    "change": lambda here, one, by: scenarios.change(one, by=by, name="Other", picks=picks(here, 2, 2)),
    "copy": lambda _here, one, by: scenarios.copy(one, by=by, name="Copy"),
    "discard": lambda _here, one, by: scenarios.discard(one, by=by),
    "choose": lambda here, one, by: scenarios.choose(one, by=by, meeting=meeting_of(here)),
}


def test_who_may_do_what_with_a_scenario(both: Session) -> None:
    """Each role at each step; a Co-Chair changes and deletes their own alone."""
    here = ready()
    people = {str(role): calls.somebody(role, of="ZM") for role in RoleName if role is not RoleName.CO_CHAIR}
    people |= {"maker": here.member("EE"), "other chair": here.member("GH")}
    allowed: dict[str, set[str]] = {step: set() for step in STEPS}
    amount, one = 10_000_000, save(here, people["maker"], 10_000_000, None)
    for step, take in STEPS.items():
        for who, actor in people.items():
            try:
                take(here, one, actor)
            except Forbidden:
                continue
            allowed[step].add(who)
            amount += 1
            one = save(here, people["maker"], amount, None)
    every, own = {"programme_officer", "maker", "other chair"}, {"programme_officer", "maker"}
    assert allowed == {"save": every, "change": own, "copy": every, "discard": own, "choose": every}


@pytest.mark.parametrize("step", ["save", "choose"])
def test_nothing_is_saved_or_chosen_before_the_seal_is_open(both: Session, step: str) -> None:
    here = ready()
    kept = save(here, here.officer, 1)
    closed = board.before_board({"PE": 1}, countries=())
    calls.put(kept, round_id=closed.round.id)
    rights.forget()
    with pytest.raises(Forbidden):
        STEPS[step](closed, kept, here.officer)
    assert rights.can(here.officer, "scenario.read", kept) is False


# --- saving ---


def test_a_scenario_is_changed_copied_and_deleted(both: Session) -> None:
    here = ready()
    one, two = here.all()
    made = save(here, here.officer, 10_000_000, None)
    copied = scenarios.copy(made, by=here.member("EE"), name=" Other ")
    scenarios.change(made, by=here.officer, name="Changed", picks={two.id: Pick(Outcome.RESERVE)})
    assert (made.name, said(made), made.number) == ("Changed", {two.id: ("reserve", None)}, 1)
    assert (copied.name, copied.number) == ("Other", 2)
    assert said(copied) == {one.id: ("approved", 10_000_000), two.id: ("not_approved", None)}
    scenarios.discard(made, by=here.officer)
    assert [each.number for each in line_queries.scenarios(here.round.id)] == [2]
    told = [
        each.action
        for each in both.query(AuditEntry).order_by(AuditEntry.seq)
        if each.subject_type == "scenario"
    ]
    assert told == ["scenario.save", "scenario.save", "scenario.change", "scenario.discard"]


@pytest.mark.parametrize(
    ("name", "amount", "told"),
    [
        (" ", 1, "Give the scenario a name."),
        ("w" * 101, 1, "This is too long: at most 100 characters."),
        ("x", 20_000_001, "USD 200,000.01 is more than the USD 200,000.00 that was asked for."),
        ("x", 0, "Approve an amount of more than nothing."),
    ],
)
def test_what_is_wrong_is_told(db: Session, name: str, amount: int, told: str) -> None:
    here = ready({"ZM": 1})
    with pytest.raises(Invalid) as refused:
        save(here, here.officer, amount, name=name)
    assert str(refused.value) == told


# --- choosing ---


def test_the_chosen_one_becomes_draft_decisions_with_reasons(both: Session) -> None:
    here = ready({"ZM": 3})
    one, two, three = here.all()
    meeting = board.meeting(here)
    board.decide(here, meeting, three, amount=5_000_000)
    made = save(here, here.member("EE"), 20_000_000, 15_000_000)
    plan = scenarios.choose(made, by=here.member("EE"), meeting=meeting)
    drafted = queries.table(here.round).under_way
    assert [(drafted[each.id].state, drafted[each.id].amount_minor) for each in (one, two)] == [
        ("drafted", 20_000_000), ("drafted", 15_000_000),
    ]  # fmt: skip
    assert "Approved at the amount asked for" in drafted[one.id].reasons
    assert "a part of the US$ 200,000 asked for" in drafted[two.id].reasons
    assert (made.state, made.chosen_by, plan.stays) == ("chosen", here.members["EE"].person_id, [])
    entries = both.query(AuditEntry).filter(AuditEntry.action.in_(["scenario.choose", "decision.draft"]))
    by = {(each.action, each.actor) for each in entries if each.subject_id != str(drafted[three.id].id)}
    assert by == {("scenario.choose", str(made.chosen_by)), ("decision.draft", "system")}
    with pytest.raises(Conflict):
        scenarios.choose(made, by=here.officer, meeting=meeting)
    with pytest.raises(Conflict):
        scenarios.discard(made, by=here.officer)


def test_what_is_decided_stays_and_is_told_and_a_drafts_own_words_are_kept(both: Session) -> None:
    here = ready({"ZM": 3})
    one, two, three = here.all()
    meeting = board.meeting(here)
    made = save(here, here.officer, 10_000_000, 10_000_000, None)
    board.decide(here, meeting, one, amount=5_000_000)
    decisions.draft(two, by=here.officer, meeting=meeting, words=board.words("not_approved"))
    elsewhere = board.meeting(here, started=False)
    decisions.draft(three, by=here.officer, meeting=elsewhere, words=board.words("reserve"))
    plan = scenarios.choose(made, by=here.officer, meeting=meeting)
    assert [(application.id, str(why)) for application, why in plan.stays] == [
        (one.id, "Decided already: Approved."),
        (three.id, f"A decision is drafted in meeting {elsewhere.number}."),
    ]
    present = queries.table(here.round).under_way
    assert (present[one.id].amount_minor, present[three.id].outcome) == (5_000_000, "reserve")
    assert (present[two.id].amount_minor, present[two.id].recommendations) == (10_000_000, "Come again.")


def test_one_that_passes_the_envelope_is_kept_and_not_chosen(both: Session) -> None:
    here = ready({"ZM": 3})
    made = save(here, here.officer, 20_000_000, 20_000_000, 1)
    with pytest.raises(Invalid) as refused:
        scenarios.choose(made, by=here.officer, meeting=board.meeting(here))
    assert str(refused.value) == "It passes the envelope by USD 0.01."
    assert (made.state, queries.table(here.round).under_way) == ("open", {})


@pytest.mark.parametrize("state", ["appraisal", "completed"])
def test_the_rounds_state_must_allow_it(db: Session, state: str) -> None:
    here = ready()
    made, meeting = save(here, here.officer, 1), board.meeting(here)
    calls.put(here.round, state=state)
    with pytest.raises(Conflict):
        scenarios.choose(made, by=here.officer, meeting=meeting)
    calls.put(here.round, state="with_board")
    calls.put(meeting, state="ended")
    with pytest.raises(Conflict):
        scenarios.choose(made, by=here.officer, meeting=meeting)


def test_what_is_approved_already_counts_in_a_proposal(db: Session) -> None:
    here = board.ready({"ZM": 1, "PE": 1}, countries=("EE", "NO"), **MONEY)
    board.decide(here, board.meeting(here), here.application("ZM"), amount=20_000_000)
    found = line_queries.drawing(here.round, here.officer)
    made = proposed(found, {"Africa": 1})
    assert (made.applications, made.cost, found.left) == (
        (here.application("PE").id,),
        Money(20_000_000),
        made.cost,
    )
    calls.put(here.round, envelope_minor=39_999_999)
    found = line_queries.drawing(here.round, here.officer)
    assert proposed(found, {"Africa": 1}).applications == ()


# --- bars ---


def test_a_barred_co_chair_leaves_the_row_as_it_stands(both: Session) -> None:
    here = ready({"GH": 1, "ZM": 1})
    own, other = here.application("GH"), here.application("ZM")
    chair = here.member("GH")
    with pytest.raises(Forbidden):
        scenarios.save(here.round, by=chair, name="x", picks={own.id: Pick(Outcome.RESERVE)})
    whole = save(here, here.officer, 10_000_000, 10_000_000)
    assert said(scenarios.copy(whole, by=chair, name="x")).keys() == {other.id}
    calls.put(whole, made_by=chair.person_id)
    before = said(whole)[own.id]
    scenarios.change(whole, by=chair, name="x", picks={other.id: Pick(Outcome.RESERVE)})
    assert said(whole) == {own.id: before, other.id: ("reserve", None)}
    with pytest.raises(Forbidden):
        scenarios.choose(whole, by=chair, meeting=board.meeting(here))
    assert whole.state == "open"
