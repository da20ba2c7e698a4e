"""Everything that happens in the demonstration."""

from sipgrants.cli.demonstration import contents
from sipgrants.cli.stories import applying, calls, money, people
from sipgrants.cli.stories.telling import Story, World

GROUND = people.BEGINNING - 1  # the day on which Parties, forms and past rounds are taken in


def stories(world: World) -> list[Story]:
    """Return all stories, to be told at once."""
    return [
        people.everybody(world),
        *money.contributions(world),
        money.interest(world),
        *(announced(world, key, call) for key, call in calls.CALLS.items()),
        *fifth(world),
        *sixth(world),
    ]


def announced(world: World, key: str, call: calls.Call) -> Story:
    """A round is set up and announced."""
    yield world.at(call.drafted)
    world.rounds[key] = calls.draft(world, call).id
    yield world.at(call.announced)
    calls.announce(world, world.round(key))


def fifth(world: World) -> list[Story]:
    """The applications of Round 5: some early, most in the last days."""
    opens, closes = calls.FIFTH.opens, calls.FIFTH.closes
    return [
        applying.whole(
            world,
            "fifth",
            one,
            (opens + 5 + one.number, opens + 45 + one.number, closes - (one.number * 7) % 23),
            one.number,
        )
        for one in contents.round5()
    ]


def sixth(world: World) -> list[Story]:
    """The applications of Round 6, in every condition."""
    days = range(calls.SIXTH.opens + 4, -10, 2)
    return [applying.draft(world, one, day) for one, day in zip(contents.round6(), days, strict=False)]
