"""A Board of ten and a round before it: plain rows where cheap, commands where they matter.

here = board.before_board({"AR": 1, "ZM": 2})      a round with applications by Party, ten members, nothing declared
here.member("EE"), here.application("AR")          actors by country, applications by lead Party
board.declare_all(here); board.score_all(here)     everybody who is not barred declares none, hands in
"""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from itertools import count

from sipgrants.accounts.models import Person
from sipgrants.applications.models import Application, Partner
from sipgrants.board import commands as board
from sipgrants.board import queries as boards
from sipgrants.board.declared import Answer
from sipgrants.board.models import Seat
from sipgrants.core import clock
from sipgrants.core.db import command, session
from sipgrants.core.money import Money
from sipgrants.lifecycle import rights
from sipgrants.lifecycle.actor import Actor, RoleName
from sipgrants.meetings import planned
from sipgrants.meetings import queries as meetings
from sipgrants.meetings.commands import confirming, decisions, sessions
from sipgrants.meetings.models import Decision, Meeting
from sipgrants.meetings.wording import Words
from sipgrants.parties.models import Party
from sipgrants.plans.models import Plan
from sipgrants.questionnaires.models import AnswerSet
from sipgrants.rounds.models import Round
from sipgrants.scoring import commands as scoring
from sipgrants.scoring import queries
from sipgrants.scoring.commands.seals import needed
from sipgrants.scoring.models import Seal, Sheet
from tests.builders import calls
from tests.builders.here import Here
from tests.builders.remembering import remembered

# The countries of the ten seats, two of a region; the first two members of the tuple are Co-Chairs.
TEN = ("EE", "GH", "KE", "LK", "TH", "AM", "AR", "JM", "NO", "CH")
REGION = {
    "GH": "Africa", "KE": "Africa", "SN": "Africa", "TG": "Africa", "BF": "Africa", "ZM": "Africa",
    "LK": "Asia and the Pacific", "TH": "Asia and the Pacific", "IR": "Asia and the Pacific",
    "EE": "Central and Eastern Europe", "AM": "Central and Eastern Europe",
    "AR": "Latin America and the Caribbean", "JM": "Latin America and the Caribbean",
    "PE": "Latin America and the Caribbean",
    "NO": "Western Europe and Others", "CH": "Western Europe and Others",
}  # fmt: skip
_numbers = count(1)


@command
def _keep(*rows: object) -> None:
    session().add_all(rows)
    session().flush()


@remembered
def party(iso2: str) -> Party:
    """A Party in its region (made once)."""
    found = calls.party(iso2)
    if found.region != REGION.get(iso2, found.region):
        calls.put(found, region=REGION[iso2])
    return found


@remembered
def member(country: str, *, co_chair: bool = False) -> Actor:
    """A sitting member nominated by `country`: seat and roles."""
    names = [RoleName.BOARD_MEMBER, *([RoleName.CO_CHAIR] if co_chair else [])]
    party(country)
    made = calls.somebody(*names, of=country, name=f"Board member for {country}")
    calls.seat(made, country, REGION[country])
    return made


@remembered
def application(
    round_: Round,
    lead: str,
    *,
    state: str = "with_board",
    amount: int = 20_000_000,
    partners: Iterable[str] = (),
    title: str = "",
) -> Application:
    """An application of the round in `state`; partners have confirmed."""
    party(lead)
    number = next(_numbers)
    answers, plan = AnswerSet(form_id=calls.forms()["A"].id), Plan()
    _keep(answers, plan)
    made = Application(
        reference=f"SIP-{round_.number}-{number:04d}",
        round_id=round_.id,
        party_id=lead,
        title=title or f"Mercury project {number} of {lead}",
        amount_minor=amount,
        months=24,
        answers_id=answers.id,
        plan_id=plan.id,
        submitted_version=1,
    )
    made.state = state
    _keep(made)
    for one in partners:
        party(one)
        row = Partner(application_id=made.id, party_id=one)
        row.state = "confirmed"
        _keep(row)
    session().expire(made)
    return made


@remembered
def before_board(
    leads: Mapping[str, int] | None = None,
    *,
    countries: Iterable[str] = TEN,
    joint: Mapping[str, Iterable[str]] | None = None,
    **settings: object,
) -> Here:
    """A round before the Board: `leads` is how many applications each Party leads, `joint` adds partners to the first."""
    round_ = calls.round_in("with_board", **settings)
    here = Here(round_, calls.officer())
    for place, country in enumerate(countries):
        here.members[country] = member(country, co_chair=place < 2)
    for lead, number in (leads or {"ZM": 2, "PE": 1}).items():
        partners = (joint or {}).get(lead, ())
        here.applications[lead] = [
            application(round_, lead, partners=partners if index == 0 else ()) for index in range(number)
        ]
    rights.forget()
    return here


@remembered
def declare_all(here: Here, *, without: Iterable[str] = ()) -> None:
    """Everybody declares no interest in whatever they are not barred from."""
    for country, actor in here.members.items():
        seat = boards.seat_of(actor.person_id)
        if country in set(without) or seat is None:
            continue
        lines = [line.dossier.id for line in boards.lines(here.round.id, seat) if line.is_open]
        board.declare(here.round.id, by=here.member(country), answers={one: Answer(False) for one in lines})


