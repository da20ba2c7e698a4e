"""The Board meets: agenda, attendance, quorum, a decision, the word of both Co-Chairs, the report, the letters."""

from tests.journeys.board import CHAIRS, address, number_of
from tests.journeys.office import Office, local
from tests.journeys.walkers import Walker

CONDITION = "A letter of the Ministry of Health is sent"
RECOMMENDATION = "Work with the clinics of the neighbours"


def plan_and_open(office: Office) -> Walker:
    """An officer plans the meeting, puts the applications on its agenda and opens it."""
    officer = office["officer"].go("/meetings/").follow("Plan meeting")
    officer.fill(place="Geneva", starts_at=local(0)).send("Plan meeting")
    office.places["meeting"] = officer.url
    if officer.sees("Nothing is on the agenda yet."):
        officer.send("Add the applications that have no item yet")
    return officer.send("Open meeting")


def note_attendance(officer: Walker) -> None:
    """Everybody is in the room."""
    officer.fill(**dict.fromkeys(officer.driver.names("presence."), "room")).send("Note attendance")


def decide(office: Office) -> None:
    """Less than was asked for is approved, with a condition; both Co-Chairs confirm, and the meeting ends."""
    officer = plan_and_open(office)
    note_attendance(officer)
    officer.send("Discuss now", row="Clinics free of mercury")
    office[address("ZM")].go(office.places["meeting"]).must_see("Please leave the room")
    office[address("NO")].go(office.places["meeting"]).must_see("3 of 3")
    officer.go(f"{office.places['meeting']}/applications/{number_of(office)}")
    officer.fill(outcome="approved", amount="150000", conditions=CONDITION, recommendations=RECOMMENDATION)
    officer.send("Save decision").send("Record decision as taken")
    for chair in CHAIRS:
        office[chair].go("/home").follow("Confirm decisions").send("Confirm 1 decision")
    officer.go(office.places["meeting"]).send("End meeting").send("Draft report of the meeting")
    for chair in CHAIRS:
        office[chair].go(f"{office.places['meeting']}/report").send("Adopt report of the meeting")
    office[CHAIRS[1]].go(f"{office.places['meeting']}/report").must_see("Adopted")
    office[CHAIRS[0]].go(office.places["round"]).follow("Close the Board's decisions").send()
