"""The status of contributions at any day, what is published of it, and the nightly proof."""

import csv
import io
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from sipgrants.core import clock
from sipgrants.core.errors import Conflict, Forbidden
from sipgrants.core.money import Money
from sipgrants.core.outbox import Mail
from sipgrants.documents import issuing_commands as issuing
from sipgrants.fund import (
    commands,
    movement_queries,
    movements,
    proofs,
    queries,
    status,
    status_queries,
    waiting_queries,
)
from sipgrants.fund.accounts import Event
from sipgrants.fund.commands import verifying
from sipgrants.fund.status_queries import Chosen
from sipgrants.lifecycle.actor import RoleName as R
from tests.builders import money, people
from tests.builders.sending import counting, send

EUR = Money(1_000_000_00, "EUR")


def story() -> None:
    """Norway: pledged in March, agreed in April, half received in May and a quarter in June 2025. Chad's: given up."""
    officer = money.finance()
    norway = money.pledged(
        donor=money.donor("Norway"), pledged=EUR, rate=Decimal("1.1"), pledged_on=date(2025, 3, 1)
    )
    commands.agree(
        norway, by=officer, agreed=EUR, agreed_on=date(2025, 4, 1), agreement="N", rate=Decimal("1.2")
    )
    for part, day, rate in ((500_000_00, date(2025, 5, 1), "1.3"), (250_000_00, date(2025, 6, 1), "1.2")):
        amount = Money(part, "EUR")
        commands.receive(norway, by=officer, amount=amount, day=day, reference=str(day), rate=Decimal(rate))
    commands.book(
        Event.DONOR_REFUNDED,
        by=officer,
        minor=50_000_00,
        day=date(2025, 7, 1),
        memo="Too much.",
        contribution=norway,
    )
    chad = money.pledged(10_000, donor=money.donor("Chad"), pledged_on=date(2024, 12, 31))
    money.confirm(commands.write_off(chad, by=officer, reason="No."))
    money.pledged(0, donor=money.donor("Chad"), in_kind=True, note="An officer", pledged_on=date(2025, 1, 1))


DAYS = [  # pledged, received, written off, paid back, outstanding, of Norway and of Chad
    (date(2024, 12, 30), [], []),
    (date(2024, 12, 31), [], [10_000, 0, 0, 0, 10_000]),
    (date(2025, 3, 1), [1_100_000, 0, 0, 0, 1_100_000], [10_000, 0, 0, 0, 10_000]),
    (date(2025, 4, 1), [1_200_000, 0, 0, 0, 1_200_000], [10_000, 0, 0, 0, 10_000]),
    (date(2025, 5, 1), [1_200_000, 650_000, 0, 0, 600_000], [10_000, 0, 0, 0, 10_000]),
    (date(2025, 6, 30), [1_200_000, 950_000, 0, 0, 300_000], [10_000, 0, 0, 0, 10_000]),
    (None, [1_200_000, 950_000, 0, 50_000, 300_000], [10_000, 0, 10_000, 0, 0]),
]  # fmt: skip


