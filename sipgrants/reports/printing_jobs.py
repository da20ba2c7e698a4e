"""Printing what was submitted: each kind of report as its document, from the frozen content alone."""

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select

from sipgrants.accounts.models import Person
from sipgrants.core import db
from sipgrants.core.db import session
from sipgrants.core.i18n import Message, msg
from sipgrants.core.money import Money
from sipgrants.documents import expenditure, final_report, inventory, progress_report
from sipgrants.documents import issuing_commands as issuing
from sipgrants.documents.files import FileEntry
from sipgrants.documents.kit.blocks import Signatory
from sipgrants.documents.models import IssuedDocument
from sipgrants.documents.progress_report import Achievement, Chapter
from sipgrants.plans.framework import CLASS_LABELS, BudgetClass
from sipgrants.questionnaires import comparing
from sipgrants.questionnaires import queries as forms
from sipgrants.questionnaires.asking import columns, is_empty, is_kept, options
from sipgrants.questionnaires.models import FormVersion
from sipgrants.questionnaires.texts import pick
from sipgrants.questionnaires.values import read_date, read_number
from sipgrants.reports import kinds
from sipgrants.reports.models import InventoryItem, Report, ReportVersion

Frozen = Mapping[str, Any]


class _Printed:
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
        return [FileEntry(one["name"], one["size"], one["sha256"]) for one in self.content["files"]]

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
            said += self._activities(section.questions)
            if said:
                found.append(Chapter(pick(section.title, self.locale), said))
        return found

    def _activities(self, questions: Any) -> list[tuple[str, str]]:
        asked = next((one for one in questions if one.kind == "activities"), None)
        rows = self.content["rows"].get("activities", ()) if asked else ()
        return [(f"{row['number']} {row['text']}", self._cells(asked, row["cells"])) for row in rows]

    def _cells(self, question: Any, cells: Frozen) -> str:
        said = []
        for column in columns(question):
            lines = comparing.lines(column, cells.get(column.key), self.locale)
            if lines:
                said.append(f"{pick(column.label, self.locale)}: {' '.join(lines)}")
        return "\n".join(said)

    def achievements(self) -> list[Achievement]:
        """Return what the indicators have reached."""
        asked = next(
            (one for one in forms.questions(self.form) if one.kind == "indicators"),
            None,
        )
        standings: Mapping[str, Any] = {}
        for column in columns(asked) if asked else ():
            if column.key == "standing":
                standings = dict(options(column))
        return [self._achievement(row, standings) for row in self.content["rows"].get("indicators", ())]

    def _achievement(self, row: Frozen, standings: Mapping[str, Any]) -> Achievement:
        cells = row["cells"]
        kind = msg("Output %(number)s", number=row["number"])
        if "." not in row["number"]:
            kind = msg("Outcome %(number)s", number=row["number"])
        return Achievement(
            label=kind,
            text=row["result"],
            indicator=row["text"],
            baseline=row["baseline"],
            target=row["target"],
            reached=str(cells.get("value", "")),
            state=pick(standings.get(cells.get("standing"), {}), self.locale),
        )

    def statement(self) -> expenditure.Statement:
        """Return the figures by budget class."""
        certified = str(self.answers.get("certified_by", ""))
        money = self.content["money"]
        return expenditure.Statement(
            **self.about(),
            lines=_by_class(self.content["rows"]["spending"]),
            advance=expenditure.Advance(Money(money["paid"]), Money(money["total"])),
            rates=[one for row in self.answers.get("rates") or () if (one := _rate(row)) is not None],
            certified_by=Signatory(self.party, certified),
            final=self.report.kind == kinds.STATEMENT,
            opinion=self._assurance(),
        )

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


def _rate(row: Frozen) -> expenditure.Rate | None:
    rate = read_number(str(row.get("rate") or ""))
    if rate is None or rate <= Decimal(0):
        return None
    return expenditure.Rate(str(row["currency"]), rate, str(row["source"]), str(row["month"]))


