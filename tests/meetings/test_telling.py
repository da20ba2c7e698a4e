"""Confirmed decisions become letters: held with those of the round, replaced by a later decision, dropped by an award."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from sipgrants.applications.commands import withdraw
from sipgrants.applications.models import Application
from sipgrants.awards import commands as awards
from sipgrants.core import clock, files
from sipgrants.core.files import StoredFile
from sipgrants.core.outbox import Mail
from sipgrants.documents import issuing_commands as issuing
from sipgrants.meetings.commands import reserves
from sipgrants.screening.letters import commands, queries
from tests.builders import board, calls
from tests.documents.reading import says as words_of
from tests.documents.reading import squeezed


def kind(application: Application) -> str:
    """What the letter is that is held about an application; empty: none is."""
    letter = queries.held_of(application)
    return letter.kind if letter else ""


def test_every_applicant_is_told_by_a_letter_and_all_letters_go_out_together(both: Session) -> None:
    here = board.before_board({"ZM": 3})
    meeting = board.meeting(here)
    approved, reserve, refused = here.all()
    board.confirmed(here, meeting, approved)
    board.confirmed(here, meeting, reserve, "reserve")
    board.confirmed(here, meeting, refused, "not_approved")
    assert [kind(one) for one in (approved, reserve, refused)] == ["approved", "reserve", "not_approved"]
    assert commands.release(here.round, by=here.officer) == 3


def test_a_later_decision_replaces_the_letter_that_is_held(db: Session) -> None:
    here = board.before_board({"ZM": 1})
    application = here.application("ZM")
    board.confirmed(here, board.meeting(here), application, "reserve")
    before = kind(application)
    board.confirmed(here, board.meeting(here), application, "not_approved")
    assert (before, kind(application)) == ("reserve", "not_approved")
    assert len(queries.held(here.round)) == 1


def test_an_offer_that_goes_out_first_drops_the_letter_that_is_held(db: Session) -> None:
    here = board.before_board({"ZM": 1})
    application = here.application("ZM")
    board.confirmed(here, board.meeting(here), application, "reserve")
    board.confirmed(here, board.meeting(here), application)
    assert (application.state, kind(application)) == ("approved", "approved")
    awards.offer(application, by=here.officer, answer_by=clock.today() + timedelta(days=30))
    assert queries.held(here.round) == []


def test_the_end_of_a_reserve_is_told_at_once(db: Session) -> None:
    here = board.before_board({"ZM": 1})
    application = here.application("ZM")
    board.confirmed(here, board.meeting(here), application, "reserve")
    commands.release(here.round, by=here.officer)
    calls.put(here.round, reserve_until=clock.today() - timedelta(days=1))
    reserves.lapse_reserves()
    out = queries.of_application(application)
    assert [(one.kind, one.facts.get("from_reserve", False)) for one in out] == [
        ("not_approved", True), ("reserve", False),
    ]  # fmt: skip
    assert all(one.released_at for one in out)


def test_the_end_of_a_reserve_that_was_never_told_is_one_letter(db: Session) -> None:
    here = board.before_board({"ZM": 1})
    application = here.application("ZM")
    board.confirmed(here, board.meeting(here), application, "reserve")
    calls.put(here.round, reserve_until=clock.today() - timedelta(days=1))
    reserves.lapse_reserves()
    out = queries.of_application(application)
    assert ([one.kind for one in out], queries.held(here.round)) == (["not_approved"], [])


def test_whoever_withdraws_from_the_reserve_gets_no_letter_about_it(db: Session) -> None:
    here = board.before_board({"ZM": 1})
    application = here.application("ZM")
    board.confirmed(here, board.meeting(here), application, "reserve")
    withdraw(application, by=calls.focal_point("ZM"), reason="Other funding was found.")
    assert (application.state, queries.of_application(application)) == ("withdrawn", [])


@pytest.mark.parametrize("outcome", ["reserve", "not_approved", "approved"])
def test_the_letter_says_meeting_item_and_advice_and_can_be_verified(db: Session, outcome: str) -> None:
    here = board.before_board({"ZM": 1})
    application, focal = here.application("ZM"), calls.focal_point("ZM")
    meeting = board.meeting(here)
    board.confirmed(here, meeting, application, outcome)
    commands.release(here.round, by=here.officer)
    document = queries.of_application(application)[0].document
    assert document is not None
    issuing.print_(str(document.id))
    words = words_of(files.read(db.get_one(StoredFile, document.file_id)))
    wanted = (f"GB.{meeting.number}/1", "Come again.", document.code, document.number)
    assert [squeezed(one) in words for one in wanted] == [True] * 4
    told = db.scalars(select(Mail.person_id).where(Mail.kind == "letter")).all()
    assert list(told) == [focal.person_id]
