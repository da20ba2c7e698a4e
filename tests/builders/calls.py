"""Rounds and applications in any state, and people who act on them; plain functions on the open session.

Rows are put in place directly (fast): what commands do is tested in their own rooms.
"""

from datetime import UTC, date, datetime
from typing import Any

from sipgrants.board.models import Seat, Term
from sipgrants.core import clock
from sipgrants.core.db import command, session
from sipgrants.lifecycle import rights
from sipgrants.lifecycle.actor import SYSTEM, Actor, RoleName
from sipgrants.lifecycle.countersign import confirm
from sipgrants.parties.models import Party
from sipgrants.questionnaires.commands import freeze
from sipgrants.questionnaires.models import FormVersion
from sipgrants.rounds import commands as rounds
from sipgrants.rounds.commands.drafting import default_criteria
from sipgrants.rounds.models import Round
from sipgrants.rounds.settings import Settings
from tests.builders import people
from tests.builders.remembering import remembered

OPENS = datetime(2027, 3, 1, 8, tzinfo=UTC)
CLOSES = datetime(2027, 5, 31, 21, 59, tzinfo=UTC)
DURING = datetime(2027, 4, 15, 9, tzinfo=UTC)
BEFORE = datetime(2027, 2, 1, 9, tzinfo=UTC)
AFTER = datetime(2027, 6, 1, 9, tzinfo=UTC)
NAMES = {"ZM": "Zambia", "GH": "Ghana", "PE": "Peru", "SN": "Senegal", "TG": "Togo"}
ZONES = {"ZM": "Africa/Lusaka", "GH": "Africa/Accra", "PE": "America/Lima"}


@command
def _keep(row: Any) -> Any:
    session().add(row)
    session().flush()
    return row


@remembered
def party(iso2: str = "ZM") -> Party:
    """A Party (made once)."""
    return people.party(iso2, names={"en": NAMES.get(iso2, iso2)}, zone=ZONES.get(iso2, "UTC"))


@remembered
def somebody(*roles: RoleName, of: str | None = None, name: str | None = None) -> Actor:
    """A new person who holds `roles` (for the Party `of`), as an actor."""
    if of:
        party(of)
    found = people.actor_of(people.person(*roles, party=of, name=name, password=False))
    rights.forget()
    return found


@remembered
def officer() -> Actor:
    return somebody(RoleName.PROGRAMME_OFFICER)


@remembered
def approver() -> Actor:
    return somebody(RoleName.APPROVING_OFFICER)


@remembered
def focal_point(of: str = "ZM") -> Actor:
    return somebody(RoleName.FOCAL_POINT, of=of)


@remembered
def drafter(of: str = "ZM") -> Actor:
    return somebody(RoleName.DRAFTER, of=of)


@remembered
def forms() -> dict[str, FormVersion]:
    """Forms A, B and C, without questions (made once)."""
    found = {form.kind: form for form in session().query(FormVersion).where(FormVersion.number == 1)}
    for kind in "ABC":
        if kind not in found:
            found[kind] = _keep(FormVersion(kind=kind, number=1, title={"en": f"Form {kind}"}))
            freeze(found[kind], by=SYSTEM)
    return found


def settings(**changes: Any) -> Settings:
    """Complete settings of a round that is open from 1 March to 31 May 2027."""
    versions = forms()
    complete: dict[str, Any] = {
        "names": {"en": "Fifth round", "fr": "Cinquième cycle"},
        "guidance": {"en": "Read the guidelines first."},
        "zone": "Europe/Zurich",
        "opens": datetime(2027, 3, 1, 9),  # noqa: DTZ001 - wall clock of the round's zone
        "closes": datetime(2027, 5, 31, 23, 59),  # noqa: DTZ001
        "questions": datetime(2027, 5, 10, 18, 0),  # noqa: DTZ001
        "floor_minor": 5_000_000,
        "ceiling_minor": 25_000_000,
        "envelope_minor": 200_000_000,
        "longest_months": 36,
        "class_caps": {"equipment": 40},
        "checklist": (),
        "languages": ("en", "fr"),
        "framework_label": "Output",
        "scoring_mode": "sealed",
        "quorum_part": 2,
        "quorum_whole": 3,
        "partners_confirm": "submission",
        "cure_days": 10,
        "grace_minutes": 0,
        "reconsideration_days": 14,
        "status_day": date(2027, 5, 31),
        "reserve_until": date(2028, 5, 31),
        "criteria": default_criteria(),
        **{f"form_{kind.lower()}_id": versions[kind].id for kind in "ABC"},
    }
    return Settings(**{**complete, **changes})


@remembered
def draft_round(by: Actor | None = None, **changes: Any) -> Round:
    """A round in draft with complete settings and an envelope that is explained."""
    acting = by or officer()
    made = rounds.create(by=acting)
    rounds.edit(made, by=acting, settings=settings(**changes))
    return made


@remembered
def announced_round(**changes: Any) -> Round:
    """A round announced in February 2027, with the second officer's confirmation."""
    with clock.set_to(BEFORE):
        asking, second = officer(), approver()
        made = draft_round(asking, **changes)
        rounds.justify_envelope(made, by=second, reason="Contributions are announced.")
        confirm(rounds.announce(made, by=asking), by=second)
    return made


def wall(*parts: int) -> datetime:
    """A wall clock, which has no zone."""
    return datetime(*parts)  # noqa: DTZ001


@remembered
@command
def put(subject: Any, **values: Any) -> Any:
    """Set columns of a record directly, in a transaction of its own."""
    for name, value in values.items():
        setattr(subject, name, value)
    session().flush()
    return subject


@remembered
def round_in(state: str, **changes: Any) -> Round:
    """A round in `state`, with the settings of `settings(**changes)`."""
    if state == "draft":
        return draft_round(**changes)
    made = announced_round(**changes)
    return put(made, state=state) if state != "announced" else made


@remembered
def seat(member: Actor, country: str, region: str = "africa") -> Seat:
    """A seat on the Board of today for `member`."""
    term = session().query(Term).first() or _keep(Term(name="2023-2029", from_day=date(2018, 1, 1)))
    party(country)
    return _keep(
        Seat(
            term_id=term.id,
            region=region,
            country_id=country,
            person_id=member.person_id,
            from_day=date(2018, 1, 1),
            is_co_chair=member.has({RoleName.CO_CHAIR}),
        )
    )
