"""Partners: the lead invites and removes, the partner's focal point answers."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext

from sipgrants.applications import commands, queries
from sipgrants.applications.forms import Confirmation, Invitation, Reason
from sipgrants.applications.routes.blueprint import Page, bp
from sipgrants.core.errors import Invalid
from sipgrants.lifecycle import rights
from sipgrants.parties import queries as parties
from sipgrants.web import gate, locale
from sipgrants.web.forms import options
from sipgrants.web.gate import requires


@bp.route("/<uuid:application_id>/partners", methods=["GET", "POST"])
@requires("partner.invite")
def partners(application_id: UUID) -> Page:
    """Who takes part, and the invitation of another Party."""
    application = queries.find(gate.actor(), application_id)
    rights.demand(gate.actor(), "partner.invite", application)
    form = Invitation()
    there = {one.party_id for one in application.partners if one.state in ("invited", "confirmed")}
    known = parties.choices(locale.choose())
    form.party_id.choices = options(
        [("", ""), *((code, name) for code, name in known if code not in there | {application.party_id})]
    )
    if form.validate_on_submit():
        try:
            commands.invite(application, by=gate.actor(), party_id=form.party_id.data)
            flash(gettext("The invitation is on its way."), "good")
            return redirect(url_for("applications.partners", application_id=application_id), 303)
        except Invalid as refused:
            form.take(refused)
    return render_template("applications/partners.html", application=application, form=form)


@bp.post("/partners/<uuid:partner_id>/remove")
@requires("partner.remove")
def remove_partner(partner_id: UUID) -> Page:
    """Remove a partner."""
    partner = queries.partner(gate.actor(), partner_id)
    commands.remove(partner, by=gate.actor(), seen=gate.seen())
    flash(gettext("The partner is removed. Its focal points get a mail."), "good")
    return redirect(url_for("applications.partners", application_id=partner.application_id), 303)


@bp.get("/partners/<uuid:partner_id>")
@requires("partner.read")
def partner(partner_id: UUID) -> Page:
    """The invitation as the partner's focal point sees it."""
    found = queries.partner(gate.actor(), partner_id)
    return render_template("applications/partner.html", partner=found, form=Reason(formdata=None))


@bp.post("/partners/<uuid:partner_id>/confirm")
@requires("partner.confirm")
def confirm_partner(partner_id: UUID) -> Page:
    """Confirm that the Government takes part."""
    found = queries.partner(gate.actor(), partner_id)
    if Confirmation().validate_on_submit():
        commands.confirm(found, by=gate.actor(), seen=gate.seen())
        flash(gettext("You confirmed that your Government takes part."), "good")
    return redirect(url_for("applications.partner", partner_id=partner_id), 303)


@bp.post("/partners/<uuid:partner_id>/refuse")
@requires("partner.refuse")
def refuse_partner(partner_id: UUID) -> Page:
    """Refuse, with a reason."""
    found = queries.partner(gate.actor(), partner_id)
    form = Reason()
    if not form.validate_on_submit():
        return render_template("applications/partner.html", partner=found, form=form), 422
    commands.refuse(found, by=gate.actor(), reason=form.reason.data, seen=gate.seen())
    flash(gettext("You refused. The lead Party reads your reason."), "good")
    return redirect(url_for("applications.partner", partner_id=partner_id), 303)
