"""Meetings: agenda, attendance, quorum, and the Co-Chairs' word."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from sipgrants.core import clock
from sipgrants.core.db import session
from sipgrants.core.errors import Conflict, Forbidden, Invalid
from sipgrants.core.outbox import Mail
from sipgrants.lifecycle.actor import RoleName
from sipgrants.meetings.commands import confirming, decisions, sessions
from sipgrants.meetings.planned import Plan
from sipgrants.meetings.wording import Words
from tests.builders import board, calls


def test_an_agenda_has_an_item_for_every_application_before_the_board(db: Session) -> None:
    here = board.before_board({"ZM": 2, "PE": 1})
    made = board.meeting(here, started=False)
    free = sessions.add_item(made, by=here.officer, title="Other matters")
    sessions.move_item(made, by=here.officer, item_id=free.id, steps=-3)
    assert [one.title for one in made.items] == ["Other matters", *[one.title for one in here.all()]]
    assert sessions.add_applications(made, by=here.officer) == 0
    sessions.remove_item(made, by=here.officer, item_id=free.id)
    assert len(made.items) == 3
    plan = Plan(made.number, "meeting", made.starts_at, made.ends_at, made.place)
    sessions.edit(made, by=here.officer, plan=plan)  # nothing is another: nobody hears of it
    sessions.edit(made, by=here.officer, plan=replace(plan, place="Bangkok"))
    told = list(session().scalars(select(Mail.kind)))
    assert (told.count("meeting_planned"), told.count("meeting_changed")) == (10, 10)


@pytest.mark.parametrize(
    ("mode", "hours", "fields"),
    [("correspondence", None, {"ends_at"}), ("meeting", -1, {"ends_at"}), ("party", 1, {"mode"})],
)
def test_a_meeting_that_cannot_be_is_refused_with_all_reasons(db: Session, mode, hours, fields) -> None:
    here = board.before_board()
    begins = clock.now()
    ends = begins + timedelta(hours=hours) if hours is not None else None
    with pytest.raises(Invalid) as refused:
        sessions.plan(here.round, by=here.officer, plan=Plan(1, mode, begins, ends))
    assert {one.field for one in refused.value.problems} == fields


@pytest.mark.parametrize("role", [one for one in RoleName if one is not RoleName.PROGRAMME_OFFICER])
def test_only_a_programme_officer_runs_a_meeting_and_its_decisions(db: Session, role: RoleName) -> None:
    here = board.before_board(countries=("EE", "NO"))
    made = board.meeting(here)
    decided = board.decide(here, made, here.application("PE"))
    other = calls.somebody(role)
    steps = [
        lambda: sessions.plan(here.round, by=other, plan=Plan(9, "meeting", clock.now())),
        lambda: sessions.attend(made, by=other, presence={}),
        lambda: sessions.end(made, by=other),
        lambda: decisions.draft(here.application("ZM"), by=other, meeting=made, words=board.words()),
        lambda: decisions.take(decided, by=other),
        lambda: decisions.reopen(decided, by=other, reason="No."),
        lambda: confirming.elect(decided, by=other, person_id=here.members["EE"].person_id),
    ]
    for step in steps:
        with pytest.raises(Forbidden):
            step()


def test_a_decision_is_taken_with_a_quorum_of_those_not_barred(both: Session) -> None:
    here = board.before_board({"GH": 1, "ZM": 1})
    made = board.meeting(here)
    board.arrive(here, made, without=("NO", "CH", "AR", "JM"))
    drafted = decisions.draft(here.application("GH"), by=here.officer, meeting=made, words=board.words())
    with pytest.raises(Conflict) as refused:
        decisions.take(drafted, by=here.officer)
    assert str(refused.value) == "5 of 9 members who are not barred take part; 6 are needed."
    board.arrive(here, made, without=("NO", "CH", "AR"))
    decisions.take(drafted, by=here.officer)
    assert (drafted.state, drafted.present, drafted.entitled) == ("taken", 6, 9)


@pytest.mark.parametrize("state", ["planned", "ended"])
def test_nothing_is_taken_before_a_meeting_or_after_it(db: Session, state: str) -> None:
    here = board.before_board({"ZM": 1}, countries=("EE", "NO"))
    made = board.meeting(here)
    drafted = decisions.draft(here.application("ZM"), by=here.officer, meeting=made, words=board.words())
    calls.put(made, state=state)
    with pytest.raises(Conflict, match="while the meeting is in session"):
        decisions.take(drafted, by=here.officer)


def test_who_has_left_does_not_count(db: Session) -> None:
    here = board.before_board({"ZM": 1}, countries=("EE", "NO", "CH"))
    made = board.meeting(here)
    sessions.attend(
        made, by=here.officer, presence={here.members[one].person_id: "left" for one in ("NO", "CH")}
    )
    drafted = decisions.draft(here.application("ZM"), by=here.officer, meeting=made, words=board.words())
    with pytest.raises(Conflict):
        decisions.take(drafted, by=here.officer)


@pytest.mark.parametrize(
    ("outcome", "state"), [("approved", "approved"), ("reserve", "reserve"), ("not_approved", "not_approved")]
)
def test_with_the_word_of_both_co_chairs_the_application_moves(
    both: Session, outcome: str, state: str
) -> None:
    here = board.before_board({"ZM": 1})
    made = board.meeting(here)
    decided = board.decide(here, made, here.application("ZM"), outcome)
    assert confirming.confirm(decided, by=here.member("EE")) is False
    assert (decided.state, here.application("ZM").state) == ("taken", "with_board")
    assert confirming.confirm(decided, by=here.member("GH")) is True
    assert (decided.state, here.application("ZM").state) == ("confirmed", state)


def test_a_decision_that_does_not_approve_recommends_what_to_do(db: Session) -> None:
    here = board.before_board({"ZM": 1})
    made = board.meeting(here)
    drafted = decisions.draft(
        here.application("ZM"), by=here.officer, meeting=made, words=Words("not_approved")
    )
    with pytest.raises(Invalid) as refused:
        decisions.take(drafted, by=here.officer)
    assert [one.field for one in refused.value.problems] == ["recommendations"]


def test_the_barred_co_chair_does_not_confirm_and_the_other_does_alone(db: Session) -> None:
    """Round 2: Ghana's member was a Co-Chair, Ghana and Sri Lanka won."""
    here = board.before_board({"GH": 1, "LK": 1})
    made = board.meeting(here)
    ghana = board.decide(here, made, here.application("GH"))
    with pytest.raises(Forbidden, match="You take no part in this item"):
        confirming.confirm(ghana, by=here.member("GH"))
    assert confirming.confirm(ghana, by=here.member("EE")) is True
    assert ghana.confirmation_note == "One Co-Chair alone: the other is barred or absent."
    lanka = board.decide(here, made, here.application("LK"))
    assert confirming.confirm(lanka, by=here.member("GH")) is False


