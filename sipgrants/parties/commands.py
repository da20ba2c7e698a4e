"""Keeping the list of Parties: names, dates, and what each is from which day on, with the reason."""

import csv
from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

from sqlalchemy import select

from sipgrants.core import audit
from sipgrants.core.db import command, session
from sipgrants.core.errors import Conflict, Problem, require
from sipgrants.core.i18n import msg
from sipgrants.lifecycle import rights
from sipgrants.lifecycle.actor import SYSTEM, Actor
from sipgrants.parties.models import Party, PartyStatus
from sipgrants.parties.regions import GROUPS, KINDS, STANDINGS

_FILE = Path(__file__).parents[1] / "data" / "parties.csv"
_LANGUAGES = ("en", "fr", "es", "ru", "zh", "ar")
EDITABLE = (
    "names", "region", "category", "zone", "deposited_on", "in_force_from", "left_on", "ldc_expected_until", "source",
    "notes",
)  # fmt: skip


@command
def load(*, by: Actor = SYSTEM) -> int:
    """Add the Parties that ship with the system and are not there yet; what was edited stays. Returns how many."""
    rights.demand(by, "party.add")
    there = set(session().scalars(select(Party.id)))
    with _FILE.open(encoding="utf-8", newline="") as file:
        new = [row for row in csv.DictReader(file) if row["iso2"] not in there]
    for row in new:
        session().add(_party(row))
    session().flush()
    if new:
        audit.record("party.add", ("party", "*"), by, codes=[row["iso2"] for row in new])
    return len(new)


def _party(row: dict[str, str]) -> Party:
    return Party(
        id=row["iso2"],
        iso3=row["iso3"],
        m49=row["m49"],
        names={language: row[f"name_{language}"] for language in _LANGUAGES},
        region=row["region"],
        regional_group=row["un_regional_group"],
        category=row["category"],
        zone=row["time_zone"],
        deposited_on=_day(row["deposit_date"]),
        in_force_from=_day(row["entry_into_force"]),
        ldc_expected_until=_day(row["ldc_expected_until"]),
        source=row["source"],
        notes=row["notes"],
        confidence={kind: row[f"{kind}_confidence"] for kind in ("party", "date", "classification")},
        statuses=_statuses(row),
    )


def _statuses(row: dict[str, str]) -> list[PartyStatus]:
    standing = row["eligible"]
    if standing == "yes":
        standing = "transition" if row["category"] == "economy_in_transition" else "developing"
    # A "no" that rests on no list of the Convention is assumed until the secretariat decides (see data/README.md).
    assumed = standing == "no" and row["classification_confidence"] != "high"
    doubt = row["notes"] if assumed or standing == "check" else ""
    left = _day(row["ldc_until"])
    made = [
        PartyStatus(kind="eligibility", value=standing, assumed=assumed, reason=doubt),
        PartyStatus(kind="sids", value=row["sids"]),
        PartyStatus(kind="ldc", value=row["ldc"], from_day=left),
    ]
    if left is not None:
        made.append(PartyStatus(kind="ldc", value="yes", until_day=left))
    return made


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


@command
def add(iso2: str, *, by: Actor, iso3: str = "", m49: str = "", **values: Any) -> Party:
    """Add a Party; nothing is known of its eligibility until a status is recorded: it is to be decided."""
    rights.demand(by, "party.add")
    code = iso2.strip().upper()
    found = _problems(values)
    if not (len(code) == 2 and code.isascii() and code.isalpha()):
        found.append(Problem("iso2", msg("Enter the two letters of ISO 3166, for example ZM.")))
    elif session().get(Party, code) is not None:
        found.append(Problem("iso2", msg("This Party is in the list already.")))
    require(found)
    party = Party(
        id=code,
        iso3=iso3.strip().upper(),
        m49=m49.strip(),
        regional_group=GROUPS.get(values["region"], ""),
        statuses=[
            PartyStatus(kind="eligibility", value="check", recorded_by=by.person_id),
            PartyStatus(kind="ldc", value="no", assumed=True, recorded_by=by.person_id),
            PartyStatus(kind="sids", value="no", assumed=True, recorded_by=by.person_id),
        ],
        **values,
    )
    session().add(party)
    session().flush()
    audit.record("party.add", party, by)
    return party


@command
def edit(party: Party, *, by: Actor, **values: Any) -> None:
    """Change a Party's names, region, dates, sources; the history keeps what they were."""
    rights.demand(by, "party.edit", party)
    require(_problems(values))
    changed = audit.changed({name: getattr(party, name) for name in EDITABLE}, values)
    if not changed:
        return
    for name in changed:
        setattr(party, name, values[name])
    party.regional_group = GROUPS.get(party.region, party.regional_group)
    audit.record("party.edit", party, by, changed=changed)


def _problems(values: dict[str, Any]) -> list[Problem]:
    found = []
    if not values["names"].get("en", "").strip():
        found.append(Problem("name_en", msg("Enter the short name in English.")))
    if values["zone"] not in available_timezones():
        found.append(Problem("zone", msg("Choose a time zone of the list.")))
    deposited, begins, left = (values.get(name) for name in ("deposited_on", "in_force_from", "left_on"))
    if deposited and begins and begins <= deposited:
        text = msg("The Convention enters into force for a Party after the deposit of its instrument.")
        found.append(Problem("in_force_from", text))
    if left and begins and left <= begins:
        found.append(
            Problem("left_on", msg("A Party leaves after the Convention entered into force for it."))
        )
    return found


@command
def record_status(
    party: Party, kind: str, value: str, *, from_day: date | None, reason: str, by: Actor, source: str = ""
) -> PartyStatus:
    """Record what a Party is from `from_day` on (None: always); what it was before ends that day and stays on record.

    With no day, or the very day from which the present one counts, the present one was a mistake and is replaced.
    """
    rights.demand(by, "party.record_status", party)
    require(
        [] if reason.strip() else [Problem("reason", msg("Give the reason: it is shown with the status."))]
    )
    before = [one for one in party.statuses if one.kind == kind]
    present = next((one for one in before if one.until_day is None), None)
    _check_order(kind, value, from_day, before, present)
    if present is not None and (from_day is None or present.from_day == from_day):
        party.statuses.remove(present)
        session().delete(present)
    elif present is not None:
        present.until_day = from_day
    made = PartyStatus(
        kind=kind,
        value=value,
        from_day=from_day,
        reason=reason.strip(),
        source=source,
        recorded_by=by.person_id,
    )
    party.statuses.append(made)
    session().flush()
    old = (
        {"value": present.value, "from_day": present.from_day, "reason": present.reason} if present else None
    )
    data = {"kind": kind, "value": value, "from_day": from_day, "before": old}
    audit.record("party.record_status", party, by, **data, reason=reason.strip())
    return made


def _check_order(
    kind: str, value: str, from_day: date | None, before: list[PartyStatus], present: PartyStatus | None
) -> None:
    if kind not in KINDS:
        raise Conflict(msg("There is no such status."))
    found = []
    if (value in STANDINGS) != (kind == "eligibility") and value != "no":
        found.append(Problem("value", msg("Choose a value that goes with this status.")))
    if present and from_day and present.from_day and from_day < present.from_day:
        text = msg(
            "A status is recorded from %(day)s on: choose this day or a later one.", day=present.from_day
        )
        found.append(Problem("from_day", text))
    if from_day is None and len(before) > 1:
        found.append(
            Problem("from_day", msg("There are earlier ones: enter the day from which this counts."))
        )
    if present and present.value == value and not present.assumed:
        found.append(Problem("value", msg("This is its status already.")))
    require(found)
