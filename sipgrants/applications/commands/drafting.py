"""Drafting: a Party starts an application, and its team writes on it section by section."""

from collections.abc import Mapping
from typing import Any

from sipgrants.applications import check_queries, prefill_queries, queries
from sipgrants.applications.commands.prefilling import NOTHING, Wanted, fill
from sipgrants.applications.commands.submitting import demand_in_time
from sipgrants.applications.models import Application
from sipgrants.core import audit, clock, db
from sipgrants.core.db import command, session
from sipgrants.core.errors import Conflict, Problem, require
from sipgrants.core.i18n import msg
from sipgrants.lifecycle import machine, rights
from sipgrants.lifecycle.actor import Actor
from sipgrants.parties.models import Party
from sipgrants.plans import commands as plan_commands
from sipgrants.plans.commands import PartSaved
from sipgrants.plans.models import Plan
from sipgrants.questionnaires import commands as questionnaires
from sipgrants.questionnaires import queries as answering
from sipgrants.questionnaires.commands import Saved
from sipgrants.questionnaires.models import AnswerSet, FormVersion
from sipgrants.rounds import queries as rounds
from sipgrants.rounds.models import Round


@command
def create(
    round_: Round,
    *,
    by: Actor,
    party_id: str,
    language: str = "",
    source: Application | None = None,
    prefill: Wanted = NOTHING,
) -> Application:
    """Start an application of a Party in a round, empty or with what an earlier one of that Party says. `prefill`: whether
    contacts come from the register, and contacts and institution from the last application.
    """
    party = db.find(Party, party_id)
    known = prefill_queries.of(party_id) if prefill.register or prefill.last else None
    application = new(round_, party, language, by, source)
    machine.begin(
        application,
        "application.create",
        by=by,
        reference=application.reference,
        copied_from=source.reference if source else None,
    )
    limit = rounds.last_moment(round_, party_id)
    if round_.state not in ("announced", "screening") or limit is None or clock.now() > limit:
        raise Conflict(msg("This round does not take applications."))
    session().flush()
    if taken := fill(application, prefill, known, by=by):
        audit.record("application.prefill", application, by, **taken)
    return application


def new(
    round_: Round, party: Party, language: str, by: Actor, source: Application | None = None
) -> Application:
    """Return an application with empty answers and plan, not begun yet (inside a command)."""
    if source is not None and source.party_id != party.id:
        raise Conflict(msg("Only an earlier application of the same Party can be taken over."))
    sets = _answer_sets(round_, by, source)
    plan = plan_commands.copy(_plan_of(source), by=by) if source else plan_commands.start(by=by)
    number = queries.number_of(round_.id, party.id) + 1
    application = Application(
        reference=f"SIP-{round_.number}-{party.id}-{number:02d}",
        round=round_,
        party=party,
        party_id=party.id,
        language=language or (round_.languages or ["en"])[0],
        answers_id=sets["A"].id,
        form_b_id=sets["B"].id,
        form_c_id=sets["C"].id,
        plan_id=plan.id,
        started_by=by.person_id,
    )
    mirror(application, sets["A"])
    session().add(application)
    return application


def _answer_sets(round_: Round, by: Actor, source: Application | None) -> dict[str, AnswerSet]:
    earlier = queries.answers(source) if source else {}
    found = {}
    for form, identifier in zip("ABC", (round_.form_a_id, round_.form_b_id, round_.form_c_id), strict=True):
        asked = db.find(FormVersion, identifier) if identifier else answering.form_version(form)
        # Form C is signed anew each time.
        if form in earlier and form != "C":
            found[form] = questionnaires.copy_answers(earlier[form], by=by, form=asked)
        else:
            found[form] = questionnaires.answer_set(asked, by=by)
    return found


def _plan_of(source: Application) -> Plan:
    return session().get_one(Plan, source.plan_id)


def edit(application: Application, *, by: Actor, section: str | None = None) -> None:
    """Refuse with the reason where `by` may not change the application, or that section of it, now."""
    machine.check(application, "application.edit", by=by)
    if application.state == "submitted":
        demand_in_time(application, clock.now())
    if application.state == "returned":
        _demand_opened(application, section)


