"""A member's own sheet: begun, saved as often as they like, handed in whole; changed later with a reason."""

from collections.abc import Mapping
from typing import Any

from sipgrants.applications.models import Application
from sipgrants.board import queries as board
from sipgrants.core import clock
from sipgrants.core.db import command, session
from sipgrants.core.errors import Conflict, Forbidden, Problem, require
from sipgrants.core.i18n import msg
from sipgrants.lifecycle import machine
from sipgrants.lifecycle.actor import Actor
from sipgrants.rounds.models import Round
from sipgrants.scoring import queries
from sipgrants.scoring.filled import Filled
from sipgrants.scoring.models import Score, ScoreRevision, Sheet
from sipgrants.scoring.sheets import sheet_problems, too_long


@command
def start(application: Application, *, by: Actor, filled: Filled | None = None) -> Sheet:
    """Begin one's own sheet for an application before the Board, with what was filled in already."""
    round_, seat = application.round, board.seat_of(by.person_id)
    if seat is None or by.person_id is None:
        raise Forbidden(msg("Members who sit on the Board today score."))
    demand_open(application)
    if queries.sheet_of(application.id, by.person_id):
        raise Conflict(msg("You have a sheet for this application already."))
    made = Sheet(application_id=application.id, person_id=by.person_id, seat_id=seat.id, seat=seat)
    machine.begin(made, "sheet.start", by=by, application=application.id)
    if queries.was_scored_before(application.id, seat):
        raise Conflict(
            msg("Whoever held this seat before you has scored this application: that sheet stands.")
        )
    session().add(made)
    session().flush()
    if filled:
        put(made, round_, filled)
    return made


@command
def edit(sheet: Sheet, *, by: Actor, filled: Filled) -> None:
    """Save the sheet as it stands; what is missing is told when it is handed in."""
    machine.move(sheet, "sheet.edit", by=by)
    demand_open(sheet.application)
    put(sheet, sheet.application.round, filled)


@command
def hand_in(sheet: Sheet, *, by: Actor) -> None:
    """Hand the sheet in: it counts from now on, and is seen by nobody else until the seal is open."""
    sheet.handed_in_at = clock.now()
    machine.move(sheet, "sheet.hand_in", by=by)
    round_ = sheet.application.round
    demand_open(sheet.application)
    keys = {one.id: one.key for one in round_.criteria}
    given, said = queries.values(sheet, keys), queries.comments(sheet, keys)
    wanted = queries.pure_criteria(round_)
    require([*sheet_problems(given, said, wanted, queries.SCALE), *too_long({**said, "": sheet.comment})])


@command
def revise(
    sheet: Sheet,
    *,
    by: Actor,
    scores: Mapping[str, int | None],
    reason: str,
    comments: Mapping[str, str] | None = None,
) -> int:
    """Change scores once the seal is open: new entries with a reason, the first ones stay. Returns how many changed."""
    machine.move(sheet, "sheet.revise", by=by, reason=reason.strip())
    round_, said = sheet.application.round, comments or {}
    if not queries.is_unsealed(round_.id):
        raise Conflict(
            msg("Scores are changed once the seal is open; until then a sheet handed in stays as it is.")
        )
    if sheet.application.state not in ("with_board", "reserve"):
        raise Conflict(msg("The Board has decided on this application."))
    keys = {one.id: one.key for one in round_.criteria}
    before = queries.values(sheet, keys)
    changed = {key: value for key, value in scores.items() if before.get(key) != value or key not in before}
    found = [] if reason.strip() else [Problem("reason", msg("Say why you change your scores."))]
    if not changed:
        found.append(Problem("scores", msg("No score was changed.")))
    merged = {**queries.comments(sheet, keys), **{key: text for key, text in said.items() if text.strip()}}
    wanted = queries.pure_criteria(round_)
    found += sheet_problems({**before, **scores}, merged, wanted, queries.SCALE)
    require([*found, *too_long(said)])
    for criterion in round_.criteria:
        if criterion.key in changed:
            sheet.revisions.append(
                _revision(criterion.id, changed[criterion.key], said.get(criterion.key, ""), reason, by)
            )
    session().flush()
    return len(changed)


def _revision(criterion_id: Any, value: int | None, comment: str, reason: str, by: Actor) -> ScoreRevision:
    return ScoreRevision(
        criterion_id=criterion_id,
        value=value,
        comment=comment.strip(),
        reason=reason.strip(),
        revised_by=by.person_id,
    )


def demand_open(application: Application) -> None:
    """Refuse with the reason where no score is given to the application now."""
    round_ = application.round
    if round_.scoring_mode == "none":
        raise Conflict(msg("The Board decides on this round from the dossiers, without scores."))
    if round_.state != "with_board" or application.state != "with_board":
        raise Conflict(msg("Scores are given while the application is before the Board."))
    if queries.is_unsealed(round_.id):
        raise Conflict(msg("The seal is open: handing in has ended."))


def put(sheet: Sheet, round_: Round, filled: Filled) -> None:
    """Write what is filled in onto the sheet (inside a command)."""
    known = {one.key: one for one in round_.criteria}
    wrong = [
        Problem(f"scores.{key}", msg("A score is from 0 to 5."))
        for key, value in filled.scores.items()
        if key not in known or (value is not None and value not in range(6))
    ]
    require(wrong)
    rows = {one.criterion_id: one for one in sheet.scores}
    for key, criterion in known.items():
        row = rows.get(criterion.id)
        if row is None:
            row = Score(criterion_id=criterion.id)
            sheet.scores.append(row)
        row.value = filled.scores.get(key)
        row.abstains = key in filled.scores and row.value is None
        row.comment = filled.comments.get(key, "")
    sheet.comment, sheet.notes, sheet.confidence = filled.comment, filled.notes, filled.confidence
    session().flush()
