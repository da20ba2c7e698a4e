"""What is missing in an application, at any time: all problems with the place where each is mended."""

from dataclasses import dataclass
from typing import Any

from sipgrants.applications import file_queries, queries
from sipgrants.applications.models import Application, ApplicationFile
from sipgrants.core.errors import Problem
from sipgrants.core.i18n import Message, msg
from sipgrants.core.money import Money
from sipgrants.plans import queries as plans
from sipgrants.plans.models import Plan
from sipgrants.questionnaires import queries as questionnaires
from sipgrants.questionnaires.checking import Context, Missing
from sipgrants.questionnaires.models import AnswerSet
from sipgrants.questionnaires.progress import SectionProgress
from sipgrants.rounds import queries as rounds

# Of Form C, what only the focal point may say; a signed letter stands for all of it.
SIGNED = ("confirmation", "signature")
SIGNED_LETTER = "signed_letter"
# What is sent back like a section, and is none: documents with annexes, and the language.
DOCUMENTS, LANGUAGE = "documents", "language"


@dataclass(frozen=True)
class Draft:
    """The present state of an application with everything that checking needs, read once."""

    application: Application
    answers: dict[str, AnswerSet]
    plan: Plan
    files: list[ApplicationFile]
    infected: frozenset[str] = frozenset()  # contents in which a virus was found

    @property
    def asked(self) -> Money | None:
        """Return the amount asked for; None while it is not given."""
        minor = self.application.amount_minor
        return None if minor is None else Money(minor)

    @property
    def is_signed_on_paper(self) -> bool:
        """Tell whether a signed letter was uploaded."""
        return any(one.kind == SIGNED_LETTER for one in self.files)

    def form_of(self, key: str) -> str | None:
        """Return the form ("A", "B", "C") that has a section of that key."""
        for form, one in self.answers.items():
            if any(section.key == key for section in one.form.sections):
                return form
        return None


@dataclass(frozen=True)
class Gap:
    """One problem and where it is mended: a section of a form, or `documents`, `language`."""

    form: str
    section: str
    problem: Problem

    @property
    def message(self) -> Message:
        """Return what to do."""
        return self.problem.message

    @property
    def field(self) -> str:
        """Return the place on the section's page."""
        return self.problem.field


def draft(application: Application) -> Draft:
    """Read an application's present answers, plan and files."""
    present = queries.files(application)
    return Draft(
        application,
        queries.answers(application),
        plans.whole(application.plan_id),
        present,
        file_queries.infected(present),
    )


def least(draft: Draft, kind: str) -> int:
    """Return how many rows the forms ask for at least of what is kept in the plan."""
    for one in draft.answers.values():
        for question in questionnaires.questions(one.form):
            if question.kind == kind:
                return int(question.settings.get("min") or 0)
    return 0


def plan_context(draft: Draft) -> dict[str, Any]:
    """Return what the plan's pages and checks are told: rules of the round, amount, months."""
    application = draft.application
    return {
        "rules": rounds.plan_rules(application.round),
        "asked": draft.asked,
        "months": application.months,
        "least_risks": least(draft, "risks"),
        "least_funding": 0,
    }


def context(draft: Draft) -> Context:
    """Return what the questionnaires are told about what is kept elsewhere."""
    round_ = draft.application.round
    counted: dict[str, int] = {}
    for one in draft.files:
        counted[one.kind] = counted.get(one.kind, 0) + 1
    elsewhere: dict[str, list[Problem]] = dict(plans.problems(draft.plan, **plan_context(draft)))
    elsewhere["parties"] = partner_problems(draft.application)
    return Context(
        bounds={"amount": (round_.floor_minor, round_.ceiling_minor), "months": (1, round_.longest_months)},
        files=counted,
        elsewhere=elsewhere,
        started=plans.started(draft.plan) | {"parties"},
    )


def partner_problems(application: Application) -> list[Problem]:
    """Return which partners must still confirm before the submission."""
    round_ = application.round
    if round_.partners_confirm == "cure" and round_.cure_days:
        return []
    return [
        Problem("partners", msg("%(party)s has not confirmed its part yet.", party=one.party.name()))
        for one in application.partners
        if one.state == "invited"
    ]


def gaps(draft: Draft) -> list[Gap]:
    """Return everything that keeps the application from being submitted, in the order of the forms."""
    told = context(draft)
    found = [
        Gap(form, problem.field.split(".")[0], problem)
        for form, answers in draft.answers.items()
        for problem in questionnaires.problems(answers, told)
        if not _is_signed_instead(draft, form, problem)
    ]
    return [*found, *_documents(draft), *_infected(draft), *_language(draft)]


def _is_signed_instead(draft: Draft, form: str, problem: Problem) -> bool:
    return form == "C" and draft.is_signed_on_paper and problem.field.split(".")[0] in SIGNED


def _documents(draft: Draft) -> list[Gap]:
    there = {one.kind for one in draft.files}
    wanted = [one for one in draft.application.round.checklist if one.get("required", True)]
    return [
        Gap("", "documents", Missing(f"documents.{one['key']}", _attach(one["label"])))
        for one in wanted
        if one["key"] not in there
    ]


def _infected(draft: Draft) -> list[Gap]:
    """A file with a virus is handed in to nobody; one that is still being checked is: the daemon may be slow."""
    return [
        Gap("", "documents", Problem(f"documents.{one.kind}", _clean_copy(one.file.name)))
        for one in draft.files
        if one.file.sha256 in draft.infected
    ]


def _clean_copy(name: str) -> Message:
    return msg("A virus was found in %(name)s: remove this file and attach a clean copy.", name=name)


def _attach(label: dict[str, str]) -> Message:
    return msg("Attach: %(document)s.", document=label.get("en", ""))


def _language(draft: Draft) -> list[Gap]:
    application = draft.application
    if application.language in application.round.languages:
        return []
    reason = msg("This round does not accept applications in this language.")
    return [Gap("", "language", Problem("language", reason))]


def progress(draft: Draft) -> dict[str, list[SectionProgress]]:
    """Return how far every section of every form is."""
    told = context(draft)
    found = {form: questionnaires.progress(one, told) for form, one in draft.answers.items()}
    if draft.is_signed_on_paper and "C" in found:
        found["C"] = [
            SectionProgress(one.key, one.number, one.title, "complete", 0) if one.key in SIGNED else one
            for one in found["C"]
        ]
    return found
