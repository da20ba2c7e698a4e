"""The scores of the Board as an annex of a meeting's report: who gave what, the barred marked."""

from collections.abc import Sequence
from dataclasses import dataclass

from sipgrants.core.i18n import msg

from .kit.language import Content
from .kit.table import Column, Row
from .kit.writer import Writer

BARRED, NO_SCORE = "×", "–"


@dataclass(frozen=True)
class ScoreLine:
    """A line of a matrix: the application, what each member gave it (`BARRED` and `NO_SCORE` are marks), the mean; all as
    they are to be printed.
    """

    reference: str
    party: str
    scores: Sequence[str]
    mean: str
    barred_ids: frozenset[str] = frozenset()


@dataclass(frozen=True)
class ScoreMatrix:
    """Members x applications under a title. `members` are the names of the columns, which are headed by letters."""

    title: Content
    members: Sequence[str]
    lines: Sequence[ScoreLine]


def write_matrices(writer: Writer, matrices: Sequence[ScoreMatrix]) -> None:
    """Write the matrices, each under its title, and what letters and marks mean."""
    writer.section(msg("Annex: Scores"), label="")
    writer.text(msg("The Board decided that the scores of its members are annexed to this report."))
    for one in matrices:
        writer.lead(one.title)
        letters = [_letter(place) for place, _ in enumerate(one.members)]
        columns = [
            Column(msg("Application"), 2),
            *(Column(letter, figures=True) for letter in letters),
            Column(msg("Mean"), figures=True),
        ]
        rows = [Row((f"{line.reference} {line.party}", *line.scores, line.mean)) for line in one.lines]
        writer.table(columns, rows)
    members = matrices[0].members
    named = "; ".join(f"{_letter(place)}: {name}" for place, name in enumerate(members))
    writer.note(named)
    writer.note(msg("%(sign)s: barred, took no part.", sign=BARRED))
    writer.note(msg("%(sign)s: no score.", sign=NO_SCORE))


def _letter(place: int) -> str:
    """Return A to Z, then A2, B2 ...: members who came and went during a round count, too."""
    turn, letter = divmod(place, 26)
    return chr(ord("A") + letter) + (str(turn + 1) if turn else "")
