"""Awards that run: instalments through three people's hands, reports when they are due, and how it all ends."""

from datetime import date, timedelta
from functools import partial
from uuid import UUID

from sipgrants.awards import commands as awards
from sipgrants.awards import queries as award_queries
from sipgrants.awards.models import Due, Instalment
from sipgrants.changes import assets_queries
from sipgrants.changes import commands as changes
from sipgrants.changes.commands import Asked
from sipgrants.cli.demonstration.source import Row
from sipgrants.cli.stories.granting import Agenda, award, months_later, offered
from sipgrants.cli.stories.reporting import Reporting
from sipgrants.cli.stories.telling import Story, World
from sipgrants.core import clock
from sipgrants.disbursements import commands as disbursements
from sipgrants.disbursements import queries as instalments
from sipgrants.disbursements.gate import Wait
from sipgrants.lifecycle import reminding
from sipgrants.lifecycle.countersign import confirm

ACCEPTED_AFTER = 14  # days from the day on which a report is due to its acceptance
# What happens to an instalment, in order, and how many days from the day of its payment.
STEPS = (("request", -3), ("certify", -2), ("approve", -1), ("record_payment", 0), ("acknowledge", 5))
REACHED = {"requested": 1, "certified": 2, "approved": 3, "paid": 4, "acknowledged": 5}
BALANCE = "Unspent balance of the final statement (demonstration)."
LET_GO = "The ministry asked by letter: without this payment the work in the field stops before the reports are in."
REMINDED = (-118, -104, -76)


def granted(world: World, row: Row) -> Story:
    """An award of the earlier round, from its offer to where it stands today."""
    yield from offered(world, row)
    if row.get("plan") == "approved":
        agenda = Agenda()
        _Life(world, row, world.awards[row["key"]], agenda).begin()
        yield from agenda.story()


