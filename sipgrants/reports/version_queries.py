"""What differs between two submitted versions of a report: answers, rows on the plan, files."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sipgrants.questionnaires import comparing
from sipgrants.questionnaires.asking import columns
from sipgrants.questionnaires.comparing import Difference
from sipgrants.questionnaires.models import FormVersion, Question, Section
from sipgrants.questionnaires.texts import pick
from sipgrants.reports.models import ReportVersion
from sipgrants.reports.rows import KINDS


@dataclass(frozen=True)
class Compared:
    """Two versions side by side: which two, the answers and rows that differ, names of files that came and went."""

    before: int
    after: int
    answers: list[Difference]
    added: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)


def since_before(versions: Sequence[ReportVersion], form: FormVersion, locale: str) -> Compared | None:
    """Return what the newest version changed; `versions` newest first. None where there is only one."""
    return compared(versions[1], versions[0], form, locale) if len(versions) > 1 else None


def compared(before: ReportVersion, after: ReportVersion, form: FormVersion, locale: str) -> Compared:
    """Return what differs between two versions, in the order of the form."""
    was, now = (json.loads(one.content) for one in (before, after))
    found = comparing.compare(form, was["answers"], now["answers"], locale)
    for section in form.sections:
        for question in (one for one in section.questions if one.kind in KINDS):
            found += _rows(section, question, was["rows"], now["rows"], locale)
    files = [{(one["name"], one["sha256"]) for one in content["files"]} for content in (was, now)]
    return Compared(
        before.number,
        after.number,
        found,
        sorted(name for name, _sha256 in files[1] - files[0]),
        sorted(name for name, _sha256 in files[0] - files[1]),
    )


def _rows(
    section: Section, question: Question, before: Mapping[str, Any], after: Mapping[str, Any], locale: str
) -> list[Difference]:
    """Rows that only one of the versions has are told too: the agreed plan may have changed between them."""
    was, now = ({row["key"]: row for row in rows.get(question.kind, ())} for rows in (before, after))
    found = []
    for key in [*now, *(key for key in was if key not in now)]:
        lines = [cell_lines(question, one.get(key, {}).get("cells", {}), locale) for one in (was, now)]
        if lines[0] != lines[1]:
            row = now.get(key) or was[key]
            label = f"{row.get('number', '')} {row['text']}".strip()
            found.append(Difference(pick(section.title, locale), key, label, *lines))
    return found


def cell_lines(question: Question, cells: Mapping[str, Any], locale: str) -> tuple[str, ...]:
    """Return what stands in a row as lines of text, each with the head of its column."""
    said = []
    for column in columns(question):
        lines = comparing.lines(column, cells.get(column.key), locale)
        if lines:
            said.append(f"{pick(column.label, locale)}: {' '.join(lines)}")
    return tuple(said)
