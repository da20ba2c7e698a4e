"""The pages of the line and of scenarios: closed under the seal and to outsiders, telling the barred nothing."""

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from sipgrants.accounts.models import Person
from sipgrants.core.db import session
from sipgrants.lifecycle.actor import Actor, RoleName
from sipgrants.meetings import line_queries
from sipgrants.meetings.commands import scenarios
from sipgrants.meetings.line import Pick
from sipgrants.meetings.portfolio import Outcome
from sipgrants.scoring.models import Seal
from tests.builders import board, calls, people
from tests.builders.pages import fields_of
from tests.builders.web import post

READERS = {
    RoleName.BOARD_MEMBER, RoleName.CO_CHAIR, RoleName.PROGRAMME_OFFICER, RoleName.FINANCE_OFFICER,
    RoleName.APPROVING_OFFICER, RoleName.HEAD, RoleName.ADMINISTRATOR, RoleName.AUDITOR,
}  # fmt: skip


def enter(client: FlaskClient, actor: Actor) -> None:
    people.sign_in(client, session().get_one(Person, actor.person_id))


def board_page(client: FlaskClient, actor: Actor, page: str) -> int:
    enter(client, actor)
    return client.get(page).status_code


def pages_of(here: board.Here, kept: object) -> list[str]:
    round_ = f"/meetings/rounds/{here.round.id}"
    return [
        f"{round_}/line", f"{round_}/scenarios", f"{round_}/scenarios/compare", f"{round_}/proposal",
        f"/meetings/scenarios/{kept}",
    ]  # fmt: skip


def test_who_reads_them_and_nobody_before_the_seal_is_open(client: FlaskClient, db: Session) -> None:
    here = board.unsealed({"ZM": 1}, countries=("EE", "NO"))
    kept = scenarios.save(
        here.round, by=here.officer, name="One", picks={here.all()[0].id: Pick(Outcome.RESERVE)}
    ).id
    pages, entered, closed = pages_of(here, kept), set(), set()
    assert [board_page(client, here.officer, page) for page in pages] == [200] * len(pages)
    everybody = {role: calls.somebody(role, of="ZM") for role in RoleName}
    db.commit()
    for role, actor in everybody.items():
        answers = {board_page(client, actor, page) for page in (pages[1:2] if role in READERS else pages)}
        assert len(answers) == 1, (role, answers)
        entered |= {role} if answers == {200} else set()
    assert entered == READERS
    calls.put(db.query(Seal).one(), opened_at=None)
    for role in (RoleName.CO_CHAIR, RoleName.PROGRAMME_OFFICER, RoleName.AUDITOR):
        closed |= {board_page(client, everybody[role], page) for page in pages}
    assert closed == {403}


def test_the_line_is_stepped_without_script_saved_and_chosen(client: FlaskClient, db: Session) -> None:
    here = board.ready({"ZM": 3}, countries=("EE", "NO"), envelope_minor=40_000_000, ceiling_minor=20_000_000)
    meeting = board.meeting(here)
    enter(client, here.member("EE"))
    where = f"/meetings/rounds/{here.round.id}/line"
    first = line_queries.drawing(here.round, here.member("EE")).entries
    typed = {f"outcome.{one.application}": "not_approved" for one in first}
    stepped = post(client, where, go="down", line="0", **typed)
    assert (stepped.status_code, stepped.text.count('value="approved" selected')) == (200, 1)
    assert "US$\u00a0200,000 (1)" in stepped.text
    over = post(client, where, go="show", line="3", **dict.fromkeys(typed, "approved"))
    assert "This passes the envelope by US$\u00a0200,000." in over.text
    best = first[0].application
    typed |= {f"outcome.{best}": "approved", f"amount.{best}": "nonsense"}
    save = f"/meetings/rounds/{here.round.id}/scenarios/new"
    refused = post(client, save, page=where, name="Best alone", **typed)
    assert (refused.status_code, 'value="nonsense"' in refused.text, "Best alone" in refused.text) == (
        422,
        True,
        True,
    )
    kept = post(client, save, page=where, name="Best alone", **{**typed, f"amount.{best}": "150,000"})
    assert kept.status_code == 303
    scenario = kept.headers["Location"]
    page = client.get(scenario).text
    assert ("Best alone" in page, 'value="150000"' in page, "a part" in page) == (True, True, True)
    chosen = post(client, f"{scenario}/choose", meeting=str(meeting.id))
    assert (chosen.status_code, chosen.headers["Location"]) == (303, f"/meetings/{meeting.id}")
    told = client.get(f"/meetings/{meeting.id}").text
    assert "3 decisions drafted or changed." in told


def test_the_proposal_is_marked_names_its_rules_and_becomes_a_scenario_by_a_button(
    client: FlaskClient, db: Session
) -> None:
    here = board.ready({"ZM": 2, "PE": 1}, countries=("EE", "NO"), envelope_minor=40_000_000)
    enter(client, here.member("EE"))
    where = f"/meetings/rounds/{here.round.id}/proposal"
    page = client.get(f"{where}?least.3=1").text
    assert ("It decides nothing." in page, "nothing was scored" in page) == (True, False)
    impossible = client.get(f"{where}?least.1=1").text
    assert "At least 1 of Asia and the Pacific cannot be approved: only 0 can be." in impossible
    assert client.get(f"{where}?least.1=many").status_code == 422
    assert line_queries.scenarios(here.round.id) == []
    kept = post(client, where, page=f"{where}?least.3=1", name="By the rules", **{"least.3": "1"})
    assert kept.status_code == 303
    db.rollback()
    (made,) = line_queries.scenarios(here.round.id)
    assert (made.origin, made.least) == ("computed", {"Latin America and the Caribbean": 1})
    approved = {one.application_id for one in made.rows if one.outcome == "approved"}
    assert here.application("PE").id in approved


def test_what_two_try_at_the_same_time_is_lost_by_neither(app: Flask, db: Session) -> None:
    """One saves the scenario that the other has open: what the other tried stays, and both may be kept."""
    here = board.unsealed({"ZM": 3}, countries=("EE", "NO"))
    best, _second, last = here.all()
    kept = scenarios.save(here.round, by=here.officer, name="Ours", picks={best.id: Pick(Outcome.RESERVE)})
    where = f"/meetings/scenarios/{kept.id}"
    one, other = app.test_client(), app.test_client()
    for client in (one, other):
        enter(client, here.officer)
    sent = fields_of(one.get(where).text)
    assert post(other, where, name="Theirs", **{f"outcome.{best.id}": "not_approved"}).status_code == 303
    late = one.post(where, data={**sent, "name": "Mine", f"outcome.{last.id}": "approved"})
    assert (late.status_code, "Somebody changed this scenario after you opened it." in late.text) == (
        409,
        True,
    )
    assert ('value="Mine"' in late.text, late.text.count('value="approved" selected')) == (True, 1)
    again = fields_of(late.text)
    assert one.post(where, data={**again, "name": "Mine"}).status_code == 303
