"""The list of Parties: what ships, what is edited, what each is on a day."""

from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event
from sqlalchemy.orm import Session

from sipgrants.accounts.models import Person
from sipgrants.core import audit, clock
from sipgrants.core.errors import Forbidden, Invalid, Stale
from sipgrants.lifecycle.actor import RoleName as R
from sipgrants.parties import commands, queries
from sipgrants.parties.eligibility import Result, Rule
from sipgrants.parties.models import Party, PartyStatus
from sipgrants.parties.queries import Filter
from tests.builders import people
from tests.builders.web import post

DAY = date(2026, 7, 31)


@pytest.fixture
def parties(db: Session) -> None:
    commands.load()


def officer() -> Person:
    return people.person(R.PROGRAMME_OFFICER)


def names(**wanted: object) -> list[str]:
    return [row.party.id for row in queries.index(Filter(**wanted), size=200).rows]


def test_what_ships_is_loaded_once_and_what_was_edited_stays(db: Session) -> None:
    assert commands.load() == 149
    party = queries.find("zm")
    party.names = {"en": "Another name"}
    db.commit()
    assert commands.load() == 0
    assert queries.find("ZM").name() == "Another name"


def test_status_follows_from_what_ships(parties: None) -> None:
    statuses = queries.statuses_on(DAY)
    shown = {code: (str(one.standing), one.assumed, one.ldc, one.sids) for code, one in statuses.items()}
    assert shown["ZM"] == ("developing", False, True, False)
    assert shown["AM"] == ("transition", False, False, False)
    assert shown["AG"] == ("check", False, False, True)
    assert shown["CH"] == ("no", False, False, False)
    assert shown["BG"] == ("no", True, False, False)


def test_who_left_the_list_of_least_developed_countries_was_on_it_before(parties: None) -> None:
    vanuatu = queries.find("VU")
    assert [queries.status_on(vanuatu, date(2020, 12, day)).ldc for day in (3, 4)] == [True, False]


def test_eligibility_is_proposed_from_the_records(parties: None) -> None:
    found = queries.findings(["ZM", "CH"], DAY, articles=["7"], gef_matches=None, overdue={})
    assert [(one.party, one.result) for one in found if one.rule is Rule.STANDING] == [
        ("ZM", Result.YES),
        ("CH", Result.NO),
    ]


def test_list_is_narrowed_by_region_standing_lists_and_name(parties: None) -> None:
    assert names(region="Western Europe and Others", standing="developing") == ["TR"]
    assert len(names(standing="check")) == 15
    assert names(text="cote d") == ["CI"]
    assert names(text="замбия") == ["ZM"]
    assert {"VU", "KI"} & set(names(ldc=True, sids=True)) == {"KI"}


def test_list_is_sorted_by_name_in_the_readers_language(parties: None) -> None:
    english = [row.party.id for row in queries.index(Filter(), locale="en").rows]
    french = [row.party.id for row in queries.index(Filter(), locale="fr").rows]
    assert (english[0], french[1]) == ("AF", "ZA")


def test_status_is_recorded_from_a_day_on_and_the_earlier_one_stays(db: Session, parties: None) -> None:
    by, party = people.actor_of(officer()), queries.find("ZM")
    commands.record_status(party, "ldc", "no", from_day=date(2027, 1, 1), reason="Left the list.", by=by)
    assert [queries.status_on(party, day).ldc for day in (date(2026, 12, 31), date(2027, 1, 1))] == [
        True,
        False,
    ]
    rows = sorted((one.value, one.from_day, one.until_day) for one in party.statuses if one.kind == "ldc")
    assert rows == [("no", date(2027, 1, 1), None), ("yes", None, date(2027, 1, 1))]
    assert audit.of("party", "ZM")[-1].details["reason"] == "Left the list."


def test_decision_on_a_doubtful_party_replaces_what_never_was_one(db: Session, parties: None) -> None:
    by, party = people.actor_of(officer()), queries.find("AG")
    commands.record_status(party, "eligibility", "developing", from_day=None, reason="Decided.", by=by)
    status = queries.status_on(party, date(2018, 1, 1))
    assert (str(status.standing), status.source) == ("developing", "Decided.")
    assert [one.value for one in party.statuses if one.kind == "eligibility"] == ["developing"]


