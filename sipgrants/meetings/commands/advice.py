"""Recommendations to unsuccessful applicants: drafted from the Board's own words, edited, released by an officer."""

from collections.abc import Mapping

from sipgrants.core import clock, outbox
from sipgrants.core.db import command, session
from sipgrants.core.errors import Conflict, Invalid, Problem, require
from sipgrants.core.i18n import msg
from sipgrants.documents import issuing_commands as issuing
from sipgrants.lifecycle import machine, rights, told
from sipgrants.lifecycle.actor import Actor
from sipgrants.meetings import advice_queries as queries
from sipgrants.meetings import advising
from sipgrants.meetings.advice_models import Advice
from sipgrants.meetings.models import Decision
from sipgrants.rounds.models import Round
from sipgrants.screening.letters import queries as letters

KIND = "recommendations"


@command
def draft_all(round_: Round, *, by: Actor) -> int:
    """Draft the recommendations to every unsuccessful applicant who has none yet; returns how many were drafted."""
    rights.demand(by, "advice.draft", round_)
    found, missing = queries.sources(round_), [one for one in queries.lines(round_) if one.advice is None]
    if not missing:
        raise Conflict(msg("There is nobody to draft recommendations for."))
    for line in missing:
        _draft(line.decision, found.get(line.decision.application_id, queries.Sources()), by)
    return len(missing)


def _draft(decision: Decision, said: queries.Sources, by: Actor) -> None:
    made = Advice(decision_id=decision.id, application_id=decision.application_id)
    made.application = decision.application
    _write(made, decision, said)
    machine.begin(made, "advice.draft", by=by, application=decision.application_id)
    session().add(made)
    session().flush()


def _write(advice: Advice, decision: Decision, said: queries.Sources) -> None:
    keys = [one.key for one in decision.application.round.criteria]
    advice.paragraphs = advising.drafted(decision.recommendations, said.comments, keys)
    advice.sources = list(said.sheets)


@command
def redraft(advice: Advice, *, by: Actor) -> None:
    """Draft anew from the record; what an officer had edited is gone."""
    machine.move(advice, "advice.redraft", by=by)
    said = queries.sources(advice.application.round)
    _write(advice, advice.decision, said.get(advice.application_id, queries.Sources()))
    session().flush()


@command
def edit(advice: Advice, *, by: Actor, paragraphs: Mapping[str, str]) -> None:
    """Edit the recommendations: an officer's hand on the Board's words, before anybody outside reads them."""
    machine.move(advice, "advice.edit", by=by)
    known = {advising.GENERAL, *(one.key for one in advice.application.round.criteria)}
    typed = {key: text.replace("\r\n", "\n").strip() for key, text in paragraphs.items() if key in known}
    require(advising.problems(typed, queries.names_of_members()))
    advice.paragraphs = {**advice.paragraphs, **typed}
    session().flush()


@command
def release(advice: Advice, *, by: Actor) -> None:
    """Release the recommendations: the applicant reads them from now on, they are issued, and never change."""
    rights.demand(by, "advice.release", advice)
    require(_problems(advice))
    application = advice.application
    person = letters.recipient(application.party_id)
    document = issuing.issue(
        KIND,
        application,
        number=f"{application.reference}/R{len(queries.released_for(application.id)) + 1}",
        title="Recommendations of the Governing Board",
        locale=person.locale if person else "en",
        party_id=application.party_id,
    )
    machine.move(advice, "advice.release", by=by, number=document.number)
    advice.document_id, advice.released_at, advice.released_by = document.id, clock.now(), by.person_id
    session().flush()
    _tell(advice)


@command
def release_all(round_: Round, *, by: Actor) -> int:
    """Release what is drafted in a round, together; where one cannot go out, none does, and all reasons are told."""
    rights.demand(by, "advice.release", round_)
    waiting = [one.advice for one in queries.lines(round_) if one.advice and one.advice.state == "drafted"]
    if not waiting:
        raise Conflict(msg("No recommendations of this round wait for their release."))
    found = [
        Problem(
            "release",
            msg("%(reference)s: %(why)s", reference=one.application.reference, why=problem.message),
        )
        for one in waiting
        for problem in _problems(one)
    ]
    if found:
        raise Invalid(found)
    for one in waiting:
        release(one, by=by)
    return len(waiting)


def _problems(advice: Advice) -> list[Problem]:
    """What keeps recommendations back: the outcome is told first; the words are the Board's, and name no member."""
    found = advising.problems(advice.paragraphs, queries.names_of_members())
    if advice.decision.state != "confirmed":
        found.append(Problem("release", msg("A later decision took the place of this one.")))
    if advice.application_id in told.untold():
        found.append(Problem("release", msg("The outcome is not told yet: release its letter first.")))
    if advising.is_empty(advice.paragraphs):
        found.append(Problem("release", msg("Nothing is written yet.")))
    said = queries.sources(advice.application.round).get(advice.application_id, queries.Sources())
    if not set(advice.sources) <= set(said.sheets):
        text = msg("A sheet it was drafted from counts no longer, since its member is barred: draft it anew.")
        found.append(Problem("release", text))
    return found


def _tell(advice: Advice) -> None:
    application = advice.application
    for person_id in letters.readers(application):
        outbox.mail(
            "advice",
            person_id=person_id,
            about=application,
            application_id=application.id,
            reference=application.reference,
            title=application.title,
        )
