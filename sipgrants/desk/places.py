"""The line of places under the bar: at most five, by role."""

from sipgrants.core.i18n import Message, msg
from sipgrants.lifecycle.actor import BOARD, SECRETARIAT, TEAM, Actor, RoleName

_HOME = ("desk.home", msg("Home"))
_ROUNDS = ("rounds.index", msg("Rounds"))
_APPLICATIONS = ("applications.index", msg("Applications"))
_AWARDS = ("awards.index", msg("Awards"))
_PARTIES = ("parties.index", msg("Parties"))
_SCORING = ("scoring.index", msg("Scoring"))
_MEETINGS = ("meetings.index", msg("Meetings"))
_FUND = ("fund.index", msg("Fund"))
_PEOPLE = ("accounts.people", msg("People"))
_HISTORY = ("desk.history", msg("History"))

Place = tuple[str, Message]


def places_of(actor: Actor) -> list[Place]:
    """Return (endpoint, label) pairs for the roles of `actor`; nothing for somebody who is not signed in."""
    if actor.person_id is None:
        return []
    names = actor.names()
    if RoleName.AUDITOR in names:
        return [_HOME, _APPLICATIONS, _AWARDS, _FUND, _HISTORY]
    if RoleName.ADMINISTRATOR in names and not names & {RoleName.PROGRAMME_OFFICER}:
        return [_HOME, _PEOPLE, _PARTIES, _ROUNDS, _HISTORY]
    if (
        names & {RoleName.FINANCE_OFFICER, RoleName.APPROVING_OFFICER}
        and RoleName.PROGRAMME_OFFICER not in names
    ):
        return [_HOME, _FUND, _AWARDS, _APPLICATIONS, _ROUNDS]
    if names & SECRETARIAT:
        return [_HOME, _ROUNDS, _APPLICATIONS, _AWARDS, _MEETINGS]
    if names & BOARD and names & TEAM:
        return [_HOME, _SCORING, _MEETINGS, _APPLICATIONS, _AWARDS]
    if names & BOARD:
        return [_HOME, _SCORING, _MEETINGS, _ROUNDS, _FUND]
    if names & TEAM:
        return [_HOME, _ROUNDS, _APPLICATIONS, _AWARDS, _PARTIES]
    return [_HOME, _ROUNDS]
