"""Decisions: the envelope, reserves and corrections, correspondence, several at once, and what becomes of a reserve."""

import threading
from contextlib import nullcontext
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from sipgrants.core import clock
from sipgrants.core.errors import Conflict, Forbidden, Invalid, Refused
from sipgrants.core.money import Money
from sipgrants.core.runtime import Runtime
from sipgrants.lifecycle.actor import SYSTEM, RoleName
from sipgrants.meetings import queries
from sipgrants.meetings.commands import confirming, decisions, reserves, sessions, votes
from sipgrants.meetings.models import Decision
from sipgrants.rounds import commands as rounds
from tests.builders import awards, board, calls


def test_a_decision_never_exceeds_the_envelope_nor_what_was_asked(both: Session) -> None:
    here = board.before_board({"ZM": 3}, ceiling_minor=20_000_000, envelope_minor=30_000_000)
    made = board.meeting(here)
    one, two, three = here.all()
    with pytest.raises(Invalid):
        board.decide(here, made, one, amount=20_000_001)
    decisions.edit(
        queries.table(here.round).under_way[one.id], by=here.officer, words=board.words(amount=20_000_000)
    )
    decisions.take(queries.table(here.round).under_way[one.id], by=here.officer)
    with pytest.raises(Invalid) as refused:
        board.decide(here, made, two, amount=10_000_001)
    assert (
        str(refused.value.problems[0].message)
        == "USD 100,000.01 is more than the USD 100,000.00 left of the envelope."
    )
    board.confirmed(here, made, three, amount=10_000_000)
    assert queries.table(here.round).balance().left == Money(0)


def test_two_decisions_at_the_same_moment_do_not_both_find_the_last_money(
    both: Session, runtime: Runtime
) -> None:
    here = board.before_board({"ZM": 2}, ceiling_minor=20_000_000, envelope_minor=20_000_000)
    made = board.meeting(here)
    drafted = [
        decisions.draft(one, by=here.officer, meeting=made, words=board.words(amount=15_000_000)).id
        for one in here.all()
    ]
    officer, barrier, outcomes = here.officer, threading.Barrier(2, timeout=30), []
    both.rollback()

    def take(identifier: object) -> None:
        with runtime.scope() as opened:
            found = opened.get(Decision, identifier)
            barrier.wait()
            try:
                decisions.take(found, by=officer)
                outcomes.append("taken")
            except Refused as refused:
                outcomes.append(type(refused).__name__)

    threads = [threading.Thread(target=take, args=(one,)) for one in drafted]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sorted(outcomes) == ["Invalid", "taken"]


def test_money_of_an_award_declined_or_lapsed_is_free_again(db: Session) -> None:
    here = board.before_board({"ZM": 2}, ceiling_minor=20_000_000, envelope_minor=20_000_000)
    made = board.meeting(here)
    one, two = here.all()
    board.confirmed(here, made, one, amount=20_000_000)
    with pytest.raises(Invalid):
        board.decide(here, made, two, amount=20_000_000)
    awards.came_of(one, "declined")
    drafted = queries.table(here.round).under_way[two.id]
    decisions.take(drafted, by=here.officer)
    assert drafted.state == "taken"


def test_a_reserve_is_approved_by_a_later_decision(db: Session) -> None:
    here = board.before_board({"ZM": 1})
    made = board.meeting(here)
    first = board.confirmed(here, made, here.application("ZM"), "reserve")
    second = board.confirmed(here, made, here.application("ZM"))
    assert (first.state, second.state, second.supersedes_id) == ("superseded", "confirmed", first.id)
    assert here.application("ZM").state == "approved"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("approved", "reserve"),
        ("approved", "not_approved"),
        ("approved", "approved"),
        ("not_approved", "approved"),
        ("not_approved", "reserve"),
    ],
)
def test_a_wrong_decision_is_superseded_once_the_right_one_is_confirmed(
    db: Session, before: str, after: str
) -> None:
    here = board.before_board({"ZM": 1})
    made = board.meeting(here)
    wrong = board.confirmed(here, made, here.application("ZM"), before)
    right = decisions.supersede(wrong, by=here.officer, meeting=made, words=board.words(after, 5_000_000))
    assert (wrong.state, here.application("ZM").state) == ("confirmed", before)
    decisions.take(right, by=here.officer)
    board.confirm(here, right)
    assert (wrong.state, right.state, here.application("ZM").state) == ("superseded", "confirmed", after)


