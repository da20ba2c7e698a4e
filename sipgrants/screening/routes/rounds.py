"""The table of a round: one row per application, one column per rule, what can be done for all at once."""

from uuid import UUID

from flask import redirect, render_template, request, url_for

from sipgrants.core import paging
from sipgrants.core.i18n import nmsg
from sipgrants.rounds import queries as rounds
from sipgrants.screening import checklist, commands, forms, table_queries
from sipgrants.screening.letters import queries as letters
from sipgrants.screening.routes.blueprint import Page, bp
from sipgrants.web import gate
from sipgrants.web.gate import requires
from sipgrants.web.notices import tell

ROWS = 50


@bp.get("/screening/rounds/<uuid:id>", endpoint="round")
@requires("screening.read")
def table(id: UUID) -> Page:
    """Every application of the round with its marks; filters stand in the address."""
    round_ = rounds.find(gate.actor(), id)
    form = forms.TableFilter(request.args)
    form.offer()
    rows = table_queries.table(round_, **form.wanted)
    every = rows if not form.active else table_queries.table(round_)
    bulk = form.rule.data if form.answer.data == "open" else ""
    submitted = [row for row in every if row.application.state == "submitted"]
    return render_template(
        "screening/round.html",
        round=round_,
        form=form,
        page=paging.part(rows, request.args.get("page", 1, type=int), ROWS),
        labels=checklist.LABELS,
        clear=sum(row.is_clear for row in submitted),
        submitted=len(submitted),
        progress=table_queries.progress(every),
        held=len(letters.held(round_)),
        bulk=bulk,
        waiting=sum(row.application.state == "submitted" for row in rows) if bulk else 0,
    )


@bp.post("/screening/rounds/<uuid:id>/check_all")
@requires("screening.check")
def check_all(id: UUID) -> Page:
    """Say yes to one line wherever it waits for an officer."""
    round_, rule = rounds.find(gate.actor(), id), request.form.get("rule", "")
    number = commands.check_all(round_, by=gate.actor(), rule=rule, reason=request.form.get("reason", ""))
    tell(nmsg("Decided on %(num)s application.", "Decided on %(num)s applications.", number))
    return redirect(url_for("screening.round", id=id), 303)


@bp.post("/screening/rounds/<uuid:id>/find_all_eligible")
@requires("application.find_eligible")
def find_all_eligible(id: UUID) -> Page:
    """Find all eligible whose lines all say yes."""
    number = commands.find_all_eligible(rounds.find(gate.actor(), id), by=gate.actor())
    tell(nmsg("%(num)s application was found eligible.", "%(num)s applications were found eligible.", number))
    return redirect(url_for("screening.round", id=id), 303)


@bp.post("/screening/rounds/<uuid:id>/propose")
@requires("screening.propose")
def propose_all(id: UUID) -> Page:
    """Propose the lines of every submitted application anew."""
    round_ = rounds.find(gate.actor(), id)
    number = commands.propose_all(round_, by=gate.actor())
    tell(nmsg("%(num)s application was looked at.", "%(num)s applications were looked at.", number))
    return redirect(url_for("screening.round", id=id), 303)
