"""Submitting: when it counts, what is frozen, and that pressing twice is submitting once."""

import hashlib
import json
import threading
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from sipgrants.applications import commands, hooks, queries
from sipgrants.applications.models import Application, ApplicationVersion
from sipgrants.core import clock
from sipgrants.core.audit import AuditEntry
from sipgrants.core.errors import Conflict, Forbidden, Invalid, Stale
from sipgrants.core.outbox import Mail
from sipgrants.core.runtime import Runtime
from sipgrants.documents.models import IssuedDocument
from sipgrants.lifecycle.actor import Actor
from sipgrants.plans.models import Plan
from sipgrants.rounds.models import ApplicantExtension
from tests.builders import applications, calls

SECOND = timedelta(seconds=1)


def test_a_submission_freezes_content_plan_and_hash(both: Session) -> None:
    made = applications.submitted()
    version = queries.version(made)
    assert (made.state, made.submitted_version, made.submitted_at) == ("submitted", 1, calls.DURING)
    assert version.sha256 == hashlib.sha256(version.content.encode()).hexdigest()
    held = json.loads(version.content)
    assert sorted(held["forms"]) == ["A", "B", "C"]
    assert held["forms"]["A"]["answers"]["amount"] == 6_000_000
    frozen = both.get_one(Plan, version.plan_id)
    assert (frozen.id != made.plan_id, frozen.frozen_at is not None) == (True, True)


def test_the_same_content_has_the_same_fingerprint(db: Session) -> None:
    focal = calls.focal_point()
    made = applications.submitted(by=focal)
    with clock.set_to(calls.DURING):
        commands.replace(made, by=focal)
    first, second = (queries.version(made, number).sha256 for number in (1, 2))
    assert first == second


def test_a_version_stays_as_it_was_when_the_draft_goes_on(db: Session) -> None:
    focal = calls.focal_point()
    made = applications.submitted(by=focal)
    before = queries.version(made).content
    with clock.set_to(calls.DURING):
        commands.save_section(made, by=focal, section="summary", values={"title": "Another title"})
    assert queries.version(made).content == before
    assert (made.title, made.state) == ("Another title", "submitted")


def test_the_team_is_told_at_once_with_reference_moment_hash_and_code(db: Session) -> None:
    focal = calls.focal_point()
    drafter = calls.drafter()
    made = applications.submitted(by=focal)
    version = queries.version(made)
    mails = list(db.scalars(select(Mail).where(Mail.kind == "application_received")))
    assert {mail.person_id for mail in mails} == {focal.person_id, drafter.person_id}
    receipt = db.get_one(IssuedDocument, version.receipt_id)
    told = mails[0].params
    assert (told["sha256"], told["code"], told["number"]) == (version.sha256, receipt.code, 1)
    assert told["received_at"] == calls.DURING.isoformat()


def test_later_stages_are_told_of_every_version(db: Session) -> None:
    told: list[tuple[int, str]] = []

    def note(version: ApplicationVersion, *, by: Actor) -> None:
        told.append((version.number, version.application.state))

    focal = calls.focal_point()
    made = applications.draft(by=focal)
    hooks.on_submitted(note)
    try:
        with clock.set_to(calls.DURING):
            commands.submit(made, by=focal)
    finally:
        hooks._submitted.remove(note)
    assert told == [(1, "submitted")]


@pytest.mark.parametrize(
    ("late", "grace", "extra", "in_time"),
    [
        (-SECOND, 0, None, True),
        (timedelta(0), 0, None, True),
        (SECOND, 0, None, False),
        (timedelta(minutes=10), 10, None, True),
        (timedelta(minutes=10) + SECOND, 10, None, False),
        (timedelta(days=2), 0, timedelta(days=2), True),
        (timedelta(days=2) + SECOND, 0, timedelta(days=2), False),
    ],
)
def test_what_counts_is_when_the_request_arrived(
    both: Session, late: timedelta, grace: int, extra: timedelta | None, in_time: bool
) -> None:
    focal = calls.focal_point()
    round_ = applications.open_round(grace_minutes=grace)
    made = applications.draft(round_, by=focal)
    if extra is not None:
        extend(made, extra)
    arrived = calls.CLOSES + late
    with clock.set_to(arrived + timedelta(hours=1)):  # the server was busy: it is handled later than it came
        if in_time:
            assert commands.submit(made, by=focal, arrived_at=arrived).received_at == arrived
        else:
            with pytest.raises(Conflict, match="deadline has passed"):
                commands.submit(made, by=focal, arrived_at=arrived)
    assert made.state == ("submitted" if in_time else "draft")


def extend(application: Application, extra: timedelta) -> None:
    officer, second = calls.officer(), calls.approver()
    calls._keep(
        ApplicantExtension(
            round_id=application.round_id,
            party_id=application.party_id,
            until=calls.CLOSES + extra,
            reason="A cyclone.",
            decided_by=officer.person_id,
            seconded_by=second.person_id,
        )
    )


def test_with_an_extension_it_counts_while_others_are_screened(db: Session) -> None:
    focal = calls.focal_point()
    made = applications.draft(by=focal)
    extend(made, timedelta(days=2))
    calls.put(made.round, state="screening")
    with clock.set_to(calls.AFTER):
        commands.submit(made, by=focal)
    assert made.state == "submitted"


