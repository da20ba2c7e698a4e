"""The worker makes a member's dossiers: one PDF after the other, so that the page can say how far it is, then one file."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sipgrants.applications.models import Application
from sipgrants.core import files, outbox
from sipgrants.core.db import session
from sipgrants.lifecycle import rights
from sipgrants.lifecycle.actor import Actor
from sipgrants.rounds.models import Round
from sipgrants.scoring import commands, pack_queries, print_queries
from sipgrants.scoring.models import DossierPack

MOST_TURNS = 3  # as often it is begun anew where something changes meanwhile


@outbox.task("scoring.pack")
def make_pack(pack_id: str) -> None:
    """Make the file of a pack that has none; whoever lost their seat meanwhile gets none."""
    for _turn in range(MOST_TURNS):
        rights.fresh()
        pack = session().get(DossierPack, UUID(pack_id))
        if pack is None or pack.file_id is not None or _is_made(pack):
            return


def _is_made(pack: DossierPack) -> bool:
    round_ = session().get_one(Round, pack.round_id)
    reader: Actor = rights.known("actor_of", pack.person_id)
    now = pack_queries.contents(round_, reader, pack.locale)
    made = pack_queries.made_already(pack)
    parts = {}
    for one in now.applications:
        key = str(one.id)
        mark = now.marks[key]
        part = _kept(made.get((key, mark))) or _printed(one, pack.locale, mark)
        if pack.parts.get(key) != part:
            commands.keep_part(pack, key, part)
        parts[key] = part
    blob = files.keep(_archive(now.applications, parts))
    return commands.finish_pack(pack, round_, blob, now.mark)


def _kept(part: dict[str, Any] | None) -> dict[str, Any] | None:
    """A dossier is no file of its own: the nightly sweep takes it after a while, and it is printed anew."""
    return part if part and files.current().has(part["sha256"]) else None


def _printed(one: Application, locale: str, mark: str) -> dict[str, Any]:
    blob = files.keep(print_queries.dossier(one, locale))
    return {"mark": mark, "sha256": blob.sha256, "size": blob.size}


def _archive(applications: Sequence[Application], parts: Mapping[str, dict[str, Any]]) -> bytes:
    """Return the file; PDFs are small already, so they are stored as they are."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for key, name in pack_queries.names(applications).items():
            archive.writestr(name, files.current().get(parts[key]["sha256"]))
    return out.getvalue()
