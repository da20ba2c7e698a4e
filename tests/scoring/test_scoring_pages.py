"""The pages of Board and scoring: what a member can do, and that nothing tells what a barred member may not know."""

import csv
import io
import re
from typing import Any
from uuid import UUID

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event
from sqlalchemy.orm import Session

from sipgrants.accounts.models import Person
from sipgrants.board import queries as board_queries
from sipgrants.core.db import session
from sipgrants.lifecycle.actor import Actor
from sipgrants.scoring import queries
from tests.builders import board, calls, people
from tests.builders.pages import token


def enter(client: FlaskClient, actor: Actor) -> None:
    people.sign_in(client, session().get_one(Person, actor.person_id))


def post(client: FlaskClient, url: str, **data: object) -> int:
    page = client.get(url)
    return client.post(url, data={"csrf_token": token(page.text), **data}).status_code


def own_sheet(here: board.Here, country: str, party: str) -> str:
    session().rollback()
    found = queries.sheet_of(here.application(party).id, here.members[country].person_id)
    return found.state if found else "none"


def test_a_member_declares_on_several_at_once_then_scores_and_hands_in(
    client: FlaskClient, db: Session
) -> None:
    here = board.before_board({"ZM": 1, "PE": 1})
    zambia, peru = here.application("ZM").id, here.application("PE").id
    enter(client, here.member("NO"))
    where = f"/board/rounds/{here.round.id}/declare"
    answers = {f"interest.{zambia}": "none", f"interest.{peru}": "interest"}
    assert post(client, where, **answers) == 422
    assert post(client, where, **answers, **{f"reason.{peru}": "A relative."}) == 303
    listed = client.get("/scoring/").text
    assert f"/scoring/applications/{zambia}" in listed
    assert f"/scoring/applications/{peru}" not in listed
    sheet = f"/scoring/applications/{zambia}"
    keys = [one.key for one in here.round.criteria]
    half = {f"scores.{key}": "3" for key in keys[:3]} | {
        f"scores.{keys[0]}": "5",
        "notes": "Ask about travel.",
    }
    assert post(client, sheet, go="hand_in", **half) == 422
    kept = client.get(sheet).text
    assert "Ask about travel." in kept
    assert len(re.findall(r'type="radio"[^>]*name="scores\.[^>]* checked', kept)) == 3
    whole = {f"scores.{key}": "abstain" for key in keys}
    assert post(client, sheet, go="hand_in", **whole) == 303
    assert own_sheet(here, "NO", "ZM") == "handed_in"


def test_a_dossier_is_refused_until_declared_and_to_the_barred_with_the_reason(
    client: FlaskClient, db: Session
) -> None:
    here = board.before_board({"GH": 1, "ZM": 1})
    enter(client, here.member("GH"))
    barred = client.get(f"/scoring/applications/{here.application('GH').id}")
    undeclared = client.get(f"/scoring/applications/{here.application('ZM').id}")
    assert (barred.status_code, undeclared.status_code) == (403, 403)
    assert "you are barred from it" in barred.text
    assert "declare whether you have an interest" in undeclared.text


def test_the_table_of_who_handed_in_says_nothing_of_scores_and_hides_the_barred_row(
    client: FlaskClient, db: Session
) -> None:
    here = board.before_board({"EE": 1, "ZM": 1})
    board.declare_all(here)
    board.score_all(here, without=["NO"])
    where = f"/scoring/rounds/{here.round.id}/seal"
    enter(client, here.officer)
    whole = client.get(where).text
    assert here.application("EE").title in whole
    assert whole.count(">missing<") == 2
    enter(client, here.member("EE"))
    own = client.get(where).text
    assert here.application("EE").title not in own
    assert own.count(">missing<") == 1


def test_a_co_chair_who_has_said_to_open_the_seal_is_not_asked_again(
    client: FlaskClient, db: Session
) -> None:
    here = board.before_board({"ZM": 1})
    board.declare_all(here)
    board.score_all(here)
    where = f"/scoring/rounds/{here.round.id}/seal"
    enter(client, here.member(board.chairs(here)[0]))
    asked = f'href="{where}/open"'
    assert asked in client.get(where).text
    assert post(client, f"{where}/open") == 303
    assert asked not in client.get(where).text


def rows(client: FlaskClient, here: board.Here, name: str) -> list[dict[str, str]]:
    text = client.get(f"/scoring/rounds/{here.round.id}/{name}.csv").text
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def test_an_officer_sees_all_scores_once_the_seal_is_open(client: FlaskClient, db: Session) -> None:
    here = board.ready({"GH": 1, "ZM": 1})
    enter(client, here.officer)
    found = rows(client, here, "scores")
    assert {row["reference"] for row in found} == {one.reference for one in here.all()}
    ghana = next(row for row in found if row["reference"] == here.application("GH").reference)
    assert (ghana["Board member for GH"], bool(ghana["Board member for NO"])) == ("", True)


