"""The officer says what the clearest indicators of the running projects count for; the others wait for a decision."""

from sipgrants.cli.stories.telling import Story, World
from sipgrants.desk import watching_queries
from sipgrants.desk.watched_queries import Chosen
from sipgrants.plans import commands as plans
from sipgrants.plans import measure_queries
from sipgrants.plans.measuring import How, proposed

DAY = -2


def added(world: World) -> Story:
    """What indicators let one think of by their words is decided so."""
    yield world.at(DAY, 15)
    running = [one.plan_id for one in watching_queries.awards(Chosen()) if one.plan_id]
    found = {one.root: proposed(one.text) for one in measure_queries.indicators(running)}
    chosen = {root: (str(measure), str(How.VALUE)) for root, measure in found.items() if measure}
    plans.set_measures(chosen, by=world.office("officer"))
