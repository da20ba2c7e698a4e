"""What was told and what was not: asked by whoever shows an application to its Party, and before a round is completed."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, select

from sipgrants.applications.models import Application
from sipgrants.core.db import session
from sipgrants.lifecycle import told
from sipgrants.lifecycle.rights import fact, known
from sipgrants.screening.models import Letter, Return

Kinds = list[
    tuple[str, datetime | None]
]  # what each letter is, and when it went out; the one that is held last


@fact("applications.untold")
def untold() -> Mapping[UUID, str]:
    """Return every application whose outcome its Party was not told, with the state that is shown to it instead.

    An award is told by its offer too, everything else by a letter that went out and that no later one replaces.
    """
    return _untold(None)


@fact("application.to_mend")
def to_mend(application_id: UUID) -> str:
    """Return what an applicant was asked to mend, as the officer wrote it; nothing where it is not sent back."""
    query = select(Return.text).where(Return.application_id == application_id, Return.ended_at.is_(None))
    return session().scalar(query) or ""


@fact("round.untold")
def untold_in(round_id: UUID) -> frozenset[UUID]:
    """Return the applications of a round whose outcome was not told."""
    return frozenset(_untold(round_id))


def _untold(round_id: UUID | None) -> dict[UUID, str]:
    offered = {one.application for one in known("awards.granted")}
    letters, states = _letters(round_id)
    found = {}
    for identifier, state in states.items():
        kinds = letters[identifier]
        last = next((kind for kind, out in reversed(kinds) if out), "")
        is_told = _says(kinds, state) or (state == "approved" and identifier in offered)
        if not is_told:
            found[identifier] = last if last in told.BEFORE else told.BEFORE[state]
    return found


def _says(kinds: Kinds, state: str) -> bool:
    """Tell whether the last letter is out and says so; one that upholds a finding says so too."""
    if not kinds or kinds[-1][1] is None:
        return False
    return kinds[-1][0] == state or (kinds[-1][0], state) == ("reconsideration", "ineligible")


def _letters(round_id: UUID | None) -> tuple[dict[UUID, Kinds], dict[UUID, str]]:
    query = (
        select(Application.id, Application.state, Letter.kind, Letter.released_at)
        .outerjoin(Letter, and_(Letter.application_id == Application.id, Letter.dropped_at.is_(None)))
        .where(Application.state.in_(told.BEFORE))
        .order_by(Letter.released_at.is_(None), Letter.released_at, Letter.created_at)
    )
    letters: dict[UUID, Kinds] = defaultdict(list)
    states: dict[UUID, str] = {}
    for identifier, state, kind, out in session().execute(
        query.where(Application.round_id == round_id) if round_id else query
    ):
        states[identifier] = state
        if kind:
            letters[identifier].append((kind, out))
    return letters, states
