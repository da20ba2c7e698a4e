"""What becomes of the 36: seven refused by two officers, 29 scored by the Board, ten approved in one meeting."""

from datetime import timedelta

from tests.journeys import board, meeting
from tests.journeys.crowd import parties, send
from tests.journeys.office import Office
from tests.journeys.screening import NOTE, decide_open_lines

SEATS = {"EE": "Estonia", "GH": "Ghana", "NO": "Norway", "ZM": "Zambia", "AR": "Argentina"}
APPROVED, RESERVE = 10, 2
GRANTED = 2_061_813  # US dollars, as in round 4
REASON = "The project repeats one that another fund pays for."


def screen_all(office: Office) -> None:
    """One officer decides what the system cannot tell; seven are refused by two; the others are found eligible at once."""
    codes, officer = parties(), office["officer"]
    office.world.move_on(timedelta(days=11))
    officer.go(office.places["round"]).send("Start screening").go(table(office)).send(
        "Propose all lines again"
    )
    for code in codes[29:]:
        officer.go(f"/screening/applications/{office.places[code]}/find_ineligible").fill(
            reasons=REASON
        ).send()
        office.confirm("officer2")
    officer.go(f"{table(office)}?rule=no_duplication&answer=open")
    officer.fill(reason="Searched today, nothing alike.").send("Decide yes on 29 applications")
    officer.go(f"{table(office)}?state=submitted&answer=open")
    for code in [one for one in codes[:29] if officer.sees(f"SIP-5-{one}-01")]:
        decide_open_lines(office, office.places[code])
    officer.go(table(office)).send("Find all 29 clear applications eligible")
    officer.must_see("29 applications were found eligible.")


def table(office: Office) -> str:
    """The address of the round's table for screening."""
    return f"/screening/rounds/{number(office)}"


def number(office: Office) -> str:
    """The round's identifier."""
    return office.places["round"].rpartition("/")[2]


def appraise_all(office: Office) -> None:
    """A note for each; the Board is seated and asked; all are forwarded at once."""
    officer = office["officer"]
    for code in parties()[:29]:
        send(officer, f"/appraisal/applications/{office.places[code]}/edit", {**NOTE, "finish": "1"})
    officer.go(office.places["round"]).send("Start appraisal")
    board.seat_the_board(office, SEATS)
    officer.go(office.places["round"]).send("Ask for declarations of interest")
    officer.go(f"/appraisal/rounds/{number(office)}").send("Forward all 29 to the Board")
    officer.must_see("29 applications were forwarded.")
    officer.go(office.places["round"]).send("Put before the Board")


def judge_all(office: Office) -> None:
    """Every member declares and scores all but the own country's; both Co-Chairs open the seal."""
    for points, code in enumerate(SEATS):
        member = office[board.address(code)].go("/home").follow("Declare interests")
        names = member.driver.names("interest.")
        member.fill(**{names[0]: "none"}).send("Record, and declare no interest in the others")
        member.must_see("You have declared on all of them")
        free = [name.partition(".")[2] for name in names]
        criteria = board.criteria_of(member.go(f"/scoring/applications/{free[0]}"))
        for place, one in enumerate(free):
            given = dict.fromkeys(criteria, str(2 + (points + place) % 3))
            send(member, f"/scoring/applications/{one}", {**given, "go": "hand_in"})
        own = [one for one in parties()[:29] if one == code]
        assert len(free) == 29 - len(own)
    for chair in board.CHAIRS:
        office[chair].go(f"/scoring/rounds/{number(office)}/seal").follow("Open the seal").send(
            "Open the seal"
        )
    office[board.CHAIRS[0]].go(f"/scoring/rounds/{number(office)}/ranking").must_see("29")


def decide_all(office: Office) -> None:
    """On one page: ten approved with what round 4 gave, two in reserve, the rest not; then the words and the letters."""
    officer = meeting.plan_and_open(office)
    meeting.note_attendance(officer)
    officer.go(f"{office.places['meeting']}/decisions")
    for place, code in enumerate(parties()[:29]):
        officer.fill(**outcome(place, office.places[code]))
    officer.send("Save, and record all drafts as taken").must_see("29 decisions taken.")
    for chair in board.CHAIRS:
        office[chair].go("/home").follow("Confirm decisions").send()
    officer.go(office.places["meeting"]).send("End meeting")
    office[board.CHAIRS[0]].go(office.places["round"]).follow("Close the Board's decisions").send()
    officer.go(office.places["round"]).must_see(
        "Approved: 10", "Reserve: 2", "Not approved: 17", "Ineligible: 7"
    )


def outcome(place: int, application: str) -> dict[str, str]:
    """The fields of one decision: the first ten share what was granted, to the last dollar."""
    if place >= APPROVED:
        said = "reserve" if place < APPROVED + RESERVE else "not_approved"
        return {f"outcome.{application}": said, f"recommendations.{application}": "Apply again."}
    share = GRANTED // APPROVED + (GRANTED % APPROVED if place == 0 else 0)
    return {f"outcome.{application}": "approved", f"amount.{application}": str(share)}
