"""Making a round: from nothing, copied from an earlier one, or taken over from the time before this system."""

import json
from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import select

from sipgrants.core import audit
from sipgrants.core.audit import changed
from sipgrants.core.db import command, session
from sipgrants.core.errors import Conflict, NotFound, Problem, require
from sipgrants.core.i18n import msg
from sipgrants.lifecycle import machine
from sipgrants.lifecycle.actor import Actor
from sipgrants.questionnaires import editing_commands
from sipgrants.questionnaires.models import FormVersion
from sipgrants.rounds import queries
from sipgrants.rounds.models import Criterion, Round
from sipgrants.rounds.settings import CriterionSetting, Settings, Texts, contradictions

_CRITERIA = Path(__file__).parents[2] / "data" / "scoring" / "criteria_v1.json"
# What a copy takes over; dates, envelope and status day are this round's own.
_COPIED = [
    "guidance",
    "zone",
    "floor_minor",
    "ceiling_minor",
    "longest_months",
    "class_caps",
    "checklist",
    "languages",
    "framework_label",
    "scoring_mode",
    "quorum_part",
    "quorum_whole",
    "majority",
    "partners_confirm",
    "cure_days",
    "grace_minutes",
    "reconsideration_days",
    "form_a_id",
    "form_b_id",
    "form_c_id",
]
_APART = {"opens", "closes", "scores_due", "questions", "twice", "criteria", "checklist"}


@cache
def default_criteria() -> tuple[CriterionSetting, ...]:
    """Return the Programme's default criteria with a description of each step."""
    data = json.loads(_CRITERIA.read_text(encoding="utf-8"))
    return tuple(
        CriterionSetting(
            one["key"],
            one["title"],
            one["weight"],
            {str(step["value"]): step["description"] for step in one["steps"]},
        )
        for one in data["criteria"]
    )


@command
def create(*, by: Actor, source: Round | None = None, number: int | None = None) -> Round:
    """Begin a round with the settings of `source`, or with the defaults; with the next number where none is given."""
    round_ = Round(number=queries.next_number() if number is None else number)
    for name in _COPIED if source else ():
        setattr(round_, name, getattr(source, name))
    if source is None or not (round_.form_a_id and round_.form_b_id and round_.form_c_id):
        _newest_forms(round_)
    session().add(round_)
    machine.begin(round_, "round.create", by=by, copied_from=source.number if source else None)
    session().flush()
    _put_criteria(round_, _criteria_of(source) if source and source.criteria else default_criteria())
    return round_


@command
def edit(round_: Round, *, by: Actor, settings: Settings) -> None:
    """Change the settings of a draft; all contradictions are told at once."""
    machine.move(round_, "round.edit", by=by)
    require(contradictions(settings))
    before = {name: getattr(round_, name) for name in _plain(settings)}
    moments, _ = settings.moments()
    for name, value in {**_plain(settings), **moments}.items():
        setattr(round_, name, value)
    round_.checklist = [asdict(document) for document in settings.checklist]
    _put_criteria(round_, settings.criteria)
    difference = changed(before, _plain(settings))
    if difference:
        audit.record("round.settings", round_, by, changed=difference)


@command
def describe(round_: Round, *, by: Actor, key: str, steps: Mapping[str, Texts]) -> None:
    """Describe the steps of one criterion's scale, while the round is a draft."""
    machine.move(round_, "round.edit", by=by, criterion=key)
    criterion = next((one for one in round_.criteria if one.key == key), None)
    if criterion is None:
        raise Conflict(msg("This round has no such criterion."))
    wrong = [
        Problem(f"steps.{step}", msg("A step is from 0 to 5.")) for step in steps if step not in "012345"
    ]
    require(wrong)
    criterion.steps = {step: {k: v for k, v in texts.items() if v} for step, texts in steps.items()}


@command
def renew_form(round_: Round, *, by: Actor, kind: str) -> FormVersion:
    """Start a new version of one of the round's forms from the one it carries; the round carries the new one."""
    name = f"form_{kind.lower()}_id"
    source = next((one for one in queries.forms_of(round_) if one.kind == kind), None)
    if source is None:
        raise NotFound()
    machine.move(round_, "round.edit", by=by, form=kind, copied_from=source.number)
    made = editing_commands.create(source, by=by)
    setattr(round_, name, made.id)
    return made


@command
def record_past(entry: Mapping[str, Any], *, by: Actor) -> Round | None:
    """Take over a round from before this system; what was not found stays empty. None where it is here already."""
    if session().scalar(select(Round.id).where(Round.number == entry["number"])):
        return None
    round_ = Round(
        number=entry["number"],
        names={},
        opens_at=_midnight(entry.get("opened")),
        closes_at=_midnight(entry.get("closed")),
        framework_label=entry.get("framework_label") or "Output",
        past=dict(entry),
    )
    session().add(round_)
    machine.begin(round_, "round.record_past", by=by, number=round_.number)
    session().flush()
    return round_


def _midnight(day: str | None) -> datetime | None:
    # The hour is not documented: the day alone is meant, and shown as such from `past`.
    return datetime.combine(date.fromisoformat(day), time(), UTC) if day else None


def _plain(settings: Settings) -> dict[str, Any]:
    values = {one.name: getattr(settings, one.name) for one in fields(settings) if one.name not in _APART}
    return {name: _as_kept(value) for name, value in values.items()}


def _as_kept(value: Any) -> Any:
    if isinstance(value, tuple):
        return list(value)
    return {k: v for k, v in value.items() if v not in ("", None)} if isinstance(value, Mapping) else value


def _newest_forms(round_: Round) -> None:
    for form in reversed([one for one in queries.form_versions() if one.frozen_at]):
        setattr(round_, f"form_{form.kind.lower()}_id", form.id)


def _criteria_of(round_: Round) -> tuple[CriterionSetting, ...]:
    return tuple(CriterionSetting(one.key, one.label, one.weight, one.steps) for one in round_.criteria)


def _put_criteria(round_: Round, wanted: tuple[CriterionSetting, ...]) -> None:
    """Bring the criteria in line with `wanted`; descriptions of steps stay where none are given."""
    present = {one.key: one for one in round_.criteria}
    for gone in present.keys() - {one.key for one in wanted}:
        session().delete(present[gone])
    for position, one in enumerate(wanted):
        row = present.get(one.key) or Criterion(round_id=round_.id, key=one.key, steps={})
        row.position, row.weight, row.label = position, one.weight, dict(one.label)
        if one.steps:
            row.steps = {step: dict(texts) for step, texts in one.steps.items()}
        session().add(row)
    session().flush()
    session().refresh(round_, ["criteria"])