def test_no_correction_once_an_award_came_of_it_or_the_round_is_completed(db: Session) -> None:
    here = board.before_board({"ZM": 2})
    made = board.meeting(here)
    one, two = [board.confirmed(here, made, each) for each in here.all()]
    awards.came_of(here.application("ZM", 1), "offered")
    with pytest.raises(Conflict):
        decisions.supersede(one, by=here.officer, meeting=made, words=board.words("reserve"))
    calls.put(here.round, state="completed")
    with pytest.raises(Conflict):
        decisions.supersede(two, by=here.officer, meeting=made, words=board.words("reserve"))


def test_by_correspondence_members_answer_until_the_deadline(both: Session) -> None:
    here = board.before_board({"GH": 1}, countries=("EE", "GH", "NO", "CH"))
    made = board.meeting(here, mode="correspondence", started=False)
    drafted = decisions.draft(here.application("GH"), by=here.officer, meeting=made, words=board.words())
    sessions.start(made, by=here.officer)
    with pytest.raises(Forbidden):
        decisions.agree(drafted, by=here.member("GH"), answer="agree")
    decisions.agree(drafted, by=here.member("EE"), answer="agree")
    with pytest.raises(Conflict) as refused:
        decisions.take(drafted, by=here.officer)
    assert str(refused.value) == "1 of 3 members who are not barred take part; 2 are needed."
    decisions.agree(drafted, by=here.member("NO"), answer="abstain")
    with pytest.raises(Conflict):
        decisions.take(drafted, by=here.officer)
    with clock.set_to(made.ends_at + timedelta(seconds=1)):
        with pytest.raises(Conflict):
            decisions.agree(drafted, by=here.member("CH"), answer="object", reason="Too late.")
        decisions.take(drafted, by=here.officer)
        assert confirming.confirm(drafted, by=here.member("EE")) is True
    calls.put(
        made, ends_at=made.started_at - timedelta(minutes=1)
    )  # an earlier deadline: what came later counts no more
    assert queries.replies(drafted, made) == {}


@pytest.mark.parametrize(
    ("answer", "why"), [("agree", ""), ("abstain", "Nobody agrees: this item goes to a meeting.")]
)
def test_where_all_have_answered_the_deadline_is_not_waited_for(db: Session, answer: str, why: str) -> None:
    here = board.before_board({"ZM": 1}, countries=("EE", "NO"))
    made = board.meeting(here, mode="correspondence", started=False)
    drafted = decisions.draft(here.application("ZM"), by=here.officer, meeting=made, words=board.words())
    sessions.start(made, by=here.officer)
    for country in ("EE", "NO"):
        decisions.agree(drafted, by=here.member(country), answer=answer)
    with pytest.raises(Conflict, match=why) if why else nullcontext():
        decisions.take(drafted, by=here.officer)
    assert drafted.state == ("drafted" if why else "taken")


def test_an_objection_sends_the_item_to_a_meeting(db: Session) -> None:
    here = board.before_board({"ZM": 1}, countries=("EE", "GH", "NO"))
    made = board.meeting(here, mode="correspondence", started=False)
    drafted = decisions.draft(here.application("ZM"), by=here.officer, meeting=made, words=board.words())
    sessions.start(made, by=here.officer)
    for country in ("EE", "GH"):
        decisions.agree(drafted, by=here.member(country), answer="agree")
    with pytest.raises(Invalid):
        decisions.agree(drafted, by=here.member("NO"), answer="object")
    decisions.agree(drafted, by=here.member("NO"), answer="object", reason="Too dear.")
    with pytest.raises(Conflict) as refused:
        decisions.take(drafted, by=here.officer)
    assert str(refused.value) == "A member objects: this item goes to a meeting."
    decisions.edit(drafted, by=here.officer, words=board.words(amount=8_000_000))
    assert drafted.answers == []


