"""What stands open on the day of loading, so that everybody who signs in finds something to do."""

from datetime import datetime, time, timedelta

from sipgrants.accounts.commands import people, roles
from sipgrants.appraisal import commands as appraising
from sipgrants.cli.demonstration import contents
from sipgrants.cli.stories import calls
from sipgrants.cli.stories.applying import find
from sipgrants.cli.stories.people import EXPERT
from sipgrants.cli.stories.telling import Story, World
from sipgrants.lifecycle.actor import RoleName
from sipgrants.rounds import commands as rounds

LATE = "NE"  # the Party whose partner refused a few days ago
WHY_LONGER = "Its partner withdrew a few days ago; the team needs time to write the part of the partner anew."


def standing_open(world: World, before_board: list[contents.Application]) -> Story:
    """An expert is asked late, a Party asks for more time, two people wait for roles that two officers give."""
    yield world.at(-3, 10)
    officer = world.office("officer")
    asked = find(world.applications["fifth", before_board[1].number])
    appraising.invite(asked, by=officer, email=EXPERT[0], name=EXPERT[1], due_on=world.day(11))
    yield world.at(-2, 9)
    second = people.invite("finance2@secretariat.example", "Second finance officer", by=officer)
    roles.grant_guarded(second, RoleName.FINANCE_OFFICER, by=world.office("admin"))
    yield world.at(-2, 15)
    until = datetime.combine(world.day(calls.SIXTH.closes) + timedelta(days=7), time(23, 59))
    rounds.extend_for(world.round("sixth"), by=officer, party_id=LATE, until=until, reason=WHY_LONGER)
    yield world.at(-1, 9)
    auditor = people.invite("auditor2@un.example", "Second auditor", by=officer)
    roles.grant_guarded(auditor, RoleName.AUDITOR, by=world.office("head"))
