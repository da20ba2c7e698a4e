"""Reports with their states, and what was spent on each line of the budget."""

from sqlalchemy import select

from sipgrants.accounts import queries as people
from sipgrants.awards import queries as awards
from sipgrants.awards.models import Award
from sipgrants.core.db import session
from sipgrants.core.i18n import msg
from sipgrants.core.money import total
from sipgrants.documents.award_dossier import Block, Facts, Files, Heading, Rows, Said
from sipgrants.documents.kit.language import Content, Language
from sipgrants.documents.kit.table import TOTAL_ROW, Column, Row
from sipgrants.dossiers.award_queries import entry
from sipgrants.lifecycle import labels
from sipgrants.plans.framework import CLASS_LABELS, BudgetClass
from sipgrants.reports import content_queries, kinds
from sipgrants.reports.models import Report
from sipgrants.reports.queries import STANDING

_DUE = [
    Column(msg("Report"), 2),
    Column(msg("Period"), 2),
    Column(msg("Due on"), 1.2),
    Column(msg("Accepted on"), 1.2),
]


def reports(award: Award, language: Language) -> list[Block]:
    """Return what is due and when it was met, then every report with its dates, its review and its evidence."""
    due = [
        Row(
            (
                kinds.label(one.kind),
                language.days(one.period_from, one.period_to),
                language.day(one.due_on),
                language.day(one.met_at.date()) if one.met_at else "",
            )
        )
        for one in awards.dues(award.id)
    ]
    blocks: list[Block] = [Heading(msg("What is due")), Rows(_DUE, due)]
    for one in _reports(award):
        blocks += [
            Heading(f"{one.reference}: {language.text(kinds.label(one.kind))}"),
            Facts(_facts(one, language)),
        ]
        if one.review_note:
            blocks.append(Said(msg("Note of the review"), one.review_note))
        kept = [each.file for each in one.files if each.removed_at is None]
        if kept:
            blocks.append(Files([entry(each) for each in kept]))
    return blocks


def _reports(award: Award) -> list[Report]:
    query = select(Report).where(Report.award_id == award.id)
    return list(session().scalars(query.order_by(Report.due_on, Report.kind)).unique())


def _facts(one: Report, language: Language) -> list[tuple[Content, Content]]:
    names = people.names_of([one.submitted_by, one.accepted_by, one.figures_accepted_by])
    steps = (
        (msg("Submitted"), one.submitted_by, one.submitted_at),
        (msg("Figures accepted"), one.figures_accepted_by, one.figures_accepted_at),
        (msg("Accepted"), one.accepted_by, one.accepted_at),
    )
    return [
        (msg("State"), labels.state("report", one.state)),
        (msg("Period"), language.days(one.period_from, one.period_to)),
        (msg("Due on"), language.day(one.due_on)),
        (msg("Versions submitted"), str(one.submitted_version)),
        *((said, f"{names.get(who, '')}, {language.moment(at)}") for said, who, at in steps if at and who),
    ]


_SPENT = [
    Column(msg("Budget line"), 3),
    Column(msg("Class"), 1.5),
    Column(msg("Year"), 0.5),
    Column(msg("Approved"), figures=True),
    Column(msg("Reported"), figures=True),
    Column(msg("Balance"), figures=True),
]


def spending(award: Award, language: Language) -> list[Block]:
    """Return the budget line by line with what was reported on it, by the latest report that was handed in."""
    latest = next(
        (
            one
            for one in reversed(_reports(award))
            if one.kind in kinds.WITH_FIGURES and one.state in STANDING
        ),
        None,
    )
    if latest is None:
        return []
    lines = content_queries.content(latest).figures.lines
    sums = [total([getattr(line, name) for line in lines]) for name in ("approved", "total", "balance")]
    figures = [
        language.figures([*(getattr(line, name) for line in lines), whole])
        for name, whole in zip(("approved", "total", "balance"), sums, strict=True)
    ]
    rows = [
        Row(
            (
                " ".join(filter(None, (line.label, line.text))),
                CLASS_LABELS[BudgetClass(line.budget_class)] if line.budget_class else "",
                str(line.year),
                *(column[place] for column in figures),
            )
        )
        for place, line in enumerate(lines)
    ]
    last = Row((msg("Total"), "", "", *(column[-1] for column in figures)), TOTAL_ROW)
    by = msg(
        "By report %(reference)s, up to %(day)s (%(state)s)",
        reference=latest.reference,
        day=latest.period_to,
        state=labels.state("report", latest.state),
    )
    return [Heading(by), Rows(_SPENT, [*rows, last])]