def filled(here: Here, value: int = 3) -> scoring.Filled:
    """A whole sheet with one value for every criterion."""
    keys = [one.key for one in here.round.criteria]
    comments = dict.fromkeys(keys, "Because.") if value in (0, 1, 5) else {}
    return scoring.Filled(dict.fromkeys(keys, value), comments)


@remembered
def score(here: Here, country: str, one: Application, value: int = 3) -> Sheet:
    """A member hands in a sheet."""
    sheet = scoring.start(one, by=here.member(country), filled=filled(here, value))
    scoring.hand_in(sheet, by=here.member(country))
    return sheet


@remembered
def score_all(here: Here, *, without: Iterable[str] = ()) -> None:
    """Everybody hands in what is expected of them; values differ by member and application."""
    country_of = {actor.person_id: country for country, actor in here.members.items()}
    expected = queries.picture(here.round).missing
    order = {one.id: place for place, one in enumerate(here.all())}
    for application_id, person_id in sorted(expected, key=lambda pair: (order[pair[0]], str(pair[1]))):
        country = country_of[person_id]
        if country not in set(without):
            place = list(here.members).index(country)
            score(
                here,
                country,
                session().get_one(Application, application_id),
                2 + (order[application_id] + place) % 3,
            )


def chairs(here: Here) -> list[str]:
    """The countries of the two Co-Chairs."""
    return list(here.members)[:2]


@remembered
def unseal(here: Here) -> None:
    """The Co-Chairs who are asked open the seal."""
    for country in chairs(here):
        actor = here.member(country)
        if actor.person_id in needed(queries.picture(here.round), actor).needed:
            scoring.open_seal(here.round, by=actor)


@remembered
def unsealed(leads: Mapping[str, int] | None = None, **settings: object) -> Here:
    """A round whose seal is open though nobody scored: where no ranking is asked for, that is cheaper."""
    here = before_board(leads, **settings)
    unseal_unscored(here.round)
    return here


def unseal_unscored(round_: Round) -> None:
    """The seal of a round is open though nobody scored."""
    _keep(Seal(round_id=round_.id, opened_at=clock.now()))
    rights.forget()


@remembered
def ready(leads: Mapping[str, int] | None = None, **settings: object) -> Here:
    """A round declared, scored and unsealed: the Board may decide."""
    here = before_board(leads, **settings)
    declare_all(here)
    score_all(here)
    unseal(here)
    return here


def seat_of(here: Here, country: str) -> Seat:
    """The seat of the member nominated by `country`."""
    found = boards.seat_of(here.members[country].person_id)
    assert found is not None
    return found


def roles_of(person: Person | Actor) -> set[tuple[str, str | None]]:
    """Which roles are held today, as (role, country)."""
    identifier = person.person_id if isinstance(person, Actor) else person.id
    rights.forget()
    actor: Actor = rights.known("actor_of", identifier)
    return {(str(one.name), one.party) for one in actor.roles}


@remembered
def meeting(here: Here, *, mode: str = "meeting", started: bool = True, everybody: bool = True) -> Meeting:
    """A meeting about the round, in session with everybody in the room."""
    number = meetings.next_number()
    now = clock.now()
    plan = planned.Plan(number, mode, now, now + timedelta(days=2), "Geneva")
    made = sessions.plan(here.round, by=here.officer, plan=plan)
    if started:
        sessions.start(made, by=here.officer)
        if everybody:
            arrive(here, made)
    return made


@remembered
def arrive(here: Here, made: Meeting, *, without: Iterable[str] = ()) -> None:
    """Everybody comes into the room, but for those left out."""
    presence = {
        actor.person_id: "absent" if country in set(without) else "room"
        for country, actor in here.members.items()
        if actor.person_id
    }
    sessions.attend(made, by=here.officer, presence=presence)


@remembered
def decide(
    here: Here, made: Meeting, one: Application, outcome: str = "approved", amount: int = 10_000_000
) -> Decision:
    """A decision, taken."""
    drafted = decisions.draft(one, by=here.officer, meeting=made, words=words(outcome, amount))
    decisions.take(drafted, by=here.officer)
    return drafted


def words(outcome: str = "approved", amount: int = 10_000_000) -> Words:
    """What a decision says."""
    return Words(outcome, Money(amount) if outcome == "approved" else None, recommendations="Come again.")


@remembered
def confirmed(
    here: Here, made: Meeting, one: Application, outcome: str = "approved", amount: int = 10_000_000
) -> Decision:
    """A decision, taken and confirmed by the Co-Chairs who are asked."""
    decided = decide(here, made, one, outcome, amount)
    confirm(here, decided)
    return decided


@remembered
def confirm(here: Here, decided: Decision) -> None:
    """Whoever is asked confirms."""
    asked = meetings.confirmers_of(meetings.table(here.round), decided).needed
    for country, actor in here.members.items():
        if actor.person_id in asked:
            confirming.confirm(decided, by=here.member(country))
