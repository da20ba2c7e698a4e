"""The ranking and the matrix as rows of text: for the exports."""

from collections.abc import Mapping
from fractions import Fraction

from sipgrants.scoring.ranking import Key
from sipgrants.scoring.standings import Standings


def tenths(value: Fraction | None) -> str:
    """Return a figure with one decimal, rounded half up, or nothing."""
    if value is None:
        return ""
    scaled = (value * 20 + 1) // 2
    return f"{'-' if scaled < 0 else ''}{abs(scaled) // 10}.{abs(scaled) % 10}"


def ranking_rows(found: Standings, names: Mapping[Key, tuple[str, str, str]]) -> list[list[str]]:
    """Return the ranking; `names`: application > reference, title, Party."""
    head = [
        "rank", "reference", "title", "party", "mean", "mean_exact", "median", "spread", "scores",
        "adjusted_mean", "best_rank", "worst_rank", "interval_best_rank", "interval_worst_rank",
    ]  # fmt: skip
    rows = [head]
    for row in found.rows:
        span, interval = found.ranges.get(row.application), found.intervals.get(row.application)
        rows.append(
            [
                str(row.rank or ""),
                *names[row.application],
                tenths(row.mean),
                str(row.mean if row.mean is not None else ""),
                tenths(row.median),
                tenths(row.spread),
                str(row.scored_by),
                tenths(found.adjusted.get(row.application)),
                str(span.best if span else ""),
                str(span.worst if span else ""),
                str(interval.best if interval else ""),
                str(interval.worst if interval else ""),
            ]
        )
    return rows


def matrix_rows(
    found: Standings, names: Mapping[Key, tuple[str, str, str]], members: Mapping[Key, str]
) -> list[list[str]]:
    """Return members x applications, exact; `members`: member > name. Each application has its scores of now, and where any
    were revised a second row with what lay under the seal.
    """
    rows = [["reference", "title", "party", "scores", *members.values()]]
    for application, scores in found.scores.items():
        sealed = found.independent[application]
        rows.append([*names[application], "now", *_figures(scores, members)])
        if sealed != scores:
            rows.append([*names[application], "sealed", *_figures(sealed, members)])
    return rows


def _figures(scores: Mapping[Key, Fraction], members: Mapping[Key, str]) -> list[str]:
    return [str(scores[member]) if member in scores else "" for member in members]