def figures(sums: status.Sums) -> list[int]:
    found = (sums.pledged, sums.received, sums.written_off, sums.refunded, sums.outstanding)
    assert all(one % 100 == 0 for one in found)
    return [one // 100 for one in found]


def test_the_status_of_any_day_is_what_was_true_on_it(both: Session) -> None:
    story()
    for day, norway, chad in DAYS:
        found = status_queries.status(day)
        assert [figures(one.sums) for one in found.gifts] == [one for one in (chad, norway) if one], day
    assert [(one.year, one.pledged, one.received) for one in found.by_year()] == [
        (2025, 1_200_000_00, 950_000_00), (2024, 10_000_00, 0)
    ]  # fmt: skip
    assert (found.in_kind[0].text, figures(found.total)[0]) == ("An officer", 1_210_000)
    ledger = queries.standing().figures
    assert (found.total.received, found.total.outstanding, found.total.refunded) == (
        ledger.received, ledger.receivable, ledger.refunds_to_donors
    )  # fmt: skip
    assert [len(status_queries.status(None, one).gifts) for one in CHOSEN] == [1, 0, 2, 0]


CHOSEN = [Chosen(year=2024), Chosen(year=1999), Chosen(round="general"), Chosen(round="no such round")]


def test_what_is_published_stays_as_it_was(both: Session) -> None:
    story()
    officer, day = money.finance(), date(2025, 6, 30)
    with pytest.raises(Forbidden):
        commands.publish_status(by=money.approver(), on=day)
    made = commands.publish_status(by=officer, on=day)
    kept = status.read(made.content)
    assert (kept, made.document.content_hash) == (
        status_queries.status(day),
        status_queries.mark(made.content),
    )
    for earlier in (day, date(2025, 6, 29)):
        with pytest.raises(Conflict, match="is published"):
            commands.publish_status(by=officer, on=earlier)
    late = queries.contributions()[0]
    commands.receive(late, by=officer, amount=Money(100, "EUR"), day=day, reference="L", rate=Decimal(1))
    assert status.read(status_queries.published()[0].content) == kept != status_queries.status(day)
    both.rollback()
    with pytest.raises(DBAPIError, match="append-only"):
        both.execute(text("update published_status set content_hash = ''"))
    both.rollback()
    assert list(proofs.differences()) == []


def test_nothing_is_published_while_figures_differ(db: Session) -> None:
    made = money.received(10)
    db.execute(
        text("update contribution set state = 'pledged', settled_on = null where number = :n"),
        {"n": made.number},
    )
    db.execute(text("update contribution set in_kind = true where number = :n"), {"n": made.number})
    db.commit()
    with pytest.raises(Conflict, match="does not reconcile"):
        commands.publish_status(by=money.finance(), on=clock.today())


@pytest.fixture
def finance(client: FlaskClient, db: Session) -> FlaskClient:
    people.sign_in(client, people.person(R.FINANCE_OFFICER))
    return client


def test_it_is_a_page_a_paper_a_workbook_and_a_list(finance: FlaskClient) -> None:
    story()
    asked = "?on=2025-05-01&year=2025"
    page = finance.get(f"/fund/status{asked}").text
    assert [one in page for one in ("US$\xa0650,000", "US$\xa0600,000", "Chad", "An officer")] == [
        True,
        True,
        True,
        True,
    ]
    rows = list(
        csv.DictReader(io.StringIO(finance.get(f"/fund/status.csv{asked}").text.removeprefix("\ufeff")))
    )
    assert [(row["donor"], row["amount"], row["received_usd"]) for row in rows] == [
        ("Norway", "1000000.00", "650000.00")
    ]
    book = load_workbook(io.BytesIO(finance.get(f"/fund/status.xlsx{asked}").data))
    assert [one.value for one in book["By donor"][3]] == ["Total", 1_200_000, 650_000, 0, 0, 600_000]
    assert finance.get(f"/fund/status.pdf{asked}").data.startswith(b"%PDF-")


def test_the_public_sees_what_was_published_and_its_code(finance: FlaskClient, db: Session) -> None:
    assert "Nothing was published yet" in finance.get("/public/contributions").text
    story()
    assert send(finance, "/fund/status/publish", on="2025-06-30").status_code == 303
    made = status_queries.published()[0]
    issuing.print_(str(made.document_id))
    money.received(77)
    with finance.application.test_client() as anybody:
        page = anybody.get("/public/contributions").text
        assert [one in page for one in ("US$\xa0950,000", made.document.code, made.content_hash, "77")][
            :3
        ] == [True] * 3
        assert "US$\xa077" not in page
        where = "/public/contributions/2025-06-30"
        assert anybody.get(f"{where}/status.pdf").data.startswith(b"%PDF-")
        assert "Norway" in anybody.get(f"{where}/status.csv").text
        assert (
            load_workbook(io.BytesIO(anybody.get(f"{where}/status.xlsx").data)).sheetnames[0]
            == "Contributions"
        )
        assert [anybody.get(f"/public/contributions/{one}").status_code for one in ("2025-06-29", "x")] == [
            404,
            404,
        ]
        assert "Status of contributions" in anybody.get(f"/verify?code={made.document.code}").text


def test_the_status_costs_as_many_statements_with_many_contributions(
    finance: FlaskClient, database: Any
) -> None:
    counts = []
    for rows in (2, 20):
        for _ in range(rows):
            money.pledged(10)
        with counting(database) as seen:
            assert finance.get("/fund/status").status_code == 200
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_the_night_tells_the_finance_officer_what_differs_once(
    db: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = money.received(10)
    officer = people.person(R.FINANCE_OFFICER)
    night = datetime(2027, 3, 1, 1, 59, tzinfo=UTC)
    monkeypatch.setattr(clock, "now", lambda: night)
    verifying.verify()
    assert waiting_queries.last_check() is None
    monkeypatch.setattr(clock, "now", lambda: night + timedelta(minutes=2))
    verifying.verify()
    assert (waiting_queries.last_check().found, waiting_queries.waiting_for(people.actor_of(officer))) == (
        [],
        [],
    )
    db.rollback()
    db.execute(text("update contribution set in_kind = true where number = :n"), {"n": made.number})
    db.commit()
    monkeypatch.setattr(clock, "now", lambda: night + timedelta(days=1, minutes=5))
    for _ in range(2):
        verifying.verify()
    sent = list(db.scalars(select(Mail).where(Mail.kind == "fund_differs", Mail.person_id == officer.id)))
    assert [mail.params["places"] for mail in sent] == [[f"contributions: contribution {made.number}"]]
    waits = waiting_queries.waiting_for(people.actor_of(officer))
    assert ([one.endpoint for one in waits], waiting_queries.waiting_for(money.approver())) == (
        ["fund.statement"],
        [],
    )


def test_the_next_month_asks_for_its_status(db: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    officer = money.finance()
    assert waiting_queries.waiting_for(officer) == []
    commands.publish_status(by=officer, on=date(2026, 2, 27))
    asked = {}
    for day in (date(2026, 2, 28), date(2026, 3, 1)):
        monkeypatch.setattr(clock, "today", lambda day=day: day)
        asked[day.day] = [one.endpoint for one in waiting_queries.waiting_for(officer)]
    assert asked == {28: [], 1: ["fund.publish_status"]}


def test_every_event_stands_in_what_moved_and_cash_adds_up(finance: FlaskClient) -> None:
    story()
    assert set(movements.MEASURE) == set(Event)
    found = movement_queries.period(date(2025, 5, 2), date(2025, 7, 1))
    assert [(one.event, one.amount, one.cash) for one in found.rows] == [
        (Event.CONTRIBUTION_RECEIVED, 300_000_00, 300_000_00), (Event.DONOR_REFUNDED, 50_000_00, -50_000_00)
    ]  # fmt: skip
    assert (found.before, found.after) == (650_000_00, queries.entries_and_cash()[1])
    text_ = finance.get("/fund/statement?since=2025-05-01&until=2025-05-01").text
    assert "parts received, against the rate of their agreement: -US$\xa050,000" in text_.replace(
        "US$\xa0-", "-US$\xa0"
    )
