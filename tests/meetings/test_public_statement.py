"""The public statement: drafted from the record after applicants were told, adopted by both Co-Chairs, then public."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from sipgrants.accounts.models import Person
from sipgrants.core.db import session
from sipgrants.core.errors import Conflict, Forbidden, Stale
from sipgrants.core.files import StoredFile
from sipgrants.documents import issuing_commands as issuing
from sipgrants.lifecycle import rights
from sipgrants.lifecycle.actor import RoleName
from sipgrants.meetings import afterwards_queries
from sipgrants.meetings import statement_queries as queries
from sipgrants.meetings.advice_models import PublicStatement
from sipgrants.meetings.commands import advice, statements
from sipgrants.rounds import commands as rounds
from sipgrants.screening.letters import commands as letters
from tests.builders import board, calls, people


def decided() -> board.Here:
    """Two approved, one of them of a Co-Chair's country, one not; all decisions closed."""
    here = board.before_board({"EE": 1, "ZM": 1, "PE": 1}, countries=("EE", "NO", "KE"))
    meeting = board.meeting(here)
    for lead, outcome in (("EE", "approved"), ("ZM", "approved"), ("PE", "not_approved")):
        board.confirmed(here, meeting, here.application(lead), outcome)
    rounds.decide(here.round, by=here.member("NO"))
    return here


def drafted(here: board.Here) -> PublicStatement:
    letters.release(here.round, by=here.officer)
    return statements.draft(here.round, by=here.officer)


def test_the_public_is_told_after_the_applicants(db: Session) -> None:
    here = decided()
    with pytest.raises(Conflict):
        statements.draft(here.round, by=here.officer)
    assert drafted(here).state == "drafted"
    with pytest.raises(Conflict):
        statements.draft(here.round, by=here.officer)


def test_both_co_chairs_adopt_it_and_it_stands_on_the_public_page_with_hash_and_code(
    client: FlaskClient, both: Session
) -> None:
    here = decided()
    statement, page = drafted(here), f"/public/rounds/{here.round.number}"
    assert statements.adopt(statement, by=here.member("EE")) is False
    statements.edit(statement, by=here.officer, opening="The Board has decided.", closing="")
    assert statement.adoptions == []
    both.commit()
    assert "The Board has decided." not in client.get(page).text
    assert client.get(f"{page}/statement.pdf").status_code == 404
    both.rollback()
    assert [statements.adopt(statement, by=here.member(one)) for one in ("EE", "NO")] == [False, True]
    document = statement.document
    assert document is not None
    issuing.print_(str(document.id))
    both.commit()
    file = session().get_one(StoredFile, document.file_id)
    shown = client.get(page).text
    wanted = (
        "The Board has decided.",
        here.application("ZM").title,
        document.code,
        file.sha256,
        "US$\u00a0200,000",
    )
    assert [one in shown for one in wanted] == [True] * 5
    assert client.get(f"{page}/statement.pdf").data[:4] == b"%PDF"
    assert file.sha256 in client.get(f"/verify?code={document.code}").text
    both.rollback()
    with pytest.raises(Conflict):
        statements.edit(statement, by=here.officer, opening="Something else.", closing="")
    both.rollback()
    for change in ("update public_statement set opening = 'x'", "delete from public_statement"):
        with pytest.raises(DBAPIError, match="never changes"):
            both.execute(text(change))
        both.rollback()


def test_a_word_given_to_other_figures_counts_no_longer(db: Session) -> None:
    here = decided()
    statement = drafted(here)
    statements.adopt(statement, by=here.member("EE"))
    calls.put(here.application("ZM"), title="Another title")
    assert [statements.adopt(statement, by=here.member(one)) for one in ("NO", "EE")] == [False, True]


def test_whoever_adopts_adopts_what_the_page_showed(db: Session) -> None:
    here = decided()
    statement, member = drafted(here), here.member("EE")
    looked_at = queries.looked_at(statement, member)
    calls.put(here.application("ZM"), title="Another title")
    with pytest.raises(Stale):
        statements.adopt(statement, by=member, looked_at=looked_at)
    assert statements.adopt(statement, by=member, looked_at=queries.looked_at(statement, member)) is False


def test_a_barred_co_chair_sees_neither_row_nor_sum_before_it_is_public(
    client: FlaskClient, db: Session
) -> None:
    here = decided()
    drafted(here)
    own, other = (here.application(one).title for one in ("EE", "ZM"))
    seen = {}
    for country in ("EE", "NO"):
        people.sign_in(client, session().get_one(Person, here.members[country].person_id))
        shown = client.get(f"/meetings/rounds/{here.round.id}/statement").text
        seen[country] = [one in shown for one in (own, other, "US$\u00a0200,000", "Applications considered")]
        session().rollback()
    assert seen == {"EE": [False, True, False, False], "NO": [True] * 4}


def test_nobody_but_a_co_chair_adopts(db: Session) -> None:
    here = decided()
    statement = drafted(here)
    for role in [one for one in RoleName if one is not RoleName.CO_CHAIR]:
        with pytest.raises(Forbidden):
            statements.adopt(statement, by=calls.somebody(role, of="ZM"))
    assert queries.adopted_on(here.round.id) is None


def test_an_officer_is_led_to_what_is_owed_once_everybody_is_told(db: Session) -> None:
    here = decided()
    led = [[one.endpoint for one in afterwards_queries.waiting_for(here.officer)]]
    letters.release(here.round, by=here.officer)
    rights.forget()
    led.append([one.endpoint for one in afterwards_queries.waiting_for(here.officer)])
    advice.draft_all(here.round, by=here.officer)
    advice.release_all(here.round, by=here.officer)
    led.append([one.endpoint for one in afterwards_queries.waiting_for(here.officer)])
    statements.draft(here.round, by=here.officer)
    led.append([one.endpoint for one in afterwards_queries.waiting_for(here.officer)])
    assert led == [[], ["meetings.advice_list"], ["meetings.statement"], []]
    assert [one.endpoint for one in queries.waiting_for(here.member("EE"))] == ["meetings.statement"]
