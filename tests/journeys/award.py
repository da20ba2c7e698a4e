"""From the Board's letter to money in the account: offer, acceptance, plan, agreement, and payments by three people."""

from datetime import timedelta

from sipgrants.core import clock
from tests.journeys import answers
from tests.journeys.office import Office, day, half_year
from tests.journeys.walkers import Walker

AMOUNT = 150_000
Parts = tuple[tuple[int, str], ...]  # dollars, and the kind of report that is waited for
PARTS: Parts = ((90_000, ""), (60_000, "expenditure"))
MANAGER = "manager@zm.example"


def offer(office: Office) -> None:
    """The letters go out together, then the award is offered; the focal point accepts it."""
    officer = office["officer"].go("/home").follow("Look through the letters").follow("Release 2 letters")
    officer.send()
    officer.go(f"/screening/rounds/{office.places['round'].rpartition('/')[2]}/letters")
    assert not officer.sees("Release 2 letters"), officer.problems()
    officer.go("/home").follow("Offer award").must_see("US$\u00a0150,000").send()
    focal = office["focal.point@zm.example"].go("/home").follow("Open award")
    office.places["award"] = focal.url
    focal.follow("Accept award").send()
    focal.go("/parties/ZM/team").fill(email=MANAGER, name="Manager", role="project_manager").send()
    office.enter(MANAGER, "Project manager of Zambia")


def revise_plan(office: Office) -> None:
    """The plan is brought down to what was awarded; an officer approves it."""
    award = office.places["award"]
    manager = office[MANAGER].go(award).follow("Plan: results framework").follow("Budget")
    manager.fill(**{key: text for key, text in answers.budget(AMOUNT).items() if "year" in key})
    manager.send("Save and go back to the plan").go(f"{award}/plan").follow("Submit revised plan").send()
    office["officer"].go(award).follow("Plan: results framework").follow("Approve plan").send()


def sign(office: Office, parts: Parts = PARTS) -> None:
    """Terms, instalments, the condition, the vendor record, both signatures; then the project starts."""
    officer, award = office["officer"].go(office.places["award"]), office.places["award"]
    officer.go(f"{award}/agreement")
    officer.fill(agreement_type="SSFA", agreement_number="SSFA/1", institution="Ministry of Health")
    ends = half_year(
        half_year(clock.today()) + timedelta(days=1)
    )  # one report on the way, then the final one
    office.places["ends"] = ends.isoformat()
    officer.fill(starts_on=day(0), ends_on=ends.isoformat()).send()
    plan_instalments(officer, f"{award}/instalments", parts)
    officer.go(award).follow("Mark condition as met").fill(evidence="Letter of today").send()
    office["finance"].go(f"{award}/vendor").fill(reference="VENDOR-1").send()
    officer.go(award).send("Print the agreement")
    for side, name in (("party", "The Minister"), ("secretariat", "The Head")):
        officer.go(award).follow("Record signature").fill(side=side, name=name)
        officer.fill(file=office.world.letter).send()
    officer.go(award).follow("Activate award").send().go(award).must_see("Active")


def plan_instalments(officer: Walker, address: str, parts: Parts) -> None:
    """A row for each."""
    officer.go(address)
    while len(officer.driver.names("instalments-")) < 5 * len(parts):
        officer.driver.add_row("Add another instalment")
    for row, (amount, report) in enumerate(parts):
        name = f"instalments-{row}"
        officer.fill(**{f"{name}-amount": str(amount), f"{name}-waits_for_report": report})
    officer.send("Plan the instalments")


def pay(office: Office, number: int) -> None:
    """The manager requests, finance certifies, the approving officer approves, finance pays, the Party acknowledges."""
    manager = office[MANAGER].go(office.places["award"]).follow(f"Instalment {number}")
    instalment = manager.url
    manager.follow("Request payment").send()
    office["finance"].go("/home").follow("Open instalment").follow("Certify payment").send()
    office["approver"].go("/home").follow("Open instalment").follow("Approve payment").send()
    payer = office["finance"].go("/home").follow("Open instalment").follow("Record payment")
    payer.fill(reference=f"UMOJA-{number}").send()
    manager.go(instalment).follow("Acknowledge receipt").send().go(instalment).must_see("Acknowledged")


def pay_first(office: Office) -> None:
    """The first instalment is paid; the second waits for a report."""
    pay(office, 1)
    office[MANAGER].go(office.places["award"]).must_see("Waits for an accepted report")
