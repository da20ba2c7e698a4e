"""Who is in the demonstration: offices, never persons, each with an address that tells what it is."""

from functools import cache

from sqlalchemy import select

from sipgrants.accounts.commands import beginning, people, roles, signing, team
from sipgrants.accounts.models import Person, Token
from sipgrants.board import commands as board
from sipgrants.cli.demonstration.contents import earlier, round5, round6
from sipgrants.cli.demonstration.reports import awards
from sipgrants.cli.demonstration.scores import seats
from sipgrants.cli.stories.telling import GROUND, PEOPLE, Story, World
from sipgrants.core.db import session
from sipgrants.lifecycle.actor import RoleName
from sipgrants.lifecycle.countersign import confirm
from sipgrants.parties.models import Party

BEGINNING = -1500  # the day on which everybody is there
ADMINISTRATOR = "admin@secretariat.example"
OFFICERS = {"officer": "Programme officer", "officer2": "Second programme officer"}
GUARDED = {
    "head@secretariat.example": ("Head of the Secretariat", RoleName.HEAD),
    "finance@secretariat.example": ("Finance officer", RoleName.FINANCE_OFFICER),
    "approver@secretariat.example": ("Approving officer", RoleName.APPROVING_OFFICER),
    "auditor@un.example": ("Auditor", RoleName.AUDITOR),
}
EXPERT = ("expert@who.example", "Expert of the World Health Organization")
WEBSITE = {"en": "Website of the Convention", "fr": "Site Web de la Convention"}
ALWAYS = "ZM"  # the Party whose team is named to everybody who tries the demonstration
ONE_IN = 10  # one Party in ten has designated nobody
FRENCH = frozenset(
    {
        "BF",
        "BI",
        "BJ",
        "CF",
        "CG",
        "CI",
        "CM",
        "DJ",
        "GA",
        "GN",
        "KM",
        "MG",
        "ML",
        "MR",
        "NE",
        "RW",
        "SN",
        "TD",
        "TG",
    }
)
WITH_ARTICLE = frozenset(
    {"AE", "BS", "CF", "CG", "DO", "GM", "KM", "MD", "MH", "MV", "NE", "NL", "PH", "SC", "SY", "TZ"}
)


def everybody(world: World) -> Story:
    """The Secretariat, the Board and the Parties' teams are invited, and accept."""
    yield world.at(BEGINNING)
    world.hold(GROUND)
    _secretariat(world)
    yield world.at(BEGINNING, 11)
    _board(world)
    for number, party in enumerate(_parties()):
        yield world.at(BEGINNING + 1, 9 + number // 60, number % 60)
        _team(world, party)
    world.hold(PEOPLE)


def office_of(party: Party) -> str:
    """Return what stands behind "Focal point of"."""
    name = party.names["en"].partition(" (")[0]
    return f"the {name}" if party.id in WITH_ARTICLE else name


def _secretariat(world: World) -> None:
    first = beginning.first_administrator(ADMINISTRATOR, "Administrator")
    _accept(world, first)
    admin = world.who(ADMINISTRATOR)
    for key, name in OFFICERS.items():
        person = people.invite(f"{key}@secretariat.example", name, by=admin)
        roles.grant(person, RoleName.PROGRAMME_OFFICER, by=admin)
        _accept(world, person)
    for address, (name, role) in GUARDED.items():
        person = people.invite(address, name, by=admin)
        confirm(roles.grant_guarded(person, role, by=admin), by=world.office("officer"))
        _accept(world, person)
    expert = people.invite(*EXPERT, by=world.office("officer"))
    roles.grant(expert, RoleName.EXPERT, by=world.office("officer"))
    _accept(world, expert)


def _board(world: World) -> None:
    officer, second = world.office("officer"), world.office("officer2")
    term = board.add_term(by=officer, name="Demonstration", from_day=world.day(BEGINNING))
    for row in seats():
        party = session().get_one(Party, row["country"])
        person = people.invite(row["mail"], row["office"], by=officer, zone=party.zone)
        seat = confirm(
            board.seat(
                person, by=officer, term_id=term.id, country_id=party.id, from_day=world.day(BEGINNING)
            ),
            by=second,
        )
        if row["co_chair"]:
            confirm(board.elect(seat, by=officer), by=second)
        _accept(world, person)
    _begin_with(world)


def _begin_with(world: World) -> None:
    """What helps members to begin, and the Master Class, which the last two on the list missed."""
    officer, day = world.office("officer"), world.day(BEGINNING)
    for locale, title in WEBSITE.items():
        url = f"https://minamataconvention.org/{locale}"
        board.add_orientation(by=officer, title=title, locale=locale, day=day, url=url)
    held = board.record_class(by=officer, title="Master Class for the Governing Board", day=day)
    came = [world.who(row["mail"]).person_id for row in seats()[:-2]]
    board.record_attended(held, by=officer, people=[one for one in came if one])


def _team(world: World, party: Party) -> None:
    code, name, locale = party.id.lower(), office_of(party), "fr" if party.id in FRENCH else "en"
    officer = world.office("officer")
    focal = people.invite(
        f"focal.point@{code}.example", f"Focal point of {name}", by=officer, locale=locale, zone=party.zone
    )
    roles.grant(focal, RoleName.FOCAL_POINT, by=officer, party_id=party.id)
    _accept(world, focal)
    for key, title, role in _others(party):
        given = team.invite(
            party,
            email=f"{key}@{code}.example",
            name=f"{title} of {name}",
            locale=locale,
            role=role,
            by=world.of(party.id),
        )
        _accept(world, given.person)


def _others(party: Party) -> list[tuple[str, str, RoleName]]:
    """Return who works beside the focal point: a drafter where the Party applies, a manager where it has an award."""
    found = []
    if party.id in _leads() | {ALWAYS}:
        found.append(("drafter", "Drafter", RoleName.DRAFTER))
    if party.id in {one["lead"] for one in awards()} | {ALWAYS}:
        found.append(("manager", "Project manager", RoleName.PROJECT_MANAGER))
    return found


@cache
def _leads() -> frozenset[str]:
    return frozenset(one.lead for one in (*earlier(), *round5(), *round6()))


def _parties() -> list[Party]:
    """Return the Parties with a focal point: those of the contents, and nine in ten of the others that may apply."""
    rows = [*round5(), *round6()]
    named = {code for one in rows for code in (one.lead, *one.partners)}
    named |= {code for one in awards() for code in (one["lead"], *one["partners"])}
    every = session().scalars(select(Party).order_by(Party.id)).all()
    others = [one.id for one in every if one.id not in named and _may_apply(one)]
    designated = named | {code for number, code in enumerate(others, start=1) if number % ONE_IN}
    return [one for one in every if one.id in designated]


def _may_apply(party: Party) -> bool:
    return any(
        one.kind == "eligibility" and one.value in ("yes", "developing", "transition")
        for one in party.statuses
    )


def _accept(world: World, person: Person) -> None:
    """Set the password, as the link of the invitation lets them do."""
    mailed = select(Token).where(Token.person_id == person.id, Token.kind == "invitation")
    token = session().scalars(mailed.where(Token.used_at.is_(None))).one()
    signing.accept_invitation(
        token, world.password_hash, name=person.name, locale=person.locale, zone=person.zone
    )
    world.people[person.email] = person.id
