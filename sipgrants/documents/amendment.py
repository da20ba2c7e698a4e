"""The amendment of an agreement: what was, what becomes, the new annexes, both signatures."""

from collections.abc import Sequence
from dataclasses import dataclass

from sipgrants.core.i18n import msg
from sipgrants.core.money import Money

from .agreement import InstalmentLine, ReportLine, write_instalments, write_reports
from .kit.blocks import Signatory
from .kit.language import Content, Language
from .kit.page import Imprint
from .kit.table import Column, Row
from .kit.writer import Writer
from .plan import Budget, Framework, Workplan, write_budget, write_framework, write_workplan

KIND = msg("Amendment of an agreement")


@dataclass(frozen=True)
class Amended:
    """One thing that changes: what it is, how it was, how it becomes."""

    what: Content
    before: Content
    after: Content


@dataclass(frozen=True)
class Amendment:
    """What both sign; `version` counts the agreement as it was signed first as 1. Annexes that do not change are left out:
    those of the agreement stay in force. `instalments` are all of them, with their sum `amount`.
    """

    imprint: Imprint
    kind: Content
    agreement: str
    title: str
    party: str
    number: int
    version: int
    reasons: str
    amended: Sequence[Amended]
    unep: Signatory
    recipient: Signatory
    framework: Framework | None = None
    workplan: Workplan | None = None
    budget: Budget | None = None
    amount: Money = Money(0)
    instalments: Sequence[InstalmentLine] = ()
    reports: Sequence[ReportLine] = ()


def render(amendment: Amendment, language: Language) -> bytes:
    """Return the amendment as PDF."""
    writer = Writer(language, amendment.imprint)
    writer.title(KIND, amendment.title)
    writer.facts(
        [
            (msg("Agreement number"), amendment.agreement),
            (msg("Party"), amendment.party),
            (msg("Amendment number"), str(amendment.number)),
            (msg("Version of the agreement from then on"), str(amendment.version)),
            (msg("Subject"), amendment.kind),
        ]
    )
    writer.section(msg("What is amended"))
    columns = [Column(msg("Subject"), 1.4), Column(msg("Before"), 2), Column(msg("From now on"), 2)]
    writer.table(columns, [Row((one.what, one.before, one.after)) for one in amendment.amended])
    if amendment.instalments:
        writer.paragraph(msg("The award is paid in instalments, each when its conditions are met:"))
        write_instalments(writer, amendment.instalments, amendment.amount)
    writer.paragraph(
        msg("It is in force when both have signed. All other terms of the agreement remain in force.")
    )
    writer.section(msg("Reasons"))
    writer.own_words(amendment.reasons)
    writer.text(msg("Signed by the authorized representatives, in two originals:"))
    writer.signatures([amendment.unep, amendment.recipient])
    _write_annexes(writer, amendment)
    return writer.pdf(title=KIND, kind=KIND)


def _write_annexes(writer: Writer, amendment: Amendment) -> None:
    if amendment.framework is None and amendment.budget is None and not amendment.reports:
        return
    writer.new_page()
    if amendment.framework is not None:
        writer.section(msg("Annex 1: Results framework"), label="")
        write_framework(writer, amendment.framework)
    if amendment.workplan is not None:
        writer.subsection(msg("Workplan"), label="")
        write_workplan(writer, amendment.workplan)
    if amendment.budget is not None:
        writer.section(msg("Annex 2: Budget"), label="")
        write_budget(writer, amendment.budget)
    if amendment.reports:
        write_reports(writer, amendment.reports)
