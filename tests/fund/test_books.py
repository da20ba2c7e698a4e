"""What goes out of the fund's books and into them: a proof that breaks off, papers by language, rates of the table."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from sipgrants.core import clock
from sipgrants.core.errors import Conflict, Invalid
from sipgrants.core.money import Money
from sipgrants.core.outbox import Mail
from sipgrants.documents import issuing_commands as issuing
from sipgrants.fund import commands, proofs, queries, status_queries
from sipgrants.fund.commands import verifying
from sipgrants.fund.rates import Rate
from sipgrants.lifecycle.actor import RoleName as R
from tests.builders import money, people
from tests.builders.sending import send
from tests.documents.reading import says


@pytest.fixture
def finance(client: FlaskClient, db: Session) -> FlaskClient:
    people.sign_in(client, people.person(R.FINANCE_OFFICER))
    return client


def test_a_proof_that_breaks_off_is_told_like_a_difference_and_keeps_no_other_from_being_tried(
    both: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    officer, made = people.person(R.FINANCE_OFFICER), money.received(10)
    monkeypatch.setitem(proofs._PROOFS, "ledger", lambda: both.execute(text("select * from nowhere")))
    monkeypatch.setattr(clock, "now", lambda: datetime(2027, 3, 1, 3, tzinfo=UTC))
    both.rollback()
    both.execute(text("update contribution set in_kind = true where number = :n"), {"n": made.number})
    both.commit()
    verifying.verify()
    sent = list(both.scalars(select(Mail).where(Mail.kind == "fund_differs", Mail.person_id == officer.id)))
    assert [mail.params["places"] for mail in sent] == [
        [f"contributions: contribution {made.number}", "ledger: ledger"]
    ]
    with pytest.raises(Conflict, match="does not reconcile"):
        commands.publish_status(by=money.finance(), on=date(2026, 1, 31))


def test_a_status_is_published_in_every_language_of_the_pages_with_one_hash(
    finance: FlaskClient, db: Session
) -> None:
    money.received(1_000_000)
    assert send(finance, "/fund/status/publish", on="2025-06-30").status_code == 303
    made = status_queries.published()[0]
    papers = status_queries.papers(made)[str(made.id)]
    assert [(one.locale, one.number) for one in papers] == [
        ("en", "STATUS/2025-06-30"), ("fr", "STATUS/2025-06-30/FR")
    ]  # fmt: skip
    assert ({one.content_hash for one in papers}, len({one.code for one in papers})) == (
        {made.content_hash},
        2,
    )
    where = "/public/contributions/2025-06-30"
    assert finance.get(f"{where}/status.pdf?language=fr").status_code == 404  # it is not printed yet
    with finance.application.app_context():  # as the worker does: languages are the edge's
        for one in papers:
            issuing.print_(str(one.id))
    for language, said in (
        ("fr", "etannoncesdecontributions"),
        ("en", "Contributionsandpledges"),
        ("xx", "andpledges"),
    ):
        assert said in says(finance.get(f"{where}/status.pdf?language={language}").get_data()), language
    with finance.application.test_client() as anybody:
        page = anybody.get(where, headers={"Accept-Language": "fr"}).text
    assert ("language=en" in page, "language=fr" in page, papers[1].code in page) == (True, True, True)
    both_verify = [finance.get(f"/verify?code={one.code}").text for one in papers]
    assert ["STATUS/2025-06-30" in one for one in both_verify] == [True, True]
    assert list(proofs.differences()) == []


def opening(currency: str = "CHF") -> commands.Opening:
    given: dict[str, Any] = {"agreed": Money(900_000_00, currency), "received": Money(900_000_00, currency)}
    return commands.Opening(
        **given, agreed_on=date(2019, 5, 1), agreement="CH", received_on=date(2019, 6, 1), settled=True
    )


def test_an_opening_contribution_takes_the_rates_of_the_table_and_keeps_their_source(both: Session) -> None:
    officer = money.finance()
    with pytest.raises(Invalid) as refused:
        commands.record_opening(by=officer, donor=money.donor(), opening=opening())
    assert [problem.field for problem in refused.value.problems] == ["rate", "received_rate"]
    table = [
        Rate("CHF", day, Decimal(units))
        for units, day in (("0.8", date(2019, 5, 1)), ("0.5", date(2019, 6, 1)))
    ]
    commands.record_rates(table, by=officer, source="UN Treasury")
    asked = commands.record_opening(by=officer, donor=money.donor(), opening=opening())
    commands.record_rates(
        [Rate("CHF", date(2019, 5, 1), Decimal(4))], by=officer, source="UN", reason="Wrong."
    )
    made = money.confirm(asked)
    assert (made.rate, made.agreed_usd_minor, queries.contribution_money()[made.id].received) == (
        Decimal("1.25"),
        1_125_000_00,
        1_800_000_00,
    )
    assert made.rate_source == "UN operational rate from 1 May 2019: 1 USD = 0.8 CHF (UN Treasury)"
    dollars = commands.record_opening(by=officer, donor=money.donor(), opening=opening("USD"))
    assert money.confirm(dollars).rate == 1
