"""Round 4 of the Programme once more: 36 applications from 36 Parties, 29 of them eligible, ten approved.

The real numbers (data/rounds.json), by region as they were before the Board. What one person does once is done page by
page; what 36 teams do is sent as their pages' forms would send it, without opening each page before.
"""

import csv
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from sipgrants.core import clock
from tests.journeys import answers
from tests.journeys.applying import SIGNED
from tests.journeys.office import Office
from tests.journeys.plain import Forms
from tests.journeys.walkers import Walker

PARTIES = Path(__file__).parents[2] / "sipgrants" / "data" / "parties.csv"
ELIGIBLE = {
    "Africa": 14,
    "Asia and the Pacific": 7,
    "Central and Eastern Europe": 3,
    "Latin America and the Caribbean": 5,
}
REFUSED = 7
ASKED = 210_000
Fields = dict[str, str | list[str]]


def parties() -> list[str]:
    """36 Parties that may apply: 29 in the regions' numbers, and seven more."""
    with PARTIES.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["eligible"] == "yes"]
    chosen = [row["iso2"] for region, number in ELIGIBLE.items() for row in _of(region, rows, number)]
    return [*chosen, *islice((row["iso2"] for row in rows if row["iso2"] not in chosen), REFUSED)]


def _of(region: str, rows: list[dict[str, str]], number: int) -> Iterator[dict[str, str]]:
    return islice((row for row in rows if row["region"] == region), number)


def invite_focal_points(office: Office, codes: list[str]) -> None:
    """One list of all focal points; each accepts the invitation."""
    lines = [f"{address(code)},Focal point of {code},focal point,{code},en" for code in codes]
    admin = office["admin"].go("/people/import")
    admin.fill(list="\n".join(["email,name,role,party,language", *lines])).send()
    admin.send(f"Import {len(codes)} people")
    for code in codes:
        office.enter(address(code), f"Focal point of {code}")


def address(code: str) -> str:
    """The focal point's mail address."""
    return f"focal.point@{code.lower()}.example"


def send(walker: Walker, path: str, fields: Fields) -> str:
    """Send a form without opening its page; what is saved leads on, anything else fails."""
    driver = walker.driver
    assert isinstance(driver, Forms)
    return driver.post(walker.world.address + path, fields).removeprefix(walker.world.address)


def apply(office: Office, code: str) -> str:
    """A Party's whole application, written, signed and submitted; returns its identifier."""
    focal, call = office[address(code)].go("/home"), office.places["round"].rpartition("/")[2]
    start: Fields = {"party_id": code, "language": "en", "source": ""}
    path = send(focal, f"/applications/new/{call}", start).removesuffix("/tasks")
    for form in (answers.form_a(f"Clinics of {code}", str(ASKED)), answers.FORM_B):
        for key, values in form.items():
            asked = sorted({".".join(name.split(".")[:2]) for name in values})
            send(focal, f"{path}/sections/{key}", {**values, "asked": asked})
    plan(focal, f"{path}/plan")
    record = answers.texts("consultation", "consultation_record")
    send(focal, f"{path}/sections/consultation", {"consultation.consulted": "health", **record})
    focal.go(f"{path}/sections/signature")
    focal.fill(**SIGNED, **{"signature.signed_on": clock.today().isoformat()}).send("Save and continue")
    send(focal, f"{path}/sign/confirmation", {"confirmation.confirmations": [*answers.CONFIRMATIONS]})
    focal.go(f"{path}/submit").send().must_see("SHA-256")
    return path.rpartition("/")[2]


def plan(focal: Walker, path: str) -> None:
    """The parts of the plan; the budget's page tells which activity its lines are for."""
    send(focal, f"{path}/framework", {**answers.FRAMEWORK})
    focal.go(f"{path}/budget").choose(**{"budget.0.activity": "1.1.1"})
    activity = focal.driver.value("budget.0.activity")
    send(focal, f"{path}/workplan", {"activities.0.id": activity, "activities.0.quarters": "1"})
    send(focal, f"{path}/risks", {**answers.RISKS})
    lines = {f"budget.{row}.activity": activity for row in (0, 1)}
    classes = {"budget.0.budget_class": "contractual", "budget.1.budget_class": "travel"}
    send(focal, f"{path}/budget", {**answers.budget(ASKED), **lines, **classes})
    send(focal, f"{path}/other_funding", {**answers.FUNDING})


def receive_all(office: Office) -> None:
    """36 Parties apply."""
    codes = parties()
    invite_focal_points(office, codes)
    for code in codes:
        office.places[code] = apply(office, code)
