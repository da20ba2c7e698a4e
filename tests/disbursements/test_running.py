"""Awards that run already: written down by one person, counted once a second has confirmed."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from sipgrants.awards import commands as award_commands
from sipgrants.awards import queries as award_queries
from sipgrants.core.errors import Forbidden, Invalid
from sipgrants.disbursements import commands
from sipgrants.disbursements.commands import Running, RunningPart
from sipgrants.fund import queries as fund
from sipgrants.fund.proofs import differences
from tests.builders import awards, calls, money

TERMS = award_commands.Terms("PCA", "PCA/2024/7", "Ministry of Health", date(2024, 3, 1), date(2027, 2, 28))


def running(**changes: Any) -> Running:
    plain = Running(
        title="Thermometers",
        state="active",
        amount_minor=20_000_000,
        terms=TERMS,
        signed_on=date(2024, 2, 20),
        signed_by_party="The Minister",
        signed_by_secretariat="The Executive Secretary",
        vendor_reference="V-1",
        parts=(
            RunningPart(1, 10_000_000, date(2024, 3, 10), "U-2024-1"),
            RunningPart(2, 6_000_000, date(2025, 8, 10), "U-2025-1"),
            RunningPart(3, 4_000_000, waits_for_report="final"),
        ),
        accepted_minor=12_345_678,
        reported_to=date(2026, 6, 30),
    )
    return replace(plain, **changes)


def told() -> list[str]:
    return [f"{name}: {problem.message}" for name, problem in differences()]


def test_a_running_award_exists_once_a_second_person_has_confirmed_it(both: Session) -> None:
    who = awards.team()
    proposal = commands.record_running(calls.party("ZM"), by=who.finance, running=running())
    assert fund.standing().figures.committed == 0
    with pytest.raises(Forbidden):
        money.confirm(proposal, who.finance)
    award = money.confirm(proposal, who.approver)
    figures = fund.award_figures(award.id)
    assert (award.state, award.is_opening, award.number) == ("active", True, "A0-ZM-1")
    assert (figures.committed, figures.paid, figures.accepted) == (20_000_000, 16_000_000, 12_345_678)
    assert {row.day for row in fund.all_transactions(kind="instalment_paid")} == {
        date(2024, 3, 10),
        date(2025, 8, 10),
    }
    assert told() == []


def test_reports_accepted_before_are_met_and_what_follows_is_due(both: Session) -> None:
    who = awards.team()
    award = money.confirm(commands.record_running(calls.party("ZM"), by=who.finance, running=running()))
    left = [(one.kind, one.period_to) for one in award_queries.dues(award.id) if one.met_at is None]
    assert left[0][1] == date(2026, 12, 31)
    assert ("final", date(2027, 2, 28)) in left


def test_a_running_award_goes_on_as_any_other(both: Session) -> None:
    who = awards.team()
    award = money.confirm(commands.record_running(calls.party("ZM"), by=who.finance, running=running()))
    awards.meet_dues(award)
    award_commands.complete(award, by=who.officer)
    awards.pay(award, 3, who)
    assert (award.instalments[2].state, told()) == ("paid", [])


def test_a_project_that_ended_may_have_used_less_than_its_award(both: Session) -> None:
    who = awards.team()
    given = running(state="completed", parts=running().parts[:2])
    award = money.confirm(commands.record_running(calls.party("ZM"), by=who.finance, running=given))
    assert (award.state, told()) == ("completed", [])


def test_everything_that_contradicts_itself_is_told_at_once(db: Session) -> None:
    wrong = running(
        title=" ",
        state="offered",
        signed_by_party="",
        reported_to=None,
        accepted_minor=30_000_000,
        parts=(RunningPart(1, 1, date(2024, 3, 10)), RunningPart(2, 0)),
    )
    with pytest.raises(Invalid) as refused:
        commands.record_running(calls.party("ZM"), by=money.finance(), running=wrong)
    assert [problem.field for problem in refused.value.problems] == [
        "title",
        "state",
        "signed_by_party",
        "reported_to",
        "instalments",
        "accepted",
        "instalments-0-reference",
        "instalments-1-amount",
    ]
