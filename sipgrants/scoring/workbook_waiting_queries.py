"""A workbook of score sheets that was sent back waits in the store of files, under its hash, until it is taken over; it
opens for the member whose it is, in its round, and for nobody else.
"""

from collections.abc import Mapping

from sipgrants.applications.workbook_waiting_queries import Waiting
from sipgrants.config import LOCALES
from sipgrants.core import files
from sipgrants.core.errors import Invalid, NotFound, Problem
from sipgrants.core.i18n import Message, msg
from sipgrants.lifecycle.actor import Actor
from sipgrants.questionnaires.workbook_opening import open_workbook
from sipgrants.rounds.models import Round
from sipgrants.scoring import workbook_queries
from sipgrants.scoring.workbook_queries import KIND


def keep_workbook(round_: Round, member: Actor, data: bytes) -> str:
    """Put a member's workbook into the store and return its hash; `Invalid` with the reason where it is another one. Call
    it outside a transaction.
    """
    reason = _refusal(round_, member, open_workbook(data).about)
    if reason is not None:
        raise Invalid([Problem("file", reason)])
    return files.keep(data).sha256


def _refusal(round_: Round, member: Actor, about: Mapping[str, str]) -> Message | None:
    if about.get("kind") != KIND:
        return msg("This is no workbook of score sheets: nothing of it was taken.")
    if about.get("round") != str(round_.id):
        return msg("This is a workbook of another round: nothing of it was taken.")
    if about.get("person") != str(member.person_id):
        return msg("This is the workbook of another member: nothing of it was taken.")
    if about.get("form") != workbook_queries.fingerprint(round_) or about.get("language") not in LOCALES:
        return msg("This workbook is damaged: download a new one.")
    return None


def waiting(round_: Round, member: Actor, sha256: str) -> Waiting:
    """Return what waits under that hash; NotFound where nothing of this member in this round does."""
    if len(sha256) != 64 or not sha256.isalnum():
        raise NotFound()
    try:
        opened = open_workbook(files.current().get(sha256))
    except (FileNotFoundError, Invalid):
        raise NotFound() from None
    about = opened.about
    if _refusal(round_, member, about) is not None:
        raise NotFound()
    marks = {key.removeprefix("mark:"): seen for key, seen in about.items() if key.startswith("mark:")}
    return Waiting(sha256, KIND, about["language"], marks, opened)
