"""Reminders: by the ladder, and by the button "remind those missing"."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select

from sipgrants.accounts.queries import recipients
from sipgrants.awards import waiting_queries as waiting
from sipgrants.awards.commands.offering import MANAGERS
from sipgrants.awards.commands.telling import facts
from sipgrants.awards.models import Award, Reminder
from sipgrants.awards.waited import Waited, Who
from sipgrants.core import audit, clock, outbox
from sipgrants.core.db import command, session
from sipgrants.core.errors import Conflict
from sipgrants.core.i18n import msg
from sipgrants.core.ladder import rung_due
from sipgrants.lifecycle import rights
from sipgrants.lifecycle.actor import FOCAL, SYSTEM, Actor

BY_HAND = 1_000_000  # steps above are days on which somebody pressed the button: one mail a day


@command
def remind(award: Award, *, by: Actor) -> int:
    """Write to whoever is missing on this award, once a day; returns how many mails went out."""
    rights.demand(by, "reminder.send", award)
    missing = waiting.waited([award])
    if not missing:
        raise Conflict(msg("Nothing of this award waits for the Party."))
    sent = _send(missing, {award.id: award}, BY_HAND + clock.today().toordinal())
    audit.record("reminder.send", award, by, sent=sent)
    return sent


@command
def climb() -> int:
    """Send what the ladder asks for today; called by the clock. Twice is harmless."""
    awards = {one.id: one for one in waiting.under_way()}
    today, sent = clock.today(), 0
    climbed = _climbed()
    for one in waiting.waited(awards.values()):
        used = climbed.get((one.about_type, str(one.about_id)), set())
        rung = rung_due(one.due_on, today, used, one.begun)
        if rung is not None:
            sent += _send([one], awards, rung)
    if sent:
        audit.record("reminder.send", ("ladder", today.isoformat()), SYSTEM, sent=sent)
    return sent


def _climbed() -> dict[tuple[str, str], set[int]]:
    found: dict[tuple[str, str], set[int]] = {}
    query = select(Reminder.about_type, Reminder.about_id, Reminder.step).where(Reminder.step < BY_HAND)
    for kind, identifier, step in session().execute(query.distinct()):
        found.setdefault((kind, identifier), set()).add(step)
    return found


def _send(missing: Iterable[Waited], awards: dict[UUID, Award], step: int) -> int:
    sent = 0
    for one in missing:
        award = awards[one.award]  # type: ignore[index]
        roles = FOCAL if one.who is Who.FOCAL else MANAGERS
        for person_id in _not_yet(one, step, recipients(roles, award.party_id)):
            session().add(
                Reminder(
                    about_type=one.about_type, about_id=str(one.about_id), step=step, person_id=person_id
                )
            )
            outbox.mail(
                "award_reminder",
                person_id=person_id,
                about=award,
                what=one.what,
                detail=one.detail,
                due_on=one.due_on,
                late=one.due_on < clock.today(),
                **facts(award),
            )
            sent += 1
    return sent


def _not_yet(one: Waited, step: int, people: list[UUID]) -> list[UUID]:
    told = set(
        session().scalars(
            select(Reminder.person_id).where(
                Reminder.about_type == one.about_type,
                Reminder.about_id == str(one.about_id),
                Reminder.step == step,
            )
        )
    )
    return [person for person in people if person not in told]