def test_an_extension_that_nobody_seconded_does_not_count(db: Session) -> None:
    focal = calls.focal_point()
    made = applications.draft(by=focal)
    extend(made, timedelta(days=2))
    given = db.scalars(select(ApplicantExtension)).one()
    calls.put(given, seconded_by=None)
    with clock.set_to(calls.AFTER), pytest.raises(Conflict):
        commands.submit(made, by=focal)


def test_nothing_is_submitted_before_the_opening(db: Session) -> None:
    focal = calls.focal_point()
    made = applications.draft(by=focal)
    with clock.set_to(calls.OPENS - SECOND), pytest.raises(Conflict, match="not open yet"):
        commands.submit(made, by=focal)


def test_everything_missing_is_told_at_once(db: Session) -> None:
    focal = calls.focal_point()
    made = applications.draft(by=focal, filled=False)
    with clock.set_to(calls.DURING), pytest.raises(Invalid) as refused:
        commands.submit(made, by=focal)
    sections = {problem.field.split("#")[0] for problem in refused.value.problems}
    assert {
        "summary",
        "background",
        "risks",
        "budget",
        "consultation",
        "confirmation",
        "signature",
    } <= sections
    assert made.state == "draft"


def test_a_drafter_does_not_submit_and_another_partys_focal_point_neither(both: Session) -> None:
    made = applications.draft()
    with clock.set_to(calls.DURING):
        for stranger in (calls.drafter(), calls.focal_point("GH"), calls.officer()):
            with pytest.raises(Forbidden):
                commands.submit(made, by=stranger)


def test_a_signed_letter_stands_for_the_signature_in_place(db: Session) -> None:
    focal = calls.focal_point()
    made = applications.draft(by=focal)
    with clock.set_to(calls.DURING):
        for section, keys in (
            ("confirmation", ["confirmations"]),
            ("signature", ["signatory", "function", "signed_on"]),
        ):
            commands.sign(made, by=focal, section=section, values=dict.fromkeys(keys, ""))
        with pytest.raises(Invalid):
            commands.submit(made, by=focal)
        applications.attach(made, focal, kind="signed_letter")
        commands.submit(made, by=focal)
    assert made.state == "submitted"


def test_replacing_keeps_the_old_version_until_the_new_one_is_in(db: Session) -> None:
    focal = calls.focal_point()
    made = applications.submitted(by=focal)
    with clock.set_to(calls.DURING):
        commands.save_section(made, by=focal, section="summary", values={"title": ""})
        with pytest.raises(Invalid):
            commands.replace(made, by=focal)
        assert made.submitted_version == 1
        commands.save_section(made, by=focal, section="summary", values={"title": "Better"})
        commands.replace(made, by=focal)
    assert (made.submitted_version, made.state) == (2, "submitted")


def test_nothing_is_replaced_or_changed_after_the_deadline(db: Session) -> None:
    focal = calls.focal_point()
    made = applications.submitted(by=focal)
    with clock.set_to(calls.AFTER):
        with pytest.raises(Conflict):
            commands.replace(made, by=focal)
        with pytest.raises(Conflict):
            commands.save_section(made, by=focal, section="summary", values={"title": "Late"})


def test_what_was_sent_back_is_mended_in_its_sections_and_resubmitted_in_time(db: Session) -> None:
    focal = calls.focal_point()
    made = applications.application_in("returned", by=focal)
    until = made.cure_until
    assert until is not None
    with clock.set_to(calls.AFTER):
        commands.save_section(made, by=focal, section="summary", values={"title": "Mended"})
        with pytest.raises(Conflict, match="sent back"):
            commands.save_section(made, by=focal, section="background", values={"problem": "New"})
        with pytest.raises(Conflict):
            commands.resubmit(made, by=focal, arrived_at=until + SECOND)
        commands.resubmit(made, by=focal, arrived_at=until)
    assert (made.state, made.submitted_version, queries.version(made).how) == ("submitted", 2, "resubmit")


def test_a_stale_press_is_told(db: Session) -> None:
    focal = calls.focal_point()
    made = applications.draft(by=focal)
    with clock.set_to(calls.DURING), pytest.raises(Stale):
        commands.submit(made, by=focal, seen=made.version - 1)


def test_pressing_twice_at_the_same_moment_submits_once(both: Session, runtime: Runtime) -> None:
    focal = calls.focal_point()
    made = applications.draft(by=focal)
    identifier = made.id
    outcome: list[str] = []
    together = threading.Barrier(2, timeout=10)

    def press() -> None:
        with clock.set_to(calls.DURING), runtime.scope() as mine:
            mine_too = mine.get_one(Application, identifier)
            together.wait()
            try:
                commands.submit(mine_too, by=focal)
                outcome.append("submitted")
            except Conflict:
                outcome.append("refused")

    both.rollback()
    pressing = [threading.Thread(target=press) for _ in range(2)]
    for one in pressing:
        one.start()
    for one in pressing:
        one.join(30)
    both.rollback()
    assert sorted(outcome) == ["refused", "submitted"]
    numbers = both.scalars(
        select(ApplicationVersion.number).where(ApplicationVersion.application_id == identifier)
    )
    assert list(numbers) == [1]
    said = select(func.count()).where(AuditEntry.action == "application.submit")
    assert both.scalar(said) == 1
