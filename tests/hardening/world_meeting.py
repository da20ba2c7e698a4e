"""Meetings that run: one with an item under discussion, one in a vote, one adjourned; an action point; what comes after."""

from datetime import timedelta

from sipgrants.board import commands as board_commands
from sipgrants.core import clock, files
from sipgrants.core.files import Upload
from sipgrants.meetings.advice_models import Advice
from sipgrants.meetings.commands import (
    advice,
    decisions,
    papers,
    points,
    running,
    sessions,
    statements,
    votes,
)
from sipgrants.meetings.models import Meeting
from sipgrants.rounds import commands as rounds
from sipgrants.screening.letters import commands as letters
from tests.builders import board, calls
from tests.builders.files import pdf
from tests.hardening.names import NOW, OTHER, PARTY, Found, first


def documents(here: board.Here, in_session: Meeting) -> Found:
    """A document on the agenda of a meeting that is still to come, and of one that runs."""
    for name, made in (("planned", board.meeting(here, started=False)), ("in_session", in_session)):
        item = next(each for each in made.items if each.application_id == here.application(PARTY).id)
        upload, words = (
            Upload("notes.pdf", "application/pdf", files.keep(pdf("notes"))),
            papers.Words("Notes"),
        )
        found = papers.attach(made, by=here.officer, item_id=item.id, words=words, uploads=[upload])
        yield f"item.{name}", item
        yield f"paper.{name}", found[0]


def running_meetings(here: board.Here, in_session: Meeting) -> Found:
    """A meeting in each state that it has while it runs."""
    task = points.Task("Send the list of mines", "role:programme_officer", clock.today() + timedelta(days=30))
    yield "point.open", points.add(in_session, by=here.officer, task=task)
    for name in ("drafting", "voting"):
        one, made = board.application(here.round, OTHER), board.meeting(here)
        drafted = decisions.draft(one, by=here.officer, meeting=made, words=board.words())
        item = next(each for each in made.items if each.application_id == one.id)
        sessions.go_to(made, by=here.officer, item_id=item.id)
        if name == "voting":
            yield "vote.open", votes.call(drafted, by=here.officer)
        yield f"meeting.{name}", made
    adjourned = board.meeting(here)
    running.adjourn(adjourned, by=here.officer)
    yield "meeting.adjourned", adjourned


def outcomes(before: board.Here) -> Found:
    """Two rounds that are decided, with every applicant told: what the Board says afterwards is to come, or begun."""
    for name in ("round.told", "round.stated"):
        here = board.Here(calls.round_in("with_board"), before.officer, before.members)
        here.applications = {lead: [board.application(here.round, lead)] for lead in (PARTY, OTHER)}
        board.unseal_unscored(here.round)
        made = board.meeting(here)
        for lead, outcome in ((PARTY, "approved"), (OTHER, "not_approved")):
            board.confirmed(here, made, here.application(lead), outcome)
        sessions.end(made, by=here.officer)
        rounds.decide(here.round, by=here.member("EE"))
        letters.release(here.round, by=here.officer)
        yield name, here.round
    statements.draft(here.round, by=here.officer)
    advice.draft_all(here.round, by=here.officer)
    yield "advice.drafted", first(Advice)
    link = {"title": "Rules", "locale": "en", "day": NOW.date(), "url": "https://rules.example"}
    yield "orientation.some", board_commands.add_orientation(by=here.officer, **link)
    yield "class.held", board_commands.record_class(by=here.officer, title="To score", day=NOW.date())
