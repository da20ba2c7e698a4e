"""The pages of awards and instalments: from the offer to the closure, as people press the buttons."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from sipgrants.accounts.models import Person
from sipgrants.awards import commands
from sipgrants.awards.models import Award
from sipgrants.core import clock
from sipgrants.core.db import Database, session
from sipgrants.fund.proofs import differences
from sipgrants.lifecycle import countersign
from sipgrants.lifecycle.actor import RoleName as R
from sipgrants.lifecycle.countersign import Proposal
from tests.builders import awards, calls, money, people
from tests.builders.files import pdf
from tests.builders.sending import counting, send


class Office:
    """One browser, in which one person after the other signs in."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client
        self.who = {
            "focal": people.person(R.FOCAL_POINT, party="ZM"),
            "officer": people.person(R.PROGRAMME_OFFICER),
            "finance": people.person(R.FINANCE_OFFICER),
            "payer": people.person(R.FINANCE_OFFICER),
            "approver": people.person(R.APPROVING_OFFICER),
            "head": people.person(R.HEAD),
        }
        self.ids = {name: person.id for name, person in self.who.items()}

    def as_(self, name: str) -> FlaskClient:
        people.sign_in(self.client, session().get_one(Person, self.ids[name]))
        return self.client

    def does(self, name: str, where: str, /, **typed: Any) -> None:
        answer = send(self.as_(name), where, **typed)
        assert answer.status_code == 303, answer.text[answer.text.index("<main") :][:3000]

    def confirms(self, name: str) -> None:
        proposal = session().query(Proposal).filter(Proposal.state == "asked").one()
        countersign.confirm(proposal, by=people.actor_of(session().get_one(Person, self.ids[name])))


@pytest.fixture
def office(client: FlaskClient, db: Session) -> Office:
    return Office(client)


def only_award() -> Award:
    return session().query(Award).one()


def test_an_award_goes_its_whole_way_through_the_pages(office: Office) -> None:
    money.received(1_000_000)
    application = awards.approved(conditions="A decree")
    assert "Approved, not offered yet" in office.as_("officer").get("/awards").text
    office.does("officer", f"/awards/offer/{application.id}", summary="Thermometers")
    award = only_award()
    one = f"/awards/{award.id}"
    assert "accept or decline the award" in office.as_("focal").get(one).text
    office.does("focal", f"{one}/accept")
    _agree(office, one)
    _pay(office, 0)
    awards.meet_dues(only_award())
    office.does("officer", f"{one}/complete")
    _pay(office, 1)
    calls.put(only_award())
    _account_for(award, office)
    office.does("finance", f"{one}/close", assets_note="Stays with the ministry.")
    office.confirms("approver")
    session().rollback()
    assert only_award().state == "closed"
    assert list(differences()) == []
    assert "closed the award" in office.as_("focal").get(one).text


def _agree(office: Office, one: str) -> None:
    """Plan, terms, instalments, signatures, conditions, vendor record: all that stands before the start."""
    calls.put(only_award(), plan_submitted_at=clock.now())
    office.does("officer", f"{one}/plan/approve")
    office.does(
        "officer",
        f"{one}/agreement",
        agreement_number="SSFA/1",
        institution="Ministry",
        starts_on=clock.today().isoformat(),
        ends_on=(clock.today() + timedelta(700)).isoformat(),
    )
    first = {"instalments-0-amount": "100000", "instalments-0-waits_for_report": ""}
    second = {"instalments-1-amount": "80000", "instalments-1-waits_for_report": "final"}
    wrong = send(office.as_("officer"), f"{one}/instalments", **first)
    assert (wrong.status_code, "add up to USD" in wrong.text or "add up to US$" in wrong.text) == (422, True)
    office.does("officer", f"{one}/instalments", **first, **second)
    today = clock.today().isoformat()
    office.does("officer", f"{one}/sign", side="party", name="The Minister", signed_on=today)
    copy = (BytesIO(pdf("signed")), "signed.pdf")
    office.does(
        "officer", f"{one}/sign", side="secretariat", name="The Secretary", signed_on=today, file=copy
    )
    assert office.as_("focal").get(f"{one}/signed_copy").data == pdf("signed")
    condition = only_award().conditions[0].id
    office.does("officer", f"{one}/conditions/{condition}", evidence="Decree 5")
    office.does("finance", f"{one}/vendor", reference="V-1")
    office.does("officer", f"{one}/activate")


def _pay(office: Office, place: int) -> None:
    where = f"/instalments/{only_award().instalments[place].id}"
    office.does("focal", f"{where}/request")
    office.does("finance", f"{where}/certify")
    office.does("approver", f"{where}/approve")
    office.does("payer", f"{where}/record_payment", reference=f"U-{place}")
    office.does("focal", f"{where}/acknowledge")
    assert "Acknowledged" in office.as_("focal").get(where).text


@calls.command
def _account_for(award: Award, office: Office) -> None:
    by = people.actor_of(session().get_one(Person, office.ids["finance"]))
    commands.book_spending(award, award.amount_minor, by=by, about=award)


def test_the_page_of_an_instalment_says_what_it_waits_for(office: Office) -> None:
    who = awards.team()
    award = awards.active(who)
    awards.pay(award, 1, who)
    where = f"/instalments/{award.instalments[1].id}"
    text = office.as_("focal").get(where).text
    assert "Waits for an accepted report: expenditure report for" in text
    assert "0 per cent of the last advance is spent; 70 per cent is asked for." in text
    assert "Not possible yet" in text
    answer = send(office.client, f"{where}/request")
    assert (answer.status_code, "Waits for an accepted report" in answer.text) == (422, True)


