"""Which Parties are waited for: partners that have not answered, teams that mend what was sent back."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Select, select

from sipgrants.accounts import queries as people
from sipgrants.applications.models import Application, Partner
from sipgrants.core import clock
from sipgrants.core.db import session
from sipgrants.lifecycle import reminding
from sipgrants.lifecycle.actor import FOCAL, WRITERS
from sipgrants.lifecycle.reminding import Missing
from sipgrants.rounds import queries as rounds
from sipgrants.rounds.models import Round


def narrowed(query: Select[Any], about: Application | Round | None) -> Select[Any]:
    """Narrow what is joined with applications to one of them, or to those of a round."""
    if isinstance(about, Application):
        return query.where(Application.id == about.id)
    return query.where(Application.round_id == about.id) if isinstance(about, Round) else query


@reminding.source("partners", mail="partner_reminder", words=reminding.parties, by_party=True)
def unanswered(about: Application | Round | None) -> list[Missing]:
    """Return the focal points of the Parties that were invited as partners and have not answered."""
    query = (
        select(Partner)
        .join(Application, Application.id == Partner.application_id)
        .join(Round, Round.id == Application.round_id)
        .where(Partner.state == "invited", Application.state.in_(("draft", "submitted", "returned")))
        .where(Round.state.in_(("announced", "screening")))
    )
    return _missing(
        (one, one.application, f"{one.party_id}", _answer_by(one.application), {"partner": one.party.names})
        for one in session().scalars(narrowed(query, about)).unique()
    )


@reminding.source("cures", mail="cure_reminder", words=reminding.parties)
def uncured(about: Application | Round | None) -> list[Missing]:
    """Return the teams to which an application was sent back, and whose time to mend it runs."""
    query = select(Application).where(Application.state == "returned")
    found = session().scalars(narrowed(query, about)).unique()
    return _missing((one, one, one.party_id, _local(one.cure_until, one), {}) for one in found)


@reminding.source("drafts", mail="draft_reminder", words=reminding.parties)
def undelivered(about: Application | Round | None) -> list[Missing]:
    """Return the teams whose draft is not submitted, while it may be: 30, 14 and 3 days before the deadline."""
    query = (
        select(Application)
        .join(Round, Round.id == Application.round_id)
        .where(Application.state == "draft", Round.state.in_(("announced", "screening")))
    )
    found = list(session().scalars(narrowed(query, about)).unique())
    given = rounds.extensions_for({one.party_id for one in found}) if found else {}
    limits = [
        (one, rounds.last_moment_with(one.round, given.get((one.round_id, one.party_id)))) for one in found
    ]
    return _missing(
        (one, one, one.party_id, _local(limit, one), _deadline(one, limit))
        for one, limit in limits
        if limit is not None and limit > clock.now()
    )


def _deadline(application: Application, limit: datetime) -> dict[str, Any]:
    return {"limit": limit.isoformat(), "zone": application.round.zone, "names": application.round.names}


def _missing(rows: Iterable[tuple[Any, Application, str, date | None, dict[str, Any]]]) -> list[Missing]:
    chosen = list(rows)
    focal, writers = (people.recipients_by_party(roles) if chosen else {} for roles in (FOCAL, WRITERS))
    return [
        Missing(
            # A day that moves begins its ladder anew.
            (row.subject_type, f"{row.id}/{due_on or ''}"),
            party,
            person_id,
            application,
            {**_told(application), "partner_id": row.id, "due_on": due_on, **more},
            due_on,
            row.created_at.date(),
        )
        for row, application, party, due_on, more in chosen
        for person_id in (focal if isinstance(row, Partner) else writers).get(party, [])
    ]


def _answer_by(application: Application) -> date | None:
    """Return the day by which a partner answers: the applicant's deadline, or the end of the time to mend."""
    round_ = application.round
    if application.cure_until is not None:
        return _local(application.cure_until, application)
    last = rounds.last_moment(round_, application.party_id)
    cure = round_.cure_days if round_.partners_confirm == "cure" else 0
    return _local(last + timedelta(days=cure), application) if last else None


def _local(moment: Any, application: Application) -> date | None:
    return moment.astimezone(ZoneInfo(application.round.zone)).date() if moment else None


def _told(application: Application) -> dict[str, Any]:
    return {
        "application_id": application.id,
        "reference": application.reference,
        "title": application.title,
        "party": application.party.names,
    }
