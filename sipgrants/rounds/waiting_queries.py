"""What rounds wait for: the officers' next step."""

from sqlalchemy import select

from sipgrants.core import clock
from sipgrants.core.db import session
from sipgrants.core.i18n import Message, msg, nmsg
from sipgrants.lifecycle import rights
from sipgrants.lifecycle.actor import OFFICER, Actor
from sipgrants.lifecycle.waiting import Waiting
from sipgrants.rounds import queries, question_queries
from sipgrants.rounds.models import Round


def waiting_for(actor: Actor) -> list[Waiting]:
    """Return the steps of rounds that this officer may take now."""
    if not actor.has(OFFICER):
        return []
    running = session().scalars(select(Round).where(Round.state.not_in(("completed", "cancelled"))))
    found = [(round_, _step(round_)) for round_ in running]
    return [*(_line(round_, *step) for round_, step in found if step), *_questions()]


def _questions() -> list[Waiting]:
    """Return the rounds in which teams wait for an answer."""
    return [
        Waiting(
            what=nmsg(
                "%(num)s question about %(round)s waits for an answer",
                "%(num)s questions about %(round)s wait for an answer",
                number,
                round=round_.name(),
            ),
            button=msg("Open questions"),
            endpoint="rounds.questions",
            values={"round_id": round_.id},
            due=round_.questions_until,
            action="round_question.answer",
        )
        for round_, number, _since in question_queries.unanswered()
    ]


def _step(round_: Round) -> tuple[Message, str] | None:
    name = round_.name()
    if round_.state == "draft":
        return msg("Complete the settings of %(round)s and announce it", round=name), "round.announce"
    limit = queries.last_moment(round_)
    if round_.state == "announced" and limit is not None and limit < clock.now():
        return msg(
            "The deadline of %(round)s has passed: start screening", round=name
        ), "round.start_screening"
    if round_.state == "screening" and not rights.known("round.unscreened", round_.id):
        return msg(
            "Everything in %(round)s is screened: start the appraisal", round=name
        ), "round.start_appraisal"
    if round_.state == "appraisal" and round_.declarations_asked_at is None:
        return msg("Ask the Board to declare interests in %(round)s", round=name), "round.ask_declarations"
    if round_.state == "with_board" and round_.scores_due_at is None and queries.takes_scores(round_):
        return msg("Set by when the Board scores in %(round)s", round=name), "round.set_scores_due"
    if round_.state == "decided" and not queries.open_ends(round_):
        return msg("Nothing is open in %(round)s: complete it", round=name), "round.complete"
    return None


def _line(round_: Round, what: Message, action: str) -> Waiting:
    return Waiting(
        what=what,
        button=msg("Open round"),
        endpoint="rounds.show",
        values={"round_id": round_.id},
        action=action,
    )
