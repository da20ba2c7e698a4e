"""The dossiers of an award that were asked for, and how far the worker is."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import func, select

from sipgrants.core import clock
from sipgrants.core.db import session
from sipgrants.dossiers.models import AwardDossier

SLOW = timedelta(minutes=10)


def of_award(award_id: UUID) -> list[AwardDossier]:
    """Return the dossiers of an award, newest first, in one statement."""
    query = select(AwardDossier).where(AwardDossier.award_id == award_id)
    return list(session().scalars(query.order_by(AwardDossier.created_at.desc(), AwardDossier.id)))


def being_made(award_id: UUID) -> AwardDossier | None:
    """Return the dossier that the worker makes now; none that has hung for long."""
    found = next(iter(of_award(award_id)), None)
    is_open = found is not None and (found.document is None or found.document.file_id is None)
    return found if found is not None and is_open and found.created_at > clock.now() - SLOW else None


def next_number(award_id: UUID) -> int:
    """Return the number that the next dossier of an award gets."""
    query = select(func.count()).select_from(AwardDossier).where(AwardDossier.award_id == award_id)
    return (session().scalar(query) or 0) + 1


def by_document(document_id: UUID) -> AwardDossier:
    """Return the dossier of a document."""
    return session().scalars(select(AwardDossier).where(AwardDossier.document_id == document_id)).one()
