"""Meetings that run: one with an item under discussion, one in a vote, one adjourned; an action point."""

from datetime import timedelta

from sipgrants.core import clock, files
from sipgrants.core.files import Upload
from sipgrants.meetings.commands import decisions, papers, points, running, sessions, votes
from sipgrants.meetings.models import Meeting
from tests.builders import board
from tests.builders.files import pdf
from tests.hardening.names import OTHER, PARTY, Found


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
