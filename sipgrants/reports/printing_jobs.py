"""Printing what was submitted: each kind of report as its document, from the frozen content alone."""

from uuid import UUID

from sqlalchemy import select

from sipgrants.core.db import session
from sipgrants.core.i18n import Message, msg
from sipgrants.core.money import Money
from sipgrants.documents import expenditure, final_report, inventory, progress_report
from sipgrants.documents import issuing_commands as issuing
from sipgrants.documents.kit.blocks import Signatory
from sipgrants.documents.models import IssuedDocument
from sipgrants.questionnaires import queries as forms
from sipgrants.questionnaires.texts import pick
from sipgrants.questionnaires.values import read_date
from sipgrants.reports import kinds
from sipgrants.reports.models import InventoryItem, Report, ReportVersion
from sipgrants.reports.printed_jobs import Printed


@issuing.printer("report.progress")
def _progress(document: IssuedDocument) -> bytes:
    printed = Printed(document)
    report = progress_report.ProgressReport(
        **printed.about(),
        **printed.submitted(),
        number=printed.report.number,
        due=printed.report.due_on,
        achievements=printed.achievements(),
        works=printed.works(),
        chapters=printed.chapters(),
        files=printed.files(),
    )
    return progress_report.render(report, issuing.language(document.locale))


@issuing.printer("report.expenditure")
def _expenditure(document: IssuedDocument) -> bytes:
    return expenditure.render(Printed(document).statement(), issuing.language(document.locale))


@issuing.printer("report.statement")
def _statement(document: IssuedDocument) -> bytes:
    return expenditure.render(Printed(document).statement(), issuing.language(document.locale))


@issuing.printer("report.inventory")
def _inventory(document: IssuedDocument) -> bytes:
    printed = Printed(document)
    asked = next(one for one in forms.questions(printed.form) if one.key == "items")
    conditions, fates = (printed.labels(asked, name) for name in ("condition", "fate"))
    items = [
        inventory.Listed(
            name=str(row["item"]),
            serial=str(row.get("serial", "")),
            bought=read_date(row.get("bought_on")),
            cost=Money(int(row["cost"])),
            place=str(row.get("place", "")),
            custodian=str(row.get("custodian", "")),
            condition=pick(conditions.get(row.get("condition"), {}), printed.locale),
            fate=_with_note(pick(fates.get(row.get("fate"), {}), printed.locale), row.get("fate_note")),
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
    printed = Printed(document)
    award = printed.report.award
    report = final_report.FinalReport(
        **printed.about(),
        **printed.submitted(),
        partners=[],
        summary=str(printed.answers.get("public_summary", "")),
        achievements=printed.achievements(),
        works=printed.works(),
        chapters=printed.chapters(frozenset({"public_summary", "equipment", "has_equipment"})),
        equipment=_equipment(printed),
        statement=_standing_statement(award.id),
        signatory=Signatory(printed.party, printed.submitted_by),
        files=printed.files(),
    )
    return final_report.render(report, issuing.language(document.locale))


def _with_note(fate: str, note: object) -> str | Message:
    return msg("%(fate)s: %(receiver)s", fate=fate, receiver=str(note)) if note else fate


def _equipment(printed: Printed) -> list[final_report.Equipment]:
    """What the report says of each item, with what the inventories know of it."""
    query = select(InventoryItem).join(Report, Report.id == InventoryItem.report_id)
    query = query.where(Report.award_id == printed.report.award_id).order_by(Report.period_to)
    known = {one.serial: one for one in session().scalars(query)}
    asked = next(one for one in forms.questions(printed.form) if one.key == "equipment")
    fates = printed.labels(asked, "fate")
    found = []
    for row in printed.answers.get("equipment") or ():
        item = known.get(str(row.get("serial", "")))
        found.append(
            final_report.Equipment(
                name=str(row["item"]),
                serial=str(row.get("serial", "")),
                bought=item.bought_on if item else None,
                cost=Money(item.minor) if item else None,
                place=item.place if item else "",
                proposal=_with_note(
                    pick(fates.get(row.get("fate"), {}), printed.locale), row.get("receiver")
                ),
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
    return Printed(document).statement() if document else None
