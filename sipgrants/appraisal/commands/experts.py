"""Experts are invited per application, declare interests, and comment."""

from datetime import date
from typing import Any

from sipgrants.accounts import queries as people
from sipgrants.accounts.commands import roles
from sipgrants.accounts.models import Person
from sipgrants.applications.models import Application
from sipgrants.appraisal import queries
from sipgrants.appraisal.countries import country_bar
from sipgrants.appraisal.models import ExpertInvitation
from sipgrants.core import audit, clock, outbox
from sipgrants.core.db import command, session
from sipgrants.core.errors import Conflict, Problem, require
from sipgrants.core.i18n import msg
from sipgrants.lifecycle import rights
from sipgrants.lifecycle.actor import OFFICER, Actor, RoleName


@command
def invite(
    application: Application,
    *,
    by: Actor,
    email: str,
    name: str,
    due_on: date | None,
    country: str | None = None,
) -> ExpertInvitation:
    """Ask an expert for a comment by a day; whoever has no account is invited. `country` bars where it applies."""
    rights.demand(by, "expert.invite", application)
    _refuse_state(application)
    require(_wrong(email, due_on))
    if due_on is None or by.person_id is None:
        raise Conflict(msg("An officer invites an expert, with a day."))
    person = _expert(email, name, country, by)
    if country_bar(people.actor_for(person), application) is not None:
        raise Conflict(msg("%(name)s takes no part: the expert's country applies.", name=person.name))
    invitation = queries.invitation_of(application, person) or _new(application, person)
    if invitation.withdrawn_at is None and invitation.id is not None:
        raise Conflict(msg("This expert is invited already."))
    if invitation.has_interest:
        raise Conflict(msg("%(name)s takes no part: the expert declared an interest.", name=person.name))
    invitation.due_on, invitation.invited_by, invitation.withdrawn_at = due_on, by.person_id, None
    session().flush()
    audit.record("expert.invite", application, by, expert=person.id, due_on=due_on)
    _mail("expert_invited", invitation)
    return invitation


@command
def withdraw_invitation(invitation: ExpertInvitation, *, by: Actor) -> None:
    """Withdraw an invitation: the expert sees the application no more."""
    rights.demand(by, "expert.withdraw", invitation)
    if invitation.withdrawn_at is not None or invitation.commented_at is not None:
        raise Conflict(msg("This invitation is answered or withdrawn already."))
    invitation.withdrawn_at = clock.now()
    audit.record("expert.withdraw", invitation.application, by, expert=invitation.person_id)
    _mail("expert_withdrawn", invitation)


@command
def declare_none(invitation: ExpertInvitation, *, by: Actor) -> None:
    """Declare that there is no interest: the application opens."""
    rights.demand(by, "expert.declare_none", invitation)
    _refuse_declared(invitation)
    invitation.has_interest = False
    audit.record("expert.declare_none", invitation.application, by)


@command
def declare_interest(invitation: ExpertInvitation, *, by: Actor, interest: str) -> None:
    """Declare an interest: the expert takes no part, and the officers are told."""
    rights.demand(by, "expert.declare_interest", invitation)
    _refuse_declared(invitation)
    require(
        [] if interest.strip() else [Problem("interest", msg("Say in a few words what your interest is."))]
    )
    invitation.has_interest, invitation.interest = True, interest.strip()
    audit.record("expert.declare_interest", invitation.application, by)
    _tell_officers("expert_has_interest", invitation)


@command
def comment(invitation: ExpertInvitation, *, by: Actor, text: str) -> None:
    """Hand in the comment; it stands as it is, and the officers are told."""
    rights.demand(by, "expert.comment", invitation)
    _refuse_state(invitation.application)
    if invitation.commented_at is not None:
        raise Conflict(msg("Your comment is in already."))
    require([] if text.strip() else [Problem("comment", msg("Write your comment."))])
    invitation.comment, invitation.commented_at = text.strip(), clock.now()
    audit.record("expert.comment", invitation.application, by)
    _tell_officers("expert_commented", invitation)


def _expert(email: str, name: str, country: str | None, by: Actor) -> Person:
    """Return the expert of that address, as one who holds the role today (for the country, where one is named)."""
    known = people.person_of_address(email)
    if known is not None:
        actor = people.actor_for(known)
        if actor.has({RoleName.EXPERT}) and (not country or country in actor.parties({RoleName.EXPERT})):
            return known
    made = roles.appoint(email, RoleName.EXPERT, by=by, name=name, party_id=country or None)
    session().flush()
    session().refresh(made)
    return made


def _new(application: Application, person: Person) -> ExpertInvitation:
    made = ExpertInvitation(application=application, person=person)
    session().add(made)
    return made


def _wrong(email: str, due_on: date | None) -> list[Problem]:
    found = [] if "@" in email else [Problem("email", msg("Enter a mail address."))]
    if due_on is None or due_on <= clock.today():
        found.append(Problem("due_on", msg("Choose a day after today.")))
    return found


def _refuse_state(application: Application) -> None:
    if application.state not in queries.UNDER_WAY:
        raise Conflict(msg("Experts comment before the Board has decided."))


def _refuse_declared(invitation: ExpertInvitation) -> None:
    if invitation.has_interest is not None:
        raise Conflict(msg("You have declared already. Tell the Secretariat where something has changed."))


def told(invitation: ExpertInvitation) -> dict[str, Any]:
    """Return what mails about an invitation are told."""
    application = invitation.application
    return {
        "invitation_id": invitation.id,
        "application_id": application.id,
        "reference": application.reference,
        "title": application.title,
        "due_on": invitation.due_on,
    }


def _mail(kind: str, invitation: ExpertInvitation) -> None:
    outbox.mail(kind, person_id=invitation.person_id, about=invitation.application, **told(invitation))


def _tell_officers(kind: str, invitation: ExpertInvitation) -> None:
    for person_id in people.recipients(OFFICER):
        outbox.mail(
            kind,
            person_id=person_id,
            about=invitation.application,
            expert=invitation.person.name,
            **told(invitation),
        )
