"""The Governing Board: seated, asked for its interests, scoring under seal, until both Co-Chairs open it."""

from tests.journeys.office import Office, day
from tests.journeys.walkers import Walker

CHAIRS = ("board@ee.example", "board@gh.example")
MEMBERS = {"EE": "Estonia", "GH": "Ghana", "NO": "Norway", "ZM": "Zambia"}


def address(code: str) -> str:
    """The member's mail address."""
    return f"board@{code.lower()}.example"


def seat_the_board(office: Office, members: dict[str, str] = MEMBERS) -> None:
    """An officer imports the list, a second person confirms each seat and each election; members come in."""
    officer = office["officer"].go("/board/terms/new").fill(name="2026-2028", from_day=day(0)).send()
    lines = [
        f"{address(code)},Board member for {name},board member,{code},en" for code, name in members.items()
    ]
    officer.go("/board/").follow("Import members")
    officer.fill(list="\n".join(["email,name,role,party,language", *lines])).send()
    officer.send(f"Ask for {len(members)} seats")
    for _ in members:
        office.confirm("officer2")
    for chair in CHAIRS:
        name = f"Board member for {MEMBERS[chair[6:8].upper()]}"
        officer.go("/board/").follow("Record election as Co-Chair", row=name).send()
        office.confirm("officer2")
    for code, name in members.items():
        email = address(code)
        walker = Walker(office.world, email, f"Board member for {name}").accept_invitation()
        office.people[email] = walker.set_up_authenticator() if email in CHAIRS else walker


def declare(office: Office) -> None:
    """Every member says whether there is an interest; one is barred by the country without a word."""
    officer = office["officer"].go(office.places["round"])
    officer.send("Ask for declarations of interest")
    for code in ("EE", "GH", "NO"):
        member = office[address(code)].go("/home").follow("Declare interests")
        member.fill(**{f"interest.{number_of(office)}": "none"}).send("Record declarations")
    barred = office[address("ZM")].go("/scoring/").follow("Declare interests").must_see("Barred")
    assert barred.driver.names("interest.") == []


def number_of(office: Office) -> str:
    """The application's identifier, as fields and addresses name it."""
    return office.places["application"].rpartition("/")[2]


def score(member: Walker, number: str, points: int) -> None:
    """The same points for each criterion, handed in."""
    member.go("/scoring/").go(f"/scoring/applications/{number}")
    for key in criteria_of(member):
        member.fill(**{key: str(points)})
    member.send("Hand in score sheet").must_see("Handed in")


def criteria_of(member: Walker) -> list[str]:
    """The names of the fields for points."""
    return [name for name in member.driver.names("scores.") if not name.endswith(".key")]


def judge(office: Office) -> None:
    """Forwarded, scored by all but the barred member, opened by both Co-Chairs; the ranking is seen."""
    number = number_of(office)
    officer = office["officer"].go(f"/appraisal/applications/{number}").send("Forward to the Board")
    officer.go(office.places["round"]).send("Put before the Board")
    for points, code in enumerate(("EE", "GH", "NO"), start=2):
        score(office[address(code)], number, points)
    barred = office[address("ZM")].go("/scoring/").must_see("Barred")
    assert not barred.go(f"/scoring/applications/{number}").sees("Score sheet")
    call = office.places["round"].rpartition("/")[2]
    for chair in CHAIRS:
        office[chair].go(f"/scoring/rounds/{call}/seal").follow("Open the seal").send("Open the seal")
    office[CHAIRS[0]].go(f"/scoring/rounds/{call}/ranking").must_see("Clinics free of mercury", "3.0")
    assert not office[address("ZM")].go(f"/scoring/rounds/{call}/ranking").sees("3.0")
