"""What an expert may see: the applications they were asked about, once they declared that they have no interest."""

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, select

from sipgrants.applications.models import Application
from sipgrants.appraisal.countries import country_bar
from sipgrants.appraisal.models import ExpertInvitation
from sipgrants.appraisal.queries import UNDER_WAY
from sipgrants.core.db import session
from sipgrants.core.i18n import Message, msg
from sipgrants.lifecycle.actor import Actor
from sipgrants.lifecycle.rights import fact, known, right


@right("expert.own")
def _own(actor: Actor, invitation: ExpertInvitation) -> Message | None:
    """An expert answers for themselves; one whose country applies takes no part, whatever they declare."""
    if invitation.person_id != actor.person_id:
        return msg("You were not asked about this application.")
    if invitation.withdrawn_at is not None:
        return msg("This invitation was withdrawn.")
    return country_bar(actor, invitation.application)


@right("application.invited_expert")
def _invited(actor: Actor, subject: Any) -> Message | None:
    """Programme rule (section 2): "invited per application ... declares interests; barred by country too"."""
    application = getattr(subject, "application", subject)
    if application.id in known("invited_to", actor.person_id):
        return country_bar(actor, application)
    if application.state not in UNDER_WAY:
        return msg("The application is no longer under examination: it is closed to experts.")
    if application.id in known("asked_about", actor.person_id):
        return msg("Before you open this application, declare whether you have an interest in it.")
    return msg("You were not asked about this application.")


@fact("invited_to")
def _invited_to(person_id: UUID | None) -> frozenset[UUID]:
    """Return the applications that are open to an expert: asked about them, no interest declared, and not decided yet."""
    return _asked(person_id, ExpertInvitation.has_interest.is_(False))


@fact("asked_about")
def _asked_about(person_id: UUID | None) -> frozenset[UUID]:
    """Return the applications about which an expert was asked and has not declared yet."""
    return _asked(person_id, ExpertInvitation.has_interest.is_(None))


def _asked(person_id: UUID | None, declared: ColumnElement[bool]) -> frozenset[UUID]:
    query = (
        select(ExpertInvitation.application_id)
        .join(Application, Application.id == ExpertInvitation.application_id)
        .where(ExpertInvitation.person_id == person_id, ExpertInvitation.withdrawn_at.is_(None), declared)
        .where(Application.state.in_(UNDER_WAY))
    )
    return frozenset(session().scalars(query))
