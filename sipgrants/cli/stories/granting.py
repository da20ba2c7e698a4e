"""Awards of the earlier round, from the offer to the agreement in force, and how they end."""

from calendar import monthrange
from collections.abc import Callable
from datetime import date, datetime, timedelta
from heapq import heappop, heappush
from itertools import count
from typing import Any
from uuid import UUID

from sipgrants.awards import commands as awards
from sipgrants.awards.commands import Part, Terms
from sipgrants.awards.models import Award
from sipgrants.cli.demonstration.reports import award_plan
from sipgrants.cli.demonstration.source import Row
from sipgrants.cli.stories.applying import find
from sipgrants.cli.stories.telling import Story, World
from sipgrants.cli.stories.writing import write_plan
from sipgrants.core.db import session
from sipgrants.core.money import Money
from sipgrants.lifecycle.actor import Actor
from sipgrants.plans.models import Plan

ANSWER_DAYS = 30
WAITS = {"signature": None, "report": "progress", "final_report": "final"}
EVIDENCE = "Documents received and checked (demonstration)."


class Agenda:
    """What is still to be done on an award, in the order of time; a thing done may add others."""

    def __init__(self) -> None:
        self._waiting: list[tuple[datetime, int, Callable[[], Any]]] = []
        self._numbers = count()

    def add(self, moment: datetime, work: Callable[[], Any]) -> None:
        """Do `work` at `moment`."""
        heappush(self._waiting, (moment, next(self._numbers), work))

    def story(self) -> Story:
        """Tell it all."""
        while self._waiting:
            moment, _number, work = heappop(self._waiting)
            yield moment
            work()


def offered(world: World, row: Row) -> Story:
    """An award is offered, and declined, or accepted and prepared until its agreement is in force."""
    yield world.at(row["offered_day"], 10)
    focal, officer = world.of(row["lead"]), world.office("officer")
    application = find(world.applications["earlier", row["number"]])
    made = awards.offer(application, by=officer, answer_by=world.day(row["offered_day"] + ANSWER_DAYS)).id
    world.awards[row["key"]] = made
    if "accepted_day" in row:
        yield world.at(row["accepted_day"], 11)
        awards.accept(award(made), by=focal)
    if "declined_day" in row:
        yield world.at(row["declined_day"], 11)
        awards.decline(award(made), by=focal, reason=row["declined_reason"])
    elif "accepted_day" in row:
        yield from _prepared(world, row, made)


def _prepared(world: World, row: Row, award_id: UUID) -> Story:
    manager, officer = world.of(row["lead"], "manager"), world.office("officer")
    yield world.at(row["accepted_day"] + 6, 12)
    if "awarded_less_than_asked" in row:
        _fit_plan(award(award_id), row, manager)
    awards.revise_plan(award(award_id), by=manager, round_=world.round("earlier"))
    yield world.at(row["accepted_day"] + 9, 15)
    for position in row["conditions_met"]:
        condition = next(one for one in award(award_id).conditions if one.position == position)
        awards.meet_condition(award(award_id), by=officer, condition_id=condition.id, evidence=EVIDENCE)
    if row["plan"] != "approved":
        return
    awards.approve_plan(award(award_id), by=officer)
    awards.edit(award(award_id), by=officer, terms=_terms(world, row))
    awards.plan_instalments(award(award_id), by=officer, parts=_parts(world, row))
    yield world.at(row["signed_day"], 11)
    _sign(world, row, award(award_id), officer)
    yield world.at(row["start_day"], 8)
    awards.activate(award(award_id), by=officer)


def _fit_plan(found: Award, row: Row, manager: Actor) -> None:
    """Write the plan anew, at the amount awarded."""
    if found.plan_id is not None:
        plan = session().get_one(Plan, found.plan_id)
        write_plan(
            plan,
            award_plan(row),
            lambda part, rows: awards.save_plan(found, part, rows, by=manager),
        )


def _terms(world: World, row: Row) -> Terms:
    agreement, starts_on = row["agreement"], world.day(row["start_day"])
    return Terms(
        agreement_type=agreement["type"],
        agreement_number=agreement["number"],
        institution=row["institution"],
        starts_on=starts_on,
        ends_on=months_later(starts_on, row["months"]) - timedelta(1),
    )


def months_later(day: date, months: int) -> date:
    """Return the same day of the month `months` later, or the last one of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _parts(world: World, row: Row) -> list[Part]:
    """The instalments in per cent of the award, the last with what is left of it."""
    left, parts = row["amount"] * 100, []
    for one in row["instalments"]:
        is_last = one is row["instalments"][-1]
        minor = left if is_last else Money(row["amount"] * 100).minor * one["percent"] // 100
        left -= minor
        due = one["due_day"]
        parts.append(
            Part(
                number=one["number"],
                minor=minor,
                waits_for_report=WAITS[one["waits_for"]],
                due_on=None if due is None else world.day(due),
            )
        )
    return parts


def _sign(world: World, row: Row, found: Award, officer: Actor) -> None:
    day = world.day(row["signed_day"])
    copy = (world.paper, f"{row['agreement']['number']}.pdf", "application/pdf")
    name = f"Permanent Secretary, {row['institution'].partition(',')[0]}"
    awards.sign(found, by=officer, side="party", name=name, signed_on=day)
    awards.sign(
        found, by=officer, side="secretariat", name="Head of the Secretariat", signed_on=day, copy=copy
    )
    awards.confirm_vendor(found, by=world.office("finance"), reference=f"DEMO-VENDOR-{row['lead']}")


def award(identifier: UUID) -> Award:
    """Return an award as it is now."""
    return session().get_one(Award, identifier)
