"""Watching the portfolio: page, PDF, workbook and CSV say the same; the Board reads sums; what indicators count for."""

import csv
import io
import re
from typing import Any

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook
from sqlalchemy.orm import Session

from sipgrants.core import clock
from sipgrants.core.errors import Forbidden, Invalid
from sipgrants.desk import watching_queries
from sipgrants.desk.watched_queries import Chosen
from sipgrants.lifecycle.actor import RoleName as R
from sipgrants.plans import commands as plans
from sipgrants.plans import measure_queries
from tests.builders import people, reports
from tests.builders.sending import counting, send
from tests.documents.reading import says, squeezed


@pytest.fixture(autouse=True)
def _in_august(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: reports.NOW)


def signed_in(client: FlaskClient, role: R, party: str | None = None) -> FlaskClient:
    people.sign_in(client, people.person(role, party=party))
    return client


def decided(measure: str, how: str = "value") -> list[Any]:
    """Every indicator counts for a measure."""
    placed = measure_queries.indicators(
        [one.plan_id for one in watching_queries.awards(Chosen()) if one.plan_id]
    )
    plans.set_measures({one.root: (measure, how) for one in placed}, by=reports.officer())
    return placed


def test_page_paper_workbook_and_csv_say_the_same(client: FlaskClient, db: Session) -> None:
    award = reports.award()
    reports.accepted("expenditure", award)
    reports.accepted("progress", award)
    placed = decided("sites")
    watch = watching_queries.watch(Chosen())
    assert (watch.awarded, watch.paid, watch.accepted) == (60_000_00, 30_000_00, 6_000_00)
    sites = watch.totals[-1]
    assert (sites.amount, sites.projects, sites.reporting) == (12 * len(placed), 1, 1)
    page = signed_in(client, R.AUDITOR).get("/watching").text
    paper = says(client.get("/watching.pdf").get_data())
    for said in (
        "US$ 60,000",
        "US$ 30,000",
        "US$ 6,000",
        award.number,
        str(sites.amount),
        "Nobody has signed",
    ):
        assert squeezed(said) in squeezed(page), said
        assert squeezed(said) in paper, said
    book = load_workbook(io.BytesIO(client.get("/watching.xlsx").get_data()))
    assert [row[1:] for row in book.worksheets[0].values if str(row[0])[:10] == "2026-08-03"] == [
        (60000, 30000, 6000)
    ]
    assert [sheet.title for sheet in book.worksheets] == [
        "Over time", "Instalments waiting", "Reports due and late", "Projects at risk", "Indicators added up"
    ]  # fmt: skip
    rows = list(csv.DictReader(io.StringIO(client.get("/watching.csv").text.removeprefix("\ufeff"))))
    assert [(row["award"], row["paid_usd"], row["accepted_usd"]) for row in rows] == [
        (award.number, "30000.00", "6000.00")
    ]


def test_page_and_paper_draw_the_same_lines(client: FlaskClient, db: Session) -> None:
    reports.accepted("expenditure", reports.award())
    page = signed_in(client, R.PROGRAMME_OFFICER).get("/watching").text
    drawn = re.search(r"<svg role=\"img\".*?</svg>", page, re.DOTALL)
    assert drawn is not None
    assert "By 3 August 2026 US$\xa060,000 were planned, US$\xa030,000 paid" in drawn[0]
    words = re.findall(r"<text[^>]*>(.*?)</text>", drawn[0])
    paper = says(client.get("/watching.pdf").get_data())
    assert [one for one in words if squeezed(one) not in paper] == []


def test_the_board_reads_sums_and_no_single_award(client: FlaskClient, db: Session) -> None:
    award = reports.award()
    signed_in(client, R.BOARD_MEMBER, "EE")
    page, paper = client.get("/watching").text, says(client.get("/watching.pdf").get_data())
    book = load_workbook(io.BytesIO(client.get("/watching.xlsx").get_data()))
    assert "US$\xa060,000" in page
    assert (award.number in page, squeezed(award.number) in paper, len(book.worksheets)) == (False, False, 2)
    assert [client.get(where).status_code for where in ("/watching.csv", "/watching/indicators")] == [
        403,
        403,
    ]
    assert "US$\xa060,000" in client.get("/watching?country=GH").text  # no sum of one country


