"""The agreement on an award: SSFA or PCA, with instalments, annexes and both signatures."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sipgrants.core.i18n import msg
from sipgrants.core.money import Money, total

from .kit.blocks import Signatory
from .kit.language import Content, Language
from .kit.page import PROGRAMME, Imprint
from .kit.table import TOTAL_ROW, Column, Row
from .kit.writer import Writer
from .plan import Budget, Framework, Workplan, write_budget, write_framework, write_workplan

KINDS: dict[str, Content] = {
    "SSFA": msg("Small-Scale Funding Agreement"),
    "PCA": msg("Programme Cooperation Agreement"),
}


@dataclass(frozen=True)
class InstalmentLine:
    """An instalment: its number, amount, the day it is planned for and what it waits for."""

    number: int
    amount: Money
    planned: date | None
    conditions: Sequence[Content]


@dataclass(frozen=True)
class ReportLine:
    """A report that is due: kind, period, day."""

    kind: Content
    period: str
    due: date


@dataclass(frozen=True)
class Agreement:
    """What both sign. `kind` is SSFA or PCA; `reference` is the application's, `number` the agreement's own (the document's
    where it has none); `clauses` are further articles of the agreement, paragraph by paragraph.
    """

    imprint: Imprint
    kind: str
    reference: str
    title: str
    party: str
    institution: str
    unep: Signatory
    recipient: Signatory
    amount: Money
    starts: date
    ends: date
    instalments: Sequence[InstalmentLine]
    conditions: Sequence[Content]
    budget: Budget
    framework: Framework
    workplan: Workplan | None
    reports: Sequence[ReportLine]
    clauses: Sequence[tuple[Content, Sequence[Content]]] = ()
    number: str = ""
    partners: Sequence[str] = ()


def render(agreement: Agreement, language: Language) -> bytes:
    """Return the agreement as PDF. ValueError where the instalments do not add up to the amount."""
    if total([line.amount for line in agreement.instalments]) != agreement.amount:
        raise ValueError("the instalments do not add up to the amount of the agreement")
    writer = Writer(language, agreement.imprint)
    writer.title(KINDS[agreement.kind], agreement.title)
    writer.facts(_facts(agreement, language))
    _write_articles(writer, agreement)
    _write_signatures(writer, agreement)
    _write_annexes(writer, agreement)
    return writer.pdf(title=KINDS[agreement.kind], kind=KINDS[agreement.kind])


def _facts(agreement: Agreement, language: Language) -> list[tuple[Content, Content]]:
    partners: list[tuple[Content, Content]] = [(msg("Partner Parties"), ", ".join(agreement.partners))]
    return [
        (msg("Agreement number"), agreement.number or agreement.imprint.number),
        (msg("Application"), agreement.reference),
        (msg("Party"), agreement.party),
        *(partners if agreement.partners else []),
        (msg("Institution"), agreement.institution),
        (msg("Amount of the award"), language.money(agreement.amount)),
        (msg("Start"), language.day(agreement.starts)),
        (msg("End"), language.day(agreement.ends)),
    ]


def _write_articles(writer: Writer, agreement: Agreement) -> None:
    language = writer.language
    writer.section(msg("Parties to the agreement and purpose"))
    writer.paragraph(
        msg(
            "This agreement is between the United Nations Environment Programme, for the %(programme)s, and "
            "%(institution)s, for %(party)s.",
            programme=language.text(PROGRAMME),
            institution=agreement.institution,
            party=agreement.party,
        )
    )
    writer.paragraph(msg("It governs the project named above, which is carried out as its annexes say."))
    writer.section(msg("Amount and duration"))
    writer.paragraph(
        msg(
            "The award is %(amount)s. The project runs from %(start)s to %(end)s.",
            amount=language.money(agreement.amount),
            start=language.day(agreement.starts),
            end=language.day(agreement.ends),
        )
    )
    if agreement.conditions:
        writer.paragraph(msg("The Governing Board attached these conditions:"))
        writer.items(agreement.conditions)
    writer.section(msg("Instalments"))
    writer.paragraph(msg("The award is paid in instalments, each when its conditions are met:"))
    write_instalments(writer, agreement.instalments, agreement.amount)
    for title, paragraphs in agreement.clauses:
        writer.section(title)
        for paragraph in paragraphs:
            writer.paragraph(paragraph)


def write_instalments(writer: Writer, instalments: Sequence[InstalmentLine], amount: Money) -> None:
    """Write the table of instalments with what each waits for, and their sum."""
    language = writer.language
    columns = [
        Column(msg("Instalment"), 0.8),
        Column(msg("Planned for"), 1.2),
        Column(msg("Paid when"), 3),
        Column(msg("US dollars"), figures=True),
    ]
    figures = language.figures([*(line.amount for line in instalments), amount])
    rows = [
        Row(
            (
                str(i.number),
                language.day(i.planned) if i.planned else "",
                _joined(language, i.conditions),
                figure,
            )
        )
        for i, figure in zip(instalments, figures, strict=False)
    ]
    writer.table(columns, [*rows, Row((msg("Total"), "", "", figures[-1]), TOTAL_ROW)])


def _joined(language: Language, conditions: Sequence[Content]) -> str:
    return "\n".join(language.text(condition) for condition in conditions)


def _write_signatures(writer: Writer, agreement: Agreement) -> None:
    writer.text(msg("Signed by the authorized representatives, in two originals:"))
    writer.signatures([agreement.unep, agreement.recipient])


def _write_annexes(writer: Writer, agreement: Agreement) -> None:
    writer.new_page()
    writer.section(msg("Annex 1: Results framework"), label="")
    write_framework(writer, agreement.framework)
    if agreement.workplan:
        writer.subsection(msg("Workplan"), label="")
        write_workplan(writer, agreement.workplan)
    writer.section(msg("Annex 2: Budget"), label="")
    write_budget(writer, agreement.budget)
    write_reports(writer, agreement.reports)


def write_reports(writer: Writer, reports: Sequence[ReportLine]) -> None:
    """Write the annex that says which report is due when."""
    writer.section(msg("Annex 3: Reports"), label="")
    day = writer.language.day
    columns = [Column(msg("Report"), 2), Column(msg("Period"), 1.5), Column(msg("Due on"), 1.2)]
    writer.table(columns, [Row((r.kind, r.period, day(r.due))) for r in reports])