class _Life:
    """An award in force: what is on its agenda."""

    def __init__(self, world: World, row: Row, award_id: UUID, agenda: Agenda) -> None:
        self.world, self.row, self.award_id, self.agenda = world, row, award_id, agenda
        self.reporting = Reporting(world, row, award_id, agenda)

    def begin(self) -> None:
        """Put on the agenda what follows from the agreement, and how it ends."""
        self.reporting.plan(until=self.row.get("terminated_day", 0))
        for one in self.row["instalments"]:
            self._plan_instalment(one)
        for verb in ("suspended", "completed", "closed", "terminated"):
            if f"{verb}_day" in self.row:
                moment = self.world.at(self.row[f"{verb}_day"], 16)
                self.agenda.add(moment, getattr(self, f"_{verb}"))
        for day in REMINDED[: self.row.get("reminders", 0)]:
            self.agenda.add(self.world.at(day, 9), self._remind)
        if "change" in self.row:
            self.agenda.add(self.world.at(self.row["change"]["asked_day"], 10), self._ask_for_change)

    def _remind(self) -> None:
        reminding.send(award(self.award_id), by=self.world.office("officer"), name="award")

    def _ask_for_change(self) -> None:
        found, change = award(self.award_id), self.row["change"]
        until = found.ends_on + timedelta(1) if found.ends_on else clock.today()
        asked = Asked(
            kind=change["kind"],
            reasons=change["reason"],
            new_ends_on=months_later(until, change["months"]) - timedelta(1),
        )
        changes.propose(found, by=self.world.of(self.row["lead"], "manager"), asked=asked)

    # --- instalments ---

    def _plan_instalment(self, one: Row) -> None:
        if one["reach"] == "held":
            day = self.row["suspended_day"] - 5
            self.agenda.add(self.world.at(day, 10), partial(self._hold, one["number"]))
        paid, reached = self._day_of_payment(one), REACHED.get(one["reach"], 0)
        if "sent_back" in one:
            reached = REACHED["requested"]
            self.agenda.add(self.world.at(one["sent_back"]["day"], 10), partial(self._send_back, one))
        if "bounced" in one:
            reached = REACHED["paid"]
            self.agenda.add(self.world.at(one["bounced"]["day"], 10), partial(self._bounce, one))
        for verb, days in STEPS[:reached]:
            moment = self.world.at(min(paid + days, -1), 10 + days if days <= 0 else 10)
            self.agenda.add(moment, partial(self._move, one["number"], verb, paid))

    def _day_of_payment(self, one: Row) -> int:
        """The day of the contents, or soon after the report that it waits for is accepted, where that is later."""
        kind = {"report": "progress", "final_report": "final"}.get(one["waits_for"])
        dues = [due for due in award_queries.dues(self.award_id) if due.kind == kind]
        planned = one["due_day"] if one["due_day"] is not None else 0
        if not dues:
            return int(planned)
        first = min(self.number_of(due.due_on) for due in dues)
        return max(int(planned), first + ACCEPTED_AFTER + 5)

    def number_of(self, day: date) -> int:
        """Return how many days `day` is from that of loading."""
        return (day - self.world.today).days

    def _move(self, number: int, verb: str, paid: int) -> None:
        instalment, world = self._instalment(number), self.world
        manager, finance = world.of(self.row["lead"], "manager"), world.office("finance")
        if verb != "acknowledge":
            self._let_go(instalment)
        if verb == "request":
            disbursements.request(instalment, by=manager)
        elif verb == "certify":
            disbursements.certify(instalment, by=finance)
        elif verb == "approve":
            disbursements.approve(instalment, by=world.office("approver"))
        elif verb == "record_payment":
            reference = f"DEMO-PAY-{self.row['number']}-{number}"
            disbursements.record_payment(instalment, by=finance, paid_on=world.day(paid), reference=reference)
        else:
            disbursements.acknowledge(instalment, by=manager)

    def _let_go(self, instalment: Instalment) -> None:
        """Where a report is late that day, approving officer and head let the payment go."""
        if any(one.wait is Wait.LATE for one in instalments.unmet(instalment)):
            asked = disbursements.override(instalment, by=self.world.office("approver"), reason=LET_GO)
            confirm(asked, by=self.world.office("head"))

    def _send_back(self, one: Row) -> None:
        finance, reason = self.world.office("finance"), one["sent_back"]["reason"]
        disbursements.send_back(self._instalment(one["number"]), by=finance, reason=reason)

    def _bounce(self, one: Row) -> None:
        disbursements.bounce(
            self._instalment(one["number"]),
            by=self.world.office("finance"),
            day=self.world.day(one["bounced"]["day"]),
            reason=one["bounced"]["reason"],
        )

    def _hold(self, number: int) -> None:
        reason = self.row["suspended_reason"].partition(". ")[0] + "."
        disbursements.hold(self._instalment(number), by=self.world.office("officer"), reason=reason)

    def _instalment(self, number: int) -> Instalment:
        return next(one for one in award(self.award_id).instalments if one.number == number)

    # --- ends ---

    def _suspended(self) -> None:
        awards.suspend(
            award(self.award_id),
            by=self.world.office("head"),
            reason=self.row["suspended_reason"],
            cure_by=clock.today() + timedelta(60),
        )

    def _completed(self) -> None:
        awards.complete(award(self.award_id), by=self.world.office("officer"))
        if "refund_usd" in self.row:
            day = self.row["completed_day"]
            self._plan_refund(day + 5, day + 30)

    def _closed(self) -> None:
        items = assets_queries.register(self.award_id)
        if items:
            fates = [changes.Fate(one.fate or "kept", one.holder or self.row["institution"]) for one in items]
            changes.settle_assets(award(self.award_id), by=self.world.office("officer"), fates=fates)
        asked = awards.close(
            award(self.award_id), by=self.world.office("finance"), assets_note=self.row["assets"]
        )
        confirm(asked, by=self.world.office("approver"))

    def _terminated(self) -> None:
        head = self.world.office("head")
        asked = awards.terminate(award(self.award_id), by=head, reason=self.row["terminated_reason"])
        confirm(asked, by=self.world.office("approver"))
        self.reporting.plan()
        last = max(self.number_of(due.due_on) for due in _open_dues(self.award_id)) + ACCEPTED_AFTER
        for one in self.row["instalments"]:
            if one["reach"] == "cancelled":
                self.agenda.add(self.world.at(last + 3, 11), partial(self._cancel, one["number"]))
        self._plan_refund(last + 4, last + 30)

    def _cancel(self, number: int) -> None:
        asked = disbursements.cancel(
            self._instalment(number),
            by=self.world.office("finance"),
            reason="Not payable after the termination.",
        )
        confirm(asked, by=self.world.office("approver"))

    def _plan_refund(self, due_day: int, received_day: int) -> None:
        for kind, day in (("due", due_day), ("received", received_day)):
            self.agenda.add(self.world.at(day, 14), partial(self._refund, kind, day))

    def _refund(self, kind: str, day: int) -> None:
        disbursements.record_refund(
            award(self.award_id),
            by=self.world.office("finance"),
            kind=kind,
            minor=self.row["refund_usd"] * 100,
            day=self.world.day(day),
            reason=BALANCE,
            reference=f"DEMO-REF-{self.row['number']}",
        )


def _open_dues(award_id: UUID) -> list[Due]:
    return [due for due in award_queries.dues(award_id) if not due.void and due.met_at is None]
