"""Experts: invited for one application, declare first, see that one only, barred by any country they act for."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from sipgrants.accounts.models import Person
from sipgrants.applications import queries as applications
from sipgrants.applications.models import Application
from sipgrants.appraisal import commands, queries
from sipgrants.appraisal.models import ExpertInvitation
from sipgrants.core import clock
from sipgrants.core.errors import Conflict, Forbidden, Invalid, NotFound
from sipgrants.core.outbox import Mail
from sipgrants.lifecycle import rights
from sipgrants.lifecycle.actor import Actor
from sipgrants.lifecycle.actor import RoleName as R
from sipgrants.lifecycle.process import PROCESSES
from tests.builders import calls
from tests.builders import screening as made


@pytest.fixture(autouse=True)
def _in_june() -> Any:
    with clock.set_to(made.SCREENING):
        yield


def invite(application: Application, email: str = "expert@who.example", **more: Any) -> ExpertInvitation:
    """An invitation to comment within ten days."""
    told = {"name": "An Expert", "due_on": made.day(10), **more}
    found = commands.invite(application, by=calls.officer(), email=email, **told)
    rights.forget()
    return found


def expert_of(invitation: ExpertInvitation) -> Actor:
    rights.forget()
    found: Actor = rights.known("actor_of", invitation.person_id)
    return found


def mails(db: Session, kind: str) -> list[Any]:
    return list(db.scalars(select(Mail.person_id).where(Mail.kind == kind)))


def test_an_expert_sees_the_one_application_once_no_interest_is_declared(both: Session) -> None:
    round_ = made.screened_round()
    mine, other = made.eligible(round_, "ZM"), made.eligible(round_, "GH")
    invitation = invite(mine)

    def seen() -> list[str]:
        expert = expert_of(invitation)
        page = applications.listed(expert, applications.Filter())
        return [one.reference for one in page.rows]

    assert (seen(), rights.can(expert_of(invitation), "application.read", mine)) == ([], False)
    commands.declare_none(invitation, by=expert_of(invitation))
    assert (seen(), rights.can(expert_of(invitation), "application.read", other)) == ([mine.reference], False)
    with pytest.raises(NotFound):
        applications.find(expert_of(invitation), other.id)
    with pytest.raises(NotFound):
        queries.find(expert_of(invitation), mine.id)  # the Secretariat's note is not for experts


def test_the_comment_stands_as_it_was_handed_in_and_officers_are_told(both: Session) -> None:
    invitation = invite(made.eligible(made.screened_round()))
    with pytest.raises(Forbidden):
        commands.comment(invitation, by=expert_of(invitation), text="Sound.")
    commands.declare_none(invitation, by=expert_of(invitation))
    with pytest.raises(Invalid):
        commands.comment(invitation, by=expert_of(invitation), text=" ")
    officer = calls.officer()
    commands.comment(invitation, by=expert_of(invitation), text=" Sound. ")
    assert (invitation.comment, officer.person_id in mails(both, "expert_commented")) == ("Sound.", True)
    for again in (commands.comment, commands.declare_none):
        more = {"text": "Not sound."} if again is commands.comment else {}
        with pytest.raises(Conflict):
            again(invitation, by=expert_of(invitation), **more)
    assert invitation.comment == "Sound."


def test_a_declared_interest_ends_the_part_for_good(db: Session) -> None:
    application = made.eligible(made.screened_round())
    invitation = invite(application)
    with pytest.raises(Invalid):
        commands.declare_interest(invitation, by=expert_of(invitation), interest="")
    commands.declare_interest(invitation, by=expert_of(invitation), interest="I advised them.")
    assert (invitation.is_open, rights.can(expert_of(invitation), "application.read", application)) == (
        False, False,
    )  # fmt: skip
    commands.withdraw_invitation(invitation, by=calls.officer())
    with pytest.raises(Conflict) as refused:
        invite(application)
    assert str(refused.value) == "An Expert takes no part: the expert declared an interest."


@pytest.mark.parametrize("partner", [(), ("GH",)], ids=["lead", "partner"])
@pytest.mark.parametrize("role", [R.EXPERT, R.DRAFTER, R.BOARD_MEMBER, R.FOCAL_POINT])
def test_whoever_acts_for_a_country_that_applies_is_not_invited(
    db: Session, partner: tuple[str, ...], role: R
) -> None:
    application = made.submitted(made.screened_round(), "ZM", partners=partner)
    person = db.get_one(Person, calls.somebody(role, of=partner[0] if partner else "ZM").person_id)
    with pytest.raises(Conflict):
        invite(application, person.email)
    assert queries.invitations(application) == []


def test_the_country_that_an_officer_names_bars_an_expert_who_is_known_already(db: Session) -> None:
    round_ = made.screened_round()
    known = invite(made.eligible(round_, "PE"))
    theirs, _ghana = made.eligible(round_, "ZM"), calls.party("GH")
    with pytest.raises(Conflict):
        invite(theirs, known.person.email, country="ZM")
    assert invite(theirs, known.person.email, country="GH").person_id == known.person_id


def test_a_bar_that_arises_later_closes_the_application(db: Session) -> None:
    round_ = made.screened_round()
    application, other = made.eligible(round_, "ZM"), made.eligible(round_, "PE")
    invitation = invite(application)
    commands.declare_none(invitation, by=expert_of(invitation))
    invite(other, invitation.person.email, country="ZM")
    expert = expert_of(invitation)
    with pytest.raises(Forbidden):
        commands.comment(invitation, by=expert, text="Sound.")
    assert rights.can(expert, "application.read", application) is False
    assert [str(one.what) for one in queries.waiting_for(expert)] == [
        f"{other.reference}: your comment is asked for"
    ]


def test_an_invitation_can_be_withdrawn_until_the_comment_is_in(db: Session) -> None:
    application = made.eligible(made.screened_round())
    invitation = invite(application)
    commands.declare_none(invitation, by=expert_of(invitation))
    commands.withdraw_invitation(invitation, by=calls.officer())
    assert rights.can(expert_of(invitation), "application.read", application) is False
    assert mails(db, "expert_withdrawn") == [invitation.person_id]
    with pytest.raises(NotFound):
        queries.invitation(expert_of(invitation), invitation.id)
    again = invite(application)
    assert (again.id, again.is_open) == (invitation.id, True)
    commands.comment(again, by=expert_of(again), text="Sound.")
    with pytest.raises(Conflict):
        commands.withdraw_invitation(again, by=calls.officer())


@pytest.mark.parametrize("days", [None, -1, 0])
def test_a_comment_is_asked_for_by_a_later_day(db: Session, days: int | None) -> None:
    application = made.eligible(made.screened_round())
    with pytest.raises(Invalid) as refused:
        invite(application, due_on=None if days is None else made.day(days))
    assert [one.field for one in refused.value.problems] == ["due_on"]


def test_a_late_comment_counts_until_the_board_has_decided(db: Session) -> None:
    application = made.eligible(made.screened_round())
    invitation = invite(application)
    commands.declare_none(invitation, by=expert_of(invitation))
    with clock.set_to(made.SCREENING + timedelta(days=20)):
        waiting = queries.waiting_for(expert_of(invitation))
        assert [one.due is not None and one.due < clock.now() for one in waiting] == [True]
        commands.comment(invitation, by=expert_of(invitation), text="Late, and sound.")
    other = invite(application, "other@who.example")
    commands.declare_none(other, by=expert_of(other))
    calls.put(application, state="not_approved")
    with pytest.raises(Forbidden, match="no longer under examination"):
        commands.comment(other, by=expert_of(other), text="Too late.")
    assert queries.waiting_for(expert_of(other)) == []


def test_the_access_ends_when_the_application_is_no_longer_examined(both: Session) -> None:
    application = made.eligible(made.screened_round())
    invitation = invite(application)
    commands.declare_none(invitation, by=expert_of(invitation))
    opened = {}
    for state in PROCESSES["application"].states:
        calls.put(application, state=state, cure_until=clock.now() if state == "returned" else None)
        expert = expert_of(invitation)
        listed = [one.id for one in applications.listed(expert, applications.Filter()).rows]
        opened[str(state)] = (rights.can(expert, "application.read", application), listed == [application.id])
    assert {state for state, found in opened.items() if found == (True, True)} == {
        "submitted", "returned", "eligible", "with_board",
    }  # fmt: skip
    assert {found for state, found in opened.items() if state not in queries.UNDER_WAY} == {(False, False)}


@pytest.mark.parametrize("role", [role for role in R if role != R.PROGRAMME_OFFICER])
def test_only_a_programme_officer_invites(db: Session, role: R) -> None:
    application = made.eligible(made.screened_round())
    with pytest.raises(Forbidden):
        commands.invite(
            application, by=calls.somebody(role, of="ZM"), email="a@b.example", name="A", due_on=made.day(5)
        )


def test_nobody_answers_for_another_expert(db: Session) -> None:
    application = made.eligible(made.screened_round())
    one, other = invite(application), invite(application, "other@who.example")
    for act in (commands.declare_none, lambda row, by: commands.declare_interest(row, by=by, interest="x")):
        with pytest.raises(Forbidden):
            act(one, by=expert_of(other))
    with pytest.raises(NotFound):
        queries.invitation(expert_of(other), one.id)
    assert one.has_interest is None
