"""The line of places under the bar: at most five, by role."""

from collections.abc import Callable

from sipgrants.core.i18n import Message, msg
from sipgrants.lifecycle.actor import BOARD, SECRETARIAT, TEAM, Actor, RoleName

_HOME = ("desk.home", msg("Home"))
_ROUNDS = ("rounds.index", msg("Rounds"))
_FORMS = ("forms.index", msg("Forms"))
_APPLICATIONS = ("applications.index", msg("Applications"))
_AWARDS = ("awards.index", msg("Awards"))
_PARTIES = ("parties.index", msg("Parties"))
_SCORING = ("scoring.index", msg("Scoring"))
_MEETINGS = ("meetings.index", msg("Meetings"))
_FUND = ("fund.index", msg("Fund"))
_PEOPLE = ("accounts.people", msg("People"))
_HISTORY = ("desk.history", msg("History"))

# Every list there is, in the order of the programme: what has no place in a role's line is found under "More".
_ALL = (
    ("desk.search", msg("Search")),
    _ROUNDS,
    _FORMS,
    _APPLICATIONS,
    ("appraisal.experts", msg("Expert comments")),
    _SCORING,
    _MEETINGS,
    _AWARDS,
    ("reports.index", msg("Reports")),
    ("disbursements.index", msg("Instalments")),
    ("changes.index", msg("Changes")),
    ("events.index", msg("Events of projects")),
    ("desk.watching", msg("Watching the portfolio")),
    _FUND,
    _PARTIES,
    ("accounts.focal_points", msg("Focal points")),
    ("board.index", msg("Governing Board")),
    _PEOPLE,
    _HISTORY,
    ("desk.failed", msg("Mails not sent")),
)

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


def more_of(places: list[Place], may: Callable[[str], bool]) -> list[Place]:
    """Return the other lists, of which `may` says by endpoint whether the person may open them."""
    return [place for place in _ALL if place not in places and may(place[0])] if places else []
