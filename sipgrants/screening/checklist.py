"""The checklist of one version: which lines there are, what each answers, and what it still needs.

Programme rule (section 6): "The system proposes each answer with its reason; an officer confirms or overrides with a
written reason".
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from sipgrants.core.i18n import Message, msg
from sipgrants.parties.eligibility import Finding, Rule
from sipgrants.screening.completeness import Line, Proposal

LABELS: dict[str, Message] = {
    "forms": msg("Three forms"),
    "language": msg("Language"),
    "signed": msg("Form C signed"),
    "in_time": msg("In time"),
    "answered": msg("All questions answered"),
    "documents": msg("Documents"),
    "totals": msg("Totals agree"),
    "amount": msg("Amount"),
    "months": msg("Duration"),
    "partners": msg("Partners confirmed"),
    "in_force": msg("Party in force"),
    "standing": msg("Developing or in transition"),
    "reports_in": msg("Earlier reports"),
    "serves_convention": msg("Serves the Convention"),
    "no_duplication": msg("No duplication"),
}
RULES: tuple[str, ...] = (*map(str, Line), *map(str, Rule))


class Answer(StrEnum):
    """What a line says; the gravest last. OPEN: an officer must decide it."""

    YES = "yes"
    OPEN = "open"
    NO = "no"


class Decided(Protocol):
    """A line as it is kept: what was proposed, and what an officer decided (None: nothing yet)."""

    @property
    def key(self) -> str: ...
    @property
    def proposed(self) -> str: ...
    @property
    def decided(self) -> str | None: ...
    @property
    def decision_reason(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Wanted:
    """A line to keep: `proposed` is yes, no, warn or officer."""

    key: str
    proposed: str
    reason: Message
    evidence: Message | str


def lines(complete: Iterable[Proposal], eligible: Iterable[Finding], evidence: str) -> list[Wanted]:
    """Return the lines in the order of the page; those about one Party carry its code in their key ("standing:ZM").

    `evidence` says what was looked at for completeness: the version with its hash.
    """
    first = [Wanted(str(one.line), str(one.answer), one.reason, evidence) for one in complete]
    return [*first, *(_of_finding(one) for one in eligible)]


def _of_finding(found: Finding) -> Wanted:
    key = f"{found.rule}:{found.party}" if found.party else str(found.rule)
    evidence = msg("%(source)s, tested for %(day)s", source=found.source, day=found.tested_on)
    return Wanted(key, str(found.result), found.reason, evidence)


def rule_of(key: str) -> str:
    """Return the rule of a line: "standing" of "standing:ZM"."""
    return key.partition(":")[0]


def party_of(key: str) -> str | None:
    """Return the Party of a line, or None where it is about the whole application."""
    return key.partition(":")[2] or None


def carries(key: str) -> bool:
    """Tell whether a decision on this line outlives a new version: what it says is not in the application."""
    return rule_of(key) in (Rule.IN_FORCE, Rule.STANDING, Rule.REPORTS_IN)


def answer(line: Decided) -> Answer:
    """Return what a line says now: the officer's word, else a plain yes or no of the system."""
    said = line.decided or line.proposed
    return Answer(said) if said in ("yes", "no") else Answer.OPEN


def mark(line: Decided) -> str:
    """Return what a page carries of a line, to tell whether somebody changed it since."""
    said = "\0".join((line.proposed, line.decided or "", line.decision_reason))
    return hashlib.sha256(said.encode()).hexdigest()[:12]


def gravest(found: Iterable[Answer]) -> Answer | None:
    """Return the gravest of several answers, for the mark of a column; None where there is no line."""
    order = list(Answer)
    return max(found, key=order.index, default=None)


def refuse_eligible(found: Sequence[Decided]) -> Message | None:
    """Return why an application cannot be found eligible yet, or None where every line says yes.

    Programme rule (section 3): "find_eligible ... checklist decided".
    """
    if not found:
        return msg("The checklist of this version is not proposed yet.")
    for wanted, text in (
        (Answer.NO, msg("These lines of the checklist say no: %(names)s.")),
        (Answer.OPEN, msg("These lines of the checklist wait for an officer: %(names)s.")),
    ):
        names = [one.key for one in found if answer(one) is wanted]
        if names:
            return Message(text.text, {"names": _named(names)})
    return None


def _named(keys: Iterable[str]) -> Message | str:
    """Return the labels of the lines in one message, each translated where it is read."""
    labels = [label(key) for key in keys]
    named = Message("%(one)s", {"one": labels[0]})
    for one in labels[1:]:
        named = msg("%(before)s, %(one)s", before=named, one=one)
    return named


def label(key: str) -> Message:
    """Return what a line is called."""
    party = party_of(key)
    named = LABELS[rule_of(key)]
    return msg("%(rule)s (%(party)s)", rule=named, party=party) if party else named
