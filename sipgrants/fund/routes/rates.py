"""The rates of exchange: their table, one entered by hand, a table of them brought as a file."""

from decimal import Decimal

from flask import flash, redirect, render_template, request, url_for

from sipgrants.core import spreadsheets
from sipgrants.core.errors import Invalid, Problem, require
from sipgrants.core.i18n import msg, nmsg
from sipgrants.fund import commands, forms, rate_queries, rates
from sipgrants.fund.routes.blueprint import bp, crumbs, page_number
from sipgrants.web import gate, locale
from sipgrants.web.gate import requires
from sipgrants.web.steps import Answer, Step, take


@bp.get("/rates", endpoint="rates")
@requires("fund.read")
def show_rates() -> str:
    """Show the rates, newest first."""
    known = rate_queries.currencies()
    currency = request.args.get("currency", "")
    chosen = currency if currency in known else ""
    return render_template(
        "fund/rates.html",
        page=rate_queries.rates_page(page_number(), currency=chosen),
        currencies=known,
        chosen=chosen,
        args={"currency": chosen} if chosen else {},
        kept=rates.kept,
    )


@bp.route("/rates/new", methods=["GET", "POST"])
@requires("rate.record")
def rate() -> Answer:
    """Enter one rate."""
    step = Step(
        "rate.record",
        url_for("fund.rates"),
        msg("What is booked from now on takes it; what is booked already stays as it was."),
        crumbs=crumbs((url_for("fund.rates"), msg("Rates of exchange"))),
        here="fund.index",
    )

    def run(form: forms.RateForm) -> object:
        units = rates.number(form.units.data)
        text = msg("Enter how many units one US dollar costs, for example 0.92.")
        require([Problem("units", text)] if units is None else [])
        one = rates.Rate((form.currency.data or "").strip().upper(), form.day.data, units or Decimal(0))
        return commands.record_rates(
            [one], by=gate.actor(), source=form.source.data, reason=form.reason.data or ""
        )

    return take(forms.RateForm(), run, step, msg("The rate is recorded."))


@bp.route("/rates/upload", methods=["GET", "POST"])
@requires("rate.record")
def upload_rates() -> Answer:
    """Bring a table of rates as a file: all of it, or with every problem named nothing."""
    form = forms.RatesForm()
    if form.validate_on_submit():
        try:
            number = _upload(form)
            flash(locale.translate(nmsg("%(num)s rate is new.", "%(num)s rates are new.", number)), "good")
            return redirect(url_for("fund.rates"), 303)
        except Invalid as refused:
            form.take(refused)
    page = render_template("fund/rates_upload.html", form=form, columns=rates.COLUMNS)
    return page, 422 if form.errors else 200


def _upload(form: forms.RatesForm) -> int:
    brought = form.file.data
    name: str = getattr(brought, "filename", None) or ""
    require([] if name else [Problem("file", msg("Choose the file with the rates."))])
    rows = spreadsheets.read(brought.read(spreadsheets.LIMITS.largest + 1))
    found, wrong = rates.read(rows, form.day.data)
    require(wrong)
    source = f"{form.source.data}, {name}"
    return commands.record_rates(found, by=gate.actor(), source=source, reason=form.reason.data or "")
