"""What an expert sees: requests, the declaration, the application beside the comment."""

from uuid import UUID

from flask import redirect, render_template, url_for

from sipgrants.appraisal import commands, forms, queries
from sipgrants.appraisal.countries import country_bar
from sipgrants.appraisal.routes.blueprint import Page, bp
from sipgrants.core.i18n import msg
from sipgrants.lifecycle import rights
from sipgrants.screening import document_queries
from sipgrants.web import gate, locale
from sipgrants.web.gate import requires
from sipgrants.web.notices import tell


@bp.get("/experts/")
@requires("expert.list")
def experts() -> Page:
    """Everything the expert was asked about."""
    return render_template("appraisal/experts.html", rows=queries.invitations_to(gate.actor()))


@bp.get("/experts/<uuid:invitation_id>")
@requires("expert.list")
def invitation(invitation_id: UUID) -> Page:
    """The declaration first, then the application with the comment beside it."""
    return _page(invitation_id)


def _page(invitation_id: UUID, **typed: object) -> str:
    actor, found = gate.actor(), queries.invitation(gate.actor(), invitation_id)
    may_read = rights.can(actor, "application.read", found.application)
    known = {"interest": forms.InterestForm(), "comment": forms.CommentForm()}
    return render_template(
        "appraisal/invitation.html",
        invitation=found,
        application=found.application,
        bar=country_bar(actor, found.application),
        document=document_queries.document(found.application, locale.choose()) if may_read else None,
        **{**known, **typed},
    )


@bp.post("/experts/<uuid:invitation_id>/declare_none")
@requires("expert.declare_none")
def declare_none(invitation_id: UUID) -> Page:
    """Declare that there is no interest."""
    commands.declare_none(queries.invitation(gate.actor(), invitation_id), by=gate.actor())
    return redirect(url_for("appraisal.invitation", invitation_id=invitation_id), 303)


@bp.post("/experts/<uuid:invitation_id>/declare_interest")
@requires("expert.declare_interest")
def declare_interest(invitation_id: UUID) -> Page:
    """Declare an interest."""
    found, form = queries.invitation(gate.actor(), invitation_id), forms.InterestForm()
    if not form.validate_on_submit():
        return _page(invitation_id, interest=form), 422
    commands.declare_interest(found, by=gate.actor(), interest=form.interest.data)
    tell(msg("Thank you. You take no part in this application."))
    return redirect(url_for("appraisal.experts"), 303)


@bp.post("/experts/<uuid:invitation_id>/comment")
@requires("expert.comment")
def comment(invitation_id: UUID) -> Page:
    """Hand in the comment."""
    found, form = queries.invitation(gate.actor(), invitation_id), forms.CommentForm()
    if not form.validate_on_submit():
        return _page(invitation_id, comment=form), 422
    commands.comment(found, by=gate.actor(), text=form.comment.data)
    tell(msg("Thank you. Your comment is in."))
    return redirect(url_for("appraisal.invitation", invitation_id=invitation_id), 303)
