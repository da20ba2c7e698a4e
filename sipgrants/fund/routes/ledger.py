"""The ledger, page by page; what is booked by hand; the same as CSV."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from flask import Response, render_template, request, url_for

from sipgrants.accounts.history import names_of
from sipgrants.core.i18n import msg
from sipgrants.core.money import Money
from sipgrants.fund import commands, forms, queries
from sipgrants.fund.accounts import Event
from sipgrants.fund.models import LedgerTransaction
from sipgrants.fund.routes.blueprint import asked_id, bp, crumbs, page_number
from sipgrants.fund.words import ACCOUNTS, EVENTS
from sipgrants.lifecycle.rights import known
from sipgrants.web import gate
from sipgrants.web.gate import requires
from sipgrants.web.steps import Answer, Step, take
from sipgrants.web.tables import csv_answer


@bp.get("/ledger")
@requires("ledger.read")
def ledger() -> str:
    """Show the entries, newest first."""
    kind = request.args.get("kind", "")
    chosen = {"kind": kind if kind in set(Event) else "", "award_id": asked_id("award_id")}
    page = queries.ledger_page(page_number(), **chosen)
    args = {name: value for name, value in request.args.to_dict().items() if name != "page"}
    awards = known("awards.named")
    return render_template("fund/ledger.html", page=page, args=args, kinds=EVENTS, kind=kind, awards=awards)


@bp.get("/ledger/<uuid:id>")
@requires("ledger.read")
def transaction(id: UUID) -> str:
    """Show one entry with its lines."""
    found = queries.transaction(id)
    return render_template(
        "fund/transaction.html",
        row=found,
        who=names_of({str(found.posted_by or "")}).get(str(found.posted_by), ""),
        accounts=ACCOUNTS,
        kinds=EVENTS,
        reversal=queries.reversal_of(found),
        reverses=queries.transaction(found.reverses_id) if found.reverses_id else None,
        may_reverse=commands.may_reverse(found),
    )


@bp.route("/ledger/new", methods=["GET", "POST"])
@requires("ledger.post")
def book() -> Answer:
    """Book interest, a cost, a refund to a donor, an exchange difference."""
    form = forms.PostingForm()
    form.offer(queries.contributions())
    step = Step(
        "ledger.post",
        url_for("fund.ledger"),
        msg("Entries are never edited: a mistake is taken back by its reversal."),
        title=msg("Book an entry"),
        verb=msg("Book entry"),
        crumbs=crumbs((url_for("fund.ledger"), msg("Ledger"))),
        here="fund.index",
    )
    return take(form, _book, step, msg("The entry is in the ledger."))


def _book(form: forms.PostingForm) -> object:
    chosen = form.contribution_id.data
    return commands.book(
        Event(form.kind.data),
        by=gate.actor(),
        minor=form.amount.minor(),
        day=form.day.data,
        memo=form.memo.data,
        reference=form.reference.data or "",
        contribution=queries.contribution(UUID(chosen)) if chosen else None,
    )


@bp.route("/ledger/<uuid:id>/reverse", methods=["GET", "POST"])
@requires("ledger.post")
def reverse(id: UUID) -> Answer:
    """Take an entry back."""
    found = queries.transaction(id)
    step = Step(
        "ledger.post",
        url_for("fund.transaction", id=id),
        msg("An entry that takes it back is written beside it; both stay."),
        title=msg("Take entry %(number)s back", number=found.number),
        verb=msg("Take entry back"),
        crumbs=crumbs((url_for("fund.ledger"), msg("Ledger"))),
        here="fund.index",
    )

    def run(form: forms.ReasonForm) -> object:
        return commands.reverse(found, by=gate.actor(), reason=form.reason.data)

    return take(forms.ReasonForm(), run, step, msg("The entry is taken back."))


@bp.get("/ledger.csv")
@requires("ledger.read")
def ledger_csv() -> Response:
    """Return the whole ledger, one line a row, amounts in US dollars."""
    head = ["number", "day", "event", "account", "usd", "currency", "amount", "rate", "reference", "memo"]
    awards = {award_id: one.number for award_id, one in known("awards.named").items()}
    rows = ([*row, awards.get(one.award_id, "")] for one in queries.all_transactions() for row in _lines(one))
    return csv_answer("ledger", [*head, "award"], rows)


def _lines(row: LedgerTransaction) -> Iterable[Sequence[object]]:
    for line in row.lines:
        original = line.original_minor is not None and line.original_currency
        amount = (
            Money(line.original_minor or 0, line.original_currency or "USD").decimal() if original else ""
        )
        yield [
            row.number,
            row.day,
            row.kind,
            line.account,
            Money(line.minor).decimal(),
            line.original_currency or "",
            amount,
            line.rate or "",
            row.reference,
            row.memo,
        ]
