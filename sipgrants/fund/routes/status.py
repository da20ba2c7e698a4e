"""The status of contributions and pledges at any day: page, PDF, Excel, CSV; and its publication."""

from datetime import date, timedelta

from flask import Response, render_template, request, url_for

from sipgrants.core import clock, spreadsheets
from sipgrants.core.i18n import msg
from sipgrants.core.media.office import XLSX
from sipgrants.fund import commands, forms, printing_jobs, queries, status_queries, status_tables
from sipgrants.fund.routes.blueprint import bp, crumbs, round_choices, words
from sipgrants.fund.status import Status
from sipgrants.web import downloads, formats, gate, locale
from sipgrants.web.gate import requires
from sipgrants.web.steps import Answer, Step, take
from sipgrants.web.tables import csv_answer


def _form() -> forms.StatusFilter:
    form = forms.StatusFilter(request.args)
    form.offer(queries.donors(), status_queries.years(), round_choices())
    return form


def _asked() -> Status:
    form = _form()
    return status_queries.status(form.day(), form.chosen())


@bp.get("/status", endpoint="status")
@requires("contribution.read")
def show_status() -> str:
    """Show who pledged and who paid, as at a day."""
    form = _form()
    chosen, day = form.chosen(), form.day()
    names = ("on", "donor", "year", "round")
    return render_template(
        "fund/status.html",
        status=status_queries.status(day, chosen),
        form=form,
        active=chosen.count + (day != clock.today()),
        args={name: value for name in names if (value := request.args.get(name))},
        published=status_queries.published(),
    )


@bp.get("/status.csv")
@requires("contribution.read")
def status_csv() -> Response:
    """Return it as CSV, one contribution a row."""
    return csv_answer("contributions", status_tables.HEAD, status_tables.plain(_asked()))


@bp.get("/status.xlsx")
@requires("contribution.read")
def status_xlsx() -> Response:
    """Return it as a workbook."""
    return workbook(_asked())


def workbook(status: Status) -> Response:
    """Return a status as a workbook in the reader's language."""
    sheets = status_tables.sheets(status, words, formats.pick)
    data = spreadsheets.write(sheets, rtl=locale.choose() == "ar")
    return downloads.attachment(data, f"contributions-{status.on.isoformat()}.xlsx", XLSX)


@bp.get("/status.pdf")
@requires("contribution.read")
def status_pdf() -> Response:
    """Return it as PDF, marked as not issued."""
    found = _asked()
    data = printing_jobs.draft(found, locale.choose())
    return downloads.attachment(data, f"contributions-{found.on.isoformat()}.pdf", "application/pdf")


@bp.route("/status/publish", methods=["GET", "POST"])
@requires("contributions_status.publish")
def publish_status() -> Answer:
    """Publish the status as at a day."""
    step = Step(
        "contributions_status.publish",
        url_for("fund.status"),
        msg(
            "Figures, donors and help in kind go on the public page as they are, with a paper in every language of the "
            "pages, its hash and its code. "
            "What is published is never changed: a later status shows what came after."
        ),
        crumbs=crumbs((url_for("fund.status"), msg("Status of contributions"))),
        here="fund.index",
        facts=[(msg("Published last"), formats.day(one.on)) for one in status_queries.published()[:1]],
        danger=True,
    )

    def run(form: forms.PublishForm) -> object:
        return commands.publish_status(by=gate.actor(), on=form.on.data)

    done = msg("The status is published. Its papers follow in a moment.")
    return take(forms.PublishForm(data={"on": _next_day()}), run, step, done)


def _next_day() -> date:
    """The end of last month; today, where that was published already."""
    last_month = clock.today().replace(day=1) - timedelta(days=1)
    earlier = status_queries.published()
    return clock.today() if earlier and earlier[0].on >= last_month else last_month
