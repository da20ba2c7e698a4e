"""What the pages of an application show: task list, next step, buttons, timeline, who is working where."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select

from sipgrants.accounts import presence_queries
from sipgrants.accounts.history import names_of, timeline
from sipgrants.applications import check_queries, comment_queries, queries, timing
from sipgrants.applications.check_queries import SIGNED, Draft
from sipgrants.applications.models import Application
from sipgrants.core import clock
from sipgrants.core.audit import AuditEntry
from sipgrants.core.db import session
from sipgrants.core.errors import NotFound
from sipgrants.core.i18n import Message, msg, nmsg
from sipgrants.lifecycle import countersign, machine, rights, told
from sipgrants.lifecycle.actor import OFFICE, TEAM, WRITERS, Actor
from sipgrants.questionnaires.models import AnswerSet, Section
from sipgrants.questionnaires.progress import SectionProgress
from sipgrants.rounds import queries as rounds

LATELY = timedelta(minutes=10)


@dataclass(frozen=True)
class Task:
    """A line of the task list: a section with its state, whether it may be opened, and who is writing there."""

    key: str
    title: dict[str, str]
    status: str
    problems: int
    is_open: bool
    who: str | None = None
    comments: int = 0


@dataclass(frozen=True)
class Next:
    """Who must do what by when; `endpoint` is the page with the button, where this person may press it."""

    who: Message
    what: Message
    due: datetime | None = None
    since: datetime | None = None
    endpoint: str = ""
    button: Message | None = None


def sections(draft: Draft) -> list[tuple[str, Section]]:
    """Return every section with its form, in the order of the task list."""
    return [(form, section) for form, one in draft.answers.items() for section in one.form.sections]


def neighbours(draft: Draft, key: str) -> tuple[str | None, str | None]:
    """Return the keys of the sections before and after; NotFound where there is no such section."""
    keys = [section.key for _form, section in sections(draft)]
    if key not in keys:
        raise NotFound()
    at = keys.index(key)
    return (keys[at - 1] if at else None, keys[at + 1] if at + 1 < len(keys) else None)


def answers_with(draft: Draft, key: str) -> AnswerSet:
    """Return the answers whose form has the section."""
    form = draft.form_of(key)
    if form is None:
        raise NotFound()
    return draft.answers[form]


def tasks(draft: Draft, reader: Actor) -> list[tuple[dict[str, str], list[Task]]]:
    """Return the sections by form, with the form's title."""
    writing = _writing(draft, reader.person_id)
    found = check_queries.progress(draft)
    spoken = comment_queries.open_by_section(draft.application)
    return [
        (one.form.title, [_task(draft, progress, writing, reader, spoken) for progress in found[form]])
        for form, one in draft.answers.items()
    ]


def fills_in(application: Application, key: str, actor: Actor) -> bool:
    """Tell whether a section is for this person to fill in: what is signed is for focal points alone."""
    return key not in SIGNED or rights.can(actor, "application.sign", application)


def _task(
    draft: Draft, progress: SectionProgress, writing: dict[str, str], reader: Actor, spoken: Counter[str]
) -> Task:
    application = draft.application
    is_open = application.state != "returned" or progress.key in application.open_sections
    is_open = is_open and fills_in(application, progress.key, reader)
    key = progress.key
    return Task(
        key, progress.title, progress.status, progress.problems, is_open, writing.get(key), spoken[key]
    )


def _writing(draft: Draft, reader: UUID | None) -> dict[str, str]:
    """Who has a section open just now, or changed an answer of it within the last ten minutes, by section."""
    since = clock.now() - LATELY
    latest: dict[str, str] = {}
    for one in draft.answers.values():
        places = {question.key: s.key for s in one.form.sections for question in s.questions}
        for answer in one.answers:
            is_fresh = answer.changed_at > since and answer.changed_by not in (None, reader)
            if is_fresh and answer.key in places:
                latest[places[answer.key]] = str(answer.changed_by)
    names = names_of(latest.values())
    there = _open_now(draft, reader)
    wrote = {section: names[who] for section, who in latest.items() if who in names}
    return wrote | {part: ", ".join(names) for part, names in there.items()}


def _open_now(draft: Draft, reader: UUID | None) -> dict[str, list[str]]:
    """Who else has a section open; a part of the plan counts for the section that asks for it."""
    asking = {one.kind: section.key for _form, section in sections(draft) for one in section.questions}
    found: dict[str, list[str]] = {}
    for part, names in presence_queries.others(draft.application.id, reader).items():
        key = asking.get(part, part)
        found[key] = sorted({*found.get(key, ()), *names})
    return found


