"""Partners of a joint application: invited by the lead, confirmed or refused by their own focal point."""

from sipgrants.accounts import queries as people
from sipgrants.applications.commands.freezing import mail_params
from sipgrants.applications.models import Application, Partner
from sipgrants.core import clock, db, outbox
from sipgrants.core.db import command, session
from sipgrants.core.errors import Conflict, Problem, require
from sipgrants.core.i18n import msg
from sipgrants.lifecycle import machine, rights
from sipgrants.lifecycle.actor import FOCAL, OFFICER, WRITERS, Actor
from sipgrants.parties.models import Party

# Until the dossier goes to the Board the circle of partners may still become clear.
OPEN = ("draft", "submitted", "returned")


@command
def invite(application: Application, *, by: Actor, party_id: str) -> Partner:
    """Invite another Party: its focal point is asked to confirm; where there is none, the Secretariat is told."""
    rights.demand(by, "partner.invite", application)
    _demand_open(application)
    party = db.find(Party, party_id)
    partner = next((one for one in application.partners if one.party_id == party_id), None)
    if party_id == application.party_id:
        require([Problem("party_id", msg("The lead Party is no partner of itself."))])
    if partner is None:
        partner = Partner(application=application, party=party, party_id=party_id)
        session().add(partner)
        machine.begin(partner, "partner.invite", by=by, party=party_id)
    else:
        machine.move(partner, "partner.invite", by=by, party=party_id)
        partner.answered_by = partner.answered_at = None
        partner.reason = ""
    session().flush()
    _ask(partner)
    return partner


def _ask(partner: Partner) -> None:
    application = partner.application
    asked = people.recipients(FOCAL, partner.party_id)
    kind, told = (
        ("partner_invited", asked) if asked else ("partner_without_focal_point", people.recipients(OFFICER))
    )
    for person_id in told:
        outbox.mail(
            kind,
            person_id=person_id,
            about=application,
            partner_id=partner.id,
            partner=partner.party.names,
            **mail_params(application),
        )


@command
def confirm(partner: Partner, *, by: Actor) -> None:
    """Confirm, as the partner's focal point, that its Government takes part."""
    machine.move(partner, "partner.confirm", by=by, party=partner.party_id)
    _demand_open(partner.application)
    _answer(partner, by, "")


@command
def refuse(partner: Partner, *, by: Actor, reason: str) -> None:
    """Refuse, as the partner's focal point; the lead is told why."""
    machine.move(partner, "partner.refuse", by=by, party=partner.party_id, reason=reason.strip())
    require([] if reason.strip() else [Problem("reason", msg("Give the reason."))])
    _demand_open(partner.application)
    _answer(partner, by, reason.strip())


@command
def remove(partner: Partner, *, by: Actor) -> None:
    """Remove a partner, as the lead, while the round is open; the partner is told."""
    machine.move(partner, "partner.remove", by=by, party=partner.party_id)
    if partner.application.round.state != "announced" or partner.application.state not in OPEN:
        raise Conflict(msg("A partner can be removed while the round is open."))
    session().flush()
    for person_id in people.recipients(FOCAL, partner.party_id):
        outbox.mail(
            "partner_removed",
            person_id=person_id,
            about=partner.application,
            partner=partner.party.names,
            **mail_params(partner.application),
        )


def _answer(partner: Partner, by: Actor, reason: str) -> None:
    partner.answered_by, partner.answered_at, partner.reason = by.person_id, clock.now(), reason
    session().flush()
    for person_id in people.recipients(WRITERS, partner.application.party_id):
        outbox.mail(
            "partner_answered",
            person_id=person_id,
            about=partner.application,
            state=partner.state,
            partner=partner.party.names,
            reason=reason,
            **mail_params(partner.application),
        )


def _demand_open(application: Application) -> None:
    if application.state not in OPEN:
        raise Conflict(msg("The partners of this application cannot change any more."))