@pytest.mark.parametrize(
    ("kind", "value", "day", "reason", "fields"),
    [
        ("ldc", "no", date(2027, 1, 1), " ", ["reason"]),
        ("ldc", "developing", date(2027, 1, 1), "x", ["value"]),
        ("eligibility", "yes", date(2027, 1, 1), "x", ["value"]),
        ("ldc", "yes", date(2027, 1, 1), "x", ["value"]),
    ],
)
def test_status_that_makes_no_sense_is_refused(db, parties, kind, value, day, reason, fields) -> None:
    by, party = people.actor_of(officer()), queries.find("ZM")
    with pytest.raises(Invalid) as refused:
        commands.record_status(party, kind, value, from_day=day, reason=reason, by=by)
    assert [problem.field for problem in refused.value.problems] == fields


def test_status_cannot_begin_before_the_present_one(db: Session, parties: None) -> None:
    by, party = people.actor_of(officer()), queries.find("ZM")
    commands.record_status(party, "ldc", "no", from_day=date(2027, 1, 1), reason="x", by=by)
    with pytest.raises(Invalid) as refused:
        commands.record_status(party, "ldc", "yes", from_day=date(2026, 1, 1), reason="x", by=by)
    assert [problem.field for problem in refused.value.problems] == ["from_day"]


def test_only_an_officer_records_a_status(db: Session, parties: None) -> None:
    party = queries.find("ZM")
    for role in (R.ADMINISTRATOR, R.FINANCE_OFFICER, R.AUDITOR):
        by = people.actor_of(people.person(role))
        with pytest.raises(Forbidden):
            commands.record_status(party, "ldc", "no", from_day=date(2027, 1, 1), reason="x", by=by)


def test_changed_dates_are_in_the_history(db: Session, client: FlaskClient, parties: None) -> None:
    people.sign_in(client, officer())
    form = {
        "name_en": "Zambia",
        "name_fr": "Zambie",
        "region": "Africa",
        "category": "developing",
        "zone": "Africa/Lusaka",
    }
    answer = post(client, "/parties/ZM/edit", **form, in_force_from="2018-01-01", deposited_on="2016-03-11")
    assert answer.status_code == 303
    db.rollback()
    assert queries.find("ZM").in_force_from == date(2018, 1, 1)
    assert audit.of("party", "ZM")[-1].details["changed"]["in_force_from"] == ["2017-08-16", "2018-01-01"]
    assert "changed the Party" in client.get("/parties/ZM").text


def test_who_saw_an_older_version_is_told(db: Session, parties: None) -> None:
    by, party = people.actor_of(officer()), queries.find("ZM")
    values = {name: getattr(party, name) for name in commands.EDITABLE}
    seen = party.version
    commands.edit(party, by=by, seen=seen, **{**values, "notes": "one"})
    with pytest.raises(Stale):
        commands.edit(party, by=by, seen=seen, **{**values, "notes": "two"})


def test_party_is_added_and_its_eligibility_is_to_be_decided(
    db: Session, client: FlaskClient, parties: None
) -> None:
    people.sign_in(client, officer())
    form = {"iso2": "zz", "name_en": "Newland", "region": "Africa", "category": "developing", "zone": "UTC"}
    assert post(client, "/parties/add", **form).location == "/parties/ZZ"
    db.rollback()
    assert str(queries.status_on(queries.find("ZZ"), clock.today()).standing) == "check"
    again = post(client, "/parties/add", **form)
    assert (again.status_code, "in the list already" in again.text) == (422, True)


@pytest.mark.parametrize("lines", [10, 400])
def test_list_and_page_take_a_fixed_number_of_statements(db, client, app, lines: int) -> None:
    db.add_all(
        Party(id=f"{chr(65 + n // 26)}{chr(65 + n % 26)}", iso3="", m49="", names={"en": str(n)}, region="Africa",
              regional_group="", category="developing", zone="UTC",
              statuses=[PartyStatus(kind="eligibility", value="developing")])
        for n in range(lines)
    )  # fmt: skip
    db.commit()
    people.sign_in(client, officer())
    client.get("/parties/")
    counted: list[str] = []
    engine = app.extensions["runtime"].database.engine
    event.listen(engine, "before_cursor_execute", lambda *a: counted.append(a[2]))
    assert client.get("/parties/").status_code == 200
    assert len([one for one in counted if one.lstrip().upper().startswith("SELECT")]) == 4


def test_page_of_a_party_shows_its_history_and_who_may_change_it(
    db: Session, client: FlaskClient, parties: None
) -> None:
    people.sign_in(client, people.person(R.FOCAL_POINT, party="ZM", name="Ms Focal"))
    text = client.get("/parties/ZM").text
    assert ("<bdi>Ms Focal</bdi>" in text, "/parties/ZM/edit" in text) == (True, False)
    assert client.get("/parties/ZM/edit").status_code == 403
    assert client.get("/parties/XX").status_code == 404
