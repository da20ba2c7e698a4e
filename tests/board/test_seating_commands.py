"""Ten seats, two of a region, seated by two people; the role follows the seat."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from sipgrants.accounts.models import Person
from sipgrants.board import commands, queries
from sipgrants.board.models import Seat, Term
from sipgrants.board.seating import REGIONS, Place, empty_seats, seat_problems
from sipgrants.core import clock
from sipgrants.core.db import session
from sipgrants.core.errors import Conflict, Forbidden, Invalid
from sipgrants.lifecycle import countersign
from sipgrants.lifecycle.actor import Actor, RoleName
from tests.builders import board, calls

FROM = date(2024, 1, 1)


def newcomer(country: str) -> Person:
    board.party(country)
    return session().get_one(Person, calls.somebody(name=f"Nominee of {country}").person_id)


def term(by: Actor) -> Term:
    return commands.add_term(by=by, name="2024-2026", from_day=FROM)


def seat(country: str, by: Actor, second: Actor, **more: Any) -> Seat:
    one = more.pop("term", None) or term(by)
    who = newcomer(country)
    asked = commands.seat(
        who, by=by, term_id=one.id, country_id=country, from_day=more.pop("from_day", FROM), **more
    )
    return countersign.confirm(asked, by=second)


def test_a_seat_and_its_role_wait_for_the_second_person(both: Session) -> None:
    officer, second = calls.officer(), calls.approver()
    who = newcomer("EE")
    asked = commands.seat(who, by=officer, term_id=term(officer).id, country_id="EE", from_day=FROM)
    assert (queries.sitting(), board.roles_of(who)) == ([], set())
    with pytest.raises(Forbidden):
        countersign.confirm(asked, by=officer)
    countersign.confirm(asked, by=second)
    assert [one.country_id for one in queries.sitting()] == ["EE"]
    assert board.roles_of(who) == {("board_member", "EE")}


def test_nobody_confirms_their_own_seat(db: Session) -> None:
    officer, second = calls.officer(), calls.approver()
    board.party("EE")
    person = session().get_one(Person, second.person_id)
    asked = commands.seat(person, by=officer, term_id=term(officer).id, country_id="EE", from_day=FROM)
    with pytest.raises(Conflict):
        countersign.confirm(asked, by=second)


@pytest.mark.parametrize("name", ["board_member", "administrator", "head", "focal_point", "finance_officer"])
def test_only_a_programme_officer_seats(db: Session, name: str) -> None:
    other = calls.somebody(RoleName(name))
    who, one = newcomer("EE"), term(calls.officer())
    with pytest.raises(Forbidden):
        commands.seat(who, by=other, term_id=one.id, country_id="EE", from_day=FROM)


def test_a_region_has_two_seats(db: Session) -> None:
    officer, second = calls.officer(), calls.approver()
    one = term(officer)
    for country in ("GH", "KE"):
        seat(country, officer, second, term=one)
    with pytest.raises(Invalid) as refused:
        seat("SN", officer, second, term=one)
    assert [problem.field for problem in refused.value.problems] == ["country"]


def test_a_member_replaced_mid_term_gives_seat_and_role_to_the_successor(both: Session) -> None:
    officer, second = calls.officer(), calls.approver()
    one = term(officer)
    first = seat("GH", officer, second, term=one)
    today = clock.today()
    after = seat("KE", officer, second, term=one, from_day=today, replaces_id=first.id)
    assert [(sits.country_id, sits.replaces_id) for sits in queries.sitting()] == [("KE", first.id)]
    assert first.until_day == today - timedelta(days=1)
    assert board.roles_of(first.person) == set()
    assert board.roles_of(after.person) == {("board_member", "KE")}


def test_two_co_chairs_are_elected_and_a_third_is_refused(db: Session) -> None:
    officer, second = calls.officer(), calls.approver()
    one = term(officer)
    seats = [seat(country, officer, second, term=one) for country in ("EE", "GH", "LK")]
    for chosen in seats[:2]:
        countersign.confirm(commands.elect(chosen, by=officer), by=second)
    assert board.roles_of(seats[0].person) == {("board_member", "EE"), ("co_chair", "EE")}
    with pytest.raises(Invalid):
        commands.elect(seats[2], by=officer)
    commands.step_down(seats[0], by=officer, reason="Asked to be relieved.")
    assert board.roles_of(seats[0].person) == {("board_member", "EE")}
    countersign.confirm(commands.elect(seats[2], by=officer), by=second)
    assert queries.co_chairs(queries.sitting()) == [seats[1].person_id, seats[2].person_id]


def test_a_new_term_ends_the_seats_of_the_old_one(db: Session) -> None:
    officer, second = calls.officer(), calls.approver()
    old = seat("EE", officer, second)
    begins = clock.today()
    commands.add_term(by=officer, name="next", from_day=begins)
    assert (old.until_day, queries.sitting()) == (begins - timedelta(days=1), [])
    assert board.roles_of(old.person) == set()


def test_a_seat_ends_with_a_reason(db: Session) -> None:
    officer, second = calls.officer(), calls.approver()
    one = seat("EE", officer, second)
    with pytest.raises(Invalid):
        commands.unseat(one, by=officer, until_day=clock.today(), reason=" ")
    commands.unseat(one, by=officer, until_day=clock.today() - timedelta(days=1), reason="Left the ministry.")
    assert queries.sitting() == []


def test_ten_seats_are_two_of_each_region() -> None:
    ten = [Place(f"{region}{number}", region) for region in REGIONS for number in range(2)]
    assert (empty_seats(ten), len(ten)) == ({}, 10)
    assert {one.field for one in seat_problems(ten, "new", "Africa")} == {"country", "email"}
    assert empty_seats(ten[1:]) == {"Africa": 1}
