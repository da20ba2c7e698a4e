"""One field finds what one's own lists would show, and nothing else."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from sipgrants.core import clock
from sipgrants.desk import search_queries
from sipgrants.lifecycle.actor import Actor
from sipgrants.lifecycle.actor import RoleName as R
from tests.builders import applications, awards, calls, money, people


def kinds(actor: Actor, text: str) -> dict[str, int]:
    return {one.kind: one.page.total for one in search_queries.search(actor, text)}


def test_words_of_a_title_find_application_and_award(db: Session) -> None:
    made = awards.active(awards.team("ZM"), party="ZM")
    assert kinds(money.acting(R.HEAD), made.title[:12]) == {"application": 1, "award": 1}


def test_a_country_is_found_by_name_and_code(db: Session) -> None:
    name = people.party("ZM").name()
    assert kinds(money.acting(R.FOCAL_POINT, party="ZM"), name.upper()) == {"party": 1}


def test_people_are_found_by_those_who_may_read_the_list(db: Session) -> None:
    somebody = people.person(R.AUDITOR, name="Ada Nzinga")
    assert kinds(money.acting(R.ADMINISTRATOR), "nzinga") == {"person": 1}
    assert kinds(people.actor_of(somebody), "nzinga") == {"person": 1}
    assert kinds(calls.focal_point("ZM"), "nzinga") == {}


def test_anothers_draft_is_found_by_nobody_else(db: Session) -> None:
    focal = calls.focal_point("ZM")
    made = applications.draft(by=focal)
    assert kinds(focal, made.reference) == {"application": 1}
    assert kinds(calls.focal_point("KE"), made.reference) == {}
    assert kinds(money.acting(R.PROGRAMME_OFFICER), made.reference) == {}


@pytest.mark.parametrize("text", ["", "   ", "%", "_", "\\", "x" * 5000, "\x00"])
def test_odd_text_finds_nothing_and_breaks_nothing(client: FlaskClient, db: Session, text: str) -> None:
    people.sign_in(client, people.person(R.PROGRAMME_OFFICER))
    assert client.get("/search", query_string={"q": text}).status_code == 200


def test_a_reference_typed_in_full_leads_to_its_record(client: FlaskClient, db: Session) -> None:
    focal = people.person(R.FOCAL_POINT, party="ZM")
    made = applications.draft(by=people.actor_of(focal))
    people.sign_in(client, focal)
    with clock.set_to(calls.DURING):
        people.sign_in(client, focal)
        answer = client.get("/search", query_string={"q": f" {made.reference.lower()} "})
        assert (answer.status_code, answer.location) == (303, f"/applications/{made.id}")
        assert made.reference in client.get("/search", query_string={"q": made.reference[:6]}).text
