"""What the Board, the Secretariat and the experts of the demonstration write: score sheets, appraisals, decisions.

Scores follow from an application's quality, a member's severity and a difference that is drawn from their
names, so that they are the same on every machine.
"""

from __future__ import annotations

from dataclasses import dataclass

from sipgrants.cli.demonstration.contents import Application
from sipgrants.cli.demonstration.source import Row, chance, demonstration, fill, read, some, themes

HIGHEST = 5
TENTHS = 10


@dataclass(frozen=True, slots=True)
class Score:
    """One criterion on one sheet; `value` None: abstained."""

    criterion: str
    value: int | None
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Appraisal:
    """The officer's note, one question with the applicant's answer, and an expert's comment."""

    summary: str
    strengths: str
    weaknesses: str
    question: str
    answer: str
    expert: str
    comment: str


def seats() -> list[Row]:
    """The ten seats: key, region, country (ISO alpha-2), office, mail, co_chair, severity."""
    found: list[Row] = demonstration("board")["seats"]
    return found


def sheet(seat: Row, application: Application) -> list[Score]:
    """A member's scores for an application, criterion by criterion; whether a bar forbids it is not asked here."""
    abstained = {
        one["criterion"]
        for one in demonstration("board")["abstentions"]
        if (one["seat"], one["lead"]) == (seat["key"], application.lead)
    }
    return [Score(key, None) if key in abstained else _score(seat, application, key) for key in criteria()]


def criteria() -> list[str]:
    """The keys of the default criteria, in order."""
    return [one["key"] for one in read("scoring/criteria_v1.json")["criteria"]]


def appraisal(application: Application) -> Appraisal:
    """The Secretariat's note on an application."""
    texts, number = demonstration("appraisal"), application.number
    row = _particulars(application)
    ordered = sorted(criteria(), key=lambda key: -_strength(application, key))
    exchange = some(texts["questions"], number, "question")[0]
    experts = [one for one in texts["experts"] if application.theme in one["themes"]]
    expert = some(experts, number, "expert")[0]
    opening = fill(some(texts["opening"], number, "opening")[0], row)
    return Appraisal(
        summary=f"{opening}\n\n{application.answers['A']['objective']}",
        strengths="\n".join(some(texts["strengths"][key], number, key)[0] for key in ordered[:2]),
        weaknesses="\n".join(some(texts["weaknesses"][key], number, key)[0] for key in ordered[-2:]),
        question=exchange["question"],
        answer=exchange["answer"],
        expert=expert["from"],
        comment=expert["text"],
    )


def recommendation(application: Application, outcome: str) -> str:
    """What the Board writes beside a decision: `outcome` is approved, reserve or not_approved."""
    texts = demonstration("appraisal")["recommendations"][outcome]
    return str(some(texts, application.number, outcome)[0])


def _score(seat: Row, application: Application, criterion: str) -> Score:
    taste = chance(seat["key"], application.number, criterion, spread=7)
    tenths = _strength(application, criterion) - seat["severity"] + taste
    value = min(max((tenths + TENTHS // 2) // TENTHS, 0), HIGHEST)
    return Score(criterion, value, _comment(seat, application, criterion, value))


def _strength(application: Application, criterion: str) -> int:
    return application.quality + chance(application.number, criterion, spread=8)


def _comment(seat: Row, application: Application, criterion: str, value: int) -> str:
    """Always where the scale asks for one, elsewhere in about one case of three."""
    asked = value in read("scoring/criteria_v1.json")["scale"]["comment_asked_at"]
    if not asked and chance("comment", seat["key"], application.number, criterion, spread=1):
        return ""
    level = "low" if value <= 1 else "high" if value >= HIGHEST - 1 else "middle"
    choices = demonstration("board")["comments"][criterion][level]
    return str(choices[chance(seat["key"], application.number, spread=50) % len(choices)])


def _particulars(application: Application) -> Row:
    title = themes()[application.theme]["title"]
    return {
        "country": application.country,
        "place": application.place,
        "institution": application.institution,
        "months": application.months,
        "theme": title[0].lower() + title[1:],
    }
