"""Writing a report: sections, rows on the plan, files. Every save is kept, right or wrong."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sipgrants.core import audit, clock, files
from sipgrants.core.db import command, session
from sipgrants.core.errors import Conflict, Invalid, NotFound, Problem
from sipgrants.core.files import Upload
from sipgrants.core.i18n import msg
from sipgrants.lifecycle import machine, rights
from sipgrants.lifecycle.actor import Actor
from sipgrants.questionnaires import commands as answers
from sipgrants.questionnaires import marks as seen_marks
from sipgrants.questionnaires import queries as forms
from sipgrants.questionnaires.asking import is_empty
from sipgrants.questionnaires.keeping_commands import Hand
from sipgrants.reports import check_queries, content_queries
from sipgrants.reports.content_queries import file_question
from sipgrants.reports.kinds import PHOTOGRAPHS
from sipgrants.reports.models import Report, ReportFile, ReportRow
from sipgrants.reports.rows import SPENDING, change_key, spent


@dataclass(frozen=True)
class SavedRows:
    """What became of rows: the keys that changed, those that were changed elsewhere since the page was opened, and the
    marks of what the page has seen by now.
    """

    changed: tuple[str, ...]
    conflicts: tuple[str, ...]
    marks: str


@command
def save_section(
    report: Report,
    section: str,
    values: Mapping[str, Any],
    *,
    by: Actor,
    marks: str | None = None,
    page: str | None = None,
) -> answers.Saved:
    """Keep what was typed in a section; a colleague's newer answers are never overwritten."""
    check_open(report, by, section)
    saved = answers.save_section(
        forms.answers(report.answers_id), section, values, by=by, marks=marks, page=page
    )
    if saved.changed:
        audit.record("report.edit", report, by, section=section)
    return saved


@command
def save_rows(
    report: Report,
    kind: str,
    typed: Mapping[str, Mapping[str, Any]],
    *,
    by: Actor,
    marks: str | None = None,
    page: str | None = None,
) -> SavedRows:
    """Keep what was typed on the rows of the plan, right or wrong. A row that a colleague, or the same person in another
    window, changed since the page was opened is left as it is and named.
    """
    content = content_queries.content(report)
    check_open(report, by, content_queries.question(content, kind)[0].key)
    present = {str(row.origin_id): row for row in report.rows if row.question == kind}
    known = {item.key for item in content.items(kind)}
    hand = Hand(report.answers_id, by, page)
    seen, changed, aside = seen_marks.read(marks), [], {}
    by_now = dict(seen)
    for key, cells in typed.items():
        row = present.get(key)
        mine, theirs = seen_marks.mark(cells), seen_marks.mark(row.cells if row else {})
        was = theirs if marks is None else seen.get(key, "-")
        if mine == theirs:
            by_now[key] = mine
        if key not in known or mine in (theirs, was):
            continue  # nothing typed here
        if was != theirs and row is not None and hand.is_from_elsewhere(row):
            aside[key] = [_filled(cells)]
            continue
        if row is not None:
            hand.keep(change_key(kind, key), row, [_filled(cells)])
        write_row(report, row, kind, key, cells, hand)
        changed.append(key)
        by_now[key] = seen_marks.mark(cells)
    hand.set_aside({change_key(kind, key): cells for key, cells in aside.items()})
    if changed:
        audit.record("report.edit", report, by, rows=kind, changed=len(changed))
    session().flush()
    return SavedRows(tuple(changed), tuple(aside), seen_marks.join(by_now))


def _filled(cells: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in cells.items() if not is_empty(value)}


def write_row(
    report: Report, row: ReportRow | None, kind: str, key: str, cells: Mapping[str, Any], hand: Hand
) -> None:
    """Put cells in a row of the plan, inside a command."""
    if row is None:
        row = ReportRow(report_id=report.id, question=kind, origin_id=UUID(key))
        report.rows.append(row)
    row.cells, row.minor = _filled(cells), spent(cells) if kind == SPENDING else 0
    row.changed_at, row.changed_by, row.page = clock.now(), hand.by.person_id, hand.page


@dataclass(frozen=True)
class Shown:
    """What a photograph shows, where and when it was taken."""

    caption: str = ""
    place: str = ""
    taken_on: date | None = None


@command
def add_file(
    report: Report, *, by: Actor, question: str, upload: Upload, shown: Shown = Shown()
) -> ReportFile:
    """Add a file to a question that asks for files; its bytes were kept before. A photograph says what it shows."""
    section, wanted = file_question(report, question)
    check_open(report, by, section.key)
    there = [one for one in report.files if one.question == question and one.removed_at is None]
    if len(there) >= wanted.settings.get("max", 20):
        raise Conflict(msg("There are as many files here as the form takes: remove one first."))
    if question == PHOTOGRAPHS and not shown.caption.strip():
        raise Invalid([Problem("caption", msg("Say what the photograph shows."))])
    if shown.taken_on and shown.taken_on > clock.today():
        raise Invalid([Problem("taken_on", msg("This day is still to come."))])
    stored = files.record(upload.blob, name=upload.name, media_type=upload.media_type, by=by)
    row = ReportFile(
        report_id=report.id,
        file_id=stored.id,
        file=stored,
        question=question,
        caption=" ".join(shown.caption.split()),
        place=" ".join(shown.place.split()),
        taken_on=shown.taken_on,
    )
    report.files.append(row)
    session().flush()
    audit.record("report.edit", report, by, file=stored.id, question=question)
    return row


@command
def remove_file(report: Report, file: ReportFile, *, by: Actor) -> None:
    """Take a file out of the report; versions that were submitted with it keep it."""
    if file.report_id != report.id or file.removed_at is not None:
        raise NotFound()
    check_open(report, by, file_question(report, file.question)[0].key)
    file.removed_at = clock.now()
    audit.record("report.edit", report, by, removed=file.file_id, question=file.question)


def check_open(report: Report, by: Actor, section: str) -> None:
    """Refuse with the reason where `by` may not write in the report, or in that section of it, now."""
    rights.demand(by, "report.edit", report)
    if not machine.possible(report, "report.edit", by):
        raise Conflict(msg("The report is not open for writing now."))
    if section not in check_queries.opened(content_queries.content(report)):
        raise Conflict(msg("Only the sections that were sent back can be changed."))
