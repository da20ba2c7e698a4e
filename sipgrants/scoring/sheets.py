"""When a score sheet may be handed in: every criterion scored or abstained from, comments where they are
asked for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from numbers import Rational

from sipgrants.core.errors import Problem
from sipgrants.core.i18n import Message, msg
from sipgrants.rounds.criteria import Criterion, Scale
from sipgrants.scoring.ranking import Score

LONGEST = 4000  # characters of a comment
Scores = Mapping[str, Score | None]
"""Criterion > score; None is an abstention, a missing key is no answer yet."""


def sheet_problems(
    scores: Scores, comments: Mapping[str, str], criteria: Sequence[Criterion], scale: Scale
) -> list[Problem]:
    """Everything that keeps a sheet from being handed in; fields are `scores.KEY` and `comments.KEY`.

    Programme rule (section 6, Scoring): "a comment is asked for at 0-1 and 5. Abstaining is no score, never
    a zero".
    """
    found = []
    for criterion in criteria:
        if criterion.key not in scores:
            found.append(Problem(f"scores.{criterion.key}", msg("Score this criterion, or abstain.")))
            continue
        score = scores[criterion.key]
        wrong = _wrong_score(score, scale)
        if wrong:
            found.append(Problem(f"scores.{criterion.key}", wrong))
        elif score is not None and scale.asks_comment(score) and not comments.get(criterion.key, "").strip():
            found.append(Problem(f"comments.{criterion.key}", msg("Say why: this score asks for a comment.")))
    return found + _strangers(scores, criteria)


def too_long(comments: Mapping[str, str]) -> list[Problem]:
    """What is longer than others will read, by criterion; the comment on the whole stands under no key."""
    return [
        Problem(
            f"comments.{key}" if key else "comment",
            msg("This comment is too long: at most %(number)s characters.", number=LONGEST),
        )
        for key, text in comments.items()
        if len(text) > LONGEST
    ]


def is_complete(
    scores: Scores, comments: Mapping[str, str], criteria: Sequence[Criterion], scale: Scale
) -> bool:
    """Whether the sheet may be handed in."""
    return not sheet_problems(scores, comments, criteria, scale)


def progress(scores: Scores, criteria: Sequence[Criterion]) -> tuple[int, int]:
    """How many criteria are answered (scored or abstained from), of how many."""
    return sum(criterion.key in scores for criterion in criteria), len(criteria)


def _wrong_score(score: Score | None, scale: Scale) -> Message | None:
    if score is None or (isinstance(score, Rational) and scale.holds(score)):
        return None
    return msg("A score is between %(lowest)s and %(highest)s.", lowest=scale.minimum, highest=scale.maximum)


def _strangers(scores: Scores, criteria: Sequence[Criterion]) -> list[Problem]:
    known = {criterion.key for criterion in criteria}
    return [
        Problem(f"scores.{key}", msg("This round has no such criterion."))
        for key in scores
        if key not in known
    ]
