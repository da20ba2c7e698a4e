"""Watching the portfolio: page, PDF, workbook, CSV; and what indicators count for.

The application takes the desk's pages from here, so that these are among them.
"""

from typing import Any

from flask import Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from sipgrants.core.i18n import Message, msg, nmsg
from sipgrants.core.paging import part
from sipgrants.desk import printing_jobs, risking, table_queries, watching_queries
from sipgrants.desk.calendar_routes import bp, page_of
from sipgrants.desk.forms import MeasuresForm, WatchFilter
from sipgrants.desk.watched_queries import Chosen, Watch
from sipgrants.documents.kit.language import Content
from sipgrants.lifecycle.actor import OFFICE
from sipgrants.lifecycle.rights import known
from sipgrants.plans import commands as plans
from sipgrants.plans import measure_queries
from sipgrants.plans.measuring import MEASURES, UNITS, How, proposed
from sipgrants.reports import kinds
from sipgrants.web import downloads, formats, gate, locale
from sipgrants.web.gate import requires
from sipgrants.web.notices import tell
from sipgrants.web.tables import csv_answer, workbook_answer

__all__ = ["bp", "page_of"]
SHOWN = 40  # rows of a list on the page; PDF and workbook have them all
_NAMES = ("round", "region", "country", "state")


def _named() -> bool:
    """Whether the reader may see single awards: the Board reads sums of the portfolio, as of the fund."""
    return gate.actor().has(OFFICE)


def _form() -> WatchFilter:
    form = WatchFilter(request.args)
    rounds = [(str(one), formats.pick(names)) for one, names in known("rounds.names").items()]
    countries = [(one.id, formats.pick(one.names)) for one in watching_queries.countries()]
    form.offer(rounds, sorted(countries, key=lambda pair: pair[1]))
    if not _named():
        del form.region, form.country, form.state  # of one country they would be no sums
    return form


@bp.get("/watching")
@requires("portfolio.watch")
def watching() -> str:
    """Show how the portfolio stands."""
    form = _form()
    chosen = form.chosen()
    watch = watching_queries.watch(chosen)
    return render_template(
        "desk/watching.html",
        watch=watch,
        named=_named(),
        form=form,
        active=chosen.count,
        args={name: value for name in _NAMES if name in form and (value := request.args.get(name))},
        drawing=printing_jobs.drawing(watch, locale.translate, formats.money, formats.day),
        figures=printing_jobs.figures(watch),
        rules=risking.stated(watch.limits),
        labels=risking.LABELS,
        measures=MEASURES,
        units=UNITS,
        kinds=kinds.LABELS,
        standing=table_queries.standing,
        methods=(printing_jobs.METHOD_OF_CURVE, printing_jobs.METHOD_OF_SUMS),
        undecided=printing_jobs.undecided(watch),
        shown=SHOWN,
    )


@bp.get("/watching.pdf")
@requires("portfolio.watch")
def watching_pdf() -> Response:
    """Return it as PDF, with every row."""
    form = _form()
    watch = watching_queries.watch(form.chosen())
    data = printing_jobs.pdf(watch, locale.choose(), formats.pick, _narrowed(form), named=_named())
    return downloads.attachment(data, f"portfolio-{watch.on.isoformat()}.pdf", "application/pdf")


def _narrowed(form: WatchFilter) -> list[tuple[Message, Content]]:
    names = {
        "round": msg("Round"),
        "region": msg("Region"),
        "country": msg("Country"),
        "state": msg("Status"),
    }
    words = {one.name: {choice.value: str(choice.label) for choice in one.choices} for one in form}
    return [
        (names[one.name], words[one.name][one.data])
        for one in form
        if words[one.name].get(one.data) and one.data
    ]


@bp.get("/watching.xlsx")
@requires("portfolio.watch")
def watching_xlsx() -> Response:
    """Return it as a workbook, with every row."""
    watch = watching_queries.watch(_form().chosen())
    found = table_queries.tables(watch, formats.pick, locale.translate, named=_named())
    return workbook_answer("portfolio", [(one.title, one.heads, one.rows) for one in found])


@bp.get("/watching.csv")
@requires("ledger.read")
def watching_csv() -> Response:
    """Return a row for each award, amounts in US dollars."""
    watch: Watch = watching_queries.watch(_form().chosen())
    return csv_answer("portfolio", table_queries.HEAD, table_queries.plain(watch))


@bp.route("/watching/indicators", methods=["GET", "POST"])
@requires("indicator.measure")
def indicators() -> str | Answer | tuple[str, int]:
    """Say what indicators count for when projects are added up."""
    form = MeasuresForm()
    if form.validate_on_submit():
        number = plans.set_measures(form.changed(), by=gate.actor())
        tell(nmsg("%(num)s indicator changed.", "%(num)s indicators changed.", number))
        return redirect(url_for("desk.indicators"), 303)
    return _indicators(form), 422 if request.method == "POST" else 200


def _indicators(form: MeasuresForm) -> str:
    """Those that wait for a decision come first."""
    awards = watching_queries.awards(Chosen())
    by_plan = {one.plan_id: one for one in awards if one.plan_id}
    placed, decided = measure_queries.indicators(by_plan), measure_queries.measures()
    every = sorted(placed, key=lambda one: (one.root in decided, by_plan[one.plan_id].number))
    page = part(every, _asked_page())
    if request.method == "GET":
        for one in page.rows:
            form.rows.append_entry(_entry(one, decided))
    by_root = {str(one.root): one for one in every}
    return render_template(
        "desk/indicators.html",
        rows=[(by_root[one.form.root.data], one) for one in form.rows if one.form.root.data in by_root],
        award_of=by_plan,
        values=watching_queries.last_values(awards),
        decided=decided,
        left=sum(1 for one in every if one.root not in decided),
        page=page,
    )


def _entry(one: measure_queries.Placed, decided: Any) -> dict[str, str]:
    """What was decided, else what its words let one think of; the hidden field says what is kept, so that a proposal counts
    once it is saved.
    """
    row = decided.get(one.root)
    if row is not None:
        return {
            "root": str(one.root),
            "was": f"{row.measure}:{row.how}",
            "measure": row.measure,
            "how": row.how,
        }
    return {"root": str(one.root), "was": "", "measure": proposed(one.text) or "", "how": How.VALUE}


def _asked_page() -> int:
    text = request.args.get("page", "1")
    return max(1, int(text)) if text.isdecimal() and len(text) < 7 else 1
