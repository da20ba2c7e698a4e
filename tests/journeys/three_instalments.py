"""An award that has everything in its way: a request sent back, a later end, a late report, an override, a refund."""

from datetime import date, timedelta

from sipgrants.core import clock
from tests.journeys import award, reporting
from tests.journeys.award import MANAGER
from tests.journeys.office import Office, day, half_year

PARTS = ((75_000, ""), (50_000, "expenditure"), (25_000, "expenditure"))
LATE = timedelta(days=32)  # the reports of a half-year are due within its next month


def sign(office: Office) -> None:
    """Three instalments; the second and the third wait for a report each."""
    award.sign(office, PARTS)


def send_back(office: Office) -> None:
    """The finance officer sends the first request back; the manager reads why and asks again."""
    manager = office[MANAGER].go(office.places["award"]).follow("Instalment 1")
    instalment = manager.url
    manager.follow("Request payment").send()
    finance = office["finance"].go("/home").follow("Open instalment").follow("Send payment back")
    finance.fill(reason="The letter names another account holder.").send().go(instalment).must_see("Planned")
    manager.go(instalment).must_see("The letter names another account holder.")
    award.pay(office, 1)


def extend(office: Office) -> None:
    """Half a year more: asked for with evidence, approved, signed by both; then ends and dues have moved."""
    agreement, ends = office.places["award"], date.fromisoformat(office.places["ends"])
    later = half_year(ends + timedelta(days=1))
    manager = office[MANAGER].go(agreement).follow("Propose change").fill(kind="extension").send("Continue")
    manager.fill(new_ends_on=later.isoformat(), reasons="Deliveries came late.")
    manager.fill(evidence=office.world.letter).send("Propose change")
    office.places["change"] = manager.must_see("Proposed").url
    officer = office["officer"].go("/home").follow("Open change").must_see("Deliveries came late.")
    officer.follow("Approve change").fill(reason="Half a year is enough.").send("Approve change")
    officer.go(office.places["change"]).must_see("Approved")
    assert not manager.go(agreement).sees(str(later.year + 1)), "nothing moves before both have signed"
    for side, name in (("party", "The Minister"), ("secretariat", "The Head")):
        officer.go(office.places["change"]).follow("Record signature").fill(name=name)
        if officer.driver.has("side"):  # of the second signature the page knows the side
            officer.fill(side=side)
        officer.fill(signed_on=day(0), copy=office.world.letter).send()
    officer.go(office.places["change"]).must_see("In force")
    office.places["ends"] = later.isoformat()


def override(office: Office) -> None:
    """The first reports are late, which holds the second instalment; two let it go, and it is paid."""
    office.wait_until(half_year(clock.today()) + LATE)
    manager = office[MANAGER].go(office.places["award"]).follow("Instalment 2")
    instalment = manager.url
    manager.must_see("Waits for an accepted report", "Late: progress report", "Not possible yet")
    approver = office["approver"].go(instalment).follow("Override the release gate")
    approver.fill(reason="The flood closed the ministry.").send()
    assert manager.go(instalment).sees("Not possible yet"), "one alone lets nothing go"
    office.confirm("head")
    manager.go(instalment).must_see("overridden", "The flood closed the ministry.")
    award.pay(office, 2)


def report_late(office: Office) -> None:
    """The late reports come; one is returned with a reason, mended, and both are accepted."""
    manager, report = reporting.open_report(office, "Progress report")
    reporting.write_progress(manager, report)
    reporting.submit(manager, report)
    officer = office["officer"].go(f"{report}/review")
    officer.fill(sections="overview", reason="Say what the flood delayed.").send("Return report")
    manager.go(report).must_see("Say what the flood delayed.")
    manager.go(f"{report}/sections/overview").fill(**{"overview.overview": "The visits."}).send()
    reporting.submit(manager, report)
    reporting.accept(office, report, with_figures=False)
    reporting.report_spending(office, [60_000, 0, 0])
    report_no_equipment(office)


def report_no_equipment(office: Office) -> None:
    """The year's inventory, which is late as well: nothing that lasts was bought."""
    manager, report = reporting.open_report(office, "Inventory")
    checked = {"check.checked_on": day(0), "check.checked_by": "Storekeeper", "check.losses": "None."}
    reporting.write(manager, report, {"items": {"items.has_items": "no"}, "check": checked})
    reporting.submit(manager, report)
    reporting.accept(office, report, with_figures=False)


def report_on_time(office: Office) -> None:
    """The next half-year is reported in time, and the third instalment needs no override."""
    first = half_year(clock.today() - LATE) + timedelta(days=1)
    office.wait_until(half_year(first) + timedelta(days=1))
    manager, report = reporting.open_report(office, "Progress report", first)
    reporting.write_progress(manager, report)
    reporting.submit(manager, report)
    reporting.accept(office, report, with_figures=False)
    reporting.report_spending(office, [7_500, 50_000, 0], first)
    award.pay(office, 3)
