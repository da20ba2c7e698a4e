"""The list of the Board's members is taken over: told first, then asked of a second person, seat by seat."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from sipgrants.accounts import queries as accounts
from sipgrants.accounts import reading
from sipgrants.board import commands, queries
from sipgrants.board.models import Term
from sipgrants.core import clock
from sipgrants.core.errors import Forbidden
from sipgrants.lifecycle import countersign
from sipgrants.lifecycle.actor import RoleName as R
from sipgrants.parties import commands as parties
from tests.builders import people
from tests.builders.web import post

LIST = """email,name,role,party,language
board@ee.example,Board member for Estonia,co-chair,EE,en
board@am.example,Board member for Armenia,,ARM,en
board@bg.example,Board member for Bulgaria,board member,Bulgaria,en
board@ke.example,,board member,KE,en
board@xx.example,Board member for nobody,board member,XX,en
focal@zm.example,Focal point,focal point,ZM,en
"""


def lines() -> list[reading.Line]:
    return reading.read(LIST, R.BOARD_MEMBER)


@pytest.fixture
def term(both: Session) -> Term:
    parties.load()
    officer = people.actor_of(people.person(R.PROGRAMME_OFFICER))
    return commands.add_term(by=officer, name="2026", from_day=clock.today())


def test_each_line_asks_for_a_seat_and_a_third_of_a_region_is_left_out(term) -> None:
    officer = people.actor_of(people.person(R.PROGRAMME_OFFICER))
    found = commands.import_members(term, lines(), by=officer)
    assert [str(one.result) for one in found] == ["asked", "asked", "wrong", "wrong", "wrong", "wrong"]
    assert [one.is_co_chair for one in found][:2] == [True, False]
    second = people.actor_of(people.person(R.HEAD))
    assert queries.sitting() == []
    for proposal in countersign.waiting(second):
        countersign.confirm(proposal, by=second)
    assert [seat.country_id for seat in queries.sitting()] == ["AM", "EE"]


def test_list_that_comes_again_does_nothing_twice(term) -> None:
    officer = people.actor_of(people.person(R.PROGRAMME_OFFICER))
    commands.import_members(term, lines(), by=officer)
    again = commands.import_members(term, lines(), by=officer)
    assert [str(one.result) for one in again][:2] == ["waiting", "waiting"]
    second = people.actor_of(people.person(R.HEAD))
    for proposal in countersign.waiting(second):
        countersign.confirm(proposal, by=second)
    third = commands.import_members(term, lines(), by=officer)
    assert [str(one.result) for one in third][:2] == ["nothing", "nothing"]


@pytest.mark.parametrize("role", [R.ADMINISTRATOR, R.HEAD, R.CO_CHAIR, R.AUDITOR])
def test_only_an_officer_imports(term, role: R) -> None:
    by = people.actor_of(people.person(role, party="EE" if role is R.CO_CHAIR else None))
    with pytest.raises(Forbidden):
        commands.import_members(term, lines(), by=by)


def test_page_tells_first_and_asks_then(client: FlaskClient, db: Session) -> None:
    parties.load()
    officer = people.person(R.PROGRAMME_OFFICER)
    term = commands.add_term(by=people.actor_of(officer), name="2026", from_day=clock.today())
    people.sign_in(client, officer)
    where = f"/board/terms/{term.id}/import"
    assert where in client.get("/board/").text
    told = post(client, where, list=LIST).text
    assert ("Ask for 2 seats" in told, "Both seats of the region" in told) == (True, True)
    assert accounts.person_of_address("board@ee.example") is None
    assert "a second person is asked" in post(client, where, list=LIST, apply="1").text
    db.rollback()
    assert accounts.person_of_address("board@ee.example") is not None
    assert post(client, where, list="name\nx\n").status_code == 422
