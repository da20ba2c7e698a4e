"""The statement of the fund: page, PDF, Excel, CSV."""

from collections.abc import Sequence

from flask import Response, render_template, request

from sipgrants.core import clock
from sipgrants.core.errors import Problem
from sipgrants.core.money import Money
from sipgrants.fund import (
    commands,
    forms,
    movement_queries,
    printing_jobs,
    queries,
    statement_queries,
    statement_tables,
    waiting_queries,
)
from sipgrants.fund.proofs import differences
from sipgrants.fund.routes.blueprint import bp, words
from sipgrants.fund.statement_tables import Statement
from sipgrants.fund.words import EVENTS
from sipgrants.lifecycle import rights
from sipgrants.web import downloads, formats, gate, locale
from sipgrants.web.gate import requires
from sipgrants.web.tables import csv_answer, workbook_answer


def _read(form: forms.PeriodForm, found: Sequence[Problem]) -> Statement:
    """The Board reads sums; what stands by award is for whoever reads the ledger."""
    since, until = form.days()
    may = rights.can(gate.actor(), "ledger.read")
    return Statement(
        standing=queries.standing(),
        donors=statement_queries.by_donor(),
        rounds=statement_queries.by_round(),
        period=movement_queries.period(since, until),
        awards=statement_queries.by_award() if may else None,
        overrides=statement_queries.overridden(since, until),
        is_named=may,
        differences=len(found),
    )


def _asked() -> Statement:
    return _read(forms.PeriodForm(request.args), _differences())


def _differences() -> list[Problem]:
    return [problem for _name, problem in differences()]


@bp.get("/statement", endpoint="statement")
@requires("fund.read")
def show_statement() -> str:
    """Show the statement by donor, round and award, what moved in a period, and whether everything reconciles."""
    form, wrong = forms.PeriodForm(request.args), _differences()
    found = _read(form, wrong)
    return render_template(
        "fund/statement.html",
        statement=found,
        found=wrong,
        kinds=commands.KINDS,
        form=form,
        args={name: value for name in ("since", "until") if (value := request.args.get(name))},
        events=EVENTS,
        paid_parts=statement_tables.paid_parts,
        override_words=statement_tables.override_words(found),
        check=waiting_queries.last_check(),
    )


@bp.get("/statement.pdf")
@requires("fund.read")
def statement_pdf() -> Response:
    """Return it as PDF, marked as not issued."""
    data = printing_jobs.statement(_asked(), locale.choose(), formats.pick)
    return downloads.attachment(data, f"statement-{clock.today().isoformat()}.pdf", "application/pdf")


@bp.get("/statement.xlsx")
@requires("fund.read")
def statement_xlsx() -> Response:
    """Return it as a workbook."""
    found = statement_tables.tables(_asked(), formats.pick, words)
    return workbook_answer("statement", [(one.title, one.heads, one.rows) for one in found])


@bp.get("/statement/moved.csv")
@requires("fund.read")
def moved_csv() -> Response:
    """Return what moved in the period, amounts in US dollars."""
    period = movement_queries.period(*forms.PeriodForm(request.args).days())
    return csv_answer("what-moved", statement_tables.MOVED_HEAD, statement_tables.plain(period))


@bp.get("/statement.csv")
@requires("fund.read")
def statement_csv() -> Response:
    """Return the statement by donor, amounts in US dollars."""
    head = ["donor", "kind", "pledged", "receivable", "received", "written_off", "refunded", "in_kind"]
    rows = (
        [
            row.donor,
            row.kind,
            *(Money(getattr(row, name)).decimal() for name in head[2:7]),
            row.in_kind,
        ]
        for row in statement_queries.by_donor()
    )
    return csv_answer("statement", head, rows)
