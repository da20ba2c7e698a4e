"""The agreement: terms, instalments, signatures, conditions, the vendor record."""

from typing import Any
from uuid import UUID

from flask import flash, redirect, request, url_for

from sipgrants.awards import commands, forms
from sipgrants.awards.models import Award
from sipgrants.awards.routes.blueprint import award_of, bp, step
from sipgrants.core.errors import NotFound
from sipgrants.core.files import Blob
from sipgrants.core.i18n import msg
from sipgrants.web import gate, locale, uploads
from sipgrants.web.gate import requires
from sipgrants.web.steps import Answer, take


@bp.route("/<uuid:id>/agreement", methods=["GET", "POST"])
@requires("award.edit")
def agreement(id: UUID) -> Answer:
    """Set the terms of the agreement."""
    award = award_of(id)
    shown = {name: getattr(award, name) for name in commands.Terms.__dataclass_fields__}
    lede = msg(
        "Up to the border of the settings an SSFA is usual, above it a PCA. Frozen once somebody has signed."
    )
    page = step(award, "award.edit", lede)

    def run(form: forms.TermsForm) -> object:
        return commands.edit(award, by=gate.actor(), terms=form.agreed(), seen=gate.seen())

    return take(forms.TermsForm(data=shown), run, page)


@bp.route("/<uuid:id>/instalments", methods=["GET", "POST"])
@requires("instalment.plan")
def instalments(id: UUID) -> Answer:
    """Plan the instalments: amount, day, what each waits for."""
    award = award_of(id)
    lede = msg("Together they are the award. Each is released when what it waits for is there.")
    words = msg("Plan the instalments")
    page = step(award, "instalment.plan", lede, title=words, verb=words, template="awards/instalments.html")

    def run(form: forms.InstalmentsForm) -> object:
        return commands.plan_instalments(award, by=gate.actor(), parts=form.parts(), seen=gate.seen())

    return take(forms.InstalmentsForm(data=forms.as_typed(award.instalments)), run, page)


@bp.post("/<uuid:id>/agreement/issue")
@requires("award.edit")
def issue_agreement(id: UUID) -> Answer:
    """Issue the agreement as PDF, for both to sign."""
    commands.issue_agreement(award_of(id), by=gate.actor(), seen=gate.seen())
    flash(
        locale.translate(msg("The agreement is being printed: it stands on this page in a moment.")), "good"
    )
    return redirect(url_for("awards.show", id=id), 303)


@bp.route("/<uuid:id>/sign", methods=["GET", "POST"])
@requires("award.sign")
def sign(id: UUID) -> Answer:
    """Record a signature, with the signed copy."""
    award = award_of(id)
    lede = msg(
        "With the day, the name and the signed copy. From now on terms, instalments and plan stay as they are."
    )
    page = step(award, "award.sign", lede)
    return take(forms.SignatureForm(), lambda form: _sign(award, form), page)


def _sign(award: Award, form: Any) -> object:
    return commands.sign(
        award,
        by=gate.actor(),
        side=form.side.data or "",
        name=form.name.data,
        signed_on=form.signed_on.data,
        copy=_uploaded(),
        seen=gate.seen(),
    )


def _uploaded() -> tuple[Blob, str, str] | None:
    """The file that came with the form, kept in the store; refused where it is of a kind that is not taken."""
    brought = uploads.taken(request.files.get("file"))
    return (brought.blob, brought.name, brought.media_type) if brought else None


@bp.route("/<uuid:id>/clear_signatures", methods=["GET", "POST"])
@requires("award.sign")
def clear_signatures(id: UUID) -> Answer:
    """Strike the signatures so that the terms can be mended."""
    award = award_of(id)
    lede = msg("Terms, instalments and plan can be mended again. Both sign anew.")
    words = msg("Strike the signatures")
    page = step(award, "award.sign", lede, title=words, verb=words, danger=True)

    def run(form: forms.ReasonForm) -> object:
        return commands.clear_signatures(award, by=gate.actor(), reason=form.reason.data, seen=gate.seen())

    return take(forms.ReasonForm(), run, page)


@bp.route("/<uuid:id>/conditions/<uuid:condition_id>", methods=["GET", "POST"])
@requires("award.meet_condition")
def meet_condition(id: UUID, condition_id: UUID) -> Answer:
    """Mark a condition of the Board as met."""
    award = award_of(id)
    condition = next((one for one in award.conditions if one.id == condition_id), None)
    if condition is None:
        raise NotFound()
    page = step(award, "award.meet_condition", msg("%(text)s", text=condition.text))

    def run(form: forms.EvidenceForm) -> object:
        return commands.meet_condition(
            award,
            by=gate.actor(),
            condition_id=condition_id,
            evidence=form.evidence.data,
            seen=gate.seen(),
        )

    return take(forms.EvidenceForm(), run, page)


@bp.route("/<uuid:id>/vendor", methods=["GET", "POST"])
@requires("vendor.confirm")
def vendor(id: UUID) -> Answer:
    """Confirm the vendor record by its reference."""
    award = award_of(id)
    lede = msg(
        "Bank data stay in Umoja: only the reference of the record that you have checked is kept here."
    )
    page = step(award, "vendor.confirm", lede)
    shown = {"reference": award.vendor_reference}

    def run(form: forms.VendorForm) -> object:
        return commands.confirm_vendor(
            award, by=gate.actor(), reference=form.reference.data, seen=gate.seen()
        )

    return take(forms.VendorForm(data=shown), run, page)