def test_what_a_meeting_left_as_a_draft_goes_on_in_the_next_one(both: Session) -> None:
    here = board.before_board({"ZM": 1, "KE": 1}, countries=("EE", "GH", "NO"))
    first = board.meeting(here, mode="correspondence", started=False)
    words, mended = board.words(), board.words(amount=7_000_000)
    left = {
        one: decisions.draft(here.application(one), by=here.officer, meeting=first, words=words)
        for one in ("ZM", "KE")
    }
    sessions.start(first, by=here.officer)
    for one in left.values():
        decisions.agree(one, by=here.member("NO"), answer="object", reason="Too dear.")
    second = board.meeting(here, started=False)
    with pytest.raises(Conflict):  # it is still asked about
        decisions.draft(here.application("ZM"), by=here.officer, meeting=second, words=words)
    with clock.set_to(first.ends_at + timedelta(seconds=1)):
        sessions.end(first, by=here.officer)
        page = queries.rows(queries.table(here.round), second, here.officer)
        assert {one.left for one in page.values()} == set(left.values())
        changed = decisions.draft_several(second, by=here.officer, words={here.application("KE").id: mended})
        assert (changed, left["KE"].meeting, left["KE"].answers) == (1, second, [])
        sessions.start(second, by=here.officer)  # the other one is carried as it is, with what was objected
        assert (left["ZM"].meeting, [one.reason for one in left["ZM"].answers]) == (second, ["Too dear."])
        board.arrive(here, second)
        assert decisions.take_several(left.values(), by=here.officer) == {}
        assert {one.state for one in left.values()} == {"taken"}


def test_a_lost_vote_of_an_ended_meeting_does_not_bind_the_next_one(db: Session) -> None:
    here = board.before_board({"ZM": 1}, countries=("EE", "GH", "NO"))
    first = board.meeting(here)
    sessions.go_to(first, by=here.officer, item_id=first.items[0].id)
    drafted = decisions.draft(here.application("ZM"), by=here.officer, meeting=first, words=board.words())
    vote = votes.call(drafted, by=here.officer)
    votes.cast(vote, by=here.member("NO"), choice="no")
    votes.close(vote, by=here.officer)
    sessions.end(first, by=here.officer)
    second = board.meeting(here)
    decisions.take(drafted, by=here.officer)
    assert (drafted.meeting, drafted.state, vote.state) == (second, "taken", "void")


def test_several_decisions_are_drafted_taken_and_confirmed_at_once(db: Session) -> None:
    here = board.before_board({"ZM": 3}, ceiling_minor=20_000_000, envelope_minor=25_000_000)
    made = board.meeting(here)
    words = {one.id: board.words() for one in here.all()}
    assert decisions.draft_several(made, by=here.officer, words=words) == 3
    assert decisions.draft_several(made, by=here.officer, words=words) == 0
    drafted = list(queries.table(here.round).under_way.values())
    refused = decisions.take_several(drafted, by=here.officer)
    assert [str(one) for one in refused.values()] == [
        "USD 100,000.00 is more than the USD 50,000.00 left of the envelope."
    ]
    assert [confirming.confirm_all(made, by=here.member(one)) for one in ("EE", "GH")] == [2, 2]
    assert sorted(one.state for one in here.all()) == ["approved", "approved", "with_board"]


def test_a_round_is_decided_once_every_application_has_a_confirmed_decision(db: Session) -> None:
    here = board.before_board({"ZM": 2})
    made = board.meeting(here)
    one, two = here.all()
    board.confirmed(here, made, one)
    with pytest.raises(Conflict):
        rounds.decide(here.round, by=here.member("EE"))
    board.confirmed(here, made, two, "not_approved")
    rounds.decide(here.round, by=here.member("EE"))
    assert here.round.state == "decided"


def test_a_reserve_lapses_after_its_date(db: Session) -> None:
    here = board.before_board({"ZM": 1})
    board.confirmed(here, board.meeting(here), here.application("ZM"), "reserve")
    reserves.lapse_reserves()
    with pytest.raises(Conflict):
        reserves.lapse_reserve(here.application("ZM"), by=SYSTEM)
    calls.put(here.round, reserve_until=clock.today() - timedelta(days=1))
    reserves.lapse_reserves()
    assert here.application("ZM").state == "not_approved"


@pytest.mark.parametrize("role", list(RoleName))
def test_nobody_lets_a_reserve_lapse_by_hand(db: Session, role: RoleName) -> None:
    here = board.before_board({"ZM": 1}, countries=("EE", "NO"))
    calls.put(here.application("ZM"), state="reserve")
    with pytest.raises(Forbidden):
        reserves.lapse_reserve(here.application("ZM"), by=calls.somebody(role))
