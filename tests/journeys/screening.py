"""After the deadline: what is complete is found eligible, what is not is refused by two, the rest goes to the Board."""

from datetime import timedelta

from tests.journeys.applying import sign_form_c, submit
from tests.journeys.office import Office

NOTE = {
    "note.summary": "Good.",
    "note.strengths": "A team.",
    "note.weaknesses": "Few figures.",
    "note.questions": "When?",
}


def apply_again(office: Office) -> None:
    """The same Party sends a second application, copied from the first."""
    focal = office["focal.point@zm.example"].go(office.places["round"]).follow("Start application")
    focal.choose(source="Clinics free of mercury").send("Start application")
    office.places["second"] = focal.url.removesuffix("/tasks")
    sign_form_c(focal, office.places["second"])
    submit(focal, office.places["second"])


def close_the_round(office: Office) -> None:
    """The deadline passes, and an officer starts screening."""
    office.world.move_on(timedelta(days=11))
    office.world.work_off()
    officer = office["officer"].go("/home").go(office.places["round"]).send("Start screening")
    officer.must_see("Screening")


def screen(office: Office) -> None:
    """One is found eligible; the other is refused, which a second officer confirms; its letter goes out."""
    apply_again(office)
    close_the_round(office)
    number, second = (office.places[key].rpartition("/")[2] for key in ("application", "second"))
    officer = office["officer"].go(f"/screening/applications/{second}").follow("Find ineligible")
    officer.fill(reasons="It repeats the other application of the Party.").send("Find ineligible")
    looking = office["officer2"].go("/home").follow("Look and confirm")
    looking.must_see("Letter goes out at once", "It repeats the other application").follow(
        "Look at the record"
    )
    looking.must_see("Clinics free of mercury")
    office.confirm("officer2")
    decide_open_lines(office, number)
    officer.send("Find eligible").must_see("Eligible")
    officer.go(f"/appraisal/applications/{number}").fill(**NOTE).send("Finish appraisal")
    officer.go(office.places["round"]).send("Start appraisal")


def decide_open_lines(office: Office, number: str) -> None:
    """Every line that waits for an officer is decided."""
    officer = office["officer"].go(f"/screening/applications/{number}")
    while officer.sees("waits for an officer"):
        officer.fill(row="waits for an officer", reason="Searched today, nothing alike.")
        officer.send("Decide yes", row="waits for an officer")
