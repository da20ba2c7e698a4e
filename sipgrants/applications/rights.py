"""Who may see and touch an application: the lead Party's team, partners, the Board, and from what state on."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from sipgrants.applications.models import BEFORE_BOARD, Application, Partner
from sipgrants.board.models import Declaration
from sipgrants.core.db import session
from sipgrants.core.i18n import Message, msg
from sipgrants.lifecycle.actor import BOARD, FOCAL, TEAM, WRITERS, Actor
from sipgrants.lifecycle.rights import fact, right


@right("application.not_draft")
def _not_draft(_actor: Actor, application: Application) -> Message | None:
    """A draft is the Party's own until it is submitted for the first time, or sent by mail."""
    if application.submitted_version or application.by_mail:
        return None
    return msg("A draft is private to the Party until it is submitted.")


@right("application.of_partner")
def _of_partner(actor: Actor, subject: Any) -> Message | None:
    application = subject if isinstance(subject, Application) else getattr(subject, "application", None)
    parties = application.party_ids if application is not None else frozenset()
    return None if parties & actor.parties(TEAM) else msg("This belongs to another Party.")


@right("application.before_board")
def _before_board(_actor: Actor, application: Application) -> Message | None:
    return None if application.state in BEFORE_BOARD else msg("This application is not before the Board.")


@right("partner.lead")
def _lead(actor: Actor, subject: Partner | Application) -> Message | None:
    application = subject if isinstance(subject, Application) else subject.application
    return None if application.party_id in actor.parties(WRITERS) else msg("Only the lead Party does this.")


@right("partner.own")
def _own(actor: Actor, partner: Partner) -> Message | None:
    return (
        None
        if partner.party_id in actor.parties(FOCAL)
        else msg("Only the partner's focal point answers this.")
    )


@fact("barred_from")
def _barred_from(actor: Actor) -> frozenset[UUID]:
    """Return the applications that a Board member is barred from: by country (lead or partner) or by declaration. A bar
    limits the Board role only: whoever has none is barred from nothing.
    """
    if not actor.has(BOARD):
        return frozenset()
    countries = actor.parties(BOARD)
    lead = select(Application.id).where(Application.party_id.in_(countries))
    partner = select(Partner.application_id).where(
        Partner.party_id.in_(countries), Partner.state.in_(("invited", "confirmed"))
    )
    declared = select(Declaration.application_id).where(
        Declaration.person_id == actor.person_id, Declaration.state == "interest"
    )
    return frozenset(session().scalars(lead.union(partner, declared)))
