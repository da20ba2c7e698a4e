"""The people of the way, invited one after the other as in life; the fund they give from, the round they announce."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from sipgrants.core import clock
from tests.journeys.walkers import Walker, World


class Office:
    """The Secretariat, and whoever it invites. The addresses of what was made are kept beside."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.people: dict[str, Walker] = {}
        self.places: dict[str, str] = {}

    def __getitem__(self, address: str) -> Walker:
        """Return a person by the address, or by what stands before the @ of the Secretariat."""
        return self.people[address if "@" in address else f"{address}@secretariat.example"]

    def settle(self) -> "Office":
        """The administrator comes first and invites the officers; guarded roles take a second person."""
        admin = Walker(self.world, "admin@secretariat.example", "Administrator")
        self.people[admin.email] = admin.accept_invitation().set_up_authenticator()
        self.invite("officer@secretariat.example", "Programme officer", "programme_officer")
        self.invite("officer2@secretariat.example", "Second programme officer", "programme_officer")
        self.invite_guarded("finance@secretariat.example", "Finance officer", "finance_officer")
        self.invite_guarded("approver@secretariat.example", "Approving officer", "approving_officer")
        return self

    def wait_until(self, moment: date) -> None:
        """The day comes, and with it whatever the clock does by itself."""
        self.world.move_on(moment - clock.today())
        self.world.work_off()

    def invite(self, email: str, name: str, role: str, party: str = "") -> Walker:
        """The administrator invites with a letter; the person accepts."""
        self["admin"].go("/people/invite").fill(email=email, name=name, role=role, party=party)
        self["admin"].fill(letter=self.world.letter).send()
        return self.enter(email, name)

    def invite_guarded(self, email: str, name: str, role: str) -> Walker:
        """The same for a role that takes a second person: an officer confirms."""
        self["admin"].go("/people/invite-guarded").fill(email=email, name=name, role=role).send()
        self.confirm("officer")
        return self.enter(email, name)

    def enter(self, email: str, name: str) -> Walker:
        """Whoever was invited accepts, and sets up an authenticator."""
        walker = Walker(self.world, email, name).accept_invitation()
        self.people[email] = walker.set_up_authenticator()
        return walker

    def confirm(self, second: str) -> None:
        """A second person finds on the home page what was asked, looks, and confirms it."""
        walker = self[second].go("/home").must_see("Look and confirm")
        walker.follow("Look and confirm").send("Confirm as second person")
        assert not walker.sees("There is a problem"), walker.problems()


def local(days: float) -> str:
    """A moment so many days from now, as a date field of Geneva's clock takes it."""
    moment = (clock.now() + timedelta(days=days)).astimezone(ZoneInfo("Europe/Zurich"))
    return moment.strftime("%Y-%m-%dT%H:%M")


def day(days: int) -> str:
    """A day so many days from now."""
    return (clock.today() + timedelta(days=days)).isoformat()


def half_year(after: date) -> date:
    """The last day of the half-year that holds a day: reports cover half-years."""
    return date(after.year, 6, 30) if after.month <= 6 else date(after.year, 12, 31)


def fill_the_fund(finance: Walker, amount: str) -> None:
    """A donor pledges, agrees and pays: what the envelope is made of."""
    finance.go("/fund/contributions/new").choose(donor_id="Norway")
    finance.fill(currency="USD", amount=amount).send()
    finance.go("/fund").follow("Norway")
    contribution = finance.url
    finance.go(f"{contribution}/agree").fill(amount=amount, agreement="NOR-1").send()
    finance.go(f"{contribution}/receive").fill(amount=amount, reference="DEP-1").send()
    finance.go("/fund").must_see(f"US$\u00a0{int(amount):,}")


def announce_a_round(office: Office, envelope: str, **settings: str) -> str:
    """An officer sets a round up, another confirms the announcement. Returns the round's address."""
    officer = office["officer"].go("/rounds/new").send()
    address = officer.url.removesuffix("/edit")
    officer.fill(opens=local(-1), closes=local(10), envelope_minor=envelope, name_en="Round 5", **settings)
    officer.fill(guidance_en="Be brief.", cure_days="0", status_day=day(0), reserve_until=day(400))
    officer.send("Save settings")
    assert not officer.sees("There is a problem"), officer.problems()
    officer.go(f"{address}/announce")
    assert not officer.sees("There is a problem"), officer.problems()
    officer.send()
    office.confirm("officer2")
    officer.go(address).must_see("Announced")
    return address


def open_a_round(office: Office, money: str = "1000000", envelope: str = "400000") -> None:
    """The Secretariat has money and a call."""
    fill_the_fund(office["finance"], money)
    office.places["round"] = announce_a_round(office, envelope)
