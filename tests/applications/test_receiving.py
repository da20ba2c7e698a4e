"""What came by mail, what is withdrawn, who sees what, and how a draft begins."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from sipgrants.applications import commands, queries
from sipgrants.applications.queries import Filter
from sipgrants.applications.waiting_queries import waiting_for
from sipgrants.core import clock
from sipgrants.core.errors import Conflict, Forbidden, Invalid, NotFound
from sipgrants.core.outbox import Mail
from sipgrants.lifecycle import countersign
from sipgrants.lifecycle.actor import Actor, RoleName
from sipgrants.lifecycle.countersign import Proposal
from sipgrants.rounds import commands as rounds
from sipgrants.rounds.models import Round
from tests.builders import applications, calls


def take_in(round_: Round, officer: Actor, **changes: Any) -> Proposal:
    values: dict[str, Any] = {
        "party_id": "ZM",
        "title": "By mail",
        "amount_minor": 6_000_000,
        "months": 24,
        "arrived_at": calls.CLOSES - timedelta(minutes=5),
        "evidence": "Mail of the focal point, header kept.",
        "attachments": [applications.kept()],
    }
    return commands.receive(round_, by=officer, **{**values, **changes})


def test_what_came_by_mail_counts_from_the_time_of_the_mail_once_seconded(both: Session) -> None:
    round_, officer = applications.open_round(), calls.officer()
    focal = calls.focal_point("ZM")
    with clock.set_to(calls.AFTER):
        asked = take_in(round_, officer)
        (made,) = queries.of_round(round_.id)
        assert (made.state, made.submitted_version) == ("draft", 0)
        countersign.confirm(asked, by=calls.approver())
    version = queries.version(made)
    assert (made.state, made.title) == ("submitted", "By mail")
    assert (version.how, version.received_at) == ("receive", calls.CLOSES - timedelta(minutes=5))
    assert version.evidence == "Mail of the focal point, header kept."
    told = both.scalars(select(Mail.person_id).where(Mail.kind == "application_received"))
    assert set(told) == {focal.person_id}


def test_a_mail_after_the_deadline_is_not_taken_in(db: Session) -> None:
    round_, officer = applications.open_round(), calls.officer()
    calls.party("ZM")
    with clock.set_to(calls.AFTER), pytest.raises(Conflict):
        take_in(round_, officer, arrived_at=calls.CLOSES + timedelta(seconds=1))


def test_the_signed_form_and_the_evidence_are_asked_for(db: Session) -> None:
    round_, officer = applications.open_round(), calls.officer()
    calls.party("ZM")
    with pytest.raises(Invalid) as refused:
        take_in(round_, officer, attachments=[], evidence=" ", title="")
    assert {one.field for one in refused.value.problems} == {"title", "evidence", "signed_letter"}


def test_the_mail_may_belong_to_a_draft(db: Session) -> None:
    focal, officer = calls.focal_point(), calls.officer()
    made = applications.draft(by=focal)
    with clock.set_to(calls.AFTER):
        countersign.confirm(take_in(made.round, officer, application=made), by=calls.approver())
    assert (made.state, [one.reference for one in queries.of_round(made.round_id)]) == (
        "submitted",
        [made.reference],
    )


def test_only_an_officer_takes_in_what_came_by_mail(db: Session) -> None:
    round_, focal = applications.open_round(), calls.focal_point()
    with clock.set_to(calls.DURING), pytest.raises(Forbidden):
        take_in(round_, focal)


def test_cancelling_a_round_withdraws_its_open_applications_and_tells_everybody(db: Session) -> None:
    focal, ghana = calls.focal_point("ZM"), calls.focal_point("GH")
    draft = applications.draft(by=focal)
    handed_in = applications.submitted(draft.round, of="GH", by=ghana)
    rounds.cancel(draft.round, by=calls.somebody(RoleName.HEAD), reason="No money.")
    assert (draft.state, handed_in.state) == ("withdrawn", "withdrawn")
    assert handed_in.withdrawn_reason == "No money."
    told = set(db.scalars(select(Mail.person_id).where(Mail.kind == "round_cancelled")))
    assert told == {focal.person_id, ghana.person_id}


def test_a_round_with_an_approved_application_is_not_cancelled(db: Session) -> None:
    made = applications.application_in("approved")
    calls.put(made.round, state="with_board")
    with pytest.raises(Conflict, match="is approved"):
        rounds.cancel(made.round, by=calls.somebody(RoleName.HEAD), reason="No money.")
    assert made.state == "approved"


def test_an_extended_round_tells_everybody_who_still_writes(db: Session) -> None:
    focal, drafter = calls.focal_point("ZM"), calls.drafter("ZM")
    made = applications.draft(by=focal, filled=False)
    calls.focal_point("PE")
    with clock.set_to(calls.DURING):
        rounds.extend(made.round, by=calls.officer(), closes=calls.wall(2027, 6, 30, 12), reason="Floods.")
    told = set(db.scalars(select(Mail.person_id).where(Mail.kind == "round_extended")))
    assert told == {focal.person_id, drafter.person_id}


def test_a_round_is_not_extended_once_something_is_screened(db: Session) -> None:
    made = applications.application_in("eligible")
    with pytest.raises(Conflict, match="screened already"):
        rounds.extend(made.round, by=calls.officer(), closes=calls.wall(2027, 6, 30, 12), reason="Floods.")


def test_the_appraisal_waits_until_everything_is_screened(db: Session) -> None:
    made = applications.submitted()
    calls.put(made.round, state="screening")
    with pytest.raises(Conflict, match="1 application is not screened"):
        rounds.start_appraisal(made.round, by=calls.officer())


def test_a_party_may_file_several_applications_and_each_has_its_own_reference(both: Session) -> None:
    focal = calls.focal_point()
    round_ = applications.open_round()
    found = [applications.draft(round_, by=focal, filled=False).reference for _ in range(3)]
    assert found == ["SIP-1-ZM-01", "SIP-1-ZM-02", "SIP-1-ZM-03"]


def test_an_application_is_started_for_ones_own_party_only(db: Session) -> None:
    round_, focal = applications.open_round(), calls.focal_point("ZM")
    calls.party("GH")
    with clock.set_to(calls.DURING):
        for party, by in (
            ("GH", focal),
            ("ZM", calls.officer()),
            ("ZM", calls.somebody(RoleName.READER, of="ZM")),
        ):
            with pytest.raises(Forbidden):
                commands.create(round_, by=by, party_id=party)


def test_nothing_is_started_after_the_deadline(db: Session) -> None:
    round_, focal = applications.open_round(), calls.focal_point()
    with clock.set_to(calls.AFTER), pytest.raises(Conflict):
        commands.create(round_, by=focal, party_id="ZM")


def test_an_earlier_application_is_taken_over_with_its_plan_but_without_signature(db: Session) -> None:
    focal = calls.focal_point()
    earlier = applications.submitted(by=focal)
    with clock.set_to(calls.DURING):
        made = commands.create(earlier.round, by=focal, party_id="ZM", source=earlier)
    assert (made.title, made.amount_minor, made.months) == (earlier.title, 6_000_000, 24)
    assert made.plan_id != earlier.plan_id
    answers = queries.answers(made)
    assert (len(answers["A"].answers) > 10, answers["C"].answers) == (True, [])


def test_only_the_focal_point_says_what_form_c_says(db: Session) -> None:
    made, drafter = applications.draft(), calls.drafter()
    with clock.set_to(calls.DURING):
        commands.save_section(
            made, by=drafter, section="consultation", values={"consultation_record": "In May."}
        )
        with pytest.raises(Forbidden):
            commands.sign(made, by=drafter, section="confirmation", values={"confirmations": []})
        with pytest.raises(Forbidden):
            commands.save_section(made, by=drafter, section="confirmation", values={"confirmations": []})


def test_the_home_page_names_what_a_team_must_do_by_when(db: Session) -> None:
    focal, drafter = calls.focal_point(), calls.drafter()
    applications.draft(by=focal, filled=False)
    with clock.set_to(calls.DURING):
        (for_focal,), (for_drafter,) = waiting_for(focal), waiting_for(drafter)
        assert (for_focal.due, for_drafter.due) == (calls.CLOSES, calls.CLOSES)
    assert "submit" in str(for_focal.what)
    assert "a focal point submits it" in str(for_drafter.what)
    with clock.set_to(calls.AFTER):
        assert waiting_for(focal) == []


def readers(made: Any) -> list[Actor]:
    return [
        calls.focal_point("ZM"),
        calls.officer(),
        applications.board_member("GH"),
        calls.somebody(RoleName.AUDITOR),
    ]


def test_a_list_takes_the_same_number_of_statements_however_long_it_is(db: Session) -> None:
    round_ = applications.open_round()
    first = applications.application_in("with_board", round_)
    calls.put(round_, state="announced")
    counts: dict[int, list[int]] = {}
    who = readers(first)
    for size in (1, 6):
        while len(queries.of_round(round_.id)) < size:
            applications.application_in("with_board", round_)
            calls.put(round_, state="announced")
        counts[size] = [statements(db, one) for one in who]
    assert counts[1] == counts[6]


def statements(db: Session, actor: Actor) -> int:
    counted = 0

    def note(*_args: Any) -> None:
        nonlocal counted
        counted += 1

    db.rollback()
    event.listen(db.get_bind(), "before_cursor_execute", note)
    try:
        page = queries.listed(actor, Filter())
        assert [one.party.name() + str(len(one.partners)) + str(one.round.number) for one in page.rows]
    finally:
        event.remove(db.get_bind(), "before_cursor_execute", note)
    return counted


def test_filters_narrow_the_list(db: Session) -> None:
    round_ = applications.open_round()
    made = applications.submitted(round_, of="ZM")
    applications.submitted(round_, of="GH")
    officer = calls.officer()
    for wanted in (Filter(party_id="ZM"), Filter(text="zm-01"), Filter(state="submitted", party_id="ZM")):
        assert [one.reference for one in queries.listed(officer, wanted).rows] == [made.reference]
    assert queries.listed(officer, Filter(text="100%")).total == 0
    assert queries.listed(officer, Filter(round_id=round_.id)).total == 2


def test_a_barred_member_is_refused_with_the_reason_and_others_do_not_know(db: Session) -> None:
    made = applications.application_in("with_board", of="GH")
    with pytest.raises(Forbidden, match="barred"):
        queries.find(applications.board_member("GH"), made.id)
    with pytest.raises(NotFound):
        queries.find(calls.focal_point("PE"), made.id)
