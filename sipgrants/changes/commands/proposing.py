"""Asking for a change: complete, with its reasons, before it is too late; what was and what would be side by side."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sipgrants.awards.models import Award
from sipgrants.changes import due_lines, kinds, queries
from sipgrants.changes import terms_queries as terms
from sipgrants.changes.commands.drafting import check_running
from sipgrants.changes.commands.telling import tell
from sipgrants.changes.models import Change, ChangeDraft, ChangeFile
from sipgrants.core import clock, files
from sipgrants.core.db import command, lock, session
from sipgrants.core.errors import Conflict, Problem, require
from sipgrants.core.files import Upload
from sipgrants.core.i18n import msg
from sipgrants.lifecycle import machine, rights
from sipgrants.lifecycle.actor import MANAGERS, OFFICER, Actor
from sipgrants.plans import commands as plans
from sipgrants.plans import queries as plan_queries

ASKED_ALREADY = msg("Such a change was asked for already: it is decided first.")


@dataclass(frozen=True)
class Asked:
    """What is asked for: reasons and evidence always, the rest as the kind needs it. Plans come from the draft."""

    kind: str
    reasons: str
    new_ends_on: date | None = None
    manager_name: str = ""
    manager_email: str = ""
    old_manager_id: UUID | None = None
    evidence: Upload | None = None
    due_days: Mapping[str, date] | None = (
        None  # other days of reports that are not accepted yet, by the due's key
    )


@command
def propose(award: Award, *, by: Actor, asked: Asked) -> Change:
    """Ask for a change; the programme officers are told. Refused with everything that is missing."""
    rights.demand(by, "change.propose", award)
    check_running(award)
    if queries.open_of_kind(award.id, asked.kind) is not None:
        raise Conflict(ASKED_ALREADY)
    draft = _draft(award, asked.kind)
    require(_problems(award, asked, draft))
    if by.person_id is None:
        raise Conflict(msg("A person asks for a change."))
    change = Change(
        award_id=award.id,
        award=award,
        number=queries.next_number(award.id),
        kind=asked.kind,
        old_ends_on=award.ends_on,
        old_plan_id=award.plan_id,
        proposed_by=by.person_id,
        proposed_at=clock.now(),
    )
    change.state = ""
    _fill(change, asked, draft, by)
    machine.begin(change, "change.propose", by=by, kind=asked.kind, reason=change.reasons)
    session().add(change)
    session().flush()
    tell(change, "propose", OFFICER | MANAGERS, besides=by, reason=change.reasons)
    return change


@command
def revise(change: Change, *, by: Actor, asked: Asked) -> None:
    """Ask again after the change came back."""
    lock(change.award)
    machine.move(change, "change.revise", by=by, reason=asked.reasons)
    check_running(change.award)
    if asked.kind != change.kind:
        raise Conflict(msg("A change keeps its kind: withdraw it and ask for another one."))
    draft = _draft(change.award, change.kind)
    require(_problems(change.award, asked, draft, again=change))
    _fill(change, asked, draft, by)
    change.proposed_at = clock.now()
    tell(change, "propose", OFFICER | MANAGERS, besides=by, reason=change.reasons)


@command
def attach(change: Change, *, by: Actor, evidence: Upload | None) -> None:
    """Add evidence to a change that is not decided yet."""
    machine.move(change, "change.attach", by=by)
    require([] if evidence is not None else [Problem("evidence", msg("Choose a file."))])
    put_file(change, evidence, "evidence", by)


def put_file(change: Change, upload: Upload | None, about: str, by: Actor) -> None:
    """Keep a file of a change, inside a command; nothing where none was brought."""
    stored = files.record_upload(upload, by=by)
    if stored is not None:
        change.files.append(ChangeFile(file_id=stored.id, file=stored, about=about))


def _draft(award: Award, kind: str) -> ChangeDraft | None:
    found = queries.draft_of(award.id) if kind in kinds.PARTS else None
    return found if found is not None and found.kind == kind else None


def _problems(
    award: Award, asked: Asked, draft: ChangeDraft | None, again: Change | None = None
) -> list[Problem]:
    found = [] if asked.reasons.strip() else [Problem("reasons", msg("Say why the change is needed."))]
    if asked.kind not in kinds.LABELS:
        return [*found, Problem("kind", msg("Choose what is to change."))]
    if asked.kind == kinds.EXTENSION:
        # In time is when it was asked for first.
        asked_on = queries.day_of_party(award, again.created_at if again else clock.now())
        found += kinds.extension_problems(award.ends_on, asked.new_ends_on, asked_on)
        if not found and asked.due_days:
            lines = terms.dues(award, asked.new_ends_on)
            found += due_lines.day_problems(lines, asked.due_days, clock.today())
    if asked.kind == kinds.MANAGER:
        found += _manager_problems(award, asked)
    if asked.kind in kinds.PARTS:
        found += _plan_problems(award, draft, again)
    return found


def _manager_problems(award: Award, asked: Asked) -> list[Problem]:
    found = []
    if not asked.manager_name.strip():
        found.append(Problem("manager_name", msg("Enter the name of the new project manager.")))
    if "@" not in asked.manager_email.strip()[1:-1]:
        found.append(Problem("manager_email", msg("Enter a mail address, for example name@ministry.gov.")))
    known = {one.id for one in queries.managers_of(award.party_id)}
    if asked.old_manager_id is not None and asked.old_manager_id not in known:
        found.append(Problem("old_manager", msg("Choose one of the present project managers.")))
    return found


def _plan_problems(award: Award, draft: ChangeDraft | None, again: Change | None) -> list[Problem]:
    if draft is None:
        return [] if again is not None else [Problem("plan", msg("Rewrite the plan first."))]
    wrong = queries.plan_problems(award, plan_queries.whole(draft.plan_id), queries.planned_end(award))
    found = [
        Problem(f"{part}.{one.field}", one.message) for part in kinds.PARTS[draft.kind] for one in wrong[part]
    ]
    comparison = queries.compare(award.plan_id, draft.plan_id)
    if not found and (comparison is None or not comparison.changes):
        found.append(Problem("plan", msg("The plan is as it was: there is nothing to decide.")))
    return found


def _fill(change: Change, asked: Asked, draft: ChangeDraft | None, by: Actor) -> None:
    change.reasons = asked.reasons.strip()
    if asked.kind == kinds.EXTENSION:
        change.new_ends_on = asked.new_ends_on
        lines = terms.dues(change.award, asked.new_ends_on, asked.due_days)
        change.dues = [one.kept() for one in lines if one.moves]
    change.new_manager_name = asked.manager_name.strip()
    change.new_manager_email = asked.manager_email.strip().lower()
    change.old_manager_id = asked.old_manager_id
    put_file(change, asked.evidence, "evidence", by)
    if draft is not None:
        change.new_plan_id = plans.freeze(plan_queries.whole(draft.plan_id), by=by).id
        session().delete(draft)
