"""A workbook of a report that was sent back waits in the store of files, under its hash, until it is taken over; what
waits for one report opens for no other.
"""

from collections.abc import Mapping

from sipgrants.applications.workbook_waiting_queries import Waiting
from sipgrants.config import LOCALES
from sipgrants.core import files
from sipgrants.core.errors import Invalid, NotFound, Problem
from sipgrants.core.i18n import Message, msg
from sipgrants.questionnaires.workbook_opening import open_workbook
from sipgrants.reports import workbook_queries
from sipgrants.reports.content_queries import Content
from sipgrants.reports.workbook_queries import KIND


def keep_workbook(content: Content, data: bytes) -> str:
    """Put a workbook that belongs to the report into the store and return its hash; `Invalid` with the reason where it does
    not. Call it outside a transaction.
    """
    reason = _refusal(content, open_workbook(data).about)
    if reason is not None:
        raise Invalid([Problem("file", reason)])
    return files.keep(data).sha256


def _refusal(content: Content, about: Mapping[str, str]) -> Message | None:
    if about.get("kind") != KIND or about.get("report") != str(content.report.id):
        return msg("This is the workbook of something else: nothing of it was taken.")
    if about.get("form") != workbook_queries.fingerprint(content) or about.get("language") not in LOCALES:
        return msg("This workbook is damaged: download a new one.")
    return None


def waiting(content: Content, sha256: str) -> Waiting:
    """Return what waits under that hash; NotFound where nothing of this report does."""
    if len(sha256) != 64 or not sha256.isalnum():
        raise NotFound()
    try:
        opened = open_workbook(files.current().get(sha256))
    except (FileNotFoundError, Invalid):
        raise NotFound() from None
    about = opened.about
    if _refusal(content, about) is not None:
        raise NotFound()
    marks = {key.removeprefix("mark:"): seen for key, seen in about.items() if key.startswith("mark:")}
    return Waiting(sha256, KIND, about["language"], marks, opened)
