"""What came by mail: an officer takes it in, a second one confirms it."""

from datetime import UTC
from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext

from sipgrants.applications import commands, queries
from sipgrants.applications.forms import ByMail, Confirmation
from sipgrants.applications.models import Application
from sipgrants.applications.routes.blueprint import Page, bp
from sipgrants.core.errors import Invalid, Problem
from sipgrants.core.i18n import msg
from sipgrants.parties import queries as parties
from sipgrants.rounds import queries as rounds
from sipgrants.rounds.models import Round
from sipgrants.web import factor, gate, locale, uploads
from sipgrants.web.forms import options
from sipgrants.web.gate import requires


@bp.route("/receive/<uuid:round_id>", methods=["GET", "POST"])
@requires("application.receive")
def receive(round_id: UUID) -> Page:
    """The form for what came by mail; the second factor comes first, since files cannot wait for it."""
    round_ = rounds.find(gate.actor(), round_id)
    if not factor.is_fresh() or request.form.get("begin"):
        if request.form.get("begin"):
            return redirect(url_for("applications.receive", round_id=round_id), 303)
        return render_template("applications/receive_begin.html", round=round_, form=Confirmation())
    form = ByMail()
    form.party_id.choices = options([("", ""), *parties.choices(locale.choose())])
    if form.validate_on_submit():
        try:
            _receive(round_, form)
            flash(gettext("A second officer is asked to confirm what you took in."), "good")
            return redirect(url_for("rounds.show", round_id=round_id), 303)
        except Invalid as refused:
            form.take(refused)
    status = 422 if request.method == "POST" else 200
    return render_template("applications/receive.html", round=round_, form=form), status


def _receive(round_: Round, form: Any) -> None:
    commands.receive(
        round_,
        by=gate.actor(),
        party_id=form.party_id.data,
        title=form.title.data,
        amount_minor=form.amount.amount.minor if form.amount.amount else None,
        months=form.months.data,
        arrived_at=form.arrived.data.replace(tzinfo=UTC),
        evidence=form.evidence.data,
        attachments=_attachments(form),
        application=_draft(round_, form),
    )


def _draft(round_: Round, form: Any) -> Application | None:
    reference = (form.reference.data or "").strip().upper()
    if not reference:
        return None
    found = [one for one in queries.of_party(form.party_id.data, round_.id) if one.reference == reference]
    if not found:
        raise Invalid([Problem("reference", msg("This Party has no draft of that reference in this round."))])
    return found[0]


def _attachments(form: Any) -> list[commands.Attachment]:
    sent = [("signed_letter", form.signed_letter.data), *(("annex", one) for one in form.others.data or ())]
    kept = []
    for kind, one in sent:
        brought = uploads.taken(one, "signed_letter" if kind == "signed_letter" else "others")
        if brought is not None:
            kept.append(commands.Attachment(kind, brought.name, brought.media_type, brought.blob))
    return kept
