"""The pages of rounds: who sees what, and every step taken as a person takes it."""

from uuid import UUID

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from sipgrants.core import clock
from sipgrants.core.db import session
from sipgrants.lifecycle.actor import SYSTEM, RoleName
from sipgrants.rounds.models import Round
from tests.builders import board, calls, people
from tests.builders.pages import fields_of, token
from tests.builders.web import post

R = RoleName


def sign_in_as(client: FlaskClient, *roles: RoleName, of: str | None = None) -> None:
    people.sign_in(client, people.person(*roles, party=of, password=False))


def test_a_draft_is_not_there_for_those_outside_the_secretariat(client: FlaskClient, db: Session) -> None:
    made = calls.draft_round()
    sign_in_as(client, R.FOCAL_POINT, of="ZM")
    assert client.get(f"/rounds/{made.id}").status_code == 404
    assert "Fifth round" not in client.get("/rounds/").text


def test_everybody_reads_an_announced_round_with_its_deadline_in_both_zones(
    client: FlaskClient, db: Session
) -> None:
    made = calls.announced_round()
    calls.party("ZM")
    who = people.person(R.FOCAL_POINT, party="ZM", zone="Africa/Lusaka")
    with clock.set_to(calls.DURING.replace(month=5, day=31)):
        people.sign_in(client, who)
        page = client.get(f"/rounds/{made.id}").text
    assert "31 May 2027, 23:59 Geneva time" in page
    assert "Relevance to obligations and national priorities" in page
    assert "US$\xa0250,000" in page


def test_an_officer_creates_a_round_and_saves_its_settings(client: FlaskClient, db: Session) -> None:
    calls.forms()
    sign_in_as(client, R.PROGRAMME_OFFICER)
    page = client.get("/rounds/new").text
    answer = client.post("/rounds/new", data={"csrf_token": token(page), "source": ""})
    assert answer.status_code == 303
    page = client.get(answer.location).text
    typed = fields_of(page) | {
        "name_en": "Sixth round",
        "opens": "2027-03-01T09:00",
        "closes": "2027-05-31T23:59",
    }
    saved = client.post(answer.location, data=typed)
    assert saved.status_code == 303
    session().rollback()
    made = session().query(Round).one()
    assert (made.names, made.closes_at) == ({"en": "Sixth round"}, calls.CLOSES)
    assert sum(one.weight for one in made.criteria) == 100
    assert all(len(one.steps) == 6 for one in made.criteria)


def test_what_was_typed_stays_where_settings_contradict_each_other(client: FlaskClient, db: Session) -> None:
    made = calls.draft_round()
    sign_in_as(client, R.PROGRAMME_OFFICER)
    address = f"/rounds/{made.id}/edit"
    typed = fields_of(client.get(address).text) | {"longest_months": "500", "floor_minor": "300000"}
    answer = client.post(address, data=typed)
    assert answer.status_code == 422
    assert "Enter a number from 1 to 120." in answer.text
    assert 'value="500"' in answer.text


def test_a_row_is_added_to_the_checklist_without_script(client: FlaskClient, db: Session) -> None:
    made = calls.draft_round()
    sign_in_as(client, R.PROGRAMME_OFFICER)
    address = f"/rounds/{made.id}/edit"
    typed = fields_of(client.get(address).text)
    page = client.post(address, data={**typed, "add": "checklist"}).text
    assert "checklist-0-label_en" in page
    filled = fields_of(page) | {"checklist-0-label_en": "Letter of the co-financer"}
    assert client.post(address, data=filled).status_code == 303
    session().rollback()
    kept = session().get_one(Round, made.id).checklist
    assert kept == [
        {"key": "letter_of_the_co_financer", "label": {"en": "Letter of the co-financer"}, "required": True}
    ]


def test_announcing_tells_all_that_is_missing_and_then_asks_a_second_officer(
    client: FlaskClient, db: Session
) -> None:
    with clock.set_to(calls.BEFORE):
        made = calls.draft_round()
        sign_in_as(client, R.PROGRAMME_OFFICER)
        address = f"/rounds/{made.id}/announce"
        page = client.get(address).text
        assert "is more than the fund has available" in page
        assert client.post(address, data=fields_of(page)).status_code == 422
        calls.put(made, envelope_reason="Pledged.")
        page = client.get(address).text
        answer = client.post(address, data=fields_of(page), follow_redirects=True)
    assert "Waiting for a second person" in answer.text
    session().rollback()
    assert session().get_one(Round, made.id).state == "draft"


RAISE = {"envelope": "3000000", "decision": "11/3", "money": "Norway"}


