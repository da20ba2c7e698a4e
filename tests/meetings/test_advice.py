"""Recommendations: from the Board's own words per criterion, without names, shown to the applicant once released."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from sipgrants.accounts.models import Person
from sipgrants.board import commands as boards
from sipgrants.core import clock, files
from sipgrants.core.db import session
from sipgrants.core.errors import Conflict, Forbidden, Invalid
from sipgrants.core.files import StoredFile
from sipgrants.core.outbox import Mail
from sipgrants.documents import issuing_commands as issuing
from sipgrants.lifecycle.actor import RoleName
from sipgrants.meetings import advice_queries, advising
from sipgrants.meetings.advice_models import Advice
from sipgrants.meetings.commands import advice as commands
from sipgrants.scoring import commands as scoring
from sipgrants.scoring.filled import Filled
from sipgrants.screening.letters import commands as letters
from tests.builders import board, calls, people
from tests.documents.reading import says as words_of
from tests.documents.reading import squeezed

SAID = {"EE": "Name who does what.", "NO": "Costs are high.", "KE": "Sealed away.", "LK": "Barred away."}
COUNTRIES = ("EE", "NO", "KE", "LK")


def scored(here: board.Here, country: str) -> None:
    """A whole sheet with a comment on the first criterion, and notes that are the member's own."""
    one, keys = here.application("ZM"), [criterion.key for criterion in here.round.criteria]
    comments = {keys[0]: SAID[country]}
    filled = Filled(dict.fromkeys(keys, 3), comments, comment=f"All in all: {country}.", notes="Secret note.")
    sheet = scoring.start(one, by=here.member(country), filled=filled)
    if country != "KE":  # a draft: it stays sealed for ever
        scoring.hand_in(sheet, by=here.member(country))


def refused() -> board.Here:
    """Scored, a member barred since, unsealed, decided."""
    here = board.before_board({"ZM": 1}, countries=COUNTRIES)
    board.declare_all(here)
    for country in COUNTRIES:
        scored(here, country)
    boards.declare_interest(
        here.round.id, here.application("ZM").id, by=here.member("LK"), reason="My brother works there."
    )
    assert advice_queries.sources(here.round) == {}  # sealed
    calls.put(here.round, scores_due_at=clock.now() - timedelta(minutes=1))
    board.unseal(here)
    board.confirmed(here, board.meeting(here), here.application("ZM"), "not_approved")
    return here


def drafted(here: board.Here) -> Advice:
    commands.draft_all(here.round, by=here.officer)
    return session().query(Advice).one()


def test_it_holds_what_was_handed_in_by_criterion_and_nothing_sealed_barred_or_private(db: Session) -> None:
    here = refused()
    advice = drafted(here)
    first = here.round.criteria[0].key
    assert advice.paragraphs[first].splitlines() == ["Costs are high.", "Name who does what."]
    assert advice.paragraphs[advising.GENERAL].splitlines() == [
        "Come again.",
        "All in all: EE.",
        "All in all: NO.",
    ]
    assert not [one for one in ("Secret", "away") if one in str(advice.paragraphs)]
    with pytest.raises(Conflict):
        commands.draft_all(here.round, by=here.officer)


def test_the_applicant_reads_it_once_released_after_the_letter_and_it_never_changes(
    client: FlaskClient, both: Session
) -> None:
    here, focal = refused(), calls.focal_point("ZM")
    advice = drafted(here)
    page, printed = f"/applications/{advice.application_id}", "Recommendations of the Governing Board"
    with pytest.raises(Invalid):
        commands.edit(advice, by=here.officer, paragraphs={advising.GENERAL: "As Board member for NO said."})
    commands.edit(advice, by=here.officer, paragraphs={advising.GENERAL: "Start smaller."})
    with pytest.raises(Invalid):
        commands.release_all(here.round, by=here.officer)  # the outcome is not told yet
    letters.release(here.round, by=here.officer)
    both.commit()
    people.sign_in(client, session().get_one(Person, focal.person_id))
    before = client.get(page).text
    commands.release_all(here.round, by=here.officer)
    both.commit()
    after = client.get(page).text
    assert [(printed in one, "Start smaller." in one) for one in (before, after)] == [
        (False, False),
        (True, True),
    ]
    assert [one.person_id for one in session().query(Mail).filter_by(kind="advice")] == [focal.person_id]
    document = advice.document
    assert document is not None
    issuing.print_(str(document.id))
    said = words_of(files.read(session().get_one(StoredFile, document.file_id)))
    wanted = ("Start smaller.", "Costs are high.", document.code, document.number)
    assert [squeezed(one) in said for one in wanted] == [True] * 4
    both.commit()
    for change in (
        "update advice set paragraphs = '{}'",
        "delete from issued_document where kind = 'recommendations'",
    ):
        with pytest.raises(DBAPIError, match="never changes"):
            both.execute(text(change))
        both.rollback()


def test_words_of_a_sheet_that_counts_no_longer_keep_it_back_until_it_is_drafted_anew(db: Session) -> None:
    here = refused()
    advice = drafted(here)
    letters.release(here.round, by=here.officer)
    boards.declare_interest(
        here.round.id, here.application("ZM").id, by=here.member("NO"), reason="I was asked to join."
    )
    with pytest.raises(Invalid):
        commands.release(advice, by=here.officer)
    commands.redraft(advice, by=here.officer)
    commands.release(advice, by=here.officer)
    assert (advice.state, "Costs" in str(advice.paragraphs)) == ("released", False)


def test_nobody_but_an_officer_drafts_or_releases(db: Session) -> None:
    here = refused()
    advice = drafted(here)
    for role in [one for one in RoleName if one is not RoleName.PROGRAMME_OFFICER]:
        for step in (commands.release, commands.redraft):
            with pytest.raises(Forbidden):
                step(advice, by=calls.somebody(role, of="ZM"))
