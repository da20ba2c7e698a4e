"""What helps to judge an application: what its Parties had before, and what resembles it. A help, never a finding."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from sipgrants.applications.models import Application
from sipgrants.appraisal import similar
from sipgrants.core.db import session
from sipgrants.lifecycle import rights
from sipgrants.parties.models import Party


@dataclass(frozen=True)
class Alike:
    """An application or a grant (of a later room) of any Party whose title resembles this one; `percent`: by how much."""

    record: Any
    is_grant: bool
    percent: int


@dataclass(frozen=True)
class Help:
    """Earlier applications and grants of the Parties, their overdue reports by Party, and titles that resemble this one."""

    earlier: Sequence[Application]
    grants: Sequence[Any]
    late: Sequence[tuple[Party, int]]
    alike: Sequence[Alike]


def help_for(application: Application) -> Help:
    """Return what helps to judge an application, in a fixed number of statements."""
    parties = application.party_ids
    earlier = session().scalars(
        select(Application)
        .where(
            Application.party_id.in_(parties),
            Application.id != application.id,
            Application.submitted_version > 0,
        )
        .order_by(Application.submitted_at.desc())
    )
    grants = rights.known("party.grants")
    return Help(
        list(earlier.unique()),
        [grant for party in sorted(parties) for grant in grants.get(party, ())],
        _late(parties),
        _alike(application, [one for given in grants.values() for one in given]),
    )


def _late(parties: frozenset[str]) -> list[tuple[Party, int]]:
    overdue = rights.known("party.late_reports")
    found = session().scalars(select(Party).where(Party.id.in_(parties)).order_by(Party.id))
    return [(party, overdue[party.id]) for party in found if overdue.get(party.id)]


def _alike(application: Application, grants: Sequence[Any]) -> list[Alike]:
    titles = session().execute(
        select(Application.id, Application.title).where(
            Application.id != application.id, Application.submitted_version > 0
        )
    )
    granted = {one.id: one for one in grants}
    every = [*((one, title) for one, title in titles), *((one.id, one.title) for one in grants)]
    near = similar.resembling(application.title, every)
    rows = session().scalars(select(Application).where(Application.id.in_([key for key, _share in near])))
    known: dict[Any, Any] = {one.id: one for one in rows.unique()} | granted
    return [Alike(known[key], key in granted, round(share * 100)) for key, share in near]
