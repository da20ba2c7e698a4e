"""The Board's decisions on the earlier round: at its meeting, and later by correspondence for what was in reserve."""

from sipgrants.cli.demonstration import contents, scores
from sipgrants.cli.demonstration.reports import awards
from sipgrants.cli.demonstration.source import Row, demonstration
from sipgrants.cli.stories import board
from sipgrants.cli.stories.telling import Story, World
from sipgrants.core.money import Money
from sipgrants.meetings.commands import statements
from sipgrants.meetings.wording import Words
from sipgrants.rounds import commands as rounds

PLANNED = -760
STATED_AFTER = 5  # days after the last offer
MET_BEFORE = 2  # days before the round is decided
CHAIR = "board@th.example"


def decided(world: World, applications: list[contents.Application]) -> Story:
    """The Board meets and decides; what it put in reserve waits for money that comes free."""
    day = demonstration("awards")["round"]["decided_day"]
    yield world.at(PLANNED)
    meeting = board.plan_meeting(world, "earlier", day - MET_BEFORE)
    yield world.at(day - MET_BEFORE, 9)
    words = {
        world.applications["earlier", one.number]: _reserve(one) if _is_reserve(row) else _approve(one, row)
        for one, row in zip(applications, awards(), strict=True)
    }
    board.decide(world, meeting, words)
    yield world.at(day, 10)
    rounds.decide(world.round("earlier"), by=world.who(CHAIR))


def from_reserve(world: World, applications: list[contents.Application]) -> list[Story]:
    """Return one story for each award that came from the reserve."""
    both = zip(applications, awards(), strict=True)
    return [_approved_later(world, one, row) for one, row in both if _is_reserve(row)]


def _approved_later(world: World, content: contents.Application, row: Row) -> Story:
    yield world.at(row["from_reserve_day"] - 14)
    begins = row["from_reserve_day"] - 8
    meeting = board.plan_correspondence(world, "earlier", begins)
    yield world.at(begins, 8)
    words = {world.applications["earlier", content.number]: _approve(content, row)}
    yield from board.correspond(world, meeting, words)


def stated(world: World) -> Story:
    """Once the last offer is out, the Co-Chairs tell the public."""
    yield world.at(max(row["offered_day"] for row in awards()) + STATED_AFTER, 9)
    statement = statements.draft(world.round("earlier"), by=world.office("officer"))
    for seat, member in board.members(world):
        if seat["co_chair"]:
            statements.adopt(statement, by=member)


def _is_reserve(row: Row) -> bool:
    return "from_reserve_day" in row


def _reserve(content: contents.Application) -> Words:
    return Words("reserve", recommendations=scores.recommendation(content, "reserve"))


def _approve(content: contents.Application, row: Row) -> Words:
    return Words(
        "approved",
        amount=Money(row["amount"] * 100),
        conditions="\n".join(row["conditions"]),
        recommendations=scores.recommendation(content, "approved"),
    )
