"""The score matrices that the Board has annexed to a report: as sealed, and as revised after the discussion."""

from collections.abc import Callable
from datetime import datetime
from fractions import Fraction
from uuid import UUID

from sipgrants.applications.models import Application
from sipgrants.core.i18n import Message, msg
from sipgrants.documents.score_matrices import BARRED, NO_SCORE, ScoreLine, ScoreMatrix
from sipgrants.meetings.models import Meeting
from sipgrants.scoring import queries as scoring
from sipgrants.scoring import ranking
from sipgrants.scoring.models import Sheet
from sipgrants.scoring.queries import Picture
from sipgrants.scoring.tables import tenths

Values = Callable[[Sheet, dict[UUID, str]], dict[str, int | None]]


def matrices(meeting: Meeting, at: datetime | None) -> list[ScoreMatrix]:
    """Return both matrices of the applications on the agenda, as they were `at` a moment (None: now).

    Nothing where the Board has not decided so, or while the seal is closed. Only what is on the agenda: whoever is barred
    from it reads a copy without its line, and of other applications the report has no copies.
    """
    if not meeting.annexes_scores or meeting.round is None:
        return []
    found = scoring.picture(meeting.round)
    if not found.is_open:
        return []
    return [
        _matrix(found, meeting, msg("Independent scores, as they lay under the seal"), scoring.sealed_values),
        _matrix(
            found,
            meeting,
            msg("Scores after the discussion"),
            lambda sheet, keys: scoring.values(sheet, keys, at),
        ),
    ]


def _matrix(found: Picture, meeting: Meeting, title: Message, values: Values) -> ScoreMatrix:
    wanted = {one.application_id for one in meeting.items}
    rows = [one for one in found.applications if one.id in wanted]
    keys = {one.id: one.key for one in found.round.criteria}
    weights = {one.key: one.weight for one in found.round.criteria}
    sheets = [
        ranking.Sheet(one.application_id, one.person_id, values(one, keys))
        for one in found.handed_in.values()
        if one.application_id in wanted
    ]
    scores = ranking.matrix(sheets, weights, [one.id for one in rows])
    members = found.members()
    lines = [_line(found, one, [seat.person_id for seat in members], scores[one.id]) for one in rows]
    return ScoreMatrix(title, [seat.person.name for seat in members], lines)


def _line(
    found: Picture, one: Application, members: list[UUID], given: dict[ranking.Key, Fraction]
) -> ScoreLine:
    barred = found.bars[one.id]
    cells = [BARRED if who in barred else tenths(given.get(who)) or NO_SCORE for who in members]
    mean = tenths(ranking.mean(list(given.values()))) if given else NO_SCORE
    return ScoreLine(one.reference, one.party.name(), cells, mean, frozenset(str(who) for who in barred))
