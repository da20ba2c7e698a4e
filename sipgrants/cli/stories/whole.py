"""Everything that happens in the demonstration."""

from sipgrants.cli.stories import calls, money, people
from sipgrants.cli.stories.telling import Story, World

GROUND = people.BEGINNING - 1  # the day on which Parties, forms and past rounds are taken in


def stories(world: World) -> list[Story]:
    """Return all stories, to be told at once."""
    return [
        people.everybody(world),
        *money.contributions(world),
        money.interest(world),
        drafted(world),
    ]


def drafted(world: World) -> Story:
    """The rounds are set up."""
    for key, call, day in (
        ("earlier", calls.EARLIER, -1030),
        ("fifth", calls.FIFTH, -560),
        ("sixth", calls.SIXTH, -60),
    ):
        yield world.at(day)
        world.rounds[key] = calls.draft(world, call).id
