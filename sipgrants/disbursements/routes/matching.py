"""Payments from a file of UNEP's system: first a page that shows what each line would do, then it happens."""

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import ngettext
from werkzeug.wrappers import Response

from sipgrants.accounts.history import names_of
from sipgrants.core.db import find
from sipgrants.core.errors import Conflict, Invalid
from sipgrants.disbursements import commands, forms, kept_reasons, matching_queries, payment_lines
from sipgrants.disbursements.models import PaymentFile
from sipgrants.disbursements.payment_lines import Line
from sipgrants.disbursements.routes.blueprint import bp, crumbs
from sipgrants.questionnaires.workbook_opening import LARGEST
from sipgrants.web import downloads, gate, locale
from sipgrants.web.gate import requires

Page = str | Response | tuple[str, int]


@bp.route("/instalments/payments", methods=["GET", "POST"])
@requires("payment.match")
def send_payments() -> Page:
    """Ask for the file; nothing is recorded yet."""
    form: Any = forms.PaymentsFile()
    if form.validate_on_submit():
        try:
            data = form.file.data.stream.read(LARGEST + 1)
            upload, lines = matching_queries.looked_through(data, form.file.data.filename or "")
            sent = commands.file_payments(by=gate.actor(), upload=upload, lines=lines)
            return redirect(url_for("disbursements.match", sha256=sent.sha256), 303)
        except Invalid as refused:
            form.take(refused)
    page = render_template(
        "disbursements/payments.html", form=form, columns=payment_lines.COLUMNS, crumbs=crumbs()
    )
    return page, 422 if form.errors else 200


@bp.route("/instalments/payments/<sha256>", methods=["GET", "POST"])
@requires("payment.match")
def match(sha256: str) -> Page:
    """What would be recorded, what is already, what does not match and why; then, at one press, the record."""
    lines = matching_queries.waiting(sha256)
    if request.method == "GET":
        return _shown(lines)
    try:
        number = commands.match(lines, by=gate.actor(), mark=request.form.get("mark", ""), sha256=sha256)
    except Conflict as refused:
        flash(locale.translate(refused.message), "attention")
        return _shown(lines), 409
    flash(ngettext("%(num)d payment is recorded.", "%(num)d payments are recorded.", number), "good")
    return redirect(url_for("disbursements.match", sha256=sha256), 303)


def _shown(lines: list[Line]) -> str:
    found = matching_queries.outcomes(lines, gate.actor())
    return render_template(
        "disbursements/match.html", found=found, mark=matching_queries.mark(found), crumbs=crumbs()
    )


@bp.get("/instalments/payments/files")
@requires("payment_file.read")
def payment_files() -> str:
    """The files of payments that were sent, and how many payments each recorded."""
    number = request.args.get("page", "1")
    page = matching_queries.sent(int(number) if number.isdecimal() and len(number) < 7 else 1)
    return render_template(
        "disbursements/files.html",
        page=page,
        recorded=matching_queries.recorded_by(page.rows),
        people=names_of(str(one.file.person_id) for one in page.rows if one.file.person_id),
        crumbs=crumbs(),
    )


@bp.get("/instalments/payments/files/<uuid:payment_file_id>")
@requires("payment_file.read")
def payment_file(payment_file_id: UUID) -> str:
    """One file: who sent it and when, its hash, what it recorded and what it did not."""
    sent = find(PaymentFile, payment_file_id)
    payments = matching_queries.recorded_by([sent])[sent.id]
    remaining = [(one, [kept_reasons.read(row) for row in one["reasons"]]) for one in sent.remaining]
    return render_template(
        "disbursements/file.html",
        sent=sent,
        payments=payments,
        instalments=matching_queries.instalments_of(payments),
        remaining=remaining,
        people=names_of(str(one) for one in (sent.file.person_id, sent.matched_by) if one),
        crumbs=crumbs(),
    )


@bp.get("/instalments/payments/files/<uuid:payment_file_id>/file")
@requires("payment_file.read")
def payment_file_itself(payment_file_id: UUID) -> Response:
    """The file as it came."""
    return downloads.stored(find(PaymentFile, payment_file_id).file)
