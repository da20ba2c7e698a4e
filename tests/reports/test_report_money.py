"""Reported spending and the ledger: accepted once, never above the award, taken back and booked anew."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from sipgrants.core import db as database
from sipgrants.core.errors import Conflict, Forbidden, Invalid
from sipgrants.fund import queries as fund
from sipgrants.reports import commands, content_queries
from sipgrants.reports.facts import reports_agree
from tests.builders import reports as made

SECOND_HALF = date(2026, 7, 1)


def accepted_in_ledger(award) -> int:
    return fund.award_figures(award.id).accepted // 100


def test_accepting_books_the_spending_and_meets_the_due(both: Session) -> None:
    report = made.submitted(dollars=(5_000, 0, 1_000))
    assert accepted_in_ledger(report.award) == 0
    made.accept(report)
    assert (report.state, report.posted_minor) == ("accepted", 600_000)
    assert accepted_in_ledger(report.award) == 6_000
    assert made.due(report.award, "expenditure").met_at is not None
    assert reports_agree() == []


def test_the_programme_officer_waits_for_the_finance_officer(both: Session) -> None:
    report = made.submitted()
    with pytest.raises(Conflict, match="finance officer accepts the figures first"):
        commands.accept(report, by=made.officer())
    commands.accept_figures(report, by=made.finance())
    with pytest.raises(Conflict, match="accepted already"):
        commands.accept_figures(report, by=made.finance())
    commands.accept(report, by=made.officer())
    assert report.state == "accepted"


def test_one_person_with_both_roles_does_not_accept_twice(db: Session) -> None:
    report = made.submitted()
    both_roles = made.acting(made.R.FINANCE_OFFICER, made.R.PROGRAMME_OFFICER)
    commands.accept_figures(report, by=both_roles)
    with pytest.raises(Conflict, match="another officer"):
        commands.accept(report, by=both_roles)


def test_a_finance_officer_does_not_judge_a_report_without_figures(db: Session) -> None:
    report = made.submitted("progress")
    with pytest.raises(Forbidden):
        commands.accept_figures(report, by=made.finance())
    with pytest.raises(Forbidden):
        commands.return_(report, by=made.finance(), reason="No.")


def test_reporting_more_than_the_award_is_refused(both: Session) -> None:
    award = made.award(dollars=60_000)
    made.accepted(of=award, dollars=(30_000, 10_000, 10_000))
    report = made.opened(of=award, period_from=SECOND_HALF)
    who = made.manager()
    made.fill(report, 0, 10_001, 0, by=who)
    with pytest.raises(Invalid) as refused:
        commands.submit(report, by=who)
    assert str(refused.value) == (
        "With what was reported already, spending comes to USD 60,001.00. The award is USD 60,000.00: "
        "take out what is more."
    )
    made.spend(report, 0, 10_000, 0, by=who, explanation="Prices rose.")
    commands.submit(report, by=who)
    assert report.state == "submitted"


def test_two_reports_that_wait_count_together(both: Session) -> None:
    award = made.award(dollars=60_000)
    made.submitted(of=award, dollars=(30_000, 10_000, 10_000))
    report = made.opened(of=award, period_from=SECOND_HALF)
    who = made.manager()
    made.fill(report, 0, 10_001, 0, by=who)
    with pytest.raises(Invalid):
        commands.submit(report, by=who)


def test_what_is_above_paid_is_pre_financed(both: Session) -> None:
    award = made.award(dollars=60_000)
    report = made.submitted(of=award, dollars=(30_000, 5_000, 0))
    figures = content_queries.content(report).figures
    assert (figures.paid.minor, figures.unspent.minor) == (3_000_000, -500_000)
    made.accept(report)
    assert fund.award_figures(award.id).unaccounted == -500_000


def test_figures_build_on_each_other_period_by_period(both: Session) -> None:
    award = made.award()
    first = made.submitted(of=award)
    second = made.submitted(of=award, period_from=SECOND_HALF)
    commands.accept_figures(second, by=made.finance())
    with pytest.raises(Conflict, match="earlier periods"):
        commands.accept(second, by=made.officer())
    made.accept(first)
    commands.accept(second, by=made.officer())
    before = [line.before.minor for line in content_queries.content(second).figures.lines]
    assert before == [500_000, 0, 100_000]
    assert accepted_in_ledger(award) == 12_000


def test_reopening_takes_back_and_accepting_books_anew(both: Session) -> None:
    report = made.accepted(dollars=(5_000, 0, 1_000))
    commands.reopen(report, by=made.officer(), reason="A receipt is missing.")
    assert (report.state, report.posted_minor, accepted_in_ledger(report.award)) == ("returned", 0, 0)
    assert made.due(report.award, "expenditure").met_at is None
    assert reports_agree() == []
    who = made.manager()
    made.spend(report, 4_000, 0, 1_000, by=who)
    commands.submit(report, by=who)
    made.accept(report)
    assert accepted_in_ledger(report.award) == 5_000
    assert reports_agree() == []


def test_a_closed_award_is_not_reopened(both: Session) -> None:
    report = made.accepted()
    made.put(report.award, state="closed")
    with pytest.raises(Conflict, match="closed"):
        commands.reopen(report, by=made.officer(), reason="Too late.")


def test_the_final_statement_adds_what_no_report_named_before(both: Session) -> None:
    award = made.award()
    made.accepted(of=award, dollars=(5_000, 0, 1_000))
    _waive_other_expenditure(award)
    statement = made.submitted("statement", of=award, dollars=(30_000, 15_000, 12_000))
    figures = content_queries.content(statement).figures
    assert [line.spent.minor for line in figures.lines] == [2_500_000, 1_500_000, 1_100_000]
    made.accept(statement)
    assert (statement.posted_minor, accepted_in_ledger(award)) == (5_100_000, 57_000)
    assert reports_agree() == []


def test_a_final_statement_below_what_was_accepted_is_refused(both: Session) -> None:
    award = made.award()
    made.accepted(of=award, dollars=(5_000, 0, 1_000))
    statement = made.opened("statement", of=award)
    who = made.manager()
    made.fill(statement, 4_000, 0, 1_000, by=who)
    with pytest.raises(Invalid, match="less than what was accepted before"):
        commands.submit(statement, by=who)


def test_a_report_counted_in_an_accepted_statement_is_not_reopened(both: Session) -> None:
    award = made.award()
    report = made.accepted(of=award)
    _waive_other_expenditure(award)
    made.accepted("statement", of=award, dollars=(30_000, 15_000, 12_000))
    with pytest.raises(Conflict, match="reopen the statement first"):
        commands.reopen(report, by=made.officer(), reason="A receipt is missing.")


def _waive_other_expenditure(award) -> None:
    for since in (SECOND_HALF, date(2027, 1, 1)):
        report = made.opened(of=award, period_from=since)
        commands.waive(report, by=made.approver(), reason="Covered by the statement.")


def test_a_stale_acceptance_is_refused(both: Session) -> None:
    report = made.submitted()
    seen = report.version
    commands.accept_figures(report, by=made.finance())
    with pytest.raises(database.Stale):
        commands.accept(report, by=made.officer(), seen=seen)
