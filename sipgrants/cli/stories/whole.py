"""Everything that happens in the demonstration."""

from sipgrants.cli.demonstration import contents
from sipgrants.cli.demonstration.reports import awards
from sipgrants.cli.stories import (
    adding,
    applying,
    asking,
    board,
    calls,
    deciding,
    money,
    people,
    running,
    screening,
    talking,
    waiting,
)
from sipgrants.cli.stories.telling import Story, World

GROUND = people.BEGINNING - 1  # the day on which Parties, forms and past rounds are taken in
MEETING = 10  # the day on which the Board is to meet on Round 5
PUBLISHED = (-40, -1)  # days on which the status of contributions is published
DECLARED_EARLIER = -850
DECLARING = -54
SCORING = (-50, -6)  # the days between which its members score


def stories(world: World) -> list[Story]:
    """Return all stories, to be told at once."""
    return [
        people.everybody(world),
        *money.contributions(world),
        money.interest(world),
        *(money.published(world, day) for day in PUBLISHED),
        *(announced(world, key, call) for key, call in calls.CALLS.items()),
        *earlier(world),
        *fifth(world),
        *sixth(world),
    ]


def announced(world: World, key: str, call: calls.Call) -> Story:
    """A round is set up and announced."""
    yield world.at(call.drafted)
    world.rounds[key] = calls.draft(world, call).id
    yield world.at(call.announced)
    calls.announce(world, world.round(key))


def earlier(world: World) -> list[Story]:
    """The earlier round: ten applications, decided by the Board without scores, and the awards that came of them."""
    opens, closes, every = calls.EARLIER.opens, calls.EARLIER.closes, contents.earlier()
    applied = [
        applying.whole(
            world, "earlier", one, (opens + 5 + place, opens + 45 + place, closes - 2 * place - 1), place
        )
        for place, one in enumerate(every)
    ]
    return [
        *applied,
        screening.screened(world, "earlier", closes, every),
        screening.appraised(world, "earlier", closes, every),
        board.declared(world, "earlier", every, DECLARED_EARLIER),
        deciding.decided(world, every),
        *deciding.from_reserve(world, every),
        deciding.stated(world),
        *(running.granted(world, row) for row in awards()),
        talking.talked(world),
        adding.added(world),
    ]


def fifth(world: World) -> list[Story]:
    """Round 5: applications, some early, most in the last days; screened, appraised, scored by the Board."""
    opens, closes, every = calls.FIFTH.opens, calls.FIFTH.closes, contents.round5()
    applied = [
        applying.whole(
            world,
            "fifth",
            one,
            (opens + 5 + one.number, opens + 45 + one.number, closes - (one.number * 7) % 23),
            one.number,
        )
        for one in every
    ]
    before_board = [one for one in every if not one.ineligible]
    return [
        *applied,
        screening.screened(world, "fifth", closes, every),
        screening.appraised(world, "fifth", closes, every),
        board.declared(world, "fifth", before_board, DECLARING),
        board.scored(world, "fifth", before_board, *SCORING),
        met(world),
        waiting.standing_open(world, before_board),
    ]


def met(world: World) -> Story:
    """The meeting on Round 5 is planned, with documents on its agenda."""
    yield world.at(-20, 10)
    board.lay_documents(world, board.plan_meeting(world, "fifth", MEETING))


def sixth(world: World) -> list[Story]:
    """The applications of Round 6, in every condition."""
    days = range(calls.SIXTH.opens + 4, -10, 2)
    drafts = [applying.draft(world, one, day) for one, day in zip(contents.round6(), days, strict=False)]
    return [*drafts, asking.questions(world), asking.events(world)]
