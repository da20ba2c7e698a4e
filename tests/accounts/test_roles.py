"""Roles: given with dates, by whom it may be, ended, succeeded; guarded ones by two people."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from sipgrants.accounts import queries, register_queries
from sipgrants.accounts.commands import roles
from sipgrants.core import audit, clock
from sipgrants.core.errors import Forbidden, Invalid
from sipgrants.core.files import Upload, keep
from sipgrants.core.outbox import Mail
from sipgrants.lifecycle import countersign
from sipgrants.lifecycle.actor import FOCAL, GUARDED, TEAM, Actor
from sipgrants.lifecycle.actor import RoleName as R
from tests.builders import people
from tests.builders.files import pdf

TODAY = clock.today()
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


def actor(*names: R, party: str | None = None) -> Actor:
    return people.actor_of(people.person(*names, party=party))


def letter() -> Upload:
    return Upload("letter.pdf", "application/pdf", keep(pdf()))


def mails(db: Session) -> list[tuple[str, object]]:
    return [(mail.kind, mail.person_id) for mail in db.scalars(select(Mail).order_by(Mail.created_at))]


@pytest.mark.parametrize(
    ("since", "until", "held"),
    [
        (TODAY, None, True),
        (TODAY, TODAY, True),
        (TOMORROW, None, False),
        (TODAY - timedelta(days=9), YESTERDAY, False),
    ],
)
def test_role_counts_from_its_first_to_its_last_day(both: Session, since, until, held) -> None:
    who = people.person()
    people.give(who, R.DRAFTER, "ZM", since=since, until=until)
    assert queries.actor_of(who.id).has([R.DRAFTER]) is held
    assert (queries.people_with(R.DRAFTER, "ZM") == [who]) is held


def test_closed_account_is_nobody(both: Session) -> None:
    who = people.person(R.DRAFTER, party="ZM", disabled_at=clock.now())
    assert queries.actor_of(who.id) == Actor(None)
    assert queries.recipients(R.DRAFTER) == []


def test_people_of_a_party_are_those_of_that_party(db: Session) -> None:
    mine, other = people.person(R.FOCAL_POINT, party="ZM"), people.person(R.FOCAL_POINT, party="KE")
    assert queries.recipients(FOCAL, "ZM") == [mine.id]
    assert set(queries.recipients(FOCAL)) == {mine.id, other.id}


@pytest.mark.parametrize("role", sorted(R))
@pytest.mark.parametrize("giver", sorted(R))
def test_who_may_give_which_role(db: Session, giver: R, role: R) -> None:
    by = actor(giver, party="ZM" if giver in TEAM else None)
    may = giver in (R.PROGRAMME_OFFICER, R.ADMINISTRATOR) and role not in GUARDED
    who, party = people.person(), people.party("KE").id if role in TEAM else None
    try:
        roles.grant(who, role, party_id=party, by=by)
        given = True
    except Forbidden:
        given = False
    assert given is may
    assert queries.actor_of(who.id).has([role]) is may


def test_nobody_gives_themselves_a_role_or_ends_one(db: Session) -> None:
    me = people.person(R.ADMINISTRATOR)
    by = people.actor_of(me)
    with pytest.raises(Forbidden, match="Somebody else gives you a role"):
        roles.grant(me, R.PROGRAMME_OFFICER, by=by)
    with pytest.raises(Forbidden, match="Somebody else gives you a role"):
        roles.grant_guarded(me, R.FINANCE_OFFICER, by=by)
    with pytest.raises(Forbidden, match="Somebody else gives you a role"):
        roles.end(me.roles[0], until_day=TODAY, reason="x", by=by)


def test_guarded_role_begins_when_a_second_person_confirms(both: Session) -> None:
    who, asker, second = people.person(), actor(R.ADMINISTRATOR), actor(R.PROGRAMME_OFFICER)
    proposal = roles.grant_guarded(who, R.FINANCE_OFFICER, by=asker)
    assert queries.actor_of(who.id).roles == frozenset()
    with pytest.raises(Forbidden, match="not the one who asked"):
        countersign.confirm(proposal, by=asker)
    with pytest.raises(Forbidden):
        countersign.confirm(proposal, by=actor(R.AUDITOR))
    countersign.confirm(proposal, by=second)
    (given,) = who.roles
    assert (given.role, given.granted_by, given.seconded_by) == (
        R.FINANCE_OFFICER,
        asker.person_id,
        second.person_id,
    )


def test_nobody_confirms_their_own_role(db: Session) -> None:
    who = people.person(R.PROGRAMME_OFFICER)
    proposal = roles.grant_guarded(who, R.APPROVING_OFFICER, by=actor(R.ADMINISTRATOR))
    with pytest.raises(Forbidden, match="Nobody confirms their own role"):
        countersign.confirm(proposal, by=people.actor_of(who))
    assert [one.role for one in who.roles] == [R.PROGRAMME_OFFICER]


@pytest.mark.parametrize("role", [R.BOARD_MEMBER, R.CO_CHAIR])
def test_board_roles_come_with_a_seat_only(db: Session, role: R) -> None:
    with pytest.raises(Invalid, match="with their seat"):
        roles.grant_guarded(people.person(), role, by=actor(R.ADMINISTRATOR))


@pytest.mark.parametrize(
    ("role", "party", "since", "until", "fields"),
    [
        (R.DRAFTER, None, TODAY, None, ["party"]),
        (R.PROGRAMME_OFFICER, "ZM", TODAY, None, ["party", "role"]),
        (R.DRAFTER, "ZM", TODAY, YESTERDAY, ["until_day"]),
        (R.READER, "ZM", TODAY, None, ["role"]),
    ],
)
def test_role_that_makes_no_sense_is_refused(db: Session, role, party, since, until, fields) -> None:
    who = people.person(R.READER, party="ZM")
    with pytest.raises(Invalid) as refused:
        roles.grant(who, role, party_id=party, from_day=since, until_day=until, by=actor(R.ADMINISTRATOR))
    assert [problem.field for problem in refused.value.problems] == fields


def test_nobody_is_in_a_team_and_in_the_secretariat(db: Session) -> None:
    by = actor(R.ADMINISTRATOR)
    people.party("ZM")
    with pytest.raises(Invalid, match="both in a Party's team and in the Secretariat"):
        roles.grant(people.person(R.FINANCE_OFFICER), R.DRAFTER, party_id="ZM", by=by)
    with pytest.raises(Invalid, match="both in a Party's team and in the Secretariat"):
        roles.grant(people.person(R.DRAFTER, party="ZM"), R.PROGRAMME_OFFICER, by=by)


def test_focal_point_may_sit_on_the_board(db: Session) -> None:
    both_sides = people.person(R.BOARD_MEMBER, party="ZM")
    roles.grant(both_sides, R.FOCAL_POINT, party_id="ZM", by=actor(R.PROGRAMME_OFFICER))
    assert queries.actor_of(both_sides.id).names() == {R.BOARD_MEMBER, R.FOCAL_POINT}


def test_new_person_is_invited_and_a_known_one_is_told(db: Session) -> None:
    by = actor(R.PROGRAMME_OFFICER)
    people.party("ZM")
    new = roles.appoint("New@zm.example", R.DRAFTER, name="New", party_id="ZM", by=by)
    known = people.person(R.READER, party="ZM")
    again = roles.appoint(known.email, R.DRAFTER, name="Another name", party_id="ZM", by=by)
    assert (new.email, again.id, again.name) == ("new@zm.example", known.id, known.name)
    assert mails(db) == [("invitation", new.id), ("role_given", known.id)]


def test_refused_role_leaves_nobody_behind(db: Session) -> None:
    with pytest.raises(Invalid):
        roles.appoint("new@zm.example", R.DRAFTER, name="New", by=actor(R.PROGRAMME_OFFICER))
    assert queries.person_of_address("new@zm.example") is None


def test_role_ends_after_its_last_day_and_the_person_is_told(db: Session) -> None:
    who = people.person(R.DRAFTER, party="ZM")
    roles.end(who.roles[0], until_day=TODAY, reason="Left the ministry.", by=actor(R.PROGRAMME_OFFICER))
    assert queries.actor_of(who.id).has([R.DRAFTER])
    with clock.set_to(clock.now() + timedelta(days=1)):
        assert not queries.actor_of(who.id).has([R.DRAFTER])
    assert (who.roles[0].end_reason, mails(db)) == ("Left the ministry.", [("role_ended", who.id)])


def test_role_that_has_not_begun_is_taken_out_whole(db: Session) -> None:
    who = people.person()
    given = people.give(who, R.DRAFTER, "ZM", since=TOMORROW)
    roles.end(given, until_day=TODAY, reason="A mistake.", by=actor(R.PROGRAMME_OFFICER))
    assert list(who.roles) == []
    assert audit.of("role", given.id)[-1].details["reason"] == "A mistake."


@pytest.mark.parametrize(
    ("until", "reason", "fields"),
    [(TODAY, "", ["reason"]), (TODAY - timedelta(days=2), "x", ["until_day"])],
)
def test_end_in_the_past_or_without_reason_is_refused(db: Session, until: date, reason: str, fields) -> None:
    who = people.person(R.DRAFTER, party="ZM")
    with pytest.raises(Invalid) as refused:
        roles.end(who.roles[0], until_day=until, reason=reason, by=actor(R.PROGRAMME_OFFICER))
    assert [problem.field for problem in refused.value.problems] == fields


def test_successor_is_recorded_and_invited_in_one_step(both: Session) -> None:
    before = people.person(R.FOCAL_POINT, party="ZM", name="Before")
    roles.succeed(
        before.roles[0], email="after@zm.example", name="After", locale="fr", from_day=TODAY, letter=letter(),
        by=actor(R.PROGRAMME_OFFICER),
    )  # fmt: skip
    (contact,) = register_queries.contacts_of("ZM")
    assert (contact.name, contact.from_day, contact.has_letter) == ("After", TODAY, True)
    assert before.roles[0].until_day == YESTERDAY
    assert sorted(kind for kind, _person in mails(both)) == ["invitation", "role_ended"]


@pytest.mark.parametrize(
    ("role", "since", "with_letter", "fields"),
    [
        (R.FOCAL_POINT, TODAY, False, ["letter"]),
        (R.ALTERNATE, YESTERDAY, True, ["from_day"]),
        (R.DRAFTER, TODAY, True, ["role"]),
    ],
)
def test_succession_that_makes_no_sense_is_refused(db: Session, role, since, with_letter, fields) -> None:
    before = people.person(role, party="ZM")
    with pytest.raises(Invalid) as refused:
        roles.succeed(
            before.roles[0], email="after@zm.example", name="After", locale="en", from_day=since,
            letter=letter() if with_letter else None, by=actor(R.PROGRAMME_OFFICER),
        )  # fmt: skip
    assert [problem.field for problem in refused.value.problems] == fields
    assert before.roles[0].until_day is None
