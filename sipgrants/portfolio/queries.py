"""What the public may see. Every function runs a fixed number of statements."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from sipgrants.awards.models import Award
from sipgrants.core.db import session
from sipgrants.core.errors import NotFound
from sipgrants.core.paging import Page, paginate
from sipgrants.documents import codes
from sipgrants.documents.models import IssuedDocument
from sipgrants.parties.models import Party
from sipgrants.plans.models import Plan
from sipgrants.rounds.models import Round

# An award is public once its agreement is in force; an offer is between the Programme and the Party.
PUBLIC_STATES = ("active", "suspended", "completed", "closed", "terminated")
PUBLIC_ROUNDS = ("announced", "screening", "appraisal", "with_board", "decided", "completed", "cancelled")


@dataclass(frozen=True)
class Chosen:
    """What a visitor filters the projects by; empty means all."""

    round: str = ""
    region: str = ""
    country: str = ""
    state: str = ""

    @property
    def count(self) -> int:
        """Return how many filters are set."""
        return sum(1 for value in (self.round, self.region, self.country, self.state) if value)


def rounds() -> list[Round]:
    """Return every announced or past round, newest first."""
    return list(
        session().scalars(select(Round).where(Round.state.in_(PUBLIC_ROUNDS)).order_by(Round.number.desc()))
    )


def round_by(number: int) -> Round:
    """Return one public round by its number; NotFound otherwise."""
    found = session().scalar(select(Round).where(Round.number == number, Round.state.in_(PUBLIC_ROUNDS)))
    if found is None:
        raise NotFound()
    return found


def projects(chosen: Chosen, page: int = 1) -> Page[Award]:
    """Return funded projects, newest first."""
    query = select(Award).join(Party).where(Award.state.in_(PUBLIC_STATES)).order_by(Award.number.desc())
    if chosen.round:
        query = query.join(Round, Round.id == Award.round_id).where(Round.number == int(chosen.round))
    if chosen.region:
        query = query.where(Party.region == chosen.region)
    if chosen.country:
        query = query.where(Award.party_id == chosen.country)
    if chosen.state:
        query = query.where(Award.state == chosen.state)
    return paginate(query, page)


def project(number: str) -> Award:
    """Return one funded project by its public number; NotFound otherwise."""
    found = session().scalar(
        select(Award)
        .where(Award.number == number, Award.state.in_(PUBLIC_STATES))
        .options(joinedload(Award.party))
    )
    if found is None:
        raise NotFound()
    return found


def plan_of(award: Award) -> Plan | None:
    """Return the plan of a funded project."""
    return session().get(Plan, award.plan_id) if award.plan_id else None


def numbers_by_id() -> dict[object, int]:
    """Return the number of each round by its identifier."""
    rows = session().execute(select(Round.id, Round.number))
    return {row.id: row.number for row in rows}


@dataclass(frozen=True)
class Glance:
    """The Programme in figures, from this system's own records."""

    projects: int
    parties: int
    granted_minor: int


def glance() -> Glance:
    """Count what is public: one statement."""
    row = (
        session()
        .execute(
            select(
                func.count(Award.id),
                func.count(func.distinct(Award.party_id)),
                func.coalesce(func.sum(Award.amount_minor), 0),
            ).where(Award.state.in_(PUBLIC_STATES))
        )
        .one()
    )
    return Glance(row[0], row[1], int(row[2]))


def party_names(locale: str) -> dict[str, str]:
    """Return the name of every Party by its code, in a language."""
    return {party.id: party.name(locale) for party in session().scalars(select(Party))}


def verified(typed: str) -> IssuedDocument | None:
    """Return the issued document with the code that somebody typed, or None."""
    try:
        code = codes.formatted(typed)
    except ValueError:
        return None
    return session().scalar(
        select(IssuedDocument).where(IssuedDocument.code == code, IssuedDocument.is_released.is_(True))
    )
