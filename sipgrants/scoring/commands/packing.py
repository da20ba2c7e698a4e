"""A member's dossiers for reading without a connection: asked for, printed one by one by the worker, put into one file."""

from typing import Any

from sipgrants.core import audit, clock, files, outbox
from sipgrants.core.db import command, session
from sipgrants.core.files import Blob
from sipgrants.lifecycle import rights
from sipgrants.lifecycle.actor import SYSTEM, Actor
from sipgrants.rounds.models import Round
from sipgrants.scoring import pack_queries
from sipgrants.scoring.models import DossierPack

ZIP = "application/zip"


@command
def ask_for_pack(round_: Round, *, by: Actor, locale: str) -> DossierPack:
    """Have the dossiers made that `by` may read; what was made before stays where it is still right.

    Nothing happens where the file is there and says what is there.
    """
    rights.demand(by, "dossier.pack", round_)
    now = pack_queries.contents(round_, by, locale)
    pack = pack_queries.pack_of(round_.id, by.person_id)
    if pack is None:
        pack = DossierPack(round_id=round_.id, person_id=by.person_id, parts={})
        session().add(pack)
    elif pack.file_id is not None and pack.mark == now.mark:
        return pack
    pack.asked_at, pack.locale, pack.mark, pack.file_id = clock.now(), locale, "", None
    pack.wanted = len(now.applications)
    pack.parts = {key: part for key, part in pack.parts.items() if now.marks.get(key) == part["mark"]}
    session().flush()
    audit.record("dossier.pack", pack, by)  # not of the round: how many there are tells of bars
    outbox.job("scoring.pack", pack_id=pack.id)
    return pack


@command
def keep_part(pack: DossierPack, application: str, part: dict[str, Any]) -> None:
    """Note that one dossier is printed."""
    pack.parts = {**pack.parts, application: part}


@command
def finish_pack(pack: DossierPack, round_: Round, blob: Blob, mark: str) -> bool:
    """Keep the finished file; False where something changed while it was made, a bar above all: then it is not kept."""
    reader: Actor = rights.known("actor_of", pack.person_id)
    if pack_queries.contents(round_, reader, pack.locale).mark != mark:
        return False
    name = f"dossiers-round-{round_.number}.zip"
    pack.file_id = files.record(blob, name=name, media_type=ZIP, by=SYSTEM).id
    pack.mark = mark
    return True
