"""Contributions of the demonstration: pledged, received, in kind, written off; interest, rates, published status."""

from datetime import timedelta
from decimal import Decimal

from sqlalchemy import select

from sipgrants.cli.demonstration.source import Row, demonstration
from sipgrants.cli.stories.telling import Story, World
from sipgrants.core.db import session
from sipgrants.core.money import Money, digits
from sipgrants.fund import commands as fund
from sipgrants.fund.accounts import Event
from sipgrants.fund.models import Contribution, Donor
from sipgrants.fund.rates import Rate
from sipgrants.lifecycle.countersign import confirm

WRITTEN_OFF_AFTER = 300  # days after the pledge


def contributions(world: World) -> list[Story]:
    """Return one story for each contribution."""
    return [_contribution(world, row, number) for number, row in enumerate(_contents()["contributions"])]


def interest(world: World) -> Story:
    """The interest of the year, as the bank credits it."""
    for row in _contents()["interest"]:
        yield world.at(row["day"], 15)
        fund.book(
            Event.INTEREST_RECEIVED,
            by=world.office("finance"),
            minor=row["usd"] * 100,
            day=world.day(row["day"]),
            memo="Interest of the year (demonstration)",
            reference=f"DEMO-INT-{-row['day']}",
        )


def _contents() -> Row:
    found: Row = demonstration("donors")
    return found


def _contribution(world: World, row: Row, number: int) -> Story:
    yield world.at(row["pledged_day"], 10, number)
    _bulletin(world, row, row["pledged_day"])
    made = _pledge(world, row).id
    if row["agreed_day"] is not None:
        yield world.at(row["agreed_day"], 11, number)
        _bulletin(world, row, row["agreed_day"])
        fund.agree(
            session().get_one(Contribution, made),
            by=world.office("finance"),
            agreed=_money(row),
            agreed_on=world.day(row["agreed_day"]),
            agreement=f"DEMO-AGR-{number + 1:02}",
        )
    for part, (day, percent) in enumerate(row["received"], start=1):
        yield world.at(day, 14, number)
        _bulletin(world, row, day)
        _receive(world, row, session().get_one(Contribution, made), day, percent, f"{number + 1:02}-{part}")
    if row["state"] == "received":
        fund.settle(session().get_one(Contribution, made), by=world.office("finance"))
    if row["state"] == "written_off":
        yield world.at(row["pledged_day"] + WRITTEN_OFF_AFTER)
        asked = fund.write_off(
            session().get_one(Contribution, made),
            by=world.office("finance"),
            reason=_contents()["write_off_reason"],
        )
        confirm(asked, by=world.office("approver"))


def _pledge(world: World, row: Row) -> Contribution:
    donor = session().scalars(select(Donor).where(Donor.country_id == row["donor"])).one()
    round_id = {None: None, 5: world.rounds.get("fifth"), 6: world.rounds.get("sixth")}[row["for_round"]]
    in_kind = row["kind"] == "in_kind"
    return fund.pledge(
        by=world.office("finance"),
        donor=donor,
        pledged=_money(row),
        pledged_on=world.day(row["pledged_day"]),
        round_id=round_id,
        in_kind=in_kind,
        note=_contents()["in_kind_note"] if in_kind else "Demonstration",
    )


def _receive(
    world: World, row: Row, contribution: Contribution, day: int, percent: int, reference: str
) -> None:
    fund.receive(
        contribution,
        by=world.office("finance"),
        amount=Money(_money(row).minor * percent // 100, row["currency"]),
        day=world.day(day),
        reference=f"DEMO-DEP-{reference}",
    )


def _money(row: Row) -> Money:
    return Money(row["amount"] * 10 ** digits(row["currency"]), row["currency"])


def _bulletin(world: World, row: Row, day: int) -> None:
    """The rate of that day is recorded, as the bulletins print it: units for one dollar."""
    if row["currency"] == "USD":
        return
    rate = Rate(row["currency"], world.day(day), Decimal(row["rate"]))
    source = "Bulletin of rates (demonstration)"
    fund.record_rates([rate], by=world.office("finance"), source=source, reason="Corrected in the bulletin.")


def published(world: World, day: int) -> Story:
    """The status of contributions as at the end of the month before is published."""
    yield world.at(day, 9)
    last_month = world.day(day).replace(day=1) - timedelta(days=1)
    fund.publish_status(by=world.office("finance"), on=last_month)
