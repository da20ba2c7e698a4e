"""What may be set of a round, what contradicts itself, and what is still missing before it can be announced.

Programme rule (section 3, Settings of a round): "texts per language, dates with the time zone they were announced in,
floor and ceiling of a grant, longest duration, envelope, budget caps by class, version of the forms, document checklist
... From the announcement on they are frozen".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sipgrants.core.errors import Problem
from sipgrants.core.i18n import Message, msg
from sipgrants.plans.framework import BudgetClass
from sipgrants.rounds import criteria, deadline
from sipgrants.rounds.deadline import Twice

Texts = Mapping[str, str]
FRAMEWORK_LABELS: dict[str, Message] = {
    "Measure": msg("Measure (round 1)"),
    "Outcome": msg("Outcome"),
    "Output": msg("Output"),
}
SCORING_MODES: dict[str, Message] = {
    "sealed": msg("Every member scores alone; the Co-Chairs open the seal"),
    "after_own": msg("A member sees the others' scores once their own are in; the Co-Chairs open the seal"),
    "open": msg("Members see each other's scores as they come in; the Co-Chairs open the seal for all"),
    "none": msg("No scores: the Board decides from the dossiers"),
}
# By what majority a vote of the Board is carried [ours]: `meetings.voting` counts by them.
MAJORITIES: dict[str, Message] = {
    "simple_majority": msg("A simple majority of those present and voting"),
    "two_thirds_majority": msg("Two thirds of those present and voting"),
}
PARTNERS_CONFIRM: dict[str, Message] = {
    "submission": msg("Before the application is submitted"),
    "cure": msg("By the end of the cure period"),
}


@dataclass(frozen=True, slots=True)
class Document:
    """A document that applicants attach."""

    key: str
    label: Texts
    required: bool = True


@dataclass(frozen=True, slots=True)
class CriterionSetting:
    """A criterion as set; `steps` describes each score ("0".."5") by language."""

    key: str
    label: Texts
    weight: int
    steps: Mapping[str, Texts] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings of a round; amounts are US$ cents. `opens`, `closes`, `questions` and `scores_due` are the wall clock of
    `zone`.
    """

    names: Texts
    guidance: Texts
    zone: str
    opens: datetime | None
    closes: datetime | None
    floor_minor: int
    ceiling_minor: int
    envelope_minor: int | None
    longest_months: int
    class_caps: Mapping[str, int]
    checklist: tuple[Document, ...]
    languages: tuple[str, ...]
    framework_label: str
    scoring_mode: str
    quorum_part: int
    quorum_whole: int
    partners_confirm: str
    cure_days: int
    grace_minutes: int
    reconsideration_days: int
    status_day: date | None
    reserve_until: date | None
    criteria: tuple[CriterionSetting, ...]
    form_a_id: UUID | None
    form_b_id: UUID | None
    form_c_id: UUID | None
    twice: Twice | None = None
    scores_due: datetime | None = None
    questions: datetime | None = None  # until when questions are taken
    majority: str = "simple_majority"

    def moments(self) -> tuple[dict[str, datetime | None], list[Problem]]:
        """Return opening, deadline, end of questions and day of the scores in UTC, and what is wrong with those typed."""
        moments: dict[str, datetime | None] = {}
        problems: list[Problem] = []
        typed = (
            ("opens_at", self.opens),
            ("closes_at", self.closes),
            ("scores_due_at", self.scores_due),
            ("questions_until", self.questions),
        )
        for name, local in typed:
            found = deadline.to_utc(local, self.zone, self.twice, name) if local else None
            if isinstance(found, Problem):
                problems.append(found)
                found = None
            moments[name] = found
        return moments, problems


def contradictions(settings: Settings) -> list[Problem]:
    """Everything that cannot be kept even in a draft."""
    moments, found = settings.moments()
    opens, closes = moments["opens_at"], moments["closes_at"]
    if opens and closes:
        found += deadline.schedule_problems(opens, closes, settings.reserve_until)
    found += deadline.scores_due_problems(moments["scores_due_at"], closes)
    found += deadline.questions_problems(moments["questions_until"], opens, closes)
    return [*found, *_amounts(settings), *_numbers(settings), *_choices(settings), *_criteria(settings)]


