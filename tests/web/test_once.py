"""A form that comes in twice: one record, and the person is led to it; other words in it are another form."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from sipgrants.core import audit
from sipgrants.core.db import session
from sipgrants.fund.models import Contribution
from sipgrants.lifecycle.actor import RoleName as R
from tests.builders import money, people
from tests.builders.pages import sent

NEW = "/fund/contributions/new"


@pytest.fixture
def finance(client: FlaskClient, db: Session) -> FlaskClient:
    people.sign_in(client, people.person(R.FINANCE_OFFICER))
    money.pledged(1)
    return client


def filled_in(client: FlaskClient, **typed: str) -> dict[str, object]:
    return {**sent(client.get(NEW).text).to_dict(), "currency": "USD", "amount": "1000", "rate": "1", **typed}


def pledges() -> int:
    session().rollback()  # what the pages wrote meanwhile
    return session().scalar(select(func.count()).select_from(Contribution)) or 0


def test_a_pledge_sent_twice_is_recorded_once_and_shown(finance: FlaskClient) -> None:
    form = filled_in(finance)
    before = pledges()
    first, again = finance.post(NEW, data=form), finance.post(NEW, data=form)
    assert (first.status_code, again.status_code, pledges() - before) == (303, 303, 1)
    page = finance.get(again.headers["Location"])
    assert "Nothing was done twice." in page.text
    assert "US$\xa01,000" in page.text
    assert audit.verify().broken is None


def test_the_same_page_sent_with_another_amount_is_another_pledge(finance: FlaskClient) -> None:
    form = filled_in(finance)
    before = pledges()
    answers = [finance.post(NEW, data={**form, "amount": amount}).status_code for amount in ("1000", "2000")]
    assert (answers, pledges() - before) == ([303, 303], 2)


def test_a_refused_form_is_sent_again_as_it_was_and_taken(finance: FlaskClient) -> None:
    form = filled_in(finance)
    before = pledges()
    refused = finance.post(NEW, data={**form, "amount": "1e400"})
    taken = finance.post(NEW, data=form)
    assert (refused.status_code, taken.status_code, pledges() - before) == (422, 303, 1)
