"""Payments from a file of UNEP's system: first a page that shows what each line would do, then it happens."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import ngettext
from werkzeug.wrappers import Response

from sipgrants.core.errors import Conflict, Invalid
from sipgrants.disbursements import commands, forms, matching_queries, payment_lines
from sipgrants.disbursements.payment_lines import Line
from sipgrants.disbursements.routes.blueprint import bp, crumbs
from sipgrants.questionnaires.workbook_opening import LARGEST
from sipgrants.web import gate, locale
from sipgrants.web.gate import requires

Page = str | Response | tuple[str, int]


@bp.route("/instalments/payments", methods=["GET", "POST"])
@requires("payment.match")
def send_payments() -> Page:
    """Ask for the file; nothing is recorded yet."""
    form: Any = forms.PaymentsFile()
    if form.validate_on_submit():
        try:
            sha256 = matching_queries.keep_file(form.file.data.stream.read(LARGEST + 1))
            return redirect(url_for("disbursements.match", sha256=sha256), 303)
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
