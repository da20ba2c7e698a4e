"""Teams of Parties, and accounts that are closed, opened and recovered."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from sipgrants.accounts import queries
from sipgrants.accounts.commands import people as people_commands
from sipgrants.accounts.commands import roles, team
from sipgrants.core import audit
from sipgrants.core.errors import Conflict, Forbidden, Invalid
from sipgrants.core.outbox import Mail
from sipgrants.lifecycle import countersign
from sipgrants.lifecycle.actor import FOCAL, TEAM, Actor
from sipgrants.lifecycle.actor import RoleName as R
from tests.builders import people


def actor(*names: R, party: str | None = None) -> Actor:
    return people.actor_of(people.person(*names, party=party))


@pytest.mark.parametrize("role", sorted(R))
def test_focal_point_invites_drafters_readers_and_managers_only(both: Session, role: R) -> None:
    by = actor(R.FOCAL_POINT, party="ZM")
    may = role in (R.DRAFTER, R.READER, R.PROJECT_MANAGER)
    try:
        team.invite(people.party("ZM"), email="new@zm.example", name="New", locale="en", role=role, by=by)
        given = True
    except Forbidden:
        given = False
    assert given is may


@pytest.mark.parametrize("name", sorted(set(R) - FOCAL))
def test_nobody_but_a_focal_point_invites(db: Session, name: R) -> None:
    with pytest.raises(Forbidden):
        team.invite(
            people.party("ZM"), email="new@zm.example", name="New", locale="en", role=R.READER,
            by=actor(name, party="ZM" if name in TEAM else None),
        )  # fmt: skip


def test_focal_point_of_another_party_neither_invites_nor_removes(db: Session) -> None:
    by, drafter = actor(R.FOCAL_POINT, party="KE"), people.person(R.DRAFTER, party="ZM")
    with pytest.raises(Forbidden, match="another Party"):
        team.invite(people.party("ZM"), email="new@zm.example", name="New", locale="en", role=R.READER, by=by)
    with pytest.raises(Forbidden, match="another Party"):
        team.remove(drafter.roles[0], by=by)


def test_who_is_removed_from_the_team_is_out_at_once(db: Session) -> None:
    drafter = people.person(R.DRAFTER, party="ZM")
    team.remove(drafter.roles[0], by=actor(R.ALTERNATE, party="ZM"))
    assert queries.actor_of(drafter.id).roles == frozenset()


def test_focal_points_do_not_remove_each_other(db: Session) -> None:
    other = people.person(R.ALTERNATE, party="ZM")
    with pytest.raises(Forbidden, match="letter to the secretariat"):
        team.remove(other.roles[0], by=actor(R.FOCAL_POINT, party="ZM"))


def test_closing_an_account_ends_sessions_and_needs_a_reason(db: Session) -> None:
    who, by = people.person(R.READER, party="ZM"), actor(R.ADMINISTRATOR)
    with pytest.raises(Invalid):
        people_commands.disable(who, reason=" ", by=by)
    before = who.epoch
    people_commands.disable(who, reason="Retired.", by=by)
    assert (who.epoch, queries.actor_of(who.id)) == (before + 1, Actor(None))
    with pytest.raises(Conflict):
        people_commands.disable(who, reason="Again.", by=by)
    people_commands.enable(who, reason="Came back.", by=by)
    assert queries.actor_of(who.id).has([R.READER])


def test_account_is_recovered_by_one_and_the_old_address_is_told(db: Session) -> None:
    who = people.person(R.FOCAL_POINT, party="ZM", email="old@zm.example", totp_secret="X")
    people_commands.recover(
        who, email="New@zm.example", drop_factor=True, reason="Called them.", by=actor(R.PROGRAMME_OFFICER)
    )
    assert (who.email, who.totp_secret, who.epoch) == ("new@zm.example", None, 1)
    told = db.scalars(select(Mail.address).where(Mail.kind == "address_changed")).all()
    assert list(told) == ["old@zm.example"]


def test_account_with_a_guarded_role_takes_two_people(both: Session) -> None:
    who, asker = people.person(R.FINANCE_OFFICER, email="old@un.example"), actor(R.ADMINISTRATOR)
    with pytest.raises(Forbidden, match="a second person confirms"):
        people_commands.recover(who, email="new@un.example", reason="x", by=asker)
    proposal = people_commands.recover_guarded(who, email="new@un.example", reason="Called them.", by=asker)
    assert who.email == "old@un.example"
    countersign.confirm(proposal, by=actor(R.HEAD))
    assert who.email == "new@un.example"


def test_history_holds_no_names_and_no_addresses(db: Session) -> None:
    by = actor(R.PROGRAMME_OFFICER)
    people.party("ZM")
    who = roles.appoint("secret@zm.example", R.DRAFTER, name="Secret Name", party_id="ZM", by=by)
    people_commands.recover(who, email="other.secret@zm.example", reason="x", by=by)
    told = "".join(entry.data for entry in db.scalars(select(audit.AuditEntry)))
    assert [word for word in ("secret", "Secret") if word in told] == []
