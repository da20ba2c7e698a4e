"""The officer's appraisal of one application: drafted, finished, taken up again."""

from sipgrants.applications.models import Application
from sipgrants.appraisal import queries
from sipgrants.appraisal.models import Appraisal
from sipgrants.core import audit, clock
from sipgrants.core.db import command, session
from sipgrants.core.errors import Conflict, Problem, require
from sipgrants.core.i18n import msg
from sipgrants.lifecycle import rights
from sipgrants.lifecycle.actor import Actor

WRITTEN_IN = ("submitted", "returned", "eligible")
ASKED = {
    "summary": msg("Write the summary."),
    "strengths": msg("Name the strengths."),
    "weaknesses": msg("Name the weaknesses."),
}


@command
def edit(
    application: Application, *, by: Actor, summary: str, strengths: str, weaknesses: str, questions: str
) -> Appraisal:
    """Keep what is written so far; nobody but the Secretariat sees a draft."""
    rights.demand(by, "appraisal.edit", application)
    _refuse_state(application)
    found = queries.appraisal(application) or _begin(application)
    if found.finished_at is not None:
        raise Conflict(msg("The appraisal is finished: take it up again first."))
    texts = {"summary": summary, "strengths": strengths, "weaknesses": weaknesses, "questions": questions}
    changed = sorted(name for name, text in texts.items() if getattr(found, name) != text.strip())
    for name, text in texts.items():
        setattr(found, name, text.strip())
    found.written_by = by.person_id
    if changed:
        audit.record("appraisal.edit", application, by, changed=changed)
    return found


@command
def finish(application: Application, *, by: Actor) -> None:
    """Finish the appraisal: the application can be forwarded, and the Board will read it as it is."""
    rights.demand(by, "appraisal.finish", application)
    _refuse_state(application)
    found = queries.appraisal(application)
    if found is not None and found.finished_at is not None:
        raise Conflict(msg("The appraisal is finished already."))
    require([Problem(name, text) for name, text in ASKED.items() if not (found and getattr(found, name))])
    if found is not None:
        found.finished_at, found.written_by = clock.now(), by.person_id
    audit.record("appraisal.finish", application, by)


@command
def reopen(application: Application, *, by: Actor) -> None:
    """Take a finished appraisal up again; what is before the Board is recalled first."""
    rights.demand(by, "appraisal.reopen", application)
    _refuse_state(application)
    found = queries.appraisal(application)
    if found is None or found.finished_at is None:
        raise Conflict(msg("The appraisal is not finished."))
    found.finished_at = None
    audit.record("appraisal.reopen", application, by)


def _begin(application: Application) -> Appraisal:
    made = Appraisal(application_id=application.id, summary="", strengths="", weaknesses="", questions="")
    session().add(made)
    return made


def _refuse_state(application: Application) -> None:
    if application.state not in WRITTEN_IN:
        raise Conflict(msg("An appraisal is written before the application goes to the Board."))
