"""Before and after the button: each gap leads to its field, the receipt says the moment in every zone that matters."""

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from sipgrants.applications import commands
from sipgrants.core import clock
from sipgrants.web import formats
from tests.builders import applications, calls, people


def test_the_receipt_says_the_moment_in_utc_and_in_both_zones(
    client: FlaskClient, app: Flask, db: Session
) -> None:
    focal = calls.focal_point("ZM")
    made = applications.draft(by=focal)
    with clock.set_to(calls.DURING):
        commands.submit(made, by=focal)
        people.sign_in(client, focal.person_id)
        page = client.get(f"/applications/{made.id}/receipt/1").text
    with app.test_request_context():
        for zone in ("UTC", made.party.zone, made.round.zone):
            assert formats.moment(calls.DURING, zone, True) in page
    assert len({"UTC", made.party.zone, made.round.zone}) == 3


def test_what_is_wrong_in_the_budget_is_linked_to_its_field(client: FlaskClient, db: Session) -> None:
    focal = calls.focal_point("ZM")
    made = applications.draft(by=focal, filled=False)
    with clock.set_to(calls.DURING):
        risk = {"text": "", "likelihood": "9", "impact": "", "mitigation": "", "owner": "Us", "id": ""}
        commands.save_part(made, by=focal, part="risks", content=[risk])
        people.sign_in(client, focal.person_id)
        page = client.get(f"/applications/{made.id}/check").text
        link = f"/applications/{made.id}/plan/risks#"
        assert link in page
        place = page.split(link)[1].split('"')[0]
        assert f'id="{place}"' in client.get(f"/applications/{made.id}/plan/risks").text
