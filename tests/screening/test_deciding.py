"""The checklist: proposed by the system, decided by an officer; eligible by one, ineligible by two."""

from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from sipgrants.core import audit, clock
from sipgrants.core.errors import Conflict, Forbidden, Invalid
from sipgrants.lifecycle import countersign
from sipgrants.lifecycle.actor import RoleName as R
from sipgrants.lifecycle.states import ApplicationState
from sipgrants.screening import checklist, commands, queries, table_queries
from sipgrants.screening.letters import queries as letters
from sipgrants.screening.models import Refusal, ScreeningLine
from sipgrants.screening.sayings import say
from tests.builders import calls
from tests.builders import screening as made


@pytest.fixture(autouse=True)
def _in_june() -> Any:
    with clock.set_to(made.SCREENING):
        yield


def proposed(application: Any) -> dict[str, str]:
    return {line.key: line.proposed for line in queries.lines(application)}


def test_the_system_proposes_every_line_and_each_partys_status(both: Session) -> None:
    application = made.submitted(made.screened_round(), partners=("GH",))
    commands.propose(application, by=calls.officer())
    assert proposed(application) == {
        "forms": "yes", "language": "yes", "signed": "yes", "in_time": "yes", "answered": "yes",
        "documents": "yes", "totals": "yes", "amount": "yes", "months": "yes", "partners": "no",
        "in_force:ZM": "yes", "standing:ZM": "yes", "reports_in:ZM": "yes",
        "in_force:GH": "yes", "standing:GH": "yes", "reports_in:GH": "yes",
        "serves_convention": "yes", "no_duplication": "officer",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("values", "line", "answer", "reason"),
    [
        ({"received_at": calls.AFTER}, "in_time", "no", "Received after the deadline."),
        ({"budget_dollars": 70_000}, "totals", "no", "The amount asked for is"),
        ({"amount_minor": 4_000_000}, "amount", "no", "A grant of this round is from"),
        ({"months": 40}, "months", "no", "A project of this round lasts from 1 to 36 months."),
        ({"how": "receive"}, "signed", "officer", "Form C came as a file"),
        ({"eligibility": "check"}, "standing:ZM", "officer", "to be decided"),
        ({"eligibility": "no"}, "standing:ZM", "no", "Neither a developing country"),
        ({"eligibility": None}, "standing:ZM", "officer", "No status is recorded"),
    ],
)
def test_what_is_wrong_is_proposed_with_its_reason(
    db: Session, values: dict[str, Any], line: str, answer: str, reason: str
) -> None:
    application = made.submitted(made.screened_round(), **values)
    commands.propose(application, by=calls.officer())
    found = queries.line(application, line)
    assert (found.proposed, reason in str(say(found.reason))) == (answer, True)


def test_a_document_the_round_asks_for_is_missed_by_its_name(db: Session) -> None:
    round_ = made.screened_round()
    calls.put(round_, checklist=[{"key": "letter", "label": {"en": "Letter of support"}, "required": True}])
    application = made.submitted(round_)
    commands.propose(application, by=calls.officer())
    found = queries.line(application, "documents")
    assert (found.proposed, "Letter of support" in str(say(found.reason))) == ("no", True)


def test_one_line_is_decided_on_many_applications_with_one_reason(both: Session) -> None:
    round_ = made.screened_round()
    several = [made.submitted(round_), made.submitted(round_)]
    for one in several:
        commands.propose(one, by=calls.officer())
    with pytest.raises(Invalid):
        commands.check_all(round_, by=calls.officer(), rule="no_duplication", reason=" ")
    number = commands.check_all(round_, by=calls.officer(), rule="no_duplication", reason="Nothing alike")
    lines = [queries.line(one, "no_duplication") for one in several]
    assert (number, [(line.decided, line.decision_reason) for line in lines]) == (
        2,
        [("yes", "Nothing alike")] * 2,
    )
    assert [row.is_clear for row in table_queries.table(round_)].count(True) == 2


def test_overriding_takes_a_written_reason_and_confirming_does_not(both: Session) -> None:
    officer = calls.officer()
    application = made.submitted(made.screened_round())
    commands.propose(application, by=officer)
    with pytest.raises(Invalid) as refused:
        commands.check(application, by=officer, key="amount", decided="no", reason=" ")
    assert [problem.field for problem in refused.value.problems] == ["reason"]
    commands.check(application, by=officer, key="amount", decided="yes")
    commands.check(application, by=officer, key="amount", decided="no", reason="In another currency.")
    line = queries.line(application, "amount")
    assert (line.decided, line.decision_reason, line.decided_by) == (
        "no", "In another currency.", officer.person_id,
    )  # fmt: skip
    assert [one.action for one in audit.of("application", application.id)].count("screening.check") == 2


