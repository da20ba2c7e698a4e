"""A vote: who is asked, who may, when; the result by its rule; two at the same moment."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from sipgrants.core.db import Database, session
from sipgrants.core.errors import Conflict, Forbidden, Invalid, Refused
from sipgrants.lifecycle.actor import Actor, RoleName
from sipgrants.meetings import running_queries
from sipgrants.meetings.commands import decisions, running, sessions, votes
from sipgrants.meetings.models import Decision, Meeting
from sipgrants.meetings.running_models import Vote
from sipgrants.meetings.voting import how
from tests.builders import board, calls

SEVEN = ("EE", "NO", "CH", "AR", "JM", "TH", "GH")
EVERY = [one for one in RoleName if one is not RoleName.PROGRAMME_OFFICER]


def under_discussion(here: board.Here, party: str = "ZM") -> tuple[Meeting, Decision]:
    """A meeting with everybody there, an item opened, its decision drafted."""
    made, one = board.meeting(here), here.application(party)
    drafted = decisions.draft(one, by=here.officer, meeting=made, words=board.words())
    item = next(each for each in made.items if each.application_id == one.id)
    sessions.go_to(made, by=here.officer, item_id=item.id)
    return made, drafted


def cast_all(here: board.Here, vote: Vote, said: dict[str, str]) -> None:
    for country, choice in said.items():
        votes.cast(vote, by=here.member(country), choice=choice)


def test_a_vote_is_counted_by_the_majority_that_its_round_has_set(db: Session) -> None:
    here = board.before_board({"ZM": 1}, countries=SEVEN)
    here.round.majority = "two_thirds_majority"
    db.commit()
    _made, drafted = under_discussion(here)
    lost = votes.call(drafted, by=here.officer)
    cast_all(here, lost, {"EE": "yes", "NO": "yes", "CH": "yes", "AR": "no", "JM": "no"})
    votes.close(lost, by=here.officer)
    votes.void(lost, by=here.officer)
    won = votes.call(drafted, by=here.officer)
    cast_all(here, won, {"EE": "yes", "NO": "yes", "AR": "no", "JM": "abstain"})
    votes.close(won, by=here.officer)
    decisions.take(drafted, by=here.officer)
    assert (lost.carried, won.carried) == (False, True)
    assert str(how("meeting", won.counted)) == (
        "Decided by vote, by two thirds of those present and voting: 2 in favour, 1 against, 1 abstaining."
    )


def test_a_vote_is_cast_closed_and_taken(both: Session) -> None:
    here = board.before_board({"GH": 1}, countries=SEVEN)
    _made, drafted = under_discussion(here, "GH")
    vote = votes.call(drafted, by=here.officer)
    cast_all(here, vote, {"EE": "no", "NO": "yes", "CH": "yes", "AR": "abstain"})
    votes.cast(vote, by=here.member("EE"), choice="yes")
    votes.record(vote, by=here.officer, choices={here.members["JM"].person_id: "no"})
    with pytest.raises(Conflict):
        decisions.take(drafted, by=here.officer)
    votes.close(vote, by=here.officer)
    decisions.take(drafted, by=here.officer)
    assert (vote.in_favour, vote.against, vote.abstained, vote.carried) == (3, 1, 1, True)
    assert (drafted.state, drafted.present, drafted.entitled) == ("taken", 6, 6)
    with pytest.raises(Conflict):
        votes.void(vote, by=here.officer)


def test_what_is_not_carried_is_not_taken_until_the_words_change(db: Session) -> None:
    here = board.before_board({"ZM": 1}, countries=SEVEN)
    _made, drafted = under_discussion(here)
    vote = votes.call(drafted, by=here.officer)
    with pytest.raises(Conflict):
        decisions.edit(drafted, by=here.officer, words=board.words(amount=5_000_000))
    cast_all(here, vote, {"EE": "no", "NO": "yes"})
    votes.close(vote, by=here.officer)
    with pytest.raises(Conflict) as refused:
        decisions.take(drafted, by=here.officer)
    assert str(refused.value) == "The vote was not carried: change the draft, or cancel the vote."
    decisions.edit(drafted, by=here.officer, words=board.words(amount=5_000_000))
    assert (vote.state, running_queries.vote_on(drafted)) == ("void", None)
    decisions.take(drafted, by=here.officer)
    assert drafted.state == "taken"


def test_only_who_is_there_and_not_barred_votes(both: Session) -> None:
    here = board.before_board({"GH": 1}, countries=SEVEN)
    made, drafted = under_discussion(here, "GH")
    sessions.attend(made, by=here.officer, presence={here.members["NO"].person_id: "left"})
    vote = votes.call(drafted, by=here.officer)
    with pytest.raises(Forbidden):
        votes.cast(vote, by=here.member("GH"), choice="yes")
    with pytest.raises(Conflict):
        votes.cast(vote, by=here.member("NO"), choice="yes")
    with pytest.raises(Invalid):
        votes.cast(vote, by=here.member("EE"), choice="perhaps")
    votes.cast(vote, by=here.member("EE"), choice="yes")
    for country in ("GH", "NO", "EE"):  # barred, not there, voted already
        with pytest.raises(Invalid):
            votes.record(vote, by=here.officer, choices={_id(here, country): "no"})
    assert {one.person_id: one.choice for one in vote.ballots} == {_id(here, "EE"): "yes"}


def _id(here: board.Here, country: str) -> UUID:
    found = here.members[country].person_id
    assert found is not None
    return found


# What is possible in each state of a meeting: (state, step) > the state of vote or meeting afterwards, None: refused.
STATES = ("planned", "no item", "open", "vote open", "vote closed", "adjourned", "ended")
ALLOWED = {
    "call": {"open"},
    "cast": {"vote open"},
    "record": {"vote open"},
    "close": {"vote open"},
    "void": {"vote open", "vote closed"},
    "attend": {"no item", "open", "vote open", "vote closed"},
    "go_to": {"no item", "open", "vote closed"},
    "adjourn": {"no item", "open", "vote closed"},
    "resume": {"adjourned"},
    "end": {"no item", "open", "vote closed", "adjourned"},
}
# What is then done in that state, one after the other.
FIRST = {
    "planned": (), "no item": ("attend", "end"), "open": ("attend", "go_to", "adjourn"), "vote open": ("cast", "close"),
    "vote closed": ("attend", "go_to"), "adjourned": ("resume",), "ended": (),
}  # fmt: skip


def steps_of(
    here: board.Here, made: Meeting, drafted: Decision, vote: Vote
) -> dict[str, Callable[[Actor], object]]:
    item = made.items[0].id
    return {
        "call": lambda who: votes.call(drafted, by=who),
        "cast": lambda who: votes.cast(vote, by=who, choice="yes"),
        "record": lambda who: votes.record(vote, by=who, choices={_id(here, "EE"): "yes"}),
        "close": lambda who: votes.close(vote, by=who),
        "void": lambda who: votes.void(vote, by=who),
        "attend": lambda who: sessions.attend(made, by=who, presence={_id(here, "EE"): "room"}),
        "go_to": lambda who: sessions.go_to(made, by=who, item_id=None if made.current_item_id else item),
        "adjourn": lambda who: running.adjourn(made, by=who),
        "resume": lambda who: running.resume(made, by=who),
        "end": lambda who: sessions.end(made, by=who),
    }


@pytest.mark.parametrize("state", STATES)
def test_every_role_and_step_in_every_state_of_a_meeting(both: Session, state: str) -> None:
    """Refused is whoever has not the role, whatever the state; then the state refuses the officer and the members."""
    here = board.before_board({"ZM": 1}, countries=("EE", "NO", "CH"))
    made = board.meeting(here, started=state != "planned")
    drafted = decisions.draft(here.application("ZM"), by=here.officer, meeting=made, words=board.words())
    vote = _brought_to(state, here, made, drafted)
    steps, others = steps_of(here, made, drafted, vote), {one: calls.somebody(one) for one in EVERY}
    for name, step in steps.items():
        for role, who in others.items():
            is_voter = name == "cast" and role in (RoleName.BOARD_MEMBER, RoleName.CO_CHAIR)
            with pytest.raises(Conflict if is_voter else Forbidden):
                step(who)
    for name, step in steps.items():
        who = here.member("EE") if name == "cast" else here.officer
        if state not in ALLOWED[name]:
            with pytest.raises(Refused):
                step(who)
    for name in ("attend", "cast", "close", "go_to", "adjourn", "resume", "end"):  # in the order of a meeting
        if state in ALLOWED[name] and name in FIRST[state]:
            steps[name](here.member("EE") if name == "cast" else here.officer)


def _brought_to(state: str, here: board.Here, made: Meeting, drafted: Decision) -> Vote:
    if state in ("open", "vote open", "vote closed"):
        sessions.go_to(made, by=here.officer, item_id=made.items[0].id)
    vote = Vote(decision=drafted, state="void")
    if state in ("vote open", "vote closed"):
        vote = votes.call(drafted, by=here.officer)
    if state == "vote closed":
        votes.close(vote, by=here.officer)
    if state == "adjourned":
        running.adjourn(made, by=here.officer)
    if state == "ended":
        sessions.end(made, by=here.officer)
    return vote


def test_votes_at_the_same_moment_all_count_once(both: Session) -> None:
    here = board.before_board({"ZM": 1}, countries=SEVEN)
    _made, drafted = under_discussion(here)
    vote = votes.call(drafted, by=here.officer)
    database: Database = both.info["database"]
    actors = [here.member(country) for country in ("EE", "EE", "NO", "CH")]
    both.rollback()
    ready, identifier = Barrier(len(actors)), vote.id

    def cast(actor: Actor) -> None:
        with database.scope():
            found = session().get_one(Vote, identifier)
            ready.wait()
            votes.cast(found, by=actor, choice="yes")

    with ThreadPoolExecutor(len(actors)) as pool:
        list(pool.map(cast, actors))
    both.rollback()
    both.expire_all()
    assert {one.person_id for one in vote.ballots} == {_id(here, one) for one in ("EE", "NO", "CH")}
    assert len(vote.ballots) == 3