def limit(application: Application) -> datetime | None:
    """Return the last moment that counts for this applicant."""
    return rounds.last_moment(application.round, application.party_id)


def taken_over(application: Application) -> list[Message]:
    """Return what a new application took over and from where, as its history says."""
    said = begun(application)
    found = []
    if said.get("copied_from"):
        text = msg("Answers and plan are taken over from %(reference)s.", reference=said["copied_from"])
        found.append(text)
    if said.get("register"):
        text = nmsg(
            "%(num)s contact is taken over from the Party's register of %(day)s: check it in Form A.",
            "%(num)s contacts are taken over from the Party's register of %(day)s: check them in Form A.",
            said["register"],
            day=application.created_at.date(),
        )
        found.append(text)
    if said.get("last") and said["last"] != said.get("copied_from"):
        text = msg("Lead institution and contacts are taken over from %(reference)s.", reference=said["last"])
        found.append(text)
    return found


def begun(application: Application) -> dict[str, Any]:
    """Return what the history keeps of an application's beginning."""
    query = select(AuditEntry).where(
        AuditEntry.subject_type == application.subject_type,
        AuditEntry.subject_id == str(application.id),
        AuditEntry.action.in_(("application.create", "application.prefill")),
    )
    return {name: value for entry in session().scalars(query) for name, value in entry.details.items()}


def may_hand_in(application: Application) -> Message | None:
    """Return why nothing can be handed in now (too early, too late), or None."""
    if application.state == "returned":
        late = application.cure_until is not None and clock.now() > application.cure_until
        return msg("The time to mend the application has passed.") if late else None
    given = rounds.extension_for(application.round_id, application.party_id)
    return timing.refuse_late(application.round, given, clock.now())


def record(application: Application, actor: Actor) -> dict[str, Any]:
    """Return everything that the record of an application shows."""
    office = actor.has(OFFICE)
    ours = bool(application.party_ids & actor.parties(TEAM))
    return {
        "application": application,
        "next": next_step(application, actor),
        "limit": limit(application),
        "versions": queries.versions(application),
        "files": queries.files(application) if ours or application.submitted_version else [],
        "may": {
            verb: _may(application, verb, actor)
            for verb in ("edit", "submit", "replace", "resubmit", "withdraw")
        },
        "history": timeline(application, *application.partners, without=told.hidden(actor, application))
        if office or ours
        else [],
        "waiting": countersign.asked_about(application) if office else [],
        "documents": queries.documents(application) if office or ours else [],
        "advice": rights.known("application.advice", application.id) if office or ours else [],
        "ours": ours,
        "leads": application.party_id in actor.parties(TEAM),
        "readable": bool(application.submitted_version) or application.party_id in actor.parties(TEAM),
        "office": office,
    }


def _may(application: Application, verb: str, actor: Actor) -> bool:
    if not machine.possible(application, f"application.{verb}", actor):
        return False
    return verb == "withdraw" or application.state == "draft" or may_hand_in(application) is None


def next_step(application: Application, actor: Actor) -> Next | None:
    """Return what comes next for the application, as this person sees it."""
    ours = application.party_id in actor.parties(WRITERS)
    team = msg("You") if ours else msg("The applicant")
    officer = msg("The programme officer")
    due = limit(application)
    if application.state == "draft":
        if due is not None and clock.now() > due:
            return Next(team, msg("the deadline has passed: this draft was not submitted"))
        page = "applications.tasks" if ours else ""
        return Next(
            team, msg("complete the application and submit it"), due, None, page, msg("Open task list")
        )
    if application.state == "returned":
        page = "applications.tasks" if ours else ""
        return Next(
            team,
            msg("mend the sections that were sent back and resubmit"),
            application.cure_until,
            None,
            page,
            msg("Open task list"),
        )
    waits = {
        "submitted": (officer, msg("screen the application")),
        "eligible": (officer, msg("write the appraisal and forward it to the Board")),
        "being_screened": (officer, msg("screen the application")),
        "with_board": (msg("The Board"), msg("decide")),
        "before_board": (msg("The Board"), msg("decide")),
        "reserve": (msg("The Board"), msg("decide whether the reserve is used")),
        "approved": (officer, msg("send the letter and offer the award")),
    }
    shown = told.state(actor, application)
    if shown not in waits:
        return None
    who, what = waits[shown]
    return Next(who, what, since=application.submitted_at)


def counted(files: Iterable[Any]) -> dict[str, list[Any]]:
    """Return files by what they are."""
    found: dict[str, list[Any]] = {}
    for one in files:
        found.setdefault(one.kind, []).append(one)
    return found
