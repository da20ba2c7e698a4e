"""Which dossiers a member may take along, whether a pack still says what is there, and how far it is."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select

from sipgrants.applications.models import BEFORE_BOARD, Application, ApplicationFile
from sipgrants.appraisal.models import Appraisal, ExpertInvitation
from sipgrants.core import audit
from sipgrants.core.db import session
from sipgrants.core.errors import Conflict, Forbidden
from sipgrants.core.files import StoredFile
from sipgrants.core.i18n import msg
from sipgrants.lifecycle import rights
from sipgrants.lifecycle.actor import Actor
from sipgrants.rounds.models import Round
from sipgrants.scoring.models import DossierPack

Marks = Mapping[str, str]  # application > what its dossier is made of


@dataclass(frozen=True)
class Contents:
    """What a pack of this reader holds if it is made now: applications by reference, each with the mark of its dossier."""

    applications: Sequence[Application]
    marks: Marks

    @property
    def mark(self) -> str:
        """Return the mark of all of it."""
        return _hash(sorted(self.marks.items()))


def readable(round_: Round, reader: Actor) -> list[Application]:
    """Return the applications of a round whose dossiers `reader` may open now: declared on, and not barred from."""
    wanted = (
        select(Application)
        .where(Application.round_id == round_.id, Application.state.in_(BEFORE_BOARD))
        .order_by(Application.reference)
    )
    found = session().scalars(wanted).unique()
    return [one for one in found if rights.can(reader, "dossier.read", one)]


def contents(round_: Round, reader: Actor, locale: str) -> Contents:
    """Return what a pack of this reader holds now: a fixed number of statements, however many applications."""
    found = readable(round_, reader)
    return Contents(found, marks(found, locale))


def marks(applications: Sequence[Application], locale: str) -> dict[str, str]:
    """Return the mark of each dossier: whatever changes one of its pages changes it."""
    wanted = [one.id for one in applications]
    parts: dict[UUID, list[Any]] = {one.id: _of(one, locale) for one in applications}
    kinds: tuple[Any, ...] = (Appraisal, ExpertInvitation, ApplicationFile)
    for kind in kinds:
        rows = select(kind).where(kind.application_id.in_(wanted)).order_by(kind.id)
        for row in session().scalars(rows).unique():
            parts[row.application_id].append(_said(row))
    return {str(identifier): _hash(part) for identifier, part in parts.items()}


def _of(one: Application, locale: str) -> list[Any]:
    named = sorted(one.party_ids)
    return [locale, one.reference, one.title, one.amount_minor, one.months, one.submitted_version, named]


def _said(row: Any) -> list[Any]:
    if isinstance(row, Appraisal):
        return [row.summary, row.strengths, row.weaknesses, row.questions, row.finished_at is not None]
    if isinstance(row, ExpertInvitation):
        return [str(row.id), row.comment, bool(row.has_interest), row.commented_at is not None]
    return [row.file.name, row.file.sha256, row.removed_at is not None]


def _hash(said: Any) -> str:
    return hashlib.sha256(audit.canonical(said).encode()).hexdigest()[:16]


def pack_of(round_id: UUID, person_id: UUID | None) -> DossierPack | None:
    """Return a member's pack of a round; None where none was asked for."""
    wanted = select(DossierPack).where(DossierPack.round_id == round_id, DossierPack.person_id == person_id)
    return session().scalar(wanted)


def made_already(pack: DossierPack) -> dict[tuple[str, str], dict[str, Any]]:
    """Return the dossiers of the round that were printed for anybody, by application and mark: they are all alike."""
    rows = session().scalars(select(DossierPack.parts).where(DossierPack.round_id == pack.round_id))
    return {(identifier, part["mark"]): part for parts in rows for identifier, part in parts.items()}


def demand_current(pack: DossierPack | None, now: Contents) -> StoredFile:
    """Return the file of a pack that says what is there; refused with the reason otherwise, and always after a bar."""
    if pack is None or pack.file_id is None:
        raise Conflict(msg("These dossiers are not made yet."))
    if set(pack.parts) - set(now.marks):
        raise Forbidden(
            msg("This file holds a dossier that is not open to you any more. Have the dossiers made anew.")
        )
    if pack.mark != now.mark:
        raise Conflict(msg("A dossier has changed since this file was made. Have the dossiers made anew."))
    return session().get_one(StoredFile, pack.file_id)


def names(applications: Iterable[Application]) -> dict[str, str]:
    """Return what the PDF of each application is called."""
    return {str(one.id): f"{one.reference}.pdf" for one in applications}