def test_both_co_chairs_open_the_seal_on_its_page(client: FlaskClient, db: Session) -> None:
    here = board.before_board({"ZM": 1})
    board.declare_all(here)
    board.score_all(here)
    for country in ("EE", "GH"):
        enter(client, here.member(country))
        assert post(client, f"/scoring/rounds/{here.round.id}/seal/open", absent="") == 303
    session().rollback()
    assert queries.seal_of(here.round.id).opened_at is not None


def test_scores_are_revised_on_their_page_and_both_stay(client: FlaskClient, db: Session) -> None:
    here = board.ready({"ZM": 1})
    enter(client, here.member("NO"))
    sealed = 2 + list(here.members).index("NO") % 3
    where = f"/scoring/applications/{here.application('ZM').id}/revise"
    scores = {f"scores.{one.key}": "2" if sealed == 3 else "3" for one in here.round.criteria}
    assert post(client, where, **scores) == 422
    assert post(client, where, **scores, reason="The debate.") == 303
    ranking = client.get(f"/scoring/rounds/{here.round.id}/ranking").text
    assert ranking.count(f">was {sealed}.0</small>") == 1
    name = session().get_one(Person, here.member("NO").person_id).name
    kept = [one[name] for one in rows(client, here, "scores") if one["scores"] == "sealed"]
    assert kept == [str(sealed)]
    sheets = client.get(f"/scoring/applications/{here.application('ZM').id}/scores").text
    assert sheets.count(f"under the seal: {sealed}") == len(here.round.criteria) + 1


def test_the_ranking_draws_spread_severity_and_intervals_with_their_words(
    client: FlaskClient, db: Session
) -> None:
    here = board.ready({"ZM": 1, "PE": 1})
    enter(client, here.officer)
    page = client.get(f"/scoring/rounds/{here.round.id}/ranking").text
    members = len(here.members)
    assert page.count('<svg class="bars" role="img" aria-label="') == 2 + 2 + members
    assert "The ranking made 200 times" in page


def test_the_register_shows_officers_who_is_barred_and_lets_them_lift(
    client: FlaskClient, db: Session
) -> None:
    here = board.before_board({"ZM": 1})
    zambia = here.application("ZM").id
    enter(client, here.member("NO"))
    where = f"/board/rounds/{here.round.id}/declare"
    post(client, where, **{f"interest.{zambia}": "interest", f"reason.{zambia}": "A cousin."})
    enter(client, here.officer)
    register = client.get(f"/board/rounds/{here.round.id}/declarations").text
    assert "A cousin." in register
    session().rollback()
    (found,) = board_queries.declarations(here.round.id)
    identifier: UUID = found.id
    assert post(client, f"/board/declarations/{identifier}/lift", reason="Another cousin.") == 303
    session().rollback()
    assert found.state == "lifted"


def test_a_board_is_seated_on_its_pages(client: FlaskClient, db: Session) -> None:
    calls.party("EE")
    enter(client, calls.officer())
    assert post(client, "/board/terms/new", name="2026-2028", from_day="2026-01-01") == 303
    session().rollback()
    (term,) = board_queries.terms()
    typed = {
        "email": "board@ee.example",
        "country": "EE",
        "term": str(term.id),
        "from_day": "2026-01-01",
        "replaces": "",
    }
    assert post(client, "/board/seats/new", **typed) == 422
    assert post(client, "/board/seats/new", **typed, name="Board member for Estonia") == 303


def count(client: FlaskClient, url: str) -> int:
    """How many statements a page runs."""
    seen: list[str] = []

    def note(*call: Any) -> None:
        seen.append(call[2])

    engine = client.application.extensions["runtime"].database.engine
    event.listen(engine, "before_cursor_execute", note)
    assert client.get(url).status_code == 200
    event.remove(engine, "before_cursor_execute", note)
    return len(seen)


OWN = [
    "/scoring/?round={round}",
    "/scoring/rounds/{round}/ranking",
    "/board/rounds/{round}/declare",
    "/board/",
]
OFFICE = [*OWN[:2], "/scoring/rounds/{round}/seal", "/board/rounds/{round}/declarations", "/board/"]


@pytest.mark.parametrize(("who", "path"), [("NO", one) for one in OWN] + [("officer", one) for one in OFFICE])
def test_pages_ask_the_database_as_often_for_many_as_for_few(
    client: FlaskClient, db: Session, path: str, who: str
) -> None:
    here = board.ready({"ZM": 1, "PE": 1}, joint={"ZM": ("SN",)}, countries=("EE", "GH", "NO"))
    url = path.format(round=here.round.id)
    enter(client, here.officer if who == "officer" else here.member(who))
    few = count(client, url)
    for _ in range(12):
        board.application(here.round, "ZM", partners=("SN",))
    board.declare_all(here)
    db.rollback()
    assert count(client, url) == few
