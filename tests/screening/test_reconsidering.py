"""Looking again: asked in time by a focal point, decided by somebody who had no part in the finding."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from sipgrants.core import clock
from sipgrants.core.errors import Conflict, Forbidden, Invalid
from sipgrants.core.outbox import Mail
from sipgrants.lifecycle import rights
from sipgrants.lifecycle.actor import RoleName as R
from sipgrants.lifecycle.states import ApplicationState, RoundState
from sipgrants.screening import commands, queries
from sipgrants.screening.days import end_of
from sipgrants.screening.letters import queries as letters
from tests.builders import calls
from tests.builders import screening as made

SECOND = timedelta(seconds=1)


@pytest.fixture(autouse=True)
def _in_june() -> Any:
    with clock.set_to(made.SCREENING):
        yield


def until(application: Any) -> Any:
    refusal = queries.standing_refusal(application)
    assert refusal is not None
    return refusal.reconsider_until


def ask(application: Any, **changes: Any) -> Any:
    return commands.ask_reconsideration(
        application, **{"by": calls.focal_point(), "text": "It is in force.", **changes}
    )


def test_the_time_begins_with_the_letter_and_ends_with_the_day_in_the_rounds_zone(both: Session) -> None:
    application = made.ineligible(made.screened_round())
    assert until(application) == end_of((made.SCREENING + timedelta(days=14)).date(), "Europe/Zurich")
    with clock.set_to(until(application)):
        ask(application)
    assert rights.known("round.reconsiderations", application.round_id) == frozenset({application.id})
    assert both.scalars(select(Mail.kind).where(Mail.kind == "reconsideration_asked")).all() != []


def test_too_late_is_refused_with_the_reason(both: Session) -> None:
    application = made.ineligible(made.screened_round())
    with clock.set_to(until(application) + SECOND), pytest.raises(Conflict) as refused:
        ask(application)
    assert str(refused.value) == "The time to ask for reconsideration is over."


def test_nobody_asks_before_the_letter_is_out(db: Session) -> None:
    application = made.ineligible(made.screened_round(), at_once=False)
    with pytest.raises(Forbidden) as refused:
        ask(application)
    assert str(refused.value) == "There is no finding to look at again."  # nor that there is one


def test_it_is_asked_once_with_reasons(db: Session) -> None:
    application = made.ineligible(made.screened_round())
    with pytest.raises(Invalid):
        ask(application, text=" ")
    ask(application)
    with pytest.raises(Conflict):
        ask(application)


@pytest.mark.parametrize("role", list(R))
def test_focal_points_of_the_party_ask(db: Session, role: R) -> None:
    application = made.ineligible(made.screened_round())
    with pytest.raises(Forbidden):
        ask(application, by=calls.somebody(role, of="GH"))
    if role in (R.FOCAL_POINT, R.ALTERNATE):
        ask(application, by=calls.somebody(role, of="ZM"))
    else:
        with pytest.raises(Forbidden):
            ask(application, by=calls.somebody(role, of="ZM"))


DECIDERS = {R.APPROVING_OFFICER, R.HEAD}


@pytest.mark.parametrize("role", list(R))
@pytest.mark.parametrize("verb", ["reinstate", "uphold"])
def test_an_approving_officer_or_the_head_decides(db: Session, verb: str, role: R) -> None:
    application = made.ineligible(made.screened_round())
    ask(application)
    by = calls.somebody(role, of="ZM")
    if role not in DECIDERS:
        with pytest.raises(Forbidden):
            getattr(commands, verb)(application, by=by, reasons="Looked at.")
        assert application.state == "ineligible"
        return
    getattr(commands, verb)(application, by=by, reasons="Looked at.")
    assert application.state == ("eligible" if verb == "reinstate" else "ineligible")


@pytest.mark.parametrize("verb", ["reinstate", "uphold"])
def test_those_who_decided_do_not_look_again(both: Session, verb: str) -> None:
    asking = calls.somebody(R.PROGRAMME_OFFICER, R.APPROVING_OFFICER)
    second = calls.approver()
    application = made.ineligible(made.screened_round(), by=asking, second=second)
    ask(application)
    for by in (asking, second):
        with pytest.raises(Forbidden) as refused:
            getattr(commands, verb)(application, by=by, reasons="Looked at.")
        assert str(refused.value) == "Somebody other than those who decided looks at it again."


@pytest.mark.parametrize("state", [state for state in ApplicationState if state != "ineligible"])
def test_only_what_is_ineligible_is_reinstated_or_upheld(both: Session, state: str) -> None:
    application = made.in_state(state)
    for verb in ("reinstate", "uphold", "ask_reconsideration"):
        values = {"reasons": "Why."} if verb != "ask_reconsideration" else {"text": "Why."}
        by = calls.approver() if verb != "ask_reconsideration" else calls.focal_point()
        with pytest.raises((Conflict, Forbidden)):
            getattr(commands, verb)(application, by=by, **values)
    assert application.state == state


@pytest.mark.parametrize(
    "state", ["screening", "appraisal", "with_board", "decided", "completed", "cancelled"]
)
def test_nothing_is_reinstated_once_the_round_has_ended(both: Session, state: RoundState) -> None:
    round_ = made.screened_round()
    application = made.ineligible(round_)
    calls.put(round_, state=state)
    if state in ("completed", "cancelled"):
        with pytest.raises(Conflict):
            commands.reinstate(application, by=calls.approver(), reasons="A mistake.", mistake=True)
        assert application.state == "ineligible"
        return
    commands.reinstate(application, by=calls.approver(), reasons="A mistake.", mistake=True)
    assert application.state == "eligible"


def test_without_a_request_it_takes_a_mistake(db: Session) -> None:
    application = made.ineligible(made.screened_round())
    with pytest.raises(Conflict):
        commands.reinstate(application, by=calls.approver(), reasons="We were wrong.")
    with pytest.raises(Invalid):
        commands.reinstate(application, by=calls.approver(), reasons=" ", mistake=True)
    commands.reinstate(application, by=calls.approver(), reasons="We were wrong.", mistake=True)
    assert next((one.kind, one.facts["asked_on"]) for one in letters.of_application(application)) == (
        "reconsideration",
        None,
    )


@pytest.mark.parametrize(("verb", "outcome"), [("reinstate", "reinstated"), ("uphold", "upheld")])
def test_the_outcome_is_kept_and_goes_out_as_a_letter(both: Session, verb: str, outcome: str) -> None:
    application = made.ineligible(made.screened_round())
    asked = ask(application)
    getattr(commands, verb)(application, by=calls.approver(), reasons="One.\nTwo.")
    assert (asked.outcome, asked.reasons, rights.known("round.reconsiderations", application.round_id)) == (
        outcome, "One.\nTwo.", frozenset(),
    )  # fmt: skip
    letter = letters.of_application(application)[0]
    assert (letter.kind, letter.released_at, letter.facts["reasons"]) == (
        "reconsideration", made.SCREENING, ["One.", "Two."],
    )  # fmt: skip
    assert (queries.standing_refusal(application) is None) == (verb == "reinstate")


def test_what_was_never_told_leaves_no_letter(db: Session) -> None:
    application = made.ineligible(made.screened_round(), at_once=False)
    commands.reinstate(application, by=calls.approver(), reasons="We were wrong.", mistake=True)
    assert (letters.of_application(application), letters.held(application.round)) == ([], [])


def test_what_was_reinstated_may_be_found_ineligible_again(db: Session) -> None:
    application = made.ineligible(made.screened_round())
    ask(application)
    commands.reinstate(application, by=calls.approver(), reasons="In force.")
    asked = commands.find_ineligible(application, by=calls.officer(), reasons="Something else.", at_once=True)
    with clock.set_to(made.SCREENING + timedelta(hours=1)):
        made.confirm(asked)
        ask(application)
    assert [one.outcome for one in queries.reconsiderations(application)] == [None, "reinstated"]
