"""Before the deadline: the rules explain themselves, a draft begins with what is known, teams are reminded."""

from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from sipgrants.applications import commands, queries
from sipgrants.applications.commands.prefilling import Wanted
from sipgrants.applications.models import Application
from sipgrants.core import clock
from sipgrants.core.db import session
from sipgrants.core.errors import Forbidden
from sipgrants.core.outbox import Mail
from sipgrants.lifecycle import reminding
from sipgrants.lifecycle.actor import Actor, RoleName
from sipgrants.questionnaires import queries as questionnaires
from tests.builders import applications, calls, people
from tests.builders.pages import sent

R = RoleName
DAY = timedelta(days=1)


def begin(round_: Any, by: Actor, of: str = "ZM", **wanted: bool) -> Application:
    with clock.set_to(calls.DURING):
        return commands.create(round_, by=by, party_id=of, prefill=Wanted(**wanted))


def said(application: Application) -> dict[str, Any]:
    return questionnaires.values(queries.answers(application)["A"])


# --- what is known ---


def test_contacts_come_from_the_partys_own_register(db: Session) -> None:
    round_, focal = applications.open_round(), calls.somebody(R.FOCAL_POINT, of="ZM", name="The focal office")
    calls.somebody(R.FOCAL_POINT, of="PE", name="Another Party's office")
    calls.drafter("ZM")
    made = begin(round_, focal, register=True)
    found = [(one["name"], one["function"]) for one in said(made)["contacts"]]
    assert found == [("The focal office", "Focal point")]
    assert begin(round_, focal).answers_id != made.answers_id


def test_institution_and_contacts_come_from_what_was_submitted_last(db: Session) -> None:
    round_, focal = applications.open_round(), calls.focal_point("ZM")
    earlier = applications.submitted(round_, "ZM", focal)
    begin(round_, focal)  # left empty: it says nothing
    begin(round_, calls.focal_point("PE"), "PE")
    made = begin(round_, focal, register=True, last=True)
    mails = [one["mail"] for one in said(made)["contacts"]]
    assert said(made)["lead_institution"] == said(earlier)["lead_institution"]
    assert mails[-1] == "somebody@ministry.example"
    assert len(mails) == len(set(mails)) > 1


def test_contacts_copied_from_an_earlier_application_stay_as_they_are(db: Session) -> None:
    round_, focal = applications.open_round(), calls.focal_point("ZM")
    earlier = applications.submitted(round_, "ZM", focal)
    with clock.set_to(calls.DURING):
        wanted = Wanted(register=True, last=True)
        made = commands.create(round_, by=focal, party_id="ZM", source=earlier, prefill=wanted)
    assert said(made)["contacts"] == said(earlier)["contacts"]


def test_without_being_asked_nothing_is_taken_over(db: Session) -> None:
    round_, focal = applications.open_round(), calls.focal_point("ZM")
    applications.submitted(round_, "ZM", focal)
    assert said(begin(round_, focal)) == {}


def test_the_page_says_what_was_taken_over_and_from_where(client: FlaskClient, db: Session) -> None:
    round_, focal = applications.open_round(), calls.somebody(R.FOCAL_POINT, of="ZM", name="The focal office")
    earlier = applications.submitted(round_, "ZM", focal)
    with clock.set_to(calls.DURING):
        sign_in_as(client, focal)
        page = client.get(f"/applications/new/{round_.id}").text
        assert "The focal office</bdi>, from the register" in page
        begun = client.post(f"/applications/new/{round_.id}", data=sent(page))
        assert begun.status_code == 303
        after = client.get(begun.location).text
    assert "1 contact is taken over from the Party&#39;s register of 15 April 2027" in after
    assert f"Lead institution and contacts are taken over from {earlier.reference}." in after


def sign_in_as(client: FlaskClient, actor: Actor) -> None:
    people.sign_in(client, actor.person_id)


# --- the rules ---


def test_every_rule_stands_with_result_source_and_date(client: FlaskClient, db: Session) -> None:
    round_ = applications.open_round()
    with clock.set_to(calls.DURING):
        sign_in_as(client, calls.drafter("ZM"))
        page = client.get(f"/applications/new/{round_.id}").text
    rules = ("Party in force", "Developing or in transition", "Earlier reports", "Serves the Convention")
    assert [rule for rule in (*rules, "No duplication") if f'scope="row">{rule}' not in page] == []
    assert "Date of entry into force, from the Depositary" in page
    assert page.count('<time datetime="2027-05-31">31 May 2027</time>') >= 5


def test_a_party_that_is_not_eligible_is_told_why_and_whom_to_ask(client: FlaskClient, db: Session) -> None:
    round_ = applications.open_round()
    party = calls.party("ZM")
    calls.put(party, in_force_from=round_.status_day + DAY)
    with clock.set_to(calls.DURING):
        sign_in_as(client, calls.drafter("ZM"))
        page = client.get(f"/applications/new/{round_.id}").text
        assert "is not eligible in this round" in page
        assert "The Convention enters into force for it only on 1 June 2027." in page
        assert f"/rounds/{round_.id}/ask" in page
    with clock.set_to(round_.questions_until + timedelta(hours=1)):
        sign_in_as(client, calls.drafter("ZM"))
        page = client.get(f"/applications/new/{round_.id}").text
    assert (f"/rounds/{round_.id}/ask" in page, "Châtelaine" in page) == (False, True)


# --- reminders ---


def reminded() -> list[Any]:
    return [mail.person_id for mail in session().scalars(select(Mail).where(Mail.kind == "draft_reminder"))]


@pytest.mark.parametrize(
    ("days", "climbs"),
    [(31, False), (30, True), (14, True), (3, True), (0, False), (-1, False), (-14, False)],
)
def test_a_team_is_reminded_of_its_draft_on_the_days_before_the_deadline(
    db: Session, days: int, climbs: bool
) -> None:
    round_, team, other = applications.open_round(), calls.drafter("ZM"), calls.focal_point("PE")
    begin(round_, team)
    applications.submitted(round_, "PE", other)
    with clock.set_to(calls.CLOSES - days * DAY + timedelta(minutes=1 if days < 1 else -60)):
        reminding.climb()
        reminding.climb()
    assert reminded() == ([team.person_id] if climbs else [])


def test_an_officer_reminds_those_missing_once_a_day(db: Session) -> None:
    round_, team, officer = applications.open_round(), calls.drafter("ZM"), calls.officer()
    begin(round_, team)
    begin(round_, team)
    with clock.set_to(calls.DURING + DAY):
        assert reminding.send(round_, by=officer, name="drafts") == 1
        shown = reminding.button("drafts", round_, officer)
        assert (shown is not None and shown.words) is None
        with pytest.raises(Forbidden):
            reminding.send(round_, by=team, name="drafts")
    assert set(reminded()) == {team.person_id}
