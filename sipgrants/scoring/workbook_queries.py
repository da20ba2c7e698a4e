"""A member's score sheets of a round as one workbook: a sheet for each application, and what it says of itself.

Each block goes along with the mark of what stood there when the workbook was written, so that what was changed here in the
meantime is told when it comes back.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sipgrants.applications.models import Application
from sipgrants.core import audit, clock
from sipgrants.core.i18n import Message, msg
from sipgrants.lifecycle import rights
from sipgrants.lifecycle.actor import Actor
from sipgrants.questionnaires.marks import mark
from sipgrants.questionnaires.sheets import Answer, Block, Book, Sheet, Slot, Told, Words
from sipgrants.questionnaires.texts import pick
from sipgrants.rounds.models import Criterion, Round
from sipgrants.scoring import models, queries
from sipgrants.scoring.filled import ABSTAIN, CHOICES, CONFIDENCE
from sipgrants.scoring.queries import Picture

KIND = "scores"
BEGINNING = "beginning"
RIGHT_TO_LEFT = frozenset({"ar"})
Say = Callable[[Message], str]
LABELS: dict[str, Message] = {
    "confidence": msg("How sure are you of your scores?"),
    "comment": msg("Comment on the whole"),
    "notes": msg("Your own notes"),
}


@dataclass(frozen=True)
class ToScore:
    """One application with the member's own sheet as it stands, and why a workbook cannot change it now."""

    application: Application
    sheet: models.Sheet | None
    present: dict[str, str]
    closed: Message | None

    def path(self, block: str) -> str:
        """Return where a block of this sheet stands in the workbook."""
        return f"{self.application.id}.{block}"


def to_score(round_: Round, member: Actor) -> list[ToScore]:
    """Return what a member scores or has scored, of what they may open now: a fixed number of statements."""
    found = queries.picture(round_, member)
    own = {one.application_id: one for one in found.sheets if one.person_id == member.person_id}
    return [
        ToScore(
            one,
            own.get(one.id),
            queries.present_blocks(own.get(one.id), round_),
            _closed(found, one, own.get(one.id)),
        )
        for one in found.applications
        if (one.id in own or (one.id, member.person_id) in found.expected)
        and rights.can(member, "dossier.read", one)
    ]


def _closed(found: Picture, one: Application, sheet: models.Sheet | None) -> Message | None:
    if found.is_open:
        return msg("The seal is open: handing in has ended.")
    if sheet is not None and sheet.state != "draft":
        return msg("For reading only: what is handed in is never taken from a workbook.")
    if one.state != "with_board" or found.round.state != "with_board":
        return msg("Scores are given while the application is before the Board.")
    return None


def fingerprint(round_: Round) -> str:
    """Return what tells the criteria of rounds apart."""
    asked = [[one.key, one.weight] for one in round_.criteria]
    return hashlib.sha256(audit.canonical(asked).encode()).hexdigest()[:16]


def book(round_: Round, member: Actor, rows: Sequence[ToScore], language: str, say: Say) -> Book:
    """Return the described workbook; `say` speaks `language`."""
    about = {
        "kind": KIND,
        "round": str(round_.id),
        "person": str(member.person_id),
        "language": language,
        "form": fingerprint(round_),
        "written": clock.now().isoformat(),
    }
    marks = {f"mark:{one.path(block)}": mark(text) for one in rows for block, text in one.present.items()}
    lists = {
        "scores": tuple((one, say(msg("Abstain")) if one == ABSTAIN else one) for one in CHOICES),
        "confidence": tuple((value, say(label)) for value, label in CONFIDENCE.items()),
    }
    sheets = [_beginning(round_, say), *(_sheet(one, round_, language, say) for one in rows)]
    words = Words(too_long=say(msg("This text is too long for a cell: it stays as it is on the page.")))
    return Book(tuple(sheets), about | marks, lists, words=words, is_right_to_left=language in RIGHT_TO_LEFT)


_HOW = msg(
    "Write into the pale yellow cells, save as .xlsx and send the workbook back on the page it came from. "
    "Nothing is changed before you have seen what will change."
)


def _beginning(round_: Round, say: Say) -> Sheet:
    told = (
        Told(say(msg("Score sheets of round %(number)s", number=round_.number)), is_heading=True),
        Told(say(_HOW)),
        Told(say(msg("Choose a figure from 0 to 5, or abstain: an abstention is no score, never a zero."))),
        Told(say(msg("Nothing is handed in by sending this workbook: hand in each sheet on its page."))),
        Told(say(msg("It holds your scores under the seal and your own notes: keep it to yourself."))),
    )
    return Sheet(BEGINNING, say(msg("Read first")), told)


def _sheet(one: ToScore, round_: Round, language: str, say: Say) -> Sheet:
    application = one.application
    blocks: list[Block] = [Told(f"{application.title}\n{application.party.name(language)}".strip())]
    if one.closed is not None:
        blocks.append(Told(say(one.closed)))
    for criterion in round_.criteria:
        blocks += _criterion(one, criterion, language, say)
    blocks += [_whole(one, name, say) for name in LABELS]
    return Sheet(str(application.id), application.reference, tuple(blocks), one.closed)


def _criterion(one: ToScore, criterion: Criterion, language: str, say: Say) -> list[Block]:
    label = f"{pick(criterion.label, language)} ({criterion.weight} %)"
    steps = "\n".join(
        f"{step}: {text}" for step in "543210" if (text := pick(criterion.steps.get(step) or {}, language))
    )
    score, comment = f"scores.{criterion.key}", f"comments.{criterion.key}"
    words = say(msg("Comment: %(criterion)s", criterion=pick(criterion.label, language)))
    asked = say(msg("(asked for at 0, 1 and 5)"))
    return [
        Answer(one.path(score), Slot(score, "choice", label, steps, "scores"), one.present[score]),
        Answer(one.path(comment), Slot(comment, "long_text", words, asked), one.present[comment]),
    ]


def _whole(one: ToScore, name: str, say: Say) -> Block:
    is_choice = name == "confidence"
    kind, choices = ("choice", name) if is_choice else ("long_text", "")
    return Answer(one.path(name), Slot(name, kind, say(LABELS[name]), "", choices), one.present[name])


def label_of(block: str, round_: Round, language: str, say: Say) -> str:
    """Return what a block is called."""
    if block in LABELS:
        return say(LABELS[block])
    kind, _dot, key = block.partition(".")
    words = next(pick(one.label, language) for one in round_.criteria if one.key == key)
    return say(msg("Comment: %(criterion)s", criterion=words)) if kind == "comments" else words
