"""Confirming decisions: by both Co-Chairs, or who stands in for them. With the last word the application moves."""

from uuid import UUID

from sipgrants.board import queries as board
from sipgrants.core import audit, clock, db
from sipgrants.core.db import command, session
from sipgrants.core.errors import Conflict, Forbidden
from sipgrants.core.i18n import msg
from sipgrants.lifecycle import machine, rights
from sipgrants.lifecycle.actor import SYSTEM, Actor
from sipgrants.meetings import queries
from sipgrants.meetings.commands import telling
from sipgrants.meetings.commands.taking import require_money
from sipgrants.meetings.models import Decision, DecisionConfirmation, ElectedMember, Meeting
from sipgrants.meetings.portfolio import Outcome
from sipgrants.meetings.queries import Table

# What a confirmed decision does to its application, by the state it finds: a decision on one in reserve is a later
# decision, one on an application decided otherwise corrects.
VERBS = {
    ("with_board", Outcome.APPROVED): "application.approve",
    ("with_board", Outcome.RESERVE): "application.put_in_reserve",
    ("with_board", Outcome.NOT_APPROVED): "application.not_approve",
    ("reserve", Outcome.APPROVED): "application.approve",
    ("reserve", Outcome.NOT_APPROVED): "application.not_approve",
    ("not_approved", Outcome.APPROVED): "application.correct_to_approved",
    ("approved", Outcome.APPROVED): "application.correct_to_approved",
    ("approved", Outcome.RESERVE): "application.correct_to_reserve",
    ("not_approved", Outcome.RESERVE): "application.correct_to_reserve",
    ("approved", Outcome.NOT_APPROVED): "application.correct_to_not_approved",
}


@command
def confirm(decision: Decision, *, by: Actor) -> bool:
    """Confirm a decision that was taken; with the last word needed it stands, and the application moves. Returns that."""
    db.lock(decision.application.round)  # the envelope is looked at alone
    db.lock(decision)
    rights.demand(by, "decision.confirm", decision)
    if decision.state != "taken":
        raise Conflict(msg("Only a decision that was taken, and not confirmed yet, is confirmed."))
    found = queries.table(decision.application.round)
    asked = queries.confirmers_of(found, decision)
    refused = asked.refuse(by.person_id)
    if refused:
        raise Forbidden(refused)
    if by.person_id not in {one.person_id for one in decision.confirmations}:
        elected = decision.elected is not None and decision.elected.person_id == by.person_id
        decision.confirmations.append(DecisionConfirmation(person_id=by.person_id, is_elected=elected))
    given = {one.person_id for one in decision.confirmations}
    if not asked.done(given):
        audit.record("decision.confirm_one", decision, by)
        session().flush()
        return False
    decision.confirmation_note = str(asked.note or "")
    _stand(decision, found, by)
    return True


@command
def confirm_all(meeting: Meeting, *, by: Actor) -> int:
    """Confirm every decision of the meeting that waits for this person's word; returns how many."""
    if meeting.round is None:
        raise Conflict(msg("This meeting is not about a round."))
    db.lock(meeting.round)
    mine = queries.waiting_for_word(queries.table(meeting.round), by.person_id, meeting.id)
    for one in mine:
        confirm(one, by=by)
    return len(mine)


@command
def elect(decision: Decision, *, by: Actor, person_id: UUID) -> None:
    """Record that the Board elected a member to confirm this item: both Co-Chairs are barred or absent."""
    rights.demand(by, "decision.elect", decision)
    if decision.state != "taken":
        raise Conflict(msg("A member is elected to confirm a decision that was taken."))
    found = queries.table(decision.application.round)
    asked = queries.confirmers_of(found, decision)
    if asked.needed and decision.elected is None:
        raise Conflict(msg("A Co-Chair can confirm this item: nobody is elected for it."))
    members = {one.person_id for one in board.sitting()} - found.barred(decision.application_id).keys()
    if person_id not in members & queries.taking_part(decision.meeting, decision):
        raise Conflict(msg("Elect a member who is present and not barred from the item."))
    if decision.elected is None:
        decision.elected = ElectedMember(person_id=person_id)
    decision.elected.person_id = person_id
    session().flush()
    audit.record("decision.elect", decision, by, person=person_id)


def _stand(decision: Decision, found: Table, by: Actor) -> None:
    """The decision stands from now on: within the envelope, instead of the one before it."""
    application = decision.application
    db.lock(application)
    require_money(decision, found, ("confirmed",))
    verb = VERBS.get((application.state, Outcome(decision.outcome)))
    if verb is None:
        raise Conflict(msg("The application is not before the Board any more."))
    before = found.confirmed.get(application.id)
    if before is not None:
        if found.has_award(application.id):
            raise Conflict(msg("An award came of this decision: it is ended by its own moves."))
        machine.move(before, "decision.supersede", by=SYSTEM, by_decision=decision.id)
        session().flush()
    machine.move(decision, "decision.confirm", by=by, outcome=decision.outcome, amount=decision.amount_minor)
    decision.confirmed_at = clock.now()
    machine.move(application, verb, by=SYSTEM, decision=decision.id, amount=decision.amount_minor)
    session().flush()
    telling.tell(decision, by=by)
