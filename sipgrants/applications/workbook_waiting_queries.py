"""What was sent back waits in the store of files, under its hash, until its changes are taken over: a workbook, or pasted
rows with what they are for. What waits for one application opens for no other.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sipgrants.applications import workbook_queries
from sipgrants.applications.check_queries import Draft
from sipgrants.applications.workbook_queries import KIND, WHOLE
from sipgrants.config import LOCALES
from sipgrants.core import audit, files
from sipgrants.core.errors import Invalid, NotFound, Problem
from sipgrants.core.i18n import Message, msg
from sipgrants.plans.content import PARTS
from sipgrants.questionnaires.pasting import MOST_SIGNS
from sipgrants.questionnaires.workbook_opening import Opened, open_workbook


@dataclass(frozen=True)
class Waiting:
    """What waits: of which part (or the whole), in which language, the marks of what was there when it was written; an
    opened workbook, or pasted text, to stand below the present rows or in their place.
    """

    sha256: str
    scope: str
    language: str
    marks: Mapping[str, str]
    opened: Opened | None = None
    text: str = ""
    is_added: bool = False


def keep_workbook(draft: Draft, data: bytes) -> str:
    """Put a workbook that belongs to the application into the store and return its hash; `Invalid` with the reason where
    it does not. Call it outside a transaction.
    """
    reason = _refusal(draft, open_workbook(data).about)
    if reason is not None:
        raise Invalid([Problem("file", reason)])
    return files.keep(data).sha256


def keep_pasted(draft: Draft, part: str, text: str, is_added: bool) -> str:
    """Put pasted rows into the store and return their hash. Call it outside a transaction."""
    if not text.strip():
        raise Invalid([Problem("text", msg("Paste the rows that you copied from the spreadsheet."))])
    if len(text) > MOST_SIGNS:
        raise Invalid([Problem("text", msg("This is too long: paste fewer rows at a time."))])
    about = {
        "kind": KIND,
        "application": str(draft.application.id),
        "form": workbook_queries.fingerprint(draft),
    }
    seen = workbook_queries.present_marks(draft, workbook_queries.contents(draft))
    told = {"part": part, "language": draft.application.language, "marks": seen}
    return files.keep(audit.canonical({**about, **told, "text": text, "added": is_added}).encode()).sha256


def _refusal(draft: Draft, about: Mapping[str, str]) -> Message | None:
    if about.get("kind") != KIND or about.get("application") != str(draft.application.id):
        return msg("This is the workbook of another application: nothing of it was taken.")
    scope, language = about.get("scope"), about.get("language")
    if about.get("form") != workbook_queries.fingerprint(draft) or scope not in (WHOLE, *PARTS):
        return msg("This workbook is of another version of the form. Download a new one and copy your texts.")
    return None if language in LOCALES else msg("This workbook is damaged: download a new one.")


def waiting(draft: Draft, sha256: str) -> Waiting:
    """Return what waits under that hash; NotFound where nothing of this application does."""
    if len(sha256) != 64 or not sha256.isalnum():
        raise NotFound()
    try:
        data = files.current().get(sha256)
        return _workbook(draft, sha256, data) if data.startswith(b"PK") else _pasted(draft, sha256, data)
    except (FileNotFoundError, Invalid, ValueError, KeyError, TypeError):
        raise NotFound() from None


def _workbook(draft: Draft, sha256: str, data: bytes) -> Waiting:
    opened = open_workbook(data)
    about = opened.about
    if _refusal(draft, about) is not None:
        raise NotFound()
    marks = {key.removeprefix("mark:"): seen for key, seen in about.items() if key.startswith("mark:")}
    return Waiting(sha256, about["scope"], about["language"], marks, opened)


def _pasted(draft: Draft, sha256: str, data: bytes) -> Waiting:
    told: dict[str, Any] = json.loads(data)
    if _refusal(draft, {**told, "scope": told["part"]}) is not None:
        raise NotFound()
    return Waiting(
        sha256, told["part"], told["language"], told["marks"], text=told["text"], is_added=told["added"]
    )
