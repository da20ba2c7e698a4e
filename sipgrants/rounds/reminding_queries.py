"""Whom the Secretariat's own ladder reminds in a round: officers, of questions that nobody has answered."""

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sipgrants.core.i18n import Message, nmsg
from sipgrants.lifecycle import reminding
from sipgrants.lifecycle.reminding import Missing
from sipgrants.rounds import queries, question_queries
from sipgrants.rounds.models import Round


def officers(number: int) -> Message:
    """Return the button's words for officers."""
    return nmsg("Remind %(num)s officer", "Remind %(num)s officers", number)


@reminding.source("round_questions", mail="round_question_reminder", words=officers)
def unanswered(about: Round | None) -> list[Missing]:
    """Return the officers, for every round in which a question waits: it is answered by the day on which asking ends."""
    waiting = [row for row in question_queries.unanswered() if about is None or row[0].id == about.id]
    people = queries.officers() if waiting else []
    return [
        _missing(round_, number, since, person_id)
        for round_, number, since in waiting
        for person_id in people
    ]


def _missing(round_: Round, number: int, since: Any, person_id: Any) -> Missing:
    until = round_.questions_until or since + timedelta(days=14)
    due_on = until.astimezone(ZoneInfo(round_.zone)).date()
    told = {"round_id": round_.id, "number": round_.number, "names": round_.names}
    return Missing(
        ("round_questions", f"{round_.id}/{due_on}"),
        str(person_id),
        person_id,
        round_,
        {**told, "waiting": number, "due_on": due_on},
        due_on,
        since.date(),
    )
