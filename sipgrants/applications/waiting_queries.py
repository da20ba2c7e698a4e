"""What applications wait for, person by person: drafts before a deadline, mending in time, partners' answers."""

from datetime import datetime

from sqlalchemy import select

from sipgrants.applications.models import Application, Partner
from sipgrants.core import clock
from sipgrants.core.db import session
from sipgrants.core.i18n import Message, msg
from sipgrants.lifecycle.actor import FOCAL, WRITERS, Actor
from sipgrants.lifecycle.waiting import Waiting
from sipgrants.rounds import queries as rounds
from sipgrants.rounds.models import Round

TELL_BEFORE = ("draft", "returned")


def waiting_for(actor: Actor) -> list[Waiting]:
    """Return what this person must do about applications; a fixed number of statements."""
    return [*_to_write(actor), *_to_answer(actor)]


def _to_write(actor: Actor) -> list[Waiting]:
    parties = actor.parties(WRITERS)
    if not parties:
        return []
    query = (
        select(Application)
        .join(Round, Round.id == Application.round_id)
        .where(Application.party_id.in_(parties), Application.state.in_(TELL_BEFORE))
        .where(Round.state.in_(("announced", "screening")))
    )
    found, given = [], rounds.extensions_for(parties)
    for application in session().scalars(query).unique():
        returned = application.state == "returned"
        extended = given.get((application.round_id, application.party_id))
        due = application.cure_until if returned else rounds.last_moment_with(application.round, extended)
        if due is not None and due >= clock.now():
            found.append(_line(application, due, _words(application, returned, actor)))
    return found


def _words(application: Application, returned: bool, actor: Actor) -> Message:
    may_submit = application.party_id in actor.parties(FOCAL)
    name = application.title or application.reference
    if returned:
        return msg("Mend what was sent back of “%(name)s”, and resubmit it", name=name)
    if may_submit:
        return msg("Complete and submit “%(name)s”", name=name)
    return msg("Complete “%(name)s”; a focal point submits it", name=name)


def _line(application: Application, due: datetime, words: Message) -> Waiting:
    return Waiting(
        what=words,
        button=msg("Open task list"),
        endpoint="applications.tasks",
        values={"application_id": application.id},
        due=due,
        action="application.resubmit" if application.state == "returned" else "application.submit",
    )


def _to_answer(actor: Actor) -> list[Waiting]:
    parties = actor.parties(FOCAL)
    if not parties:
        return []
    query = (
        select(Partner)
        .join(Application, Application.id == Partner.application_id)
        .where(Partner.party_id.in_(parties), Partner.state == "invited")
        .where(Application.state.in_(("draft", "submitted", "returned")))
    )
    return [
        Waiting(
            what=msg(
                "Say whether your Government takes part in %(reference)s of %(party)s",
                reference=one.application.reference,
                party=one.application.party.name(),
            ),
            button=msg("Open invitation"),
            endpoint="applications.partner",
            values={"partner_id": one.id},
            due=one.application.round.closes_at,
            action="partner.confirm",
        )
        for one in session().scalars(query).unique()
    ]
