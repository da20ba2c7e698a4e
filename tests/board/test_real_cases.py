"""Countries of sitting members won grants in rounds 1 to 3: who was barred, how many had to be there, who could vote."""

import json

import pytest
from sqlalchemy.orm import Session

from sipgrants.board.bars import Item, bar, quorum
from sipgrants.board.confirming import confirmers
from sipgrants.config import ROOT
from sipgrants.lifecycle.rights import known
from sipgrants.meetings import queries as meetings
from sipgrants.meetings.commands import decisions, sessions, votes
from sipgrants.scoring import queries as scoring
from tests.builders import board, calls

# The countries whose members sat when the round was decided, the Co-Chairs' first.
FIRST = ("GH", "NL", "TD", "TH", "LK", "EE", "AM", "AR", "BR", "NO")
SECOND = ("TH", "NL", "NG", "SN", "IR", "EE", "AM", "BR", "SR", "NO")
SAT = {1: FIRST, 2: FIRST, 3: SECOND}
# Awards with somebody barred, lead first; and whose word confirmed them.
CASES = {
    (1, "AR"): ({"AR"}, ("GH", "NL")),
    (1, "AM"): ({"AM"}, ("GH", "NL")),
    (2, "GH"): ({"GH"}, ("NL",)),
    (2, "NG"): (set(), ("GH", "NL")),  # Nigeria's member came with the next Board
    (2, "LK"): ({"LK"}, ("GH", "NL")),
    (3, "IR"): ({"IR"}, ("TH", "NL")),
    (3, "SN TG BF"): ({"SN"}, ("TH", "NL")),
    (3, "TG SN BF"): ({"SN"}, ("TH", "NL")),  # the same project, were another of its Parties the lead
}


def awards(number: int) -> list[str]:
    rounds = json.loads((ROOT / "sipgrants/data/rounds.json").read_text(encoding="utf-8"))["rounds"]
    return [" ".join(one) for one in rounds[number - 1]["awardees"]]


@pytest.mark.parametrize(("number", "parties"), CASES)
def test_a_member_whose_country_won_took_no_part(number: int, parties: str) -> None:
    sat = SAT[number]
    barred = barred_of(sat, parties)
    assert (barred, confirmers(sat[:2], barred).needed) == CASES[number, parties]
    found = quorum(sat, barred, sat[:7])
    assert (found.entitled, found.needed) == ((9, 6) if barred else (10, 7))


@pytest.mark.parametrize("number", SAT)
def test_the_cases_are_those_of_the_published_awards(number: int) -> None:
    won = {one for one in awards(number) if barred_of(SAT[number], one)}
    named = {parties for (of, parties), (barred, _) in CASES.items() if of == number and barred}
    assert won == named - {"TG SN BF"}


def barred_of(sat: tuple[str, ...], parties: str) -> set[str]:
    lead, *partners = parties.split()
    return {country for country in sat if bar(country, Item(lead, frozenset(partners)))}


TEN = ("GH", "NO", "SN", "LK", "IR", "EE", "AM", "AR", "JM", "CH")
LEADS = ("AR", "AM", "GH", "LK", "IR", "SN", "TG", "ZM")
JOINT = {"SN": ("TG", "BF"), "TG": ("SN", "BF")}
OWN = {**{lead: {lead} for lead in LEADS}, "TG": {"SN"}, "ZM": set()}


def test_bars_hold_from_the_submission_on_and_count_in_sheets_quorum_and_votes(db: Session) -> None:
    here = board.before_board(dict.fromkeys(LEADS, 1), countries=TEN, joint=JOINT)
    calls.put(here.application("AR"), state="submitted")
    country_of = {actor.person_id: country for country, actor in here.members.items()}
    barred = {lead: {one for one in TEN if here.application(lead).id in bars(here, one)} for lead in LEADS}
    assert barred == OWN
    calls.put(here.application("AR"), state="with_board")
    scored = {lead: set(TEN) for lead in LEADS}
    for application, person in scoring.picture(here.round).missing:
        (lead,) = (one for one in LEADS if here.application(one).id == application)
        scored[lead].remove(country_of[person])
    assert scored == OWN  # nobody waits for a sheet of theirs
    made, found, might = board.meeting(here), meetings.table(here.round), {}
    for item in made.items:
        (lead,) = (one for one in LEADS if here.application(one).id == item.application_id)
        drafted = decisions.draft(here.application(lead), by=here.officer, meeting=made, words=board.words())
        sessions.go_to(made, by=here.officer, item_id=item.id)
        vote = votes.call(drafted, by=here.officer)
        entitled = meetings.quorum_of(found, made, here.application(lead).id).entitled
        might[lead] = (entitled, {country_of[one] for one in votes.voters(vote)})
        votes.void(vote, by=here.officer)
    assert might == {lead: (10 - len(own), set(TEN) - own) for lead, own in OWN.items()}


def bars(here: board.Here, country: str) -> frozenset[object]:
    found: frozenset[object] = known("barred_from", here.member(country))
    return found