def test_the_database_refuses_an_override_without_a_reason(both: Session) -> None:
    application = made.submitted(made.screened_round())
    commands.propose(application, by=calls.officer())
    with pytest.raises(Exception, match="override_reason"):
        calls.put(queries.line(application, "amount"), decided="no")


def test_a_line_is_decided_by_an_officer_while_the_application_is_submitted(db: Session) -> None:
    application = made.eligible(made.screened_round())
    with pytest.raises(Conflict):
        commands.check(application, by=calls.officer(), key="amount", decided="yes")
    calls.put(application, state="submitted")
    with pytest.raises(Forbidden):
        commands.check(application, by=calls.approver(), key="amount", decided="yes")


def test_eligible_needs_every_line_and_says_which_are_open(both: Session) -> None:
    officer = calls.officer()
    application = made.submitted(made.screened_round(), months=40)
    with pytest.raises(Conflict) as refused:
        commands.find_eligible(application, by=officer)
    assert str(refused.value) == "These lines of the checklist say no: Duration."
    commands.propose(application, by=officer)
    commands.check(application, by=officer, key="months", decided="yes", reason="The Board allowed it.")
    with pytest.raises(Conflict) as refused:
        commands.find_eligible(application, by=officer)
    assert str(refused.value) == "These lines of the checklist wait for an officer: No duplication."
    made.clear(application, officer)
    commands.find_eligible(application, by=officer)
    assert application.state == "eligible"
    assert {line.decided for line in queries.lines(application)} == {"yes"}


def test_nothing_is_found_before_the_screening_of_the_round_has_started(db: Session) -> None:
    round_, officer = made.screened_round(), calls.officer()
    application = made.submitted(round_)
    made.clear(application, officer)
    calls.put(round_, state="announced")
    with pytest.raises(Conflict):
        commands.find_eligible(application, by=officer)
    assert application.state == "submitted"


def test_all_that_are_clear_are_found_eligible_at_once_and_no_others(both: Session) -> None:
    round_, officer = made.screened_round(), calls.officer()
    clear, open_, wrong = (
        made.submitted(round_, iso2, months=months) for iso2, months in (("ZM", 24), ("GH", 24), ("PE", 40))
    )
    for one in (clear, open_, wrong):
        commands.propose(one, by=officer)
    made.clear(clear, officer)
    assert commands.find_all_eligible(round_, by=officer) == 1
    assert [one.state for one in (clear, open_, wrong)] == ["eligible", "submitted", "submitted"]
    with pytest.raises(Forbidden):
        commands.find_all_eligible(round_, by=calls.focal_point())


def test_a_new_version_keeps_decisions_on_parties_and_asks_the_others_again(db: Session) -> None:
    officer = calls.officer()
    application = made.submitted(made.screened_round(), eligibility="check")
    made.clear(application, officer)
    made.version(application, received_at=calls.DURING, how="replace", number=2)
    calls.put(application, submitted_version=2)
    commands.propose(application, by=officer)
    standing, duplication = (queries.line(application, key) for key in ("standing:ZM", "no_duplication"))
    assert (standing.decided, standing.carried_from, duplication.decided) == ("yes", 1, None)
    assert len(queries.lines_of(application, 1)) == len(queries.lines_of(application, 2))


def test_what_changed_since_is_asked_again(db: Session) -> None:
    officer = calls.officer()
    application = made.submitted(made.screened_round(), partners=("GH",))
    made.clear(application, officer)
    assert queries.line(application, "partners").decided == "yes"
    with clock.set_to(made.SCREENING.replace(hour=12)):
        calls.put(application.partners[0], state="confirmed", answered_at=clock.now())
        assert [one.id for one in queries.unproposed()] == [application.id]
        commands.propose(application, by=officer)
    line = queries.line(application, "partners")
    assert (line.proposed, line.decided, queries.unproposed()) == ("yes", None, [])


