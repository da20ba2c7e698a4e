"""Letters that are held and letters that went out."""

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select

from sipgrants.accounts import queries as people
from sipgrants.accounts.models import Person
from sipgrants.applications.models import Application
from sipgrants.core.db import session
from sipgrants.core.paging import Page, paginate
from sipgrants.documents.models import IssuedDocument
from sipgrants.lifecycle.actor import FOCAL, WRITERS, RoleName
from sipgrants.rounds.models import Round
from sipgrants.screening.models import Letter, Refusal


def held(round_: Round) -> list[Letter]:
    """Return the letters of a round that wait for their release, by application."""
    return list(session().scalars(_of_round(round_).where(*_is_held())).unique())


def is_something_held(round_: Round) -> bool:
    """Tell whether a letter of the round is still held."""
    query = select(func.count()).where(Letter.round_id == round_.id, *_is_held())
    return bool(session().scalar(query))


def held_of(application: Application) -> Letter | None:
    """Return the letter about an application that is held."""
    return session().scalar(select(Letter).where(Letter.application_id == application.id, *_is_held()))


def of_round(round_: Round, page: int = 1) -> Page[Letter]:
    """Return one page of the letters of a round that were not dropped, held ones first."""
    query = _of_round(round_).where(Letter.dropped_at.is_(None))
    ordered = query.order_by(None).order_by(
        Letter.released_at.is_not(None), Letter.released_at.desc(), Letter.created_at, Letter.id
    )
    return paginate(ordered, page)


def of_application(application: Application) -> list[Letter]:
    """Return the letters about an application that were not dropped, newest first."""
    query = (
        select(Letter)
        .outerjoin(IssuedDocument, IssuedDocument.id == Letter.document_id)
        .where(Letter.application_id == application.id, Letter.dropped_at.is_(None))
        .order_by(Letter.created_at.desc(), IssuedDocument.number.desc())
    )
    return list(session().scalars(query))


def of_document(document: IssuedDocument) -> Letter:
    """Return the letter that a document is."""
    return session().scalars(select(Letter).where(Letter.document_id == document.id)).one()


def refusal_of(letter: Letter) -> Refusal | None:
    """Return the finding that a letter tells of."""
    return session().scalar(select(Refusal).where(Refusal.letter_id == letter.id))


def next_number(application: Application) -> str:
    """Return the number of the next letter about an application ("SIP5-ZM-01/L2"); released ones count."""
    query = select(func.count()).where(
        Letter.application_id == application.id, Letter.released_at.is_not(None)
    )
    return f"{application.reference}/L{(session().scalar(query) or 0) + 1}"


def recipient(party_id: str) -> Person | None:
    """Return to whom a letter is addressed: the focal point, else the alternate, of today."""
    for role in (RoleName.FOCAL_POINT, RoleName.ALTERNATE):
        found = people.people_with(role, party_id)
        if found:
            return found[0]
    return None


def readers(application: Application) -> list[UUID]:
    """Return who is told of a paper about an application, each once: the lead Party's team, the partners' focal points."""
    told = people.recipients(WRITERS, application.party_id)
    for partner in sorted(application.party_ids - {application.party_id}):
        told += people.recipients(FOCAL, partner)
    return list(dict.fromkeys(told))


def signatory(letter: Letter) -> tuple[str, RoleName]:
    """Return who signs: the head of the Secretariat, or the officer who released it where there is none."""
    heads = people.people_with(RoleName.HEAD)
    if heads:
        return heads[0].name, RoleName.HEAD
    names = people.names_of([letter.released_by or letter.prepared_by])
    return next(iter(names.values()), ""), RoleName.PROGRAMME_OFFICER


def _of_round(round_: Round) -> Select[Any]:
    return (
        select(Letter)
        .join(Application, Application.id == Letter.application_id)
        .where(Letter.round_id == round_.id)
        .order_by(Application.reference)
    )


def _is_held() -> tuple[ColumnElement[bool], ...]:
    return Letter.released_at.is_(None), Letter.dropped_at.is_(None)
