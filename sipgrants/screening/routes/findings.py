"""The steps of screening that have a page of their own."""

from uuid import UUID

from flask import redirect, request, url_for

from sipgrants.applications import models
from sipgrants.core import clock, db
from sipgrants.core.errors import NotFound
from sipgrants.core.i18n import msg
from sipgrants.lifecycle import rights
from sipgrants.screening import commands, forms, queries, sections_queries
from sipgrants.screening.days import last_cure_day, local_day
from sipgrants.screening.routes.blueprint import Page, bp, done, step
from sipgrants.web import gate
from sipgrants.web.gate import requires
from sipgrants.web.notices import tell

_TEAM = msg("the applicant's team")
_LETTER = msg("the applicant's team, by a letter")


@bp.post("/screening/applications/<uuid:application_id>/find_eligible")
@requires("application.find_eligible")
def find_eligible(application_id: UUID) -> Page:
    """Find the application eligible."""
    application = queries.find(gate.actor(), application_id)
    commands.find_eligible(application, by=gate.actor(), seen=gate.seen())
    tell(done(None, "application.find_eligible"))
    return redirect(url_for("screening.show", application_id=application_id), 303)


@bp.route("/screening/applications/<uuid:application_id>/send_back", methods=["GET", "POST"])
@requires("application.send_back")
def send_back(application_id: UUID) -> Page:
    """Send the application back for what can be mended."""
    application = queries.find(gate.actor(), application_id)
    round_, form = application.round, forms.SendBackForm()
    form.offer(sections_queries.offered(application))
    last = last_cure_day(local_day(clock.now(), round_.zone), round_.cure_days)
    if request.method == "GET":
        form.until.data = last
    return step(
        application,
        "application.send_back",
        form,
        lambda typed: commands.send_back(
            application,
            by=gate.actor(),
            sections=typed.sections.data or [],
            until=typed.until.data,
            text=typed.text.data,
            seen=gate.seen(),
        ),
        lede=msg(
            "Only the sections you choose open again. Where nothing comes by the date, at most %(day)s, the last version "
            "is judged.",
            day=last,
        ),
        told=[_TEAM],
    )


@bp.route("/screening/applications/<uuid:application_id>/find_ineligible", methods=["GET", "POST"])
@requires("application.find_ineligible")
def find_ineligible(application_id: UUID) -> Page:
    """Ask a second officer to find it ineligible; lines that say no are the first draft of the reasons."""
    application, form = queries.find(gate.actor(), application_id), forms.IneligibleForm()
    if request.method == "GET":
        form.reasons.data = "\n".join(queries.reasons_of_no(application))
    return step(
        application,
        "application.find_ineligible",
        form,
        lambda typed: commands.find_ineligible(
            application,
            by=gate.actor(),
            reasons=typed.reasons.data,
            at_once=typed.at_once.data,
            seen=gate.seen(),
        ),
        lede=msg("The letter gives these reasons. It is held until the letters of the round are released."),
        told=[_LETTER],
        second=msg("a second officer"),
        danger=False,
    )


@bp.route("/screening/applications/<uuid:application_id>/uphold", methods=["GET", "POST"])
@requires("application.uphold")
def uphold(application_id: UUID) -> Page:
    """Let the finding stand."""
    application = queries.find(gate.actor(), application_id)
    return step(
        application,
        "application.uphold",
        forms.ReasonsForm(),
        lambda typed: commands.uphold(
            application, by=gate.actor(), reasons=typed.reasons.data, seen=gate.seen()
        ),
        lede=msg("You looked at the finding again, and it stands."),
        told=[_LETTER],
    )


@bp.route("/screening/applications/<uuid:application_id>/reinstate", methods=["GET", "POST"])
@requires("application.reinstate")
def reinstate(application_id: UUID) -> Page:
    """Find it eligible after all."""
    application = queries.find(gate.actor(), application_id)
    return step(
        application,
        "application.reinstate",
        forms.ReinstateForm(),
        lambda typed: commands.reinstate(
            application,
            by=gate.actor(),
            reasons=typed.reasons.data,
            mistake=typed.mistake.data,
            seen=gate.seen(),
        ),
        lede=msg("The application takes its place in the round again, as an eligible one."),
        told=[_LETTER],
    )


@bp.route("/applications/<uuid:application_id>/reconsideration", methods=["GET", "POST"])
@requires("application.ask_reconsideration")
def ask_reconsideration(application_id: UUID) -> Page:
    """A focal point asks that the finding be looked at again."""
    application = db.find(models.Application, application_id)
    if not rights.can(gate.actor(), "application.ask_reconsideration", application):
        raise NotFound()
    refusal = queries.standing_refusal(application)
    return step(
        application,
        "application.ask_reconsideration",
        forms.ReconsiderationForm(),
        lambda typed: commands.ask_reconsideration(application, by=gate.actor(), text=typed.text.data),
        after=url_for("screening.ask_reconsideration", application_id=application_id, asked=1),
        lede=msg(
            "An officer who had no part in the finding examines your reasons. You get a letter with the outcome."
        ),
        told=[msg("the Secretariat")],
        refusal=refusal,
        asked=queries.reconsiderations(application),
    )
