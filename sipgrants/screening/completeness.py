"""Whether an application is complete: one proposal per line of the checklist, each with its reason.

Programme rule (section 6, Completeness): "computed where it can be: three forms, language, signed C, in
time, all questions answered, totals agree, amount and months in range"; partners as the round asks (section
3, Settings of a round). An officer confirms each line or overrides it with a written reason.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sipgrants.core.i18n import Message, msg, nmsg
from sipgrants.core.money import Money
from sipgrants.rounds.deadline import Timeliness

FORMS = ("A", "B", "C")


class Line(StrEnum):
    """The lines of the checklist, in the order of the page."""

    FORMS = "forms"
    LANGUAGE = "language"
    SIGNED = "signed"
    IN_TIME = "in_time"
    ANSWERED = "answered"
    DOCUMENTS = "documents"
    TOTALS = "totals"
    AMOUNT = "amount"
    MONTHS = "months"
    PARTNERS = "partners"


class Answer(StrEnum):
    """What the system proposes; OFFICER: it cannot tell."""

    YES = "yes"
    NO = "no"
    OFFICER = "officer"


@dataclass(frozen=True, slots=True)
class Asked:
    """What the round asks. `partners_by` is the day by which partners confirm; None: at submission."""

    languages: frozenset[str]
    floor: Money
    ceiling: Money
    longest_months: int
    shortest_months: int = 1
    partners_by: date | None = None


@dataclass(frozen=True, slots=True)
class Submission:
    """What was submitted. `signed_by`: the focal point who signed Form C in the system; a signature on
    paper or on a scan leaves it None. `unanswered` and `missing_documents` are labels as the applicant
    reads them. `waiting_partners`: Parties invited and not confirmed.
    """

    forms: frozenset[str]
    language: str
    signed_by: str | None
    timeliness: Timeliness
    unanswered: tuple[str, ...]
    missing_documents: tuple[str, ...]
    asked: Money
    budget_total: Money
    months: int | None
    waiting_partners: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """One line of the checklist with the system's answer and why."""

    line: Line
    answer: Answer
    reason: Message


def proposals(submission: Submission, asked: Asked, today: date) -> list[Proposal]:
    """Every line of the checklist, in order."""
    return [
        _forms(submission),
        _language(submission, asked),
        _signed(submission),
        _line(Line.IN_TIME, submission.timeliness.in_time, submission.timeliness.reason),
        _none_missing(Line.ANSWERED, submission.unanswered, msg("Every required question is answered.")),
        _none_missing(
            Line.DOCUMENTS, submission.missing_documents, msg("Every document asked for is there.")
        ),
        _totals(submission),
        _amount(submission, asked),
        _months(submission, asked),
        _partners(submission, asked, today),
    ]


def is_complete(found: Iterable[Proposal]) -> bool | None:
    """Whether all lines say yes; None where some wait for an officer and none says no."""
    answers = {one.answer for one in found}
    if Answer.NO in answers:
        return False
    return None if Answer.OFFICER in answers else True


def _line(line: Line, good: bool, reason: Message) -> Proposal:
    return Proposal(line, Answer.YES if good else Answer.NO, reason)


def _none_missing(line: Line, missing: tuple[str, ...], good: Message) -> Proposal:
    if not missing:
        return Proposal(line, Answer.YES, good)
    reason = nmsg(
        "%(num)s is missing: %(names)s.",
        "%(num)s are missing: %(names)s.",
        len(missing),
        names="; ".join(missing),
    )
    return Proposal(line, Answer.NO, reason)


def _forms(submission: Submission) -> Proposal:
    missing = tuple(form for form in FORMS if form not in submission.forms)
    if missing:
        return _line(Line.FORMS, False, msg("Missing forms: %(forms)s.", forms=", ".join(missing)))
    return _line(Line.FORMS, True, msg("Forms A, B and C are there."))


def _language(submission: Submission, asked: Asked) -> Proposal:
    if submission.language in asked.languages:
        return _line(Line.LANGUAGE, True, msg("Written in a language this round accepts."))
    languages = ", ".join(sorted(asked.languages))
    return _line(
        Line.LANGUAGE, False, msg("This round accepts applications in: %(languages)s.", languages=languages)
    )


def _signed(submission: Submission) -> Proposal:
    if "C" not in submission.forms:
        return _line(Line.SIGNED, False, msg("Form C is missing."))
    if submission.signed_by is None:
        return Proposal(Line.SIGNED, Answer.OFFICER, msg("Form C came as a file: look at the signature."))
    return _line(Line.SIGNED, True, msg("Signed by the focal point, %(name)s.", name=submission.signed_by))


def _totals(submission: Submission) -> Proposal:
    if submission.asked == submission.budget_total:
        return _line(Line.TOTALS, True, msg("The amount asked for is the total of the budget."))
    reason = msg(
        "The amount asked for is %(asked)s, the total of the budget %(total)s.",
        asked=submission.asked,
        total=submission.budget_total,
    )
    return _line(Line.TOTALS, False, reason)


def _amount(submission: Submission, asked: Asked) -> Proposal:
    good = asked.floor <= submission.asked <= asked.ceiling
    reason = msg(
        "A grant of this round is from %(floor)s to %(ceiling)s.", floor=asked.floor, ceiling=asked.ceiling
    )
    return _line(Line.AMOUNT, good, reason)


def _months(submission: Submission, asked: Asked) -> Proposal:
    if submission.months is None:
        return _line(Line.MONTHS, False, msg("The duration is missing."))
    good = asked.shortest_months <= submission.months <= asked.longest_months
    reason = msg(
        "A project of this round lasts from %(shortest)s to %(longest)s months.",
        shortest=asked.shortest_months,
        longest=asked.longest_months,
    )
    return _line(Line.MONTHS, good, reason)


def _partners(submission: Submission, asked: Asked, today: date) -> Proposal:
    waiting = submission.waiting_partners
    if not waiting:
        return _line(Line.PARTNERS, True, msg("Every partner has confirmed."))
    names = ", ".join(waiting)
    if asked.partners_by and today <= asked.partners_by:
        reason = msg(
            "Not confirmed yet: %(names)s. They have until %(day)s.", names=names, day=asked.partners_by
        )
        return Proposal(Line.PARTNERS, Answer.OFFICER, reason)
    return _line(Line.PARTNERS, False, msg("Not confirmed: %(names)s.", names=names))
