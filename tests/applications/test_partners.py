"""Joint applications: one lead, any number of partners, each confirmed by its own focal point."""

import json

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from sipgrants.applications import commands, queries
from sipgrants.applications.waiting_queries import waiting_for
from sipgrants.core import clock
from sipgrants.core.errors import Conflict, Forbidden, Invalid
from sipgrants.core.outbox import Mail
from tests.builders import applications, calls


def told(db: Session, kind: str) -> set[object]:
    return set(db.scalars(select(Mail.person_id).where(Mail.kind == kind)))


def test_a_partner_confirms_before_the_submission_where_the_round_asks_for_it(both: Session) -> None:
    lead, togo = calls.focal_point("SN"), calls.focal_point("TG")
    made = applications.draft(of="SN", by=lead)
    with clock.set_to(calls.DURING):
        partner = commands.invite(made, by=lead, party_id="TG")
        with pytest.raises(Invalid):
            commands.submit(made, by=lead)
        commands.confirm(partner, by=togo)
        commands.submit(made, by=lead)
    held = json.loads(queries.version(made).content)
    assert held["partners"] == [{"party": "TG", "state": "confirmed"}]
    assert made.party_ids == {"SN", "TG"}


def test_with_a_cure_period_partners_may_confirm_later(db: Session) -> None:
    lead = calls.focal_point("SN")
    calls.focal_point("TG")
    made = applications.draft(applications.open_round(partners_confirm="cure"), of="SN", by=lead)
    with clock.set_to(calls.DURING):
        commands.invite(made, by=lead, party_id="TG")
        commands.submit(made, by=lead)
    assert made.state == "submitted"


def test_without_a_cure_period_partners_confirm_at_submission(db: Session) -> None:
    lead = calls.focal_point("SN")
    calls.party("TG")
    made = applications.draft(by=lead, of="SN")
    calls.put(made.round, partners_confirm="cure", cure_days=0)
    with clock.set_to(calls.DURING):
        commands.invite(made, by=lead, party_id="TG")
        with pytest.raises(Invalid):
            commands.submit(made, by=lead)


def test_only_the_partners_own_focal_point_answers(both: Session) -> None:
    lead = calls.focal_point("SN")
    made = applications.draft(of="SN", by=lead, filled=False)
    with clock.set_to(calls.DURING):
        partner = commands.invite(made, by=lead, party_id="TG") if calls.party("TG") else None
        for stranger in (lead, calls.drafter("TG"), calls.focal_point("GH"), calls.officer()):
            with pytest.raises(Forbidden):
                commands.confirm(partner, by=stranger)


def test_only_the_lead_invites_and_removes(db: Session) -> None:
    lead, togo = calls.focal_point("SN"), calls.focal_point("TG")
    made = applications.draft(of="SN", by=lead, filled=False)
    with clock.set_to(calls.DURING):
        partner = commands.invite(made, by=lead, party_id="TG")
        for stranger in (togo, calls.officer()):
            with pytest.raises(Forbidden):
                commands.remove(partner, by=stranger)
            with pytest.raises(Forbidden):
                commands.invite(made, by=stranger, party_id="GH")


def test_a_partner_is_removed_only_while_the_round_is_open(db: Session) -> None:
    lead = calls.focal_point("SN")
    calls.party("TG")
    made = applications.draft(of="SN", by=lead, filled=False)
    with clock.set_to(calls.DURING):
        partner = commands.invite(made, by=lead, party_id="TG")
        calls.put(made.round, state="screening")
        with pytest.raises(Conflict):
            commands.remove(partner, by=lead)


def test_the_lead_is_no_partner_of_itself(db: Session) -> None:
    lead = calls.focal_point("SN")
    made = applications.draft(of="SN", by=lead, filled=False)
    with clock.set_to(calls.DURING), pytest.raises(Invalid):
        commands.invite(made, by=lead, party_id="SN")


def test_the_partners_focal_point_is_asked_by_mail_and_the_lead_told_of_the_answer(db: Session) -> None:
    lead, togo = calls.focal_point("SN"), calls.focal_point("TG")
    made = applications.draft(of="SN", by=lead, filled=False)
    with clock.set_to(calls.DURING):
        partner = commands.invite(made, by=lead, party_id="TG")
        assert [thing.action for thing in waiting_for(togo)] == ["partner.confirm"]
        commands.refuse(partner, by=togo, reason="Other plans.")
        assert waiting_for(togo) == []
    assert (told(db, "partner_invited"), told(db, "partner_answered")) == ({togo.person_id}, {lead.person_id})


def test_where_a_partner_has_no_focal_point_the_officers_are_told(db: Session) -> None:
    lead, officer = calls.focal_point("SN"), calls.officer()
    calls.party("TG")
    round_ = applications.open_round()
    made = applications.draft(round_, of="SN", by=lead, filled=False)
    with clock.set_to(calls.DURING):
        commands.invite(made, by=lead, party_id="TG")
    assert officer.person_id in told(db, "partner_without_focal_point")


def test_a_removed_partner_no_longer_sees_the_application(db: Session) -> None:
    lead, togo = calls.focal_point("SN"), calls.focal_point("TG")
    made = applications.draft(of="SN", by=lead, filled=False)
    with clock.set_to(calls.DURING):
        partner = commands.invite(made, by=lead, party_id="TG")
        seen = db.scalars(queries.visible_to(togo)).unique().all()
        commands.remove(partner, by=lead)
        after = db.scalars(queries.visible_to(togo)).unique().all()
    assert (list(seen), list(after)) == ([made], [])
