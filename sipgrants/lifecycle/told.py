"""What a Party may know of its application: an outcome is shown once it was told, by a letter or by the offer of an award.

The one place that decides it. Whoever shows the state of an application to somebody, narrows a list by it or tells its
history asks here; the Secretariat, the auditor and the Board see what is so.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sipgrants.core.i18n import Message, msg
from sipgrants.lifecycle.actor import BOARD, OFFICE, TEAM, Actor
from sipgrants.lifecycle.rights import known, right

# What is shown instead of an outcome that was not told, where nothing else was told before it.
BEFORE = {
    "ineligible": "being_screened",
    "approved": "before_board",
    "reserve": "before_board",
    "not_approved": "before_board",
}
# Under which state a list is narrowed to those that are shown otherwise.
_LISTED = {"being_screened": "submitted", "before_board": "with_board"}
_OUTCOMES = {
    "application.find_ineligible": "ineligible",
    "application.uphold": "ineligible",
    "application.approve": "approved",
    "application.put_in_reserve": "reserve",
    "application.not_approve": "not_approved",
    "application.lapse_reserve": "not_approved",
    "application.correct_to_approved": "approved",
    "application.correct_to_reserve": "reserve",
    "application.correct_to_not_approved": "not_approved",
}
# The Secretariat's own steps on the way to a finding: never a Party's history.
_INNER = frozenset(
    {
        "proposal.ask",
        "reminder.send",
        "letter.prepare",
        "letter.drop",
        "screening.propose",
        "screening.check",
        *(f"appraisal.{verb}" for verb in ("edit", "finish", "reopen")),
        *(f"expert.{verb}" for verb in ("invite", "withdraw", "declare_none", "declare_interest", "comment")),
    }
)


def is_outside(actor: Actor, application: Any) -> bool:
    """Tell whether somebody learns outcomes by letter: everybody but the Secretariat, the auditor and the Board.

    A member of the Board who is also of the Party's team is of the Party here (section 2 of the Programme).
    """
    if actor.is_system or actor.has(OFFICE):
        return False
    return not actor.has(BOARD) or bool(application.party_ids & actor.parties(TEAM))


def state(actor: Actor, application: Any) -> str:
    """Return the state of an application as `actor` may know it; `being_screened` and `before_board` are no states."""
    if application.state not in BEFORE or not is_outside(actor, application):
        return str(application.state)
    return untold().get(application.id, str(application.state))


def untold() -> Mapping[UUID, str]:
    """Return every application whose outcome was not told yet, with what its Party is shown."""
    found: Mapping[UUID, str] = known("applications.untold")
    return found


def listed_under(wanted: str) -> tuple[frozenset[UUID], frozenset[UUID]]:
    """Return which applications a Party finds under the state `wanted` though it is not theirs, and which it does not
    find there though it is.
    """
    shown = untold()
    also = {one for one, says in shown.items() if _LISTED.get(says, says) == wanted}
    return frozenset(also), frozenset(shown.keys() - also)


def hidden(actor: Actor, application: Any) -> frozenset[str]:
    """Return the actions that an application's history leaves out for `actor`: outcomes that were not told, or stand no
    more; the letters that told them are in it.
    """
    if not is_outside(actor, application):
        return frozenset()
    shown = state(actor, application)
    return _INNER | {action for action, outcome in _OUTCOMES.items() if outcome != shown}


@right("application.told")
def _told(actor: Actor, application: Any) -> Message | None:
    """Refuse to look again at what nobody was told."""
    if application.state in BEFORE and application.id in untold():
        return msg("There is no finding to look at again.")
    return None
