"""One application: the document on one side, the checklist on the other."""

from uuid import UUID

from flask import redirect, render_template, request, url_for

from sipgrants.accounts import queries as people
from sipgrants.accounts.history import timeline
from sipgrants.applications.models import Application
from sipgrants.core.errors import Invalid
from sipgrants.core.i18n import msg
from sipgrants.lifecycle import countersign
from sipgrants.screening import (
    checklist,
    commands,
    document_queries,
    forms,
    queries,
    sections_queries,
    table_queries,
)
from sipgrants.screening.letters import queries as letters
from sipgrants.screening.letters.wording import LABELS
from sipgrants.screening.routes.blueprint import Page, bp
from sipgrants.screening.sayings import say
from sipgrants.web import gate, locale
from sipgrants.web.gate import requires
from sipgrants.web.notices import tell


@bp.get("/screening/applications/<uuid:application_id>")
@requires("screening.read")
def show(application_id: UUID) -> Page:
    """The version that counts beside the checklist, findings, returns, letters."""
    return _page(queries.find(gate.actor(), application_id))


def _page(application: Application, key: str = "", form: forms.LineForm | None = None) -> str:
    found, returns = queries.lines(application), queries.returns(application)
    return render_template(
        "screening/show.html",
        application=application,
        document=document_queries.document(application, locale.choose()),
        lines=[(line, checklist.answer(line), say(line.reason), say(line.evidence)) for line in found],
        mark=checklist.mark,
        left=[line for line in found if checklist.answer(line) is not checklist.Answer.YES],
        next=table_queries.next_to_screen(application),
        label=checklist.label,
        names=people.names_of(line.decided_by for line in found),
        wrong_key=key,
        form=form or forms.LineForm(),
        refusal=queries.standing_refusal(application),
        returns=returns,
        sections=sections_queries.named(application) if returns else {},
        reconsiderations=queries.reconsiderations(application),
        letters=letters.of_application(application),
        kinds=LABELS,
        why_not=checklist.refuse_eligible(found),
        waiting=countersign.asked_about(application),
        history=timeline(application),
    )


@bp.post("/screening/applications/<uuid:application_id>/lines/<key>")
@requires("screening.check")
def check(application_id: UUID, key: str) -> Page:
    """Confirm or override one line."""
    application, form = queries.find(gate.actor(), application_id), forms.LineForm()
    try:
        commands.check(
            application,
            by=gate.actor(),
            key=key,
            decided=form.decided.data or "",
            reason=form.reason.data or "",
            was=request.form.get("was"),
        )
    except Invalid as refused:
        form.validate()
        form.take(refused)
        return _page(application, key, form), 422
    address = url_for("screening.show", application_id=application_id)
    return redirect(f"{address}#line-{key.replace(':', '-')}", 303)


@bp.post("/screening/applications/<uuid:application_id>/propose")
@requires("screening.propose")
def propose(application_id: UUID) -> Page:
    """Propose the lines anew."""
    application = queries.find(gate.actor(), application_id)
    commands.propose(application, by=gate.actor(), seen=gate.seen())
    tell(msg("The lines were proposed anew. What changed is to be decided again."))
    return redirect(url_for("screening.show", application_id=application_id), 303)