def demand_open(application: Application, by: Actor, section: str | None = None) -> None:
    """The same, for what is no section of its own (documents, language) too."""
    edit(application, by=by, section=section)


def is_open(application: Application, section: str) -> bool:
    """Tell whether a section, or what is sent back like one, is among what may be changed: all of it, unless sent back."""
    return application.state != "returned" or section in application.open_sections


def _demand_opened(application: Application, section: str | None) -> None:
    if application.cure_until is not None and clock.now() > application.cure_until:
        raise Conflict(msg("The time to mend the application has passed."))
    if section is not None and not is_open(application, section):
        raise Conflict(msg("Only the sections that were sent back can be changed."))


@command
def save_section(
    application: Application,
    *,
    by: Actor,
    section: str,
    values: Mapping[str, Any],
    marks: str | None = None,
    page: str | None = None,
) -> Saved:
    """Keep what was typed in a section of Form A or B, or of Form C where it needs no signature."""
    edit(application, by=by, section=section)
    if section in check_queries.SIGNED:
        rights.demand(by, "application.sign", application)
    return _save(application, section, values, by, marks, page)


@command
def sign(
    application: Application,
    *,
    by: Actor,
    section: str,
    values: Mapping[str, Any],
    marks: str | None = None,
    page: str | None = None,
) -> Saved:
    """Say in Form C, as focal point, what only the focal point may say."""
    rights.demand(by, "application.sign", application)
    edit(application, by=by, section=section)
    return _save(application, section, values, by, marks, page)


def _save(
    application: Application,
    section: str,
    values: Mapping[str, Any],
    by: Actor,
    marks: str | None,
    page: str | None,
) -> Saved:
    sets = queries.answers(application)
    for answers in sets.values():
        if any(one.key == section for one in answers.form.sections):
            saved = questionnaires.save_section(answers, section, values, by=by, marks=marks, page=page)
            session().flush()
            mirror(application, sets["A"])
            return saved
    raise Conflict(msg("This application has no such section."))


@command
def save_part(
    application: Application,
    *,
    by: Actor,
    part: str,
    content: list[dict[str, Any]],
    marks: str | None = None,
    page: str | None = None,
) -> Plan:
    """Keep a part of the plan: framework, workplan, risks, budget or other funding."""
    edit(application, by=by, section=section_of_part(application, part))
    return plan_commands.save_part(_plan_of(application), part, content, by=by, marks=marks, page=page)


@command
def merge_part(
    application: Application,
    *,
    by: Actor,
    part: str,
    content: list[dict[str, Any]],
    marks: str | None = None,
    page: str | None = None,
) -> PartSaved:
    """The same while somebody types: a row that two changed is told, everything else is saved."""
    edit(application, by=by, section=section_of_part(application, part))
    return plan_commands.merge_part(_plan_of(application), part, content, by=by, marks=marks, page=page)


def section_of_part(application: Application, part: str) -> str | None:
    """Return the section whose question a part of the plan answers."""
    for answers in queries.answers(application).values():
        for section in answers.form.sections:
            if any(question.kind == part for question in section.questions):
                return section.key
    return None


@command
def set_language(application: Application, *, by: Actor, language: str) -> None:
    """Say in which language the application is written."""
    edit(application, by=by, section=check_queries.LANGUAGE)
    if language not in application.round.languages:
        require([Problem("language", msg("This round does not accept applications in this language."))])
    application.language = language


def whole_months(typed: object) -> int | None:
    """Return a number of months as it was answered; None where it is none, or longer than anybody lives."""
    text = str(typed or "")
    return int(text) if text.isdecimal() and len(text) <= 3 else None


def mirror(application: Application, answers: AnswerSet) -> None:
    """Keep title, amount and months of Form A beside the application, for lists and checks."""
    values = answering.values(answers)
    title, amount, months = values.get("title"), values.get("amount"), values.get("months")
    application.title = title if isinstance(title, str) else ""
    application.amount_minor = amount if isinstance(amount, int) else None
    application.months = whole_months(months)
