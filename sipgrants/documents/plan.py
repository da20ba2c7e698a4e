"""The parts of a plan that applications, agreements and reports print alike: framework, workplan, risks, budget."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sipgrants.core.i18n import msg
from sipgrants.core.money import Money, total

from .kit.language import Content
from .kit.table import GROUP_ROW, TOTAL_ROW, Column, Row
from .kit.writer import Writer

US_DOLLARS = msg("All amounts in US dollars.")


@dataclass(frozen=True)
class Result:
    """A line of the results framework: "Outcome 1", "Output 1.1", "Activity 1.1.1" with its text and measures."""

    label: Content
    text: str
    indicator: str = ""
    baseline: str = ""
    target: str = ""
    means: str = ""
    assumptions: str = ""
    heads_group: bool = False


@dataclass(frozen=True)
class Framework:
    """The results framework, from the objective down; results that head a group stand over the whole width."""

    objective: str
    results: Sequence[Result]


@dataclass(frozen=True)
class Step:
    """An activity of the workplan with who answers for it and the quarters (counted from 1) in which it runs."""

    label: str
    text: str
    responsible: str
    quarters: frozenset[int]


@dataclass(frozen=True)
class Workplan:
    """Activities by quarter; `quarters` are the heads of the columns, at most sixteen."""

    quarters: Sequence[Content]
    steps: Sequence[Step]


@dataclass(frozen=True)
class Risk:
    """A risk with its likelihood and impact as words and what is done against it."""

    text: str
    likelihood: Content
    impact: Content
    mitigation: str


@dataclass(frozen=True)
class Risks:
    """The register of risks."""

    risks: Sequence[Risk]


@dataclass(frozen=True)
class BudgetLine:
    """A line of the budget: activity, budget class, explanation and one amount for each year."""

    activity: str
    budget_class: Content
    explanation: str
    amounts: Sequence[Money]


@dataclass(frozen=True)
class OtherFunding:
    """What others give beside the grant, in money or in kind."""

    source: str
    kind: Content
    amount: Money


@dataclass(frozen=True)
class Budget:
    """The budget: heads of the years, lines in the order of activities, other funding."""

    years: Sequence[Content]
    lines: Sequence[BudgetLine]
    other: Sequence[OtherFunding] = ()

    def total(self) -> Money:
        """Return the sum of all lines."""
        return total([amount for line in self.lines for amount in line.amounts])


def write_framework(writer: Writer, framework: Framework) -> None:
    """Write the objective and the table of results."""
    if framework.objective:
        writer.facts([(msg("Objective"), framework.objective)], share=4)
    columns = [
        Column(msg("Result"), 1.7),
        Column(msg("Indicator"), 1.3),
        Column(msg("Baseline")),
        Column(msg("Target")),
        Column(msg("Means of verification"), 1.2),
        Column(msg("Assumptions"), 1.2),
    ]
    writer.table(columns, [_result(writer, result) for result in framework.results])


def _result(writer: Writer, result: Result) -> Row:
    named = f"{writer.language.text(result.label)}: {result.text}"
    if result.heads_group:
        return Row((named,), GROUP_ROW)
    return Row((named, result.indicator, result.baseline, result.target, result.means, result.assumptions))


def write_workplan(writer: Writer, workplan: Workplan) -> None:
    """Write the activities with a mark in each quarter in which they run."""
    share = min(0.5, 6 / max(len(workplan.quarters), 1))
    quarters = [Column(quarter, share, centred=True) for quarter in workplan.quarters]
    columns = [Column(msg("Activity"), 3), Column(msg("Responsible"), 1.6), *quarters]
    rows = [
        Row(
            (
                f"{s.label} {s.text}",
                s.responsible,
                *("X" if q in s.quarters else "" for q in _numbers(workplan)),
            )
        )
        for s in workplan.steps
    ]
    writer.table(columns, rows)


def _numbers(workplan: Workplan) -> range:
    return range(1, len(workplan.quarters) + 1)


def write_risks(writer: Writer, risks: Risks) -> None:
    """Write the register of risks."""
    columns = [
        Column(msg("Risk"), 2),
        Column(msg("Likelihood"), 0.9),
        Column(msg("Impact"), 0.9),
        Column(msg("Mitigation"), 2.4),
    ]
    writer.table(columns, [Row((r.text, r.likelihood, r.impact, r.mitigation)) for r in risks.risks])


def write_budget(writer: Writer, budget: Budget) -> None:
    """Write the budget by class and by activity, each by year; then every line explained; then other funding."""
    writer.subsection(msg("Budget by class and year"), label="")
    _write_sums(writer, budget, msg("Budget class"), [line.budget_class for line in budget.lines])
    writer.subsection(msg("Budget by activity and year"), label="")
    _write_sums(writer, budget, msg("Activity"), [line.activity for line in budget.lines])
    writer.subsection(msg("Lines of the budget"), label="")
    _write_lines(writer, budget)
    if budget.other:
        writer.subsection(msg("Other funding and contributions in kind"), label="")
        _write_other(writer, budget.other)


def _write_sums(writer: Writer, budget: Budget, head: Content, keys: Sequence[Content]) -> None:
    columns = [
        Column(head, 2),
        *(Column(y, figures=True) for y in budget.years),
        Column(msg("Total"), figures=True),
    ]
    rows = [(key, _by_year(budget, [n for n, k in enumerate(keys) if k == key])) for key in _once(keys)]
    rows.append((msg("Total"), _by_year(budget, range(len(budget.lines)))))
    figures = iter(writer.language.figures([a for _, amounts in rows for a in amounts]))
    laid = [Row((key, *(next(figures) for _ in amounts))) for key, amounts in rows]
    writer.table(columns, [*laid[:-1], Row(laid[-1].cells, TOTAL_ROW)])


def _by_year(budget: Budget, places: Iterable[int]) -> list[Money]:
    lines = [budget.lines[place].amounts for place in places]
    years = [total([amounts[year] for amounts in lines]) for year in range(len(budget.years))]
    return [*years, total(years)]


def _once(keys: Sequence[Content]) -> list[Content]:
    return list(dict.fromkeys(keys))


def _write_lines(writer: Writer, budget: Budget) -> None:
    columns = [
        Column(msg("Activity"), 1.3),
        Column(msg("Budget class"), 1.2),
        Column(msg("Explanation"), 2.2),
        Column(msg("Amount"), figures=True),
    ]
    sums = [total(list(line.amounts)) for line in budget.lines]
    figures = writer.language.figures([*sums, budget.total()])
    rows = [
        Row((line.activity, line.budget_class, line.explanation, figure))
        for line, figure in zip(budget.lines, figures, strict=False)
    ]
    writer.table(columns, [*rows, Row((msg("Total"), "", "", figures[-1]), TOTAL_ROW)])
    writer.note(US_DOLLARS)


def _write_other(writer: Writer, other: Sequence[OtherFunding]) -> None:
    columns = [Column(msg("Source"), 2), Column(msg("Kind")), Column(msg("Amount"), figures=True)]
    figures = writer.language.figures([o.amount for o in other])
    writer.table(columns, [Row((o.source, o.kind, f)) for o, f in zip(other, figures, strict=True)])