@issuing.printer("report.progress")
def _progress(document: IssuedDocument) -> bytes:
    printed = _Printed(document)
    report = progress_report.ProgressReport(
        **printed.about(),
        **printed.submitted(),
        number=printed.report.number,
        due=printed.report.due_on,
        achievements=printed.achievements(),
        chapters=printed.chapters(),
        files=printed.files(),
    )
    return progress_report.render(report, issuing.language(document.locale))


@issuing.printer("report.expenditure")
def _expenditure(document: IssuedDocument) -> bytes:
    return expenditure.render(_Printed(document).statement(), issuing.language(document.locale))


@issuing.printer("report.statement")
def _statement(document: IssuedDocument) -> bytes:
    return expenditure.render(_Printed(document).statement(), issuing.language(document.locale))


@issuing.printer("report.inventory")
def _inventory(document: IssuedDocument) -> bytes:
    printed = _Printed(document)
    asked = next(one for one in forms.questions(printed.form) if one.key == "items")
    conditions = dict(next(options(one) for one in columns(asked) if one.key == "condition"))
    items = [
        inventory.Listed(
            name=str(row["item"]),
            serial=str(row.get("serial", "")),
            bought=read_date(row.get("bought_on")),
            cost=Money(int(row["cost"])),
            place=str(row.get("place", "")),
            custodian=str(row.get("custodian", "")),
            condition=pick(conditions.get(row.get("condition"), {}), printed.locale),
        )
        for row in printed.answers.get("items") or ()
    ]
    made = inventory.Inventory(
        **printed.about(),
        **printed.submitted(),
        items=items,
        chapters=printed.chapters(frozenset({"items", "has_items"})),
        files=printed.files(),
    )
    return inventory.render(made, issuing.language(document.locale))


@issuing.printer("report.final")
def _final(document: IssuedDocument) -> bytes:
    printed = _Printed(document)
    award = printed.report.award
    report = final_report.FinalReport(
        **printed.about(),
        **printed.submitted(),
        partners=[],
        summary=str(printed.answers.get("public_summary", "")),
        achievements=printed.achievements(),
        chapters=printed.chapters(frozenset({"public_summary", "equipment", "has_equipment"})),
        equipment=_equipment(printed),
        statement=_standing_statement(award.id),
        signatory=Signatory(printed.party, printed.submitted_by),
        files=printed.files(),
    )
    return final_report.render(report, issuing.language(document.locale))


def _equipment(printed: _Printed) -> list[final_report.Equipment]:
    """What the report says of each item, with what the inventories know of it."""
    query = select(InventoryItem).join(Report, Report.id == InventoryItem.report_id)
    query = query.where(Report.award_id == printed.report.award_id).order_by(Report.period_to)
    known = {one.serial: one for one in session().scalars(query)}
    asked = next(one for one in forms.questions(printed.form) if one.key == "equipment")
    fates = dict(next(options(one) for one in columns(asked) if one.key == "fate"))
    found = []
    for row in printed.answers.get("equipment") or ():
        item = known.get(str(row.get("serial", "")))
        proposal: str | Message = pick(fates.get(row.get("fate"), {}), printed.locale)
        if row.get("receiver"):
            proposal = msg("%(fate)s: %(receiver)s", fate=proposal, receiver=row["receiver"])
        found.append(
            final_report.Equipment(
                name=str(row["item"]),
                serial=str(row.get("serial", "")),
                bought=item.bought_on if item else None,
                cost=Money(item.minor) if item else None,
                place=item.place if item else "",
                proposal=proposal,
            )
        )
    return found


def _standing_statement(award_id: UUID) -> expenditure.Statement | None:
    """The final statement of the award, where it was submitted by then."""
    query = (
        select(IssuedDocument)
        .join(ReportVersion, ReportVersion.document_id == IssuedDocument.id)
        .join(Report, Report.id == ReportVersion.report_id)
        .where(Report.award_id == award_id, Report.kind == kinds.STATEMENT)
        .order_by(ReportVersion.number.desc())
        .limit(1)
    )
    document = session().scalar(query)
    return _Printed(document).statement() if document else None