def test_the_request_of_another_party_is_not_found(office: Office) -> None:
    award = awards.active(awards.team("GH"), party="GH")
    client = office.as_("focal")
    assert client.get(f"/awards/{award.id}").status_code == 404
    assert client.get(f"/instalments/{award.instalments[0].id}").status_code == 404
    assert "A5-GH-1" not in client.get("/awards").text


@pytest.mark.parametrize("state", ["offered", "accepted", "active", "suspended", "completed", "terminated",
                                   "closed", "declined", "lapsed"])  # fmt: skip
def test_everybody_of_an_award_can_open_it_in_every_state(office: Office, state: str) -> None:
    award = awards.award_in(state, conditions="A decree")
    for name in office.ids:
        client = office.as_(name)
        assert client.get(f"/awards/{award.id}").status_code == 200
        assert client.get(f"/awards/{award.id}/plan").status_code == 200
        for one in award.instalments:
            assert client.get(f"/instalments/{one.id}").status_code == 200


@pytest.mark.parametrize("state", ["planned", "held", "requested", "certified", "approved", "paid",
                                   "acknowledged", "cancelled"])  # fmt: skip
def test_an_instalment_can_be_opened_in_every_state(office: Office, state: str) -> None:
    one = awards.instalment_in(state)
    for name in office.ids:
        assert office.as_(name).get(f"/instalments/{one.id}").status_code == 200


def test_the_plan_is_written_part_by_part_and_submitted_when_nothing_is_missing(office: Office) -> None:
    award = awards.accepted(awards.team())
    where = f"/awards/{award.id}/plan"
    answer = send(
        office.as_("focal"), f"{where}/framework", **{"outcomes.0.title": "Fewer lamps", "go": "next"}
    )
    assert answer.status_code == 303
    assert "Fewer lamps" in office.client.get(where).text
    refused = send(office.client, f"{where}/submit")
    assert (refused.status_code, "There is a problem" in refused.text) == (422, True)
    calls.put(only_award(), plan_submitted_at=clock.now())
    assert office.client.get(f"{where}/framework").status_code == 409
    office.does("officer", f"{where}/return", reason="The travel.")
    assert "The travel." in office.as_("focal").get(where).text


def test_a_wrong_kind_of_file_is_told_in_place(office: Office) -> None:
    who = awards.team()
    award = awards.ready(who)
    pdf = (BytesIO(b"MZ binary"), "signed.pdf")
    answer = send(
        office.as_("officer"),
        f"/awards/{award.id}/sign",
        side="party",
        name="X",
        signed_on="2026-01-01",
        file=pdf,
    )
    assert (answer.status_code, "programs are not taken" in answer.text) == (422, True)


def test_a_running_award_is_recorded_with_rows_that_come_and_go(office: Office) -> None:
    calls.party("ZM")
    client = office.as_("finance")
    more = send(client, "/awards/running", add="instalments", title="Kept")
    assert (more.status_code, 'name="instalments-1-amount"' in more.text) == (200, True)
    assert 'value="Kept"' in more.text
    typed = {
        "party_id": "ZM", "title": "Lamps", "state": "active", "amount": "100000", "agreement_type": "SSFA",
        "agreement_number": "S/1", "institution": "Ministry", "starts_on": "2025-01-01", "ends_on": "2027-01-01",
        "signed_on": "2024-12-01", "signed_by_party": "A", "signed_by_secretariat": "B", "vendor_reference": "V",
        "instalments-0-amount": "100000", "instalments-0-paid_on": "2025-01-10", "instalments-0-reference": "U-9",
    }  # fmt: skip
    office.does("finance", "/awards/running", **typed)
    office.confirms("approver")
    session().rollback()
    assert (only_award().number, list(differences())) == ("A0-ZM-1", [])


def test_refunds_are_recorded_on_their_page(office: Office) -> None:
    who = awards.team()
    award = awards.active(who)
    awards.pay(award, 1, who)
    where = f"/awards/{award.id}"
    office.does("finance", f"{where}/refund", kind="due", amount="500", reason="Unspent")
    answer = send(
        office.client, f"{where}/refund", kind="received", amount="900000", reason="x", reference="D"
    )
    assert (answer.status_code, "is possible here" in answer.text) == (422, True)
    office.does("finance", f"{where}/write_off", amount="500", reason="Insolvent")
    office.does("finance", f"{where}/charge", amount="12.50", reference="B-1")
    assert "Due back" in office.client.get(where).text


def test_a_reminder_goes_out_once_a_day(office: Office) -> None:
    award = awards.offered()
    client = office.as_("officer")
    page = client.get(f"/awards/{award.id}").text
    token = page[page.index('name="csrf_token" value="') + 25 :].split('"')[0]
    address = f"/reminders/award/award/{award.id}"
    first = client.post(address, data={"csrf_token": token})
    after = client.get(f"/awards/{award.id}").text
    second = client.post(address, data={"csrf_token": token})
    assert ("Remind 1 Party" in page, first.status_code, second.status_code) == (True, 303, 409)
    assert ("1 reminder goes out" in after, "Remind 1 Party" in after) == (True, False)


@pytest.mark.parametrize("where", ["/awards", "/instalments"])
def test_a_list_asks_as_much_of_the_database_with_many_rows_as_with_few(
    office: Office, database: Database, where: str
) -> None:
    client, counts = office.as_("finance"), []
    for rows in (2, 6):
        for _ in range(rows):
            awards.instalment_in("requested")
        with counting(database) as seen:
            assert client.get(where).status_code == 200
        counts.append(len(seen))
    assert counts[0] == counts[1]