@pytest.mark.parametrize(
    ("state", "verb", "role", "typed"),
    [
        (
            "announced",
            "extend",
            R.PROGRAMME_OFFICER,
            {"closes": "2027-06-30T12:00", "reason": "Floods.", "questions": "follow"},
        ),
        (
            "announced",
            "extend_for",
            R.PROGRAMME_OFFICER,
            {"party_id": "ZM", "until": "2027-06-30T12:00", "reason": "Why."},
        ),
        ("announced", "erratum", R.PROGRAMME_OFFICER, {"text_en": "Page 3."}),
        ("draft", "justify_envelope", R.APPROVING_OFFICER, {"reason": "Pledged."}),
        ("with_board", "decide", R.CO_CHAIR, {}),
        ("with_board", "raise_envelope", R.APPROVING_OFFICER, RAISE),
        ("decided", "complete", R.PROGRAMME_OFFICER, {}),
        ("announced", "cancel", R.HEAD, {"reason": "No money."}),
    ],
)
def test_every_step_has_a_page_that_takes_it(
    client: FlaskClient, db: Session, state: str, verb: str, role: RoleName, typed: dict[str, str]
) -> None:
    calls.party("ZM")
    made = calls.round_in(state)
    before = made.version
    with clock.set_to(calls.DURING):
        sign_in_as(client, role, of="GH" if role == R.CO_CHAIR else None)
        address = f"/rounds/{made.id}/{verb}"
        page = client.get(address)
        assert page.status_code == 200
        answer = client.post(address, data=fields_of(page.text) | typed)
    assert (answer.status_code, answer.location) == (303, f"/rounds/{made.id}")
    session().rollback()
    changed = session().get_one(Round, made.id)
    assert changed.version > before or verb in ("extend_for", "erratum")


@pytest.mark.parametrize("verb", ["start_screening", "start_appraisal", "ask_declarations", "open_board"])
def test_every_press_of_a_stage_is_drawn_and_works(client: FlaskClient, db: Session, verb: str) -> None:
    calls.seat(calls.somebody(R.BOARD_MEMBER, of="GH"), "GH")
    state = {"start_screening": "announced", "start_appraisal": "screening"}.get(verb, "appraisal")
    made = calls.round_in(state)
    if verb == "open_board":
        calls.put(made, declarations_asked_at=calls.AFTER)
    with clock.set_to(calls.AFTER):
        sign_in_as(client, R.PROGRAMME_OFFICER)
        page = client.get(f"/rounds/{made.id}").text
        assert f"/rounds/{made.id}/{verb}" in page
        assert client.post(f"/rounds/{made.id}/{verb}", data={"csrf_token": token(page)}).status_code == 303


def test_somebody_who_was_faster_is_told(client: FlaskClient, db: Session) -> None:
    made = calls.round_in("with_board")
    sign_in_as(client, R.APPROVING_OFFICER)
    address = f"/rounds/{made.id}/raise_envelope"
    stale = fields_of(client.get(address).text) | RAISE
    calls.put(made, envelope_minor=250_000_000)
    assert client.post(address, data=stale).status_code == 409


def test_a_past_round_shows_what_is_documented_and_leaves_the_rest_empty(
    client: FlaskClient, db: Session
) -> None:
    entry = {
        "number": 3,
        "opened": "2020-12-15",
        "closed": "2021-03-18",
        "framework_label": "Output",
        "approved": 9,
    }
    empty = dict.fromkeys(["applications", "eligible", "approved_usd"])
    entry |= {**empty, "decided": "2021-08-13", "sources": ["Progress Report 2020"]}
    calls.rounds.record_past(entry, by=SYSTEM)
    made = session().query(Round).one()
    sign_in_as(client, R.READER, of="ZM")
    page = client.get(f"/rounds/{UUID(str(made.id))}").text
    assert "Progress Report 2020" in page
    assert "Not given" in page


def test_whoever_announces_is_warned_of_the_end_of_the_trust_fund(client: FlaskClient, db: Session) -> None:
    made = calls.draft_round()
    with clock.set_to(calls.BEFORE):
        sign_in_as(client, R.PROGRAMME_OFFICER)
        page = client.get(f"/rounds/{made.id}/announce").text
    assert "A project of 36 months that starts at the deadline would end on 31 May 2030" in page


def test_an_officer_sets_when_scores_are_due_and_everybody_reads_it(client: FlaskClient, db: Session) -> None:
    here = board.before_board({"ZM": 1})
    made = here.round
    with clock.set_to(calls.AFTER):
        board.declare_all(here)
        sign_in_as(client, R.PROGRAMME_OFFICER)
        assert "Set when scores are due" in client.get(f"/rounds/{made.id}").text
        where = f"/rounds/{made.id}/set_scores_due"
        past = post(client, where, scores_due="2027-05-01T12:00", twice="")
        kept = post(client, where, scores_due="2027-07-01T23:59", twice="")
        assert (past.status_code, "2027-05-01T12:00" in past.text, kept.status_code) == (422, True, 303)
        assert 'value="2027-07-01 23:59:00"' in client.get(where).text
        assert "1 July 2027, 23:59 Geneva time" in client.get(f"/rounds/{made.id}").text
        session().rollback()
        people.sign_in(client, here.members["NO"].person_id)  # type: ignore[arg-type]
        session().rollback()
        pages = [client.get(address).text for address in ("/home", f"/scoring/?round={made.id}")]
    assert ["1 July 2027, 23:59 Geneva time" in page for page in pages] == [True, True]


def test_an_officer_is_asked_for_the_day_and_finds_the_way_to_every_table(
    client: FlaskClient, db: Session
) -> None:
    here = board.before_board({"ZM": 1})
    people.sign_in(client, here.officer.person_id)  # type: ignore[arg-type]
    assert f"Set by when the Board scores in {here.round.name()}" in client.get("/home").text
    page = client.get(f"/rounds/{here.round.id}").text
    tables = (
        f"/screening/rounds/{here.round.id}",
        f"/appraisal/rounds/{here.round.id}",
        f"/screening/rounds/{here.round.id}/letters",
        f"/board/rounds/{here.round.id}/declarations",
        f"/scoring/rounds/{here.round.id}/seal",
    )
    assert [f'href="{one}"' in page for one in tables] == [True] * len(tables)
    assert "Complete round" not in page
