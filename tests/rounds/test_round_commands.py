"""A round's life: who moves it, when, and what is frozen from the announcement on."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from sipgrants.core import clock
from sipgrants.core.audit import AuditEntry
from sipgrants.core.errors import Conflict, Forbidden, Invalid
from sipgrants.core.outbox import Mail
from sipgrants.lifecycle import countersign
from sipgrants.lifecycle.actor import SYSTEM, RoleName
from sipgrants.rounds import commands, queries
from sipgrants.rounds.deadline import Twice
from tests.builders import calls

SECOND = timedelta(seconds=1)


def fields(refused: pytest.ExceptionInfo[Invalid]) -> set[str]:
    return {problem.field for problem in refused.value.problems}


def wall(*parts: int) -> datetime:
    return datetime(*parts)  # noqa: DTZ001 - a wall clock has no zone


def test_a_new_round_starts_with_the_default_criteria_and_the_newest_forms(db: Session) -> None:
    forms = calls.forms()
    made = commands.create(by=calls.officer())
    assert (made.number, made.state, made.form_a_id) == (1, "draft", forms["A"].id)
    assert sum(one.weight for one in made.criteria) == 100


def test_a_copy_takes_over_settings_and_criteria_but_not_dates_and_envelope(db: Session) -> None:
    source = calls.announced_round()
    copied = commands.create(by=calls.officer(), source=source)
    assert (copied.number, copied.class_caps, copied.cure_days) == (2, {"equipment": 40}, 10)
    assert [one.steps for one in copied.criteria] == [one.steps for one in source.criteria]
    assert (copied.closes_at, copied.envelope_minor, copied.state) == (None, None, "draft")


def test_dates_are_the_wall_clock_of_the_rounds_zone(db: Session) -> None:
    made = calls.draft_round(zone="America/Lima")
    assert made.closes_at == datetime(2027, 6, 1, 4, 59, tzinfo=UTC)


def test_an_hour_that_the_clock_shows_twice_must_be_named(db: Session) -> None:
    twice = wall(2027, 10, 31, 2, 30)
    with pytest.raises(Invalid) as refused:
        calls.draft_round(closes=twice)
    assert fields(refused) == {"closes_at"}
    made = calls.draft_round(closes=twice, twice=Twice.LATER)
    assert made.closes_at == datetime(2027, 10, 31, 1, 30, tzinfo=UTC)


def test_all_contradictions_are_told_at_once(db: Session) -> None:
    with pytest.raises(Invalid) as refused:
        calls.draft_round(
            floor_minor=30_000_000, longest_months=0, quorum_part=4, scoring_mode="loud", majority="most"
        )
    assert fields(refused) == {"ceiling_minor", "longest_months", "majority", "quorum_part", "scoring_mode"}


def test_everything_missing_is_told_before_a_round_is_announced(db: Session) -> None:
    asking = calls.officer()
    made = commands.create(by=asking)
    commands.edit(
        made,
        by=asking,
        settings=calls.settings(names={}, closes=None, envelope_minor=None, status_day=None, criteria=()),
    )
    with pytest.raises(Invalid) as refused:
        commands.announce(made, by=asking)
    assert fields(refused) == {"names", "closes_at", "envelope_minor", "status_day", "criteria"}


def test_an_envelope_above_the_money_available_needs_the_approving_officers_reason(db: Session) -> None:
    asking = calls.officer()
    with clock.set_to(calls.BEFORE):
        made = calls.draft_round(asking)
        with pytest.raises(Invalid) as refused:
            commands.announce(made, by=asking)
        with pytest.raises(Forbidden):
            commands.justify_envelope(made, by=asking, reason="Mine.")
        commands.justify_envelope(made, by=calls.approver(), reason="Two pledges come in April.")
        commands.announce(made, by=asking)
    assert fields(refused) == {"envelope_minor"}
    assert made.state == "draft"  # until a second officer confirms


def test_the_one_who_asks_does_not_confirm_the_announcement(db: Session) -> None:
    both = calls.somebody(RoleName.PROGRAMME_OFFICER, RoleName.APPROVING_OFFICER)
    with clock.set_to(calls.BEFORE):
        made = calls.draft_round(both)
        commands.justify_envelope(made, by=both, reason="Pledged.")
        proposal = commands.announce(made, by=both)
        with pytest.raises(Forbidden):
            countersign.confirm(proposal, by=both)


def test_every_focal_point_is_told_of_an_announced_round(db: Session) -> None:
    zambia, ghana = calls.focal_point("ZM"), calls.focal_point("GH")
    calls.drafter("PE")
    calls.announced_round()
    told = db.scalars(select(Mail.person_id).where(Mail.kind == "round_announced"))
    assert set(told) == {zambia.person_id, ghana.person_id}


def test_settings_are_frozen_from_the_announcement_on(both: Session) -> None:
    made = calls.announced_round()
    with pytest.raises(Conflict):
        commands.edit(made, by=calls.officer(), settings=calls.settings(majority="two_thirds_majority"))
    with pytest.raises(Conflict):
        commands.describe(made, by=calls.officer(), key="relevance", steps={"0": {"en": "Else."}})
    with pytest.raises(Conflict):
        commands.justify_envelope(made, by=calls.approver(), reason="Else.")
    assert made.majority == "simple_majority"


@pytest.mark.parametrize(
    ("moment", "answer"),
    [
        (calls.OPENS - SECOND, False),
        (calls.OPENS, True),
        (calls.CLOSES - SECOND, True),
        (calls.CLOSES, False),
    ],
)
def test_a_round_is_open_from_its_opening_until_its_deadline(
    db: Session, moment: datetime, answer: bool
) -> None:
    made = calls.announced_round()
    assert queries.is_open(made, moment) is answer


def test_an_extension_needs_a_later_date_and_a_reason(db: Session) -> None:
    made = calls.announced_round()
    with clock.set_to(calls.DURING), pytest.raises(Invalid) as refused:
        commands.extend(made, by=calls.officer(), closes=wall(2027, 5, 31, 23, 59), reason=" ")
    assert fields(refused) == {"closes", "reason"}
    assert made.closes_at == calls.CLOSES


def test_an_extended_round_closes_later_and_the_history_has_both_dates(db: Session) -> None:
    made = calls.announced_round()
    with clock.set_to(calls.DURING):
        commands.extend(made, by=calls.officer(), closes=wall(2027, 6, 30, 23, 59), reason="Floods.")
    assert made.closes_at == datetime(2027, 6, 30, 21, 59, tzinfo=UTC)
    entry = db.scalars(select(AuditEntry).where(AuditEntry.action == "round.extend")).one()
    assert entry.details["closes_before"] == str(calls.CLOSES)
    assert entry.details["reason"] == "Floods."


def test_one_applicant_gets_more_time_from_two_officers(db: Session) -> None:
    made = calls.announced_round()
    calls.party("ZM"), calls.party("GH")
    writer = calls.drafter("ZM")
    until = datetime(2027, 6, 3, 15, tzinfo=UTC)
    with clock.set_to(calls.DURING):
        asked = commands.extend_for(
            made, by=calls.officer(), party_id="ZM", until=wall(2027, 6, 3, 17), reason="A cyclone."
        )
        assert queries.extension_for(made.id, "ZM") is None
        countersign.confirm(asked, by=calls.approver())
    assert queries.extension_for(made.id, "ZM") == until
    assert queries.last_moment(made, "ZM") == until
    assert queries.last_moment(made, "GH") == calls.CLOSES
    assert db.scalars(select(Mail.person_id).where(Mail.kind == "round_extended_for")).all() == [
        writer.person_id
    ]


def test_two_applicants_may_wait_for_their_extension_at_the_same_time(db: Session) -> None:
    made = calls.announced_round()
    calls.party("ZM"), calls.party("GH")
    asking = calls.officer()
    with clock.set_to(calls.DURING):
        for iso2 in ("ZM", "GH"):
            commands.extend_for(
                made, by=asking, party_id=iso2, until=wall(2027, 6, 3, 17), reason="A cyclone."
            )
    assert len(queries.extensions(made.id)) == 2


def test_an_erratum_is_dated_and_needs_english(db: Session) -> None:
    made = calls.announced_round()
    with pytest.raises(Invalid):
        commands.erratum(made, by=calls.officer(), texts={"fr": "Page 3."})
    with clock.set_to(calls.DURING):
        commands.erratum(made, by=calls.officer(), texts={"en": "Page 3: 36 months.", "fr": ""})
    assert [(one.text, one.created_at) for one in made.errata] == [
        ({"en": "Page 3: 36 months."}, calls.DURING)
    ]


@pytest.mark.parametrize(
    ("after", "grace", "allowed"),
    [
        (-SECOND, 0, False),
        (timedelta(0), 0, False),
        (SECOND, 0, True),
        (SECOND, 10, False),
        (timedelta(minutes=11), 10, True),
    ],
)
def test_screening_starts_after_deadline_and_grace(
    db: Session, after: timedelta, grace: int, allowed: bool
) -> None:
    made = calls.announced_round(grace_minutes=grace)
    with clock.set_to(calls.CLOSES + after):
        if allowed:
            commands.start_screening(made, by=calls.officer())
        else:
            with pytest.raises(Conflict):
                commands.start_screening(made, by=calls.officer())
    assert made.state == ("screening" if allowed else "announced")


def test_a_round_goes_through_its_stages_to_the_decision(db: Session) -> None:
    made, acting = calls.announced_round(), calls.officer()
    chair = calls.somebody(RoleName.CO_CHAIR, of="GH")
    calls.seat(chair, "GH")
    with clock.set_to(calls.AFTER):
        commands.start_screening(made, by=acting)
        commands.start_appraisal(made, by=acting)
        with pytest.raises(Conflict):
            commands.open_board(made, by=acting)
        commands.ask_declarations(made, by=acting)
        commands.open_board(made, by=acting)
        with pytest.raises(Forbidden):
            commands.decide(made, by=acting)
        commands.decide(made, by=chair)
        commands.complete(made, by=acting)
    assert made.state == "completed"
    assert db.scalars(select(Mail.person_id).where(Mail.kind == "declarations_asked")).all() == [
        chair.person_id
    ]


def test_declarations_are_asked_of_members_who_sit_today(db: Session) -> None:
    with pytest.raises(Conflict):
        commands.ask_declarations(calls.round_in("appraisal"), by=calls.officer())


def test_raising_the_envelope_names_decision_and_money(db: Session) -> None:
    made, acting = calls.announced_round(), calls.approver()
    with pytest.raises(Invalid) as refused:
        commands.raise_envelope(made, by=acting, envelope_minor=200_000_000, decision="", money=" ")
    assert fields(refused) == {"envelope", "decision", "money"}
    commands.raise_envelope(
        made, by=acting, envelope_minor=250_000_000, decision="Decision 11/3", money="Contribution of Norway"
    )
    assert made.envelope_minor == 250_000_000


def test_a_round_without_any_submission_is_completed_after_its_deadline(db: Session) -> None:
    made = calls.announced_round()
    with clock.set_to(calls.DURING), pytest.raises(Conflict):
        commands.complete(made, by=calls.officer())
    with clock.set_to(calls.AFTER):
        commands.complete(made, by=calls.officer())
    assert made.state == "completed"


def test_only_the_head_cancels_and_gives_a_reason(db: Session) -> None:
    made = calls.announced_round()
    with pytest.raises(Forbidden):
        commands.cancel(made, by=calls.officer(), reason="No money.")
    head = calls.somebody(RoleName.HEAD)
    with pytest.raises(Invalid):
        commands.cancel(made, by=head, reason="")
    commands.cancel(made, by=head, reason="No money.")
    assert (made.state, made.cancel_reason) == ("cancelled", "No money.")


def test_a_past_round_is_recorded_once_and_keeps_what_was_not_found_empty(db: Session) -> None:
    entry = {
        "number": 3,
        "opened": "2020-12-15",
        "closed": "2021-03-18",
        "applications": None,
        "framework_label": "Output",
    }
    made = commands.record_past(entry, by=SYSTEM)
    assert commands.record_past(entry, by=SYSTEM) is None
    assert made is not None
    assert (made.state, made.envelope_minor, made.past) == ("completed", None, entry)
