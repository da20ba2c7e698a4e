"""What the Board does: declarations, score sheets, meetings, decisions taken and confirmed by both Co-Chairs."""

from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID
from zlib import crc32

from sqlalchemy import select

from sipgrants.board import commands as board
from sipgrants.board.declared import Answer
from sipgrants.cli.demonstration import contents, scores
from sipgrants.cli.demonstration.source import Row, demonstration
from sipgrants.cli.stories.applying import find
from sipgrants.cli.stories.telling import Story, World
from sipgrants.core.db import session
from sipgrants.core.files import Upload
from sipgrants.lifecycle.actor import Actor
from sipgrants.meetings.commands import confirming, decisions, papers, sessions
from sipgrants.meetings.commands.papers import Words as Paper
from sipgrants.meetings.models import Decision, Meeting
from sipgrants.meetings.planned import Plan
from sipgrants.meetings.queries import next_number
from sipgrants.meetings.wording import Words
from sipgrants.scoring import commands as scoring
from sipgrants.scoring.filled import Filled

AT_ONCE = 6  # applications that a member scores in one sitting
PLACE = "Geneva (demonstration)"
SURE = ("medium", "high", "medium", "low", "high", "")  # how sure members are; some do not say


def members(world: World) -> list[tuple[Row, Actor]]:
    """Return the seats, each with its member."""
    return [(seat, world.who(seat["mail"])) for seat in scores.seats()]


def declared(world: World, key: str, applications: list[contents.Application], day: int) -> Story:
    """Every member declares interests, before the first dossier opens."""
    yield world.at(day)
    for number, (seat, member) in enumerate(members(world)):
        yield world.at(day, 9 + number)
        told = {
            world.applications[key, one.number]: _interest(seat, one)
            for one in applications
            if not _is_own(seat, one)
        }
        board.declare(world.rounds[key], by=member, answers=told)


def scored(world: World, key: str, applications: list[contents.Application], first: int, last: int) -> Story:
    """Every member scores what no bar takes from them, a few in one sitting, and hands in."""
    yield world.at(first)
    sittings = [applications[start : start + AT_ONCE] for start in range(0, len(applications), AT_ONCE)]
    for number, several in enumerate(sittings):
        day = first + number * (last - first) // len(sittings)
        for place, (seat, member) in enumerate(members(world)):
            yield world.at(day + place // 4, 7 + 4 * (place % 4))
            for one in several:
                if not _is_own(seat, one) and not _interest(seat, one).has_interest:
                    _score(world.applications[key, one.number], seat, member, one)


def _is_own(seat: Row, content: contents.Application) -> bool:
    return seat["country"] in (content.lead, *content.partners)


def _interest(seat: Row, content: contents.Application) -> Answer:
    for one in demonstration("board")["declared_interests"]:
        if (one["seat"], one["lead"]) == (seat["key"], content.lead):
            return Answer(True, one["text"])
    return Answer(False)


def _score(application_id: UUID, seat: Row, member: Actor, content: contents.Application) -> None:
    sheet = scores.sheet(seat, content)
    filled = Filled(
        scores={one.criterion: one.value for one in sheet},
        comments={one.criterion: one.comment for one in sheet if one.comment},
        confidence=SURE[crc32(f"{seat['key']} {content.number}".encode()) % len(SURE)],
    )
    scoring.hand_in(scoring.start(find(application_id), by=member, filled=filled), by=member)


def plan_meeting(world: World, key: str, day: int) -> UUID:
    """Plan a meeting about a round, with an item for every application."""
    plan = Plan(number=next_number(), mode="meeting", starts_at=world.at(day, 8), place=PLACE)
    return sessions.plan(world.round(key), by=world.office("officer"), plan=plan).id


def lay_documents(world: World, meeting_id: UUID) -> None:
    """Lay documents on the agenda: one that speaks of no application, and one on the first of them."""
    officer, meeting = world.office("officer"), session().get_one(Meeting, meeting_id)
    first = meeting.items[0].id
    opening = sessions.add_item(meeting, by=officer, title="Adoption of the agenda").id
    meeting = session().get_one(Meeting, meeting_id)
    sessions.move_item(meeting, by=officer, item_id=opening, steps=-len(meeting.items))
    upload = Upload("note.pdf", "application/pdf", world.paper)
    for item, title in ((opening, "Provisional agenda"), (first, "Note by the Secretariat")):
        meeting = session().get_one(Meeting, meeting_id)
        papers.attach(meeting, by=officer, item_id=item, words=Paper(title, ()), uploads=[upload])


def plan_correspondence(world: World, key: str, day: int) -> UUID:
    """Plan decisions by correspondence, with a week to answer."""
    plan = Plan(
        number=next_number(), mode="correspondence", starts_at=world.at(day, 8), ends_at=world.at(day + 7, 18)
    )
    return sessions.plan(world.round(key), by=world.office("officer"), plan=plan).id


def decide(world: World, meeting_id: UUID, words: Mapping[UUID, Words]) -> None:
    """Hold a meeting with everybody there: decisions are drafted, taken, confirmed by both Co-Chairs."""
    officer, meeting = world.office("officer"), session().get_one(Meeting, meeting_id)
    decisions.draft_several(meeting, by=officer, words=words)
    sessions.start(meeting, by=officer)
    presence = {member.person_id: "room" for _seat, member in members(world) if member.person_id}
    sessions.attend(meeting, by=officer, presence=presence)
    _take(meeting, officer)
    _confirm(world, meeting)
    sessions.end(meeting, by=officer)


def correspond(world: World, meeting_id: UUID, words: Mapping[UUID, Words]) -> Story:
    """Decide by correspondence: the members answer within the week, then both Co-Chairs confirm."""
    officer = world.office("officer")
    decisions.draft_several(session().get_one(Meeting, meeting_id), by=officer, words=words)
    sessions.start(session().get_one(Meeting, meeting_id), by=officer)
    begun = session().get_one(Meeting, meeting_id).starts_at
    for number, (_seat, member) in enumerate(members(world)):
        yield begun + timedelta(hours=5 + 11 * number)
        for one in _decisions(meeting_id, "drafted"):
            decisions.agree(one, by=member, answer="agree")
    yield begun + timedelta(days=8)
    meeting = session().get_one(Meeting, meeting_id)
    _take(meeting, officer)
    _confirm(world, meeting)
    sessions.end(meeting, by=officer)


def _take(meeting: Meeting, officer: Actor) -> None:
    for one in _decisions(meeting.id, "drafted"):
        decisions.take(one, by=officer)


def _confirm(world: World, meeting: Meeting) -> None:
    for seat, member in members(world):
        if seat["co_chair"]:
            confirming.confirm_all(meeting, by=member)


def _decisions(meeting_id: UUID, state: str) -> list[Decision]:
    found = select(Decision).where(Decision.meeting_id == meeting_id, Decision.state == state)
    return list(session().scalars(found.order_by(Decision.created_at)))