def test_a_party_does_not_watch_the_portfolio(client: FlaskClient, db: Session) -> None:
    signed_in(client, R.FOCAL_POINT, "ZM")
    assert [client.get(f"/watching{one}").status_code for one in ("", ".pdf", ".xlsx", ".csv")] == [403] * 4


def test_it_is_narrowed_by_region_country_and_status(client: FlaskClient, db: Session) -> None:
    one, other = reports.award("ZM"), reports.award("GE", state="suspended")
    signed_in(client, R.PROGRAMME_OFFICER)
    region = f"region={other.party.region.replace(' ', '+')}"
    for asked, shown, gone in (
        ("country=ZM", one, other),
        ("state=suspended", other, one),
        (region if other.party.region != one.party.region else "country=GE", other, one),
        ("state=nonsense&country=ZM", one, other),
    ):
        text = client.get(f"/watching?{asked}").text
        assert (shown.number in text, gone.number in text) == (True, False), asked
    assert "None matches the filter" in client.get("/watching?country=ZM&state=suspended").text


def test_nothing_to_watch_says_when_there_will_be(client: FlaskClient, db: Session) -> None:
    page = signed_in(client, R.PROGRAMME_OFFICER).get("/watching")
    assert "once its agreement is in force" in page.text
    assert [
        client.get(f"/watching{one}").status_code for one in (".pdf", ".xlsx", ".csv", "/indicators")
    ] == [200] * 4


def test_the_page_asks_as_much_of_the_database_with_many_awards_as_with_few(
    client: FlaskClient, database: Any, db: Session
) -> None:
    signed_in(client, R.PROGRAMME_OFFICER)
    counts = []
    for more in (1, 3):
        for _ in range(more):
            reports.accepted("progress", reports.award())
        for where in ("/watching", "/watching/indicators", "/watching.csv"):
            with counting(database) as seen:
                assert client.get(where).status_code == 200
            counts.append(len(seen))
    assert counts[:3] == counts[3:]


def test_a_suspended_project_and_a_grave_risk_are_named_with_their_rule(
    client: FlaskClient, db: Session
) -> None:
    award = reports.award(state="suspended")
    page = signed_in(client, R.PROGRAMME_OFFICER).get("/watching").text
    assert "The award is suspended." in page
    assert f"/awards/{award.id}" in page
    assert "more than 30 days late" in page  # the rule is stated with its setting


WHO = [(R.PROGRAMME_OFFICER, True), (R.FINANCE_OFFICER, False), (R.AUDITOR, False), (R.CO_CHAIR, False)]


@pytest.mark.parametrize(("role", "may"), WHO)
def test_an_officer_says_what_an_indicator_counts_for(both: Session, role: R, may: bool) -> None:
    reports.award()
    one, other, *_ = measure_queries.indicators(
        [award.plan_id for award in watching_queries.awards(Chosen())]
    )
    by, chosen = (
        reports.acting(role, party="EE" if role is R.CO_CHAIR else None),
        {one.root: ("people", "value")},
    )
    if not may:
        with pytest.raises(Forbidden):
            plans.set_measures(chosen, by=by)
        return
    assert [plans.set_measures(chosen, by=by) for _ in range(2)] == [1, 0]
    with pytest.raises(Invalid, match="Choose for what"):
        plans.set_measures({one.root: ("gold", "value")}, by=by)
    assert plans.set_measures({one.root: ("", "value"), other.root: ("mercury", "reached")}, by=by) == 2
    assert {row.measure for row in measure_queries.measures().values()} == {"", "mercury"}


def test_what_a_colleague_decided_meanwhile_stays(client: FlaskClient, db: Session) -> None:
    reports.award()
    one, other, *_ = measure_queries.indicators(
        [award.plan_id for award in watching_queries.awards(Chosen())]
    )
    signed_in(client, R.PROGRAMME_OFFICER)
    rows = ((one.root, ":value", "", "value"), (other.root, "", "texts", "reached"))
    names = ("root", "was", "measure", "how")
    stale = {
        f"rows-{place}-{name}": str(value)
        for place, row in enumerate(rows)
        for name, value in zip(names, row, strict=True)
    }
    plans.set_measures({one.root: ("people", "value")}, by=reports.officer())
    assert send(client, "/watching/indicators", **stale).status_code == 303
    kept = measure_queries.measures()
    assert (kept[one.root].measure, kept[other.root].measure) == ("people", "texts")
    wrong = send(client, "/watching/indicators", **{**stale, "rows-1-root": "x"})
    assert wrong.status_code == 404