def _amounts(settings: Settings) -> list[Problem]:
    found = []
    if settings.floor_minor <= 0:
        found.append(Problem("floor_minor", msg("The smallest grant is more than nothing.")))
    if settings.floor_minor > settings.ceiling_minor:
        found.append(Problem("ceiling_minor", msg("The largest grant is at least the smallest.")))
    if settings.envelope_minor is not None and settings.envelope_minor < settings.ceiling_minor:
        found.append(Problem("envelope_minor", msg("The envelope is at least the largest grant.")))
    return found


def _numbers(settings: Settings) -> list[Problem]:
    ranges = [
        ("longest_months", settings.longest_months, 1, 120),
        ("cure_days", settings.cure_days, 0, 90),
        ("grace_minutes", settings.grace_minutes, 0, 24 * 60),
        ("reconsideration_days", settings.reconsideration_days, 0, 365),
        *((f"cap_{name}", cap, 0, 100) for name, cap in settings.class_caps.items()),
    ]
    found = [
        Problem(name, msg("Enter a number from %(least)s to %(most)s.", least=least, most=most))
        for name, value, least, most in ranges
        if not least <= value <= most
    ]
    if not 0 < settings.quorum_part <= settings.quorum_whole:
        found.append(Problem("quorum_part", msg("The quorum is a part of the members, for example 2 of 3.")))
    return found


def _choices(settings: Settings) -> list[Problem]:
    unknown = [name for name in settings.class_caps if name not in set(BudgetClass)]
    allowed = [
        ("framework_label", settings.framework_label in FRAMEWORK_LABELS),
        ("scoring_mode", settings.scoring_mode in SCORING_MODES),
        ("majority", settings.majority in MAJORITIES),
        ("partners_confirm", settings.partners_confirm in PARTNERS_CONFIRM),
        ("class_caps", not unknown),
    ]
    found = [Problem(name, msg("Choose one of the answers.")) for name, good in allowed if not good]
    keys = [document.key for document in settings.checklist]
    if len(set(keys)) != len(keys):
        found.append(Problem("checklist", msg("The checklist names a document twice.")))
    return found


def _criteria(settings: Settings) -> list[Problem]:
    found = []
    if len({one.key for one in settings.criteria}) != len(settings.criteria):
        found.append(Problem("criteria", msg("A criterion stands here twice.")))
    for index, one in enumerate(settings.criteria):
        if not 1 <= one.weight <= 100:
            found.append(Problem(f"criteria.{index}.weight", msg("A weight is from 1 to 100 per cent.")))
    return found


def missing(round_: Any, now: datetime) -> list[Problem]:
    """Everything that a round (its record) still needs before it can be announced at `now`."""
    wanted = [
        ("names", (round_.names or {}).get("en"), msg("Name the round in English.")),
        ("guidance", (round_.guidance or {}).get("en"), msg("Write the guidance in English.")),
        ("opens_at", round_.opens_at, msg("Set the opening.")),
        ("closes_at", round_.closes_at, msg("Set the deadline.")),
        ("envelope_minor", round_.envelope_minor, msg("Set the envelope.")),
        ("languages", round_.languages, msg("Say in which languages applications are accepted.")),
        ("status_day", round_.status_day, msg("Set the day on which the status of Parties is tested.")),
        ("reserve_until", round_.reserve_until, msg("Set the day until which a reserve lasts.")),
        ("form_a_id", round_.form_a_id, msg("Choose the version of Form A.")),
        ("form_b_id", round_.form_b_id, msg("Choose the version of Form B.")),
        ("form_c_id", round_.form_c_id, msg("Choose the version of Form C.")),
    ]
    found = [Problem(name, message) for name, value, message in wanted if not value]
    if round_.closes_at and round_.closes_at <= now:
        found.append(Problem("closes_at", msg("The deadline lies in the past.")))
    if round_.partners_confirm == "cure" and not round_.cure_days:
        found.append(
            Problem("partners_confirm", msg("Without a cure period partners confirm before the submission."))
        )
    return [*found, *_scoring(round_)]


def _scoring(round_: Any) -> list[Problem]:
    if round_.scoring_mode == "none":
        return []
    scored = [criteria.Criterion(one.key, one.label.get("en", ""), one.weight) for one in round_.criteria]
    found = criteria.criteria_problems(scored)
    for index, one in enumerate(round_.criteria):
        described = frozenset(int(step) for step, texts in one.steps.items() if (texts or {}).get("en"))
        for problem in criteria.scale_problems(criteria.Scale(described=described)):
            field_name = f"criteria.{index}.steps"
            text = msg("%(name)s: %(what)s", name=one.label.get("en", one.key), what=problem.message)
            found.append(Problem(field_name, text))
    return found
