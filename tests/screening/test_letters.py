"""Letters are held, released together, issued in the reader's language, printed once, and mailed with their link."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from sipgrants.accounts.models import Person
from sipgrants.core import clock, files
from sipgrants.core.errors import Conflict, Forbidden, Invalid
from sipgrants.core.files import StoredFile
from sipgrants.core.outbox import Job, Mail
from sipgrants.documents import issuing_commands as issuing
from sipgrants.lifecycle.actor import RoleName as R
from sipgrants.screening.letters import (
    commands,
    printing_queries,
    queries,
    text_commands,
    text_queries,
    wording,
)
from sipgrants.screening.letters.wording import Approved, Ineligible, InReserve, NotApproved, Reconsidered
from tests.builders import calls
from tests.builders import screening as made
from tests.documents.reading import says as words_of
from tests.documents.reading import squeezed

WORDINGS = [
    Ineligible(("Not in force.",)),
    Reconsidered(date(2027, 6, 20), True, ("In force after all.",)),
    Reconsidered(None, True, ("In force after all.",)),
    NotApproved("GB.7/3", date(2027, 10, 2), ("Say who does what.",)),
    InReserve("GB.7/4", date(2027, 10, 2), date(2028, 5, 31), ()),
    Approved("GB.7/5", date(2027, 10, 2), 15_000_000, ("Say who does what.",)),
]


@pytest.fixture(autouse=True)
def _in_june() -> Any:
    with clock.set_to(made.SCREENING):
        yield


@pytest.mark.parametrize("says", WORDINGS, ids=lambda one: one.kind)
def test_what_a_letter_says_is_kept_whole(says: wording.Wording) -> None:
    assert wording.say(says.kind, wording.keep(says)) == says


@pytest.mark.parametrize("says", WORDINGS, ids=lambda one: one.kind)
def test_every_letter_is_printed_once_with_its_code_and_mailed(db: Session, says: wording.Wording) -> None:
    application = made.submitted(made.screened_round())
    officer = calls.officer()
    letter = commands.prepare(application, says, by=officer)
    assert printing_queries.preview(letter)[:4] == b"%PDF"
    commands.release(application.round, by=officer)
    document = letter.document
    assert document is not None
    assert db.scalars(select(Mail).where(Mail.kind == "letter")).all() == []
    for _ in range(2):
        issuing.print_(str(document.id))
    stored = db.get_one(StoredFile, document.file_id)
    words = words_of(files.read(stored))
    assert all(squeezed(part) in words for part in (application.reference, document.code, document.number))
    told = db.scalars(select(Mail).where(Mail.kind == "letter")).all()
    assert [one.params["letter_id"] for one in told] == [str(letter.id)]


def test_letters_of_a_round_go_out_together_and_no_other_rounds(both: Session) -> None:
    round_, other = made.screened_round(), made.screened_round()
    mine = [made.ineligible(round_, iso2, at_once=False) for iso2 in ("ZM", "GH")]
    theirs = made.ineligible(other, "PE", at_once=False)
    assert commands.release(round_, by=calls.officer()) == 2
    assert {queries.of_application(one)[0].released_at for one in mine} == {made.SCREENING}
    assert queries.held_of(theirs) is not None
    assert (round_.letters_released_at, other.letters_released_at) == (made.SCREENING, None)
    numbers = [queries.of_application(one)[0].document.number for one in mine]  # type: ignore[union-attr]
    assert numbers == [f"{one.reference}/L1" for one in mine]
    with pytest.raises(Conflict):
        commands.release(round_, by=calls.officer())


def test_one_sent_at_once_leaves_the_others_held(db: Session) -> None:
    round_ = made.screened_round()
    held = made.ineligible(round_, "GH", at_once=False)
    made.ineligible(round_, "ZM", at_once=True)
    assert (queries.held_of(held) is not None, round_.letters_released_at) == (True, None)
    letter = queries.held_of(held)
    assert letter is not None
    commands.release_letter(letter, by=calls.officer())
    assert round_.letters_released_at == made.SCREENING
    with pytest.raises(Conflict):
        commands.release_letter(letter, by=calls.officer())


def test_a_later_letter_replaces_the_one_that_is_held(both: Session) -> None:
    application, officer = made.submitted(made.screened_round()), calls.officer()
    first = commands.prepare(application, NotApproved("GB.7/3", date(2027, 10, 2)), by=officer)
    second = commands.prepare(application, WORDINGS[4], by=officer)
    assert (first.id, second.kind, len(queries.held(application.round))) == (second.id, "reserve", 1)
    assert commands.drop_held(application, by=officer) is True
    assert commands.drop_held(application, by=officer) is False
    assert queries.held(application.round) == []


def test_the_letter_is_in_the_focal_points_language_and_partners_are_told(db: Session) -> None:
    application = made.submitted(made.screened_round(), partners=("GH",))
    reader = db.scalars(select(Person).where(Person.roles.any(role=R.FOCAL_POINT, party_id="ZM"))).one()
    calls.put(reader, locale="fr")
    partner = calls.focal_point("GH")
    officer = calls.officer()
    letter = commands.prepare(application, WORDINGS[0], by=officer)
    commands.release_letter(letter, by=officer)
    assert letter.document is not None
    issuing.print_(str(letter.document.id))
    told = {one.person_id for one in db.scalars(select(Mail).where(Mail.kind == "letter"))}
    assert (letter.document.locale, told) == ("fr", {reader.id, partner.person_id})


@pytest.mark.parametrize("role", [role for role in R if role != R.PROGRAMME_OFFICER])
def test_nobody_but_a_programme_officer_releases(db: Session, role: R) -> None:
    application = made.ineligible(made.screened_round(), at_once=False)
    with pytest.raises(Forbidden):
        commands.release(application.round, by=calls.somebody(role, of="ZM"))
    assert queries.held_of(application) is not None


def test_printing_waits_in_the_queue_until_the_commit(db: Session) -> None:
    application = made.ineligible(made.screened_round())
    jobs = db.scalars(select(Job).where(Job.task == "document.print")).all()
    assert [one.args["document_id"] for one in jobs] == [
        str(queries.of_application(application)[0].document_id)
    ]
    assert jobs[0].run_after <= clock.now() + timedelta(seconds=1)


def test_a_round_says_it_in_its_own_words_as_they_were_when_the_letter_went_out(db: Session) -> None:
    round_, officer = made.screened_round(), calls.officer()
    first, second = (made.ineligible(round_, iso2, at_once=False) for iso2 in ("ZM", "GH"))
    words = {"kind": "ineligible", "locale": "en", "closing": ""}
    text_commands.edit_texts(
        round_, by=officer, opening="To {party}: {title} {reference}.\n\nAdieu.", **words
    )
    held = queries.held_of(first)
    assert held is not None
    commands.release_letter(held, by=officer)
    text_commands.edit_texts(round_, by=officer, opening="Other words.", **words)
    assert held.words["opening"] == f"To Zambia: {first.title} {first.reference}.\n\nAdieu."
    other = queries.held_of(second)
    assert other is not None
    assert text_queries.words_for(other, "en")["opening"] == "Other words."
    assert text_queries.words_for(other, "fr") == {}
    printed = words_of(printing_queries.preview(held))
    assert [squeezed(one) in printed for one in ("To Zambia", "Adieu.", "Other words.")] == [
        True,
        True,
        False,
    ]


@pytest.mark.parametrize("opening", ["On {day}.", "{", "Dear {name},", "x" * 5_001, "{party"])
def test_words_that_a_letter_cannot_fill_are_refused(db: Session, opening: str) -> None:
    words = {"kind": "ineligible", "locale": "en", "closing": ""}
    with pytest.raises(Invalid):
        text_commands.edit_texts(made.screened_round(), by=calls.officer(), opening=opening, **words)