def test_two_officers_find_an_application_ineligible_and_the_letter_is_held(both: Session) -> None:
    asking, second = calls.officer(), calls.approver()
    application = made.submitted(made.screened_round())
    asked = commands.find_ineligible(application, by=asking, reasons=" Not in force. \n\n Too late.")
    assert application.state == "submitted"
    with pytest.raises(Forbidden):
        countersign.confirm(asked, by=asking)
    countersign.confirm(asked, by=second)
    refusal = queries.standing_refusal(application)
    assert refusal is not None
    assert (application.state, refusal.reasons) == ("ineligible", "Not in force.\nToo late.")
    assert (refusal.decided_by, refusal.seconded_by) == (asking.person_id, second.person_id)
    held = letters.held_of(application)
    assert held is not None
    assert (held.kind, held.facts, refusal.reconsider_until) == (
        "ineligible", {"reasons": ["Not in force.", "Too late."]}, None,
    )  # fmt: skip


def test_reasons_are_asked_for_before_a_second_officer_is(db: Session) -> None:
    application = made.submitted(made.screened_round())
    with pytest.raises(Invalid):
        commands.find_ineligible(application, by=calls.officer(), reasons="  \n ")
    assert countersign.asked_about(application) == []


FROM = {"submitted", "eligible", "with_board"}


@pytest.mark.parametrize("state", list(ApplicationState))
def test_ineligible_is_found_from_these_states_only(both: Session, state: str) -> None:
    application = made.in_state(state)
    if state in FROM:
        asked = commands.find_ineligible(application, by=calls.officer(), reasons="A reason.")
        countersign.confirm(asked, by=calls.approver())
        assert application.state == "ineligible"
        return
    with pytest.raises((Conflict, Forbidden)):
        commands.find_ineligible(application, by=calls.officer(), reasons="A reason.")
    assert both.scalar(select(func.count()).select_from(Refusal)) == 0


@pytest.mark.parametrize("role", [role for role in R if role != R.PROGRAMME_OFFICER])
def test_nobody_but_a_programme_officer_finds(db: Session, role: R) -> None:
    application = made.submitted(made.screened_round())
    by = calls.somebody(role, of="ZM")
    for step in (
        lambda: commands.find_eligible(application, by=by),
        lambda: commands.find_ineligible(application, by=by, reasons="A reason."),
    ):
        with pytest.raises(Forbidden):
            step()
    assert application.state == "submitted"


@pytest.mark.parametrize("role", list(R))
def test_only_a_second_officer_confirms(db: Session, role: R) -> None:
    application = made.submitted(made.screened_round())
    asked = commands.find_ineligible(application, by=calls.officer(), reasons="A reason.")
    second = calls.somebody(role, of="ZM")
    if role in (R.PROGRAMME_OFFICER, R.APPROVING_OFFICER):
        countersign.confirm(asked, by=second)
    else:
        with pytest.raises(Forbidden):
            countersign.confirm(asked, by=second)
    assert application.state == (
        "ineligible" if role in ("programme_officer", "approving_officer") else "submitted"
    )


@pytest.mark.parametrize("number", [3, 12])
def test_the_table_of_a_round_takes_as_many_statements_for_few_as_for_many(db: Session, number: int) -> None:
    round_, officer = made.screened_round(), calls.officer()
    for iso2 in ("ZM", "GH", "PE", "SN", "TG", "AA", "AB", "AC", "AD", "AE", "AF", "AG")[:number]:
        commands.propose(made.submitted(round_, iso2), by=officer)
    kind, round_id = type(round_), round_.id
    db.expunge_all()
    round_ = db.get_one(kind, round_id)
    with made.statements() as counted:
        rows = table_queries.table(round_)
        assert [row.marks["months"] for row in rows] == [checklist.Answer.YES] * number
        assert {row.application.party.name() for row in rows} != set()
    assert len(counted) == 6


def test_filters_narrow_the_table(db: Session) -> None:
    round_, officer = made.screened_round(), calls.officer()
    for iso2, months in (("ZM", 24), ("GH", 40)):
        commands.propose(made.submitted(round_, iso2, months=months), by=officer)
    assert [row.application.party_id for row in table_queries.table(round_, rule="months", answer="no")] == [
        "GH"
    ]
    assert [row.application.party_id for row in table_queries.table(round_, answer="no")] == ["GH"]
    assert len(table_queries.table(round_, answer="open")) == 2
    assert table_queries.table(round_, state="eligible") == []


def test_every_line_is_kept_once_per_version(both: Session) -> None:
    officer = calls.officer()
    application = made.submitted(made.screened_round())
    for _ in range(2):
        commands.propose(application, by=officer)
    assert both.scalar(select(func.count()).select_from(ScreeningLine)) == 15
