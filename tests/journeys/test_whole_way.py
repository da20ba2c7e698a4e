"""One grant, the whole way, by people in browsers."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from sipgrants.core import clock
from tests.journeys.walkers import Walker, World


class Office:
    """The people of the way, invited one after the other as in life."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.admin = Walker(world, "admin@secretariat.example", "Administrator").accept_invitation()
        self.admin.set_up_authenticator()
        self.officer = self.invite("officer@secretariat.example", "Programme officer", "programme_officer")
        self.officer2 = self.invite(
            "officer2@secretariat.example", "Second programme officer", "programme_officer"
        )

    def invite(self, email: str, name: str, role: str, party: str = "") -> Walker:
        """The administrator invites; the person accepts and sets up an authenticator."""
        self.admin.go("/people/invite").fill(email=email, name=name, role=role, party=party)
        self.admin.fill(letter=self.world.letter).send()
        walker = Walker(self.world, email, name).accept_invitation()
        return walker.set_up_authenticator()

    def invite_guarded(self, email: str, name: str, role: str) -> Walker:
        """The same for a role that takes a second person: an officer confirms."""
        self.admin.go("/people/invite-guarded").fill(email=email, name=name, role=role).send()
        self.officer.go("/home").follow("Look and confirm").send("Confirm as second person")
        walker = Walker(self.world, email, name).accept_invitation()
        return walker.set_up_authenticator()


def local(days: float) -> str:
    """A moment so many days from now, as a date field of Geneva's clock takes it."""
    moment = (clock.now() + timedelta(days=days)).astimezone(ZoneInfo("Europe/Zurich"))
    return moment.strftime("%Y-%m-%dT%H:%M")


def day(days: int) -> str:
    """A day so many days from now."""
    return (clock.today() + timedelta(days=days)).isoformat()


def fill_the_fund(finance: Walker) -> None:
    """A donor pledges, agrees and pays: what the envelope is made of."""
    finance.go("/fund/contributions/new")
    donor = finance.page.locator('[name="donor_id"] option', has_text="Norway").get_attribute("value") or ""
    finance.fill(donor_id=donor, currency="USD", amount="1000000", rate="1").send()
    finance.go("/fund").follow("Norway")
    contribution = finance.page.url
    finance.go(f"{contribution}/agree").fill(amount="1000000", agreement="NOR-1").send()
    finance.go(f"{contribution}/receive").fill(amount="1000000", rate="1", reference="DEP-1").send()
    finance.go("/fund")
    assert finance.sees("US$\u00a01,000,000"), finance.problems()


def announce_a_round(office: Office) -> str:
    """An officer sets a round up, another confirms the announcement. Returns the round's address."""
    officer, second = office.officer, office.officer2
    officer.go("/rounds/new").send()
    address = officer.page.url.removesuffix("/edit")
    officer.fill(
        opens=local(-1),
        closes=local(10),
        envelope_minor="400000",
        name_en="Round 5",
        guidance_en="Be brief.",
        cure_days="0",
    )
    officer.fill(status_day=day(0), reserve_until=day(400)).send("Save settings")
    officer.go(f"{address}/announce")
    assert not officer.sees("There is a problem"), officer.page.locator("main").inner_text()[:1500]
    officer.send()
    assert second.go("/home").sees("Look and confirm"), second.problems()
    second.follow("Look and confirm").send("Confirm as second person")
    officer.go(address)
    assert officer.sees("Announced"), officer.problems()
    return address


def test_a_grant_goes_the_whole_way(world: World) -> None:
    office = Office(world)
    finance = office.invite_guarded("finance@secretariat.example", "Finance officer", "finance_officer")
    approver = office.invite_guarded("approver@secretariat.example", "Approving officer", "approving_officer")
    focal = office.invite("focal.point@zm.example", "Focal point of Zambia", "focal_point", "ZM")
    fill_the_fund(finance)
    call = announce_a_round(office)
    assert call.startswith(f"{world.address}/rounds/")
    assert [one.page.url for one in (approver, focal)] == [f"{world.address}/account/factor"] * 2