def test_where_both_co_chairs_are_barred_a_member_is_elected(db: Session) -> None:
    """Argentina and Armenia, countries of sitting members, won in round 1; round 3 had a joint project with two of them."""
    here = board.before_board({"SN": 1}, countries=("SN", "TG", "NO", "CH", "EE"), joint={"SN": ("TG", "BF")})
    made = board.meeting(here)
    decided = board.decide(here, made, here.application("SN"))
    for country in ("SN", "TG", "NO"):
        with pytest.raises(Forbidden):
            confirming.confirm(decided, by=here.member(country))
    with pytest.raises(Conflict):
        confirming.elect(decided, by=here.officer, person_id=here.members["TG"].person_id)
    confirming.elect(decided, by=here.officer, person_id=here.members["NO"].person_id)
    assert confirming.confirm(decided, by=here.member("NO")) is True


def test_nobody_is_elected_where_a_co_chair_can_confirm(db: Session) -> None:
    here = board.before_board({"GH": 1})
    decided = board.decide(here, board.meeting(here), here.application("GH"))
    with pytest.raises(Conflict):
        confirming.elect(decided, by=here.officer, person_id=here.members["NO"].person_id)


def test_an_absent_co_chair_is_not_waited_for(db: Session) -> None:
    here = board.before_board({"ZM": 1})
    made = board.meeting(here)
    board.arrive(here, made, without=["GH"])
    decided = board.decide(here, made, here.application("ZM"))
    assert confirming.confirm(decided, by=here.member("EE")) is True


@pytest.mark.parametrize("country", ["NO", "KE", "CH"])
def test_a_member_who_is_no_co_chair_confirms_nothing(db: Session, country: str) -> None:
    here = board.before_board({"ZM": 1})
    decided = board.decide(here, board.meeting(here), here.application("ZM"))
    with pytest.raises(Forbidden, match="The Co-Chairs confirm the Board"):
        confirming.confirm(decided, by=here.member(country))


def test_a_decision_is_reopened_with_a_reason_and_confirmed_anew(db: Session) -> None:
    here = board.before_board({"ZM": 1})
    decided = board.decide(here, board.meeting(here), here.application("ZM"))
    confirming.confirm(decided, by=here.member("EE"))
    with pytest.raises(Invalid):
        decisions.reopen(decided, by=here.officer, reason=" ")
    decisions.reopen(decided, by=here.officer, reason="The amount was misread.")
    decisions.edit(decided, by=here.officer, words=board.words(amount=9_000_000))
    decisions.take(decided, by=here.officer)
    assert confirming.confirm(decided, by=here.member("GH")) is False
    assert confirming.confirm(decided, by=here.member("EE")) is True
