"""What was submitted, as its documents print it: from the frozen content alone."""

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from sipgrants.accounts.models import Person
from sipgrants.core import db
from sipgrants.core.db import session
from sipgrants.core.i18n import Message, msg
from sipgrants.core.money import Money
from sipgrants.documents import expenditure
from sipgrants.documents import issuing_commands as issuing
from sipgrants.documents.files import FileEntry
from sipgrants.documents.kit.blocks import Signatory
from sipgrants.documents.models import IssuedDocument
from sipgrants.documents.progress_report import Achievement, Chapter, Work
from sipgrants.plans.framework import CLASS_LABELS, BudgetClass
from sipgrants.questionnaires import comparing
from sipgrants.questionnaires import queries as forms
from sipgrants.questionnaires.asking import columns, is_empty, is_kept, options
from sipgrants.questionnaires.models import FormVersion, Question
from sipgrants.questionnaires.texts import pick
from sipgrants.questionnaires.values import read_date, read_number
from sipgrants.reports import figure_queries, kinds
from sipgrants.reports.models import Report, ReportVersion
from sipgrants.reports.rates import code

Frozen = Mapping[str, Any]


class Printed:
    """A submitted version with its report, its form and what all documents say of it."""

    def __init__(self, document: IssuedDocument) -> None:
        found = session().scalar(select(ReportVersion).where(ReportVersion.document_id == document.id))
        if found is None:
            raise LookupError(f"no version for document {document.number}")
        self.document, self.version = document, found
        self.report = db.find(Report, found.report_id)
        self.content: Frozen = json.loads(found.content)
        self.form: FormVersion = forms.form_version(self.content["form"], self.content["number"])
        self.answers: Frozen = self.content["answers"]
        self.locale = document.locale
        person = session().get(Person, found.submitted_by) if found.submitted_by else None
        self.submitted_by = person.name if person else ""

    @property
    def party(self) -> str:
        """Return the name of the Party."""
        return pick(self.report.award.party.names, self.locale)

    def about(self) -> dict[str, Any]:
        """Return what every document of a report says."""
        return {
            "imprint": issuing.imprint(self.document),
            "agreement": self.report.award.agreement_number or self.report.award.number,
            "title": self.report.award.title,
            "party": self.party,
            "starts": date.fromisoformat(self.content["period"][0]),
            "ends": date.fromisoformat(self.content["period"][1]),
        }

    def submitted(self) -> dict[str, Any]:
        """Return by whom and when it was submitted."""
        return {"submitted_by": self.submitted_by, "submitted_at": self.version.created_at}

    def files(self) -> list[FileEntry]:
        """Return the files with their hashes."""
        return [
            FileEntry(one["name"], one["size"], one["sha256"], self._shown(one))
            for one in self.content["files"]
        ]

    def _shown(self, file: Frozen) -> str:
        """What a photograph shows, where and when."""
        day = read_date(file.get("taken_on"))
        said = [file.get("caption"), file.get("place"), issuing.language(self.locale).day(day) if day else ""]
        return ", ".join(str(one) for one in said if one)

    def chapters(self, without: frozenset[str] = frozenset()) -> list[Chapter]:
        """Return questions and answers, section by section; `without` names questions that stand elsewhere."""
        found = []
        for section in self.form.sections:
            said = [
                (
                    pick(one.label, self.locale),
                    "\n".join(comparing.lines(one, self.answers.get(one.key), self.locale)),
                )
                for one in section.questions
                if is_kept(one) and one.key not in without and not is_empty(self.answers.get(one.key))
            ]
            if said:
                found.append(Chapter(pick(section.title, self.locale), said))
        return found

    def _asked(self, kind: str) -> Question | None:
        return next((one for one in forms.questions(self.form) if one.kind == kind), None)

    def labels(self, question: Question | None, key: str) -> Mapping[str, Any]:
        """The labels of a column of choices, by value."""
        found = [one for one in columns(question) if one.key == key] if question else []
        return dict(options(found[0])) if found else {}

    def _notes(self, question: Question, cells: Frozen, without: tuple[str, ...]) -> list[tuple[str, str]]:
        """What stands in the other columns, each with its head."""
        said = []
        for column in columns(question):
            lines = comparing.lines(column, cells.get(column.key), self.locale)
            if lines and column.key not in without:
                said.append((pick(column.label, self.locale), " ".join(lines)))
        return said

    def works(self) -> list[Work]:
        """Return the activities with their state before and now."""
        asked = self._asked("activities")
        if asked is None:
            return []
        states = {**figure_queries.states_said(self.report), **self.labels(asked, "state")}
        return [
            Work(
                number=row["number"],
                title=row["text"],
                quarters=", ".join(str(one) for one in row.get("quarters", ())),
                before=pick(states.get(row.get("before", {}).get("state"), {}), self.locale),
                state=pick(states.get(row["cells"].get("state"), {}), self.locale),
                notes=self._notes(asked, row["cells"], ("state",)),
            )
            for row in self.content["rows"].get("activities", ())
        ]

    def achievements(self) -> list[Achievement]:
        """Return what the indicators have reached."""
        asked = self._asked("indicators")
        return [self._achievement(asked, row) for row in self.content["rows"].get("indicators", ()) if asked]

    def _achievement(self, asked: Question, row: Frozen) -> Achievement:
        cells, outer = row["cells"], "." not in row["number"]
        number = row["number"]
        kind = msg("Outcome %(number)s", number=number) if outer else msg("Output %(number)s", number=number)
        standings = self.labels(asked, "standing")
        return Achievement(
            label=kind,
            text=row["result"],
            indicator=row["text"],
            baseline=row["baseline"],
            target=f"{row['target']} {row.get('unit', '')}".strip(),
            before=str(row.get("before", {}).get("value", "")),
            reached=str(cells.get("value", "")),
            state=pick(standings.get(cells.get("standing"), {}), self.locale),
            notes=self._notes(asked, cells, ("value", "standing")),
        )

    def statement(self) -> expenditure.Statement:
        """Return the figures by budget class and by budget line, with the amounts in other currencies."""
        certified = str(self.answers.get("certified_by", ""))
        money, rows = self.content["money"], self.content["rows"]["spending"]
        return expenditure.Statement(
            **self.about(),
            lines=_by_class(rows),
            by_line=[_spending(row) for row in rows],
            local=[one for row in rows if (one := self._local(row)) is not None],
            advance=expenditure.Advance(Money(money["paid"]), Money(money["total"])),
            rates=[used for row in self.answers.get("rates") or () if (used := self._rate(row)) is not None],
            certified_by=Signatory(self.party, certified),
            final=self.report.kind == kinds.STATEMENT,
            opinion=self._assurance(),
            chapters=self.chapters(frozenset({"rates", "assurance", "certified_by"})),
            files=self.files(),
        )

    def _un(self, currency: object) -> str:
        return str(self.content.get("un_rates", {}).get(code(currency), ""))

    def _local(self, row: Frozen) -> expenditure.Local | None:
        cells = row["cells"]
        amount, rate = (read_number(str(cells.get(name) or "")) for name in ("local_amount", "rate"))
        if amount is None or rate is None:
            return None
        return expenditure.Local(
            _line_name(row),
            code(cells.get("local_currency")),
            amount,
            rate,
            Money(int(cells.get("spent") or 0)),
            self._un(cells.get("local_currency")),
            str(cells.get("rate_reason") or ""),
        )

    def _rate(self, row: Frozen) -> expenditure.Rate | None:
        rate = read_number(str(row.get("rate") or ""))
        if rate is None or rate <= Decimal(0):
            return None
        texts = (str(row.get(name) or "") for name in ("currency", "source", "month", "reason"))
        currency, source, month, reason = texts
        return expenditure.Rate(currency, rate, source, month, self._un(currency), reason)

    def _assurance(self) -> str:
        asked = next((one for one in forms.questions(self.form) if one.key == "assurance"), None)
        return " ".join(comparing.lines(asked, self.answers.get("assurance"), self.locale)) if asked else ""


def _by_class(rows: list[dict[str, Any]]) -> list[expenditure.Spending]:
    found = []
    for one in BudgetClass:
        own = [row for row in rows if row["class"] == one]
        if own:
            sums = {name: Money(sum(row[name] for row in own)) for name in ("approved", "before", "spent")}
            said = [
                f"{row['text']}: {row['cells']['explanation']}"
                for row in own
                if row["cells"].get("explanation")
            ]
            found.append(
                expenditure.Spending(
                    CLASS_LABELS[one], sums["approved"], sums["before"], sums["spent"], "\n".join(said)
                )
            )
    return found


def _line_name(row: Frozen) -> str | Message:
    line = " ".join(one for one in (row.get("number", ""), row["text"]) if one)
    return msg("%(line)s, year %(number)s", line=line, number=row["year"]) if "year" in row else line


def _spending(row: Frozen) -> expenditure.Spending:
    approved, before, spent = (Money(row[name]) for name in ("approved", "before", "spent"))
    return expenditure.Spending(_line_name(row), approved, before, spent)
