"""What frozen versions hold, for reading and comparing."""

import json
from typing import Any

from sipgrants.applications.models import Application, ApplicationVersion
from sipgrants.core.money import Money
from sipgrants.plans import comparing as plan_comparing
from sipgrants.plans import queries as plans
from sipgrants.plans.pages import PartPage
from sipgrants.questionnaires import comparing
from sipgrants.questionnaires import queries as questionnaires
from sipgrants.questionnaires.models import FormVersion
from sipgrants.questionnaires.pages import SectionPage
from sipgrants.rounds import queries as rounds


def content(version: ApplicationVersion) -> dict[str, Any]:
    """Return the canonical content of a version as data."""
    found: dict[str, Any] = json.loads(version.content)
    return found


def asked(held: dict[str, Any]) -> tuple[Money, int]:
    """Return the amount asked for and the months of a version's content (0 where they are missing)."""
    answers = held["forms"].get("A", {}).get("answers", {})
    amount, months = answers.get("amount"), str(answers.get("months") or "")
    return Money(amount if isinstance(amount, int) else 0), int(months) if months.isdecimal() else 0


def form_of(held: dict[str, Any], form: str) -> FormVersion:
    """Return the version of the form to which the content answers."""
    return questionnaires.form_version(form, held["forms"][form]["number"])


def dossier(held: dict[str, Any], locale: str) -> dict[str, list[SectionPage]]:
    """Return every form of a version's content for reading."""
    return {
        form: questionnaires.dossier(form_of(held, form), one["answers"], locale)
        for form, one in held["forms"].items()
    }


def plan_pages(application: Application, version: ApplicationVersion, held: dict[str, Any]) -> list[PartPage]:
    """Return the frozen plan of a version for reading."""
    amount, months = asked(held)
    return plans.pages(
        plans.whole(version.plan_id),
        rules=rounds.plan_rules(application.round),
        asked=amount,
        months=months or None,
        framework_label=application.round.framework_label,
    )


def compare(before: ApplicationVersion, after: ApplicationVersion, locale: str) -> dict[str, Any]:
    """Return what differs between two versions: answers by form, plan, budget classes, files."""
    old, new = content(before), content(after)
    return {
        "answers": {
            form: comparing.compare(
                form_of(new, form), old["forms"].get(form, {}).get("answers", {}), one["answers"], locale
            )
            for form, one in new["forms"].items()
        },
        "plan": plan_comparing.compare(old["plan"], new["plan"]),
        "classes": plan_comparing.classes(old["plan"], new["plan"]),
        "added": _only(new, old),
        "gone": _only(old, new),
        "partners": old["partners"] != new["partners"],
    }


def _only(here: dict[str, Any], there: dict[str, Any]) -> list[dict[str, Any]]:
    known = {(one["kind"], one["sha256"]) for one in there["files"]}
    return [one for one in here["files"] if (one["kind"], one["sha256"]) not in known]
