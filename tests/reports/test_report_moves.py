"""Who may do what with a report in which state: every move, every state, every role."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from sipgrants.core.errors import Conflict, Forbidden, Invalid
from sipgrants.lifecycle import machine
from sipgrants.lifecycle.actor import RoleName as R
from sipgrants.lifecycle.process import REPORT
from sipgrants.reports import commands
from sipgrants.reports.models import Report
from tests.builders import reports as made

STATES = ("draft", "submitted", "returned", "accepted", "waived")
VERBS = ("edit", "submit", "return", "accept_figures", "accept", "reopen", "waive")
MANAGING = {R.FOCAL_POINT, R.ALTERNATE, R.PROJECT_MANAGER}
MAY = {
    "edit": MANAGING | {R.DRAFTER},
    "submit": MANAGING,
    "return": {R.PROGRAMME_OFFICER, R.FINANCE_OFFICER},
    "accept_figures": {R.FINANCE_OFFICER},
    "accept": {R.PROGRAMME_OFFICER},
    "reopen": {R.PROGRAMME_OFFICER, R.FINANCE_OFFICER},
    "waive": {R.APPROVING_OFFICER},
}
FROM = {
    "edit": {"draft", "returned"},
    "submit": {"draft", "returned"},
    "return": {"submitted"},
    "accept_figures": {"submitted"},
    "accept": {"submitted"},
    "reopen": {"accepted"},
    "waive": {"draft", "returned"},
}
PARTYS = {R.FOCAL_POINT, R.ALTERNATE, R.DRAFTER, R.READER, R.PROJECT_MANAGER}


@pytest.mark.parametrize("state", STATES)
def test_a_move_is_possible_for_the_right_role_from_the_right_state(db: Session, state: str) -> None:
    report = made.in_state(state)
    for role in R:
        who = made.acting(role, party="ZM" if role in PARTYS | {R.BOARD_MEMBER, R.CO_CHAIR} else None)
        possible = {verb for verb in VERBS if machine.possible(report, f"report.{verb}", who)}
        assert possible == {verb for verb in VERBS if role in MAY[verb] and state in FROM[verb]}, role


def test_another_partys_manager_may_do_nothing(db: Session) -> None:
    report, stranger = made.in_state("draft"), made.manager("GH")
    assert [verb for verb in VERBS if machine.possible(report, f"report.{verb}", stranger)] == []
    with pytest.raises(Forbidden):
        commands.submit(report, by=stranger)


ACTS: dict[str, Any] = {
    "submit": lambda report: commands.submit(report, by=made.manager()),
    "return": lambda report: commands.return_(report, by=made.officer(), reason="No."),
    "accept_figures": lambda report: commands.accept_figures(report, by=made.finance()),
    "accept": lambda report: commands.accept(report, by=made.officer()),
    "reopen": lambda report: commands.reopen(report, by=made.officer(), reason="No."),
    "waive": lambda report: commands.waive(report, by=made.approver(), reason="No."),
}


@pytest.mark.parametrize("state", STATES)
def test_a_command_refuses_every_other_state_and_changes_nothing(db: Session, state: str) -> None:
    report = made.in_state(state)
    for verb, act in ACTS.items():
        if state in FROM[verb]:
            continue
        with pytest.raises(Conflict):
            act(report)
        assert report.state == state


def test_every_move_of_the_table_is_tried_here() -> None:
    assert {move.verb for move in REPORT.moves} == {*VERBS, "create"}


@pytest.mark.parametrize("verb", ["return", "reopen", "waive"])
def test_a_reason_is_asked_for(db: Session, verb: str) -> None:
    report: Report = made.in_state({"return": "submitted", "reopen": "accepted", "waive": "draft"}[verb])
    by = made.approver() if verb == "waive" else made.officer()
    command = {"return": commands.return_, "reopen": commands.reopen, "waive": commands.waive}[verb]
    with pytest.raises(Invalid):
        command(report, by=by, reason="  ")


def test_a_return_puts_the_figures_back_to_be_accepted(db: Session) -> None:
    report = made.submitted()
    commands.accept_figures(report, by=made.finance())
    commands.return_(report, by=made.officer(), reason="The evidence is missing.", sections=["spending"])
    assert (report.state, report.figures_accepted_at, report.to_mend) == ("returned", None, ["spending"])
    commands.submit(report, by=made.manager())
    assert (report.state, report.to_mend, report.submitted_version) == ("submitted", [], 2)


def test_a_section_that_the_report_does_not_have_cannot_be_sent_back(db: Session) -> None:
    report = made.submitted("progress")
    with pytest.raises(Invalid, match="among the sections"):
        commands.return_(report, by=made.officer(), reason="No.", sections=["gender", "weather"])
    assert report.state == "submitted"


def test_only_the_sections_that_were_sent_back_open(db: Session) -> None:
    report, who = made.submitted("progress"), made.manager()
    commands.return_(report, by=made.officer(), reason="Where is the decree?", sections=["gender"])
    commands.save_section(report, "gender", {"gender_progress": "Two in three are women."}, by=who)
    shut: list[Any] = [
        lambda: commands.save_section(report, "overview", {"overview": "All new."}, by=who),
        lambda: commands.save_rows(report, "indicators", {}, by=who),
        lambda: made.attach(report, "evidence_files", by=who),
    ]
    for act in shut:
        with pytest.raises(Conflict, match="Only the sections that were sent back"):
            act()
    commands.submit(report, by=who)
    assert report.state == "submitted"


def test_a_closed_section_in_which_something_is_wrong_by_now_opens_too(db: Session) -> None:
    report, who = made.submitted(dollars=(5_000, 0, 1_000)), made.manager()
    commands.return_(report, by=made.officer(), reason="Who certified it?", sections=["balance"])
    with pytest.raises(Conflict):
        made.spend(report, 4_000, by=who)
    made.put(report.award, amount_minor=500_000)
    made.spend(report, 4_000, by=who, explanation="Prices rose.")
    commands.submit(report, by=who)
    assert report.state == "submitted"
