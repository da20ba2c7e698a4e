"""What was not told is shown to nobody of the Party: neither by state, list, history or refusal, nor by an open button."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from lxml import html
from sqlalchemy import select
from sqlalchemy.orm import Session

from sipgrants.applications import commands as applications
from sipgrants.applications.models import Application
from sipgrants.core import clock
from sipgrants.core.db import session
from sipgrants.core.errors import Conflict, Forbidden, Invalid
from sipgrants.core.outbox import Mail
from sipgrants.documents.models import IssuedDocument
from sipgrants.lifecycle import countersign, rights, told
from sipgrants.lifecycle.actor import Actor, RoleName
from sipgrants.meetings.commands import decisions, reserves
from sipgrants.rounds import commands as rounds
from sipgrants.screening import commands as screening
from sipgrants.screening.letters import commands as letters
from sipgrants.screening.letters import queries as letter_queries
from tests.builders import awards, board, calls, people
from tests.builders.board import Here

Steps = Callable[[Here, Application], None]


def ineligible(here: Here, one: Application) -> None:
    asked = screening.find_ineligible(one, by=here.officer, reasons="Not in force.")
    countersign.confirm(asked, by=calls.approver())


def reinstated(here: Here, one: Application) -> None:
    screening.reinstate(one, by=calls.approver(), reasons="It is in force.", mistake=True)


def decided(outcome: str) -> Steps:
    return lambda here, one: void(board.confirmed(here, board.meeting(here), one, outcome))


def corrected(outcome: str) -> Steps:
    def correct(here: Here, one: Application) -> None:
        wrong = board.meetings.table(here.round).confirmed[one.id]
        right = decisions.supersede(
            wrong, by=here.officer, meeting=board.meeting(here), words=board.words(outcome)
        )
        decisions.take(right, by=here.officer)
        board.confirm(here, right)

    return correct


def released(here: Here, _one: Application) -> None:
    letters.release(here.round, by=here.officer)


def offered(here: Here, one: Application) -> None:
    awards.came_of(one, "offered")


def lapsed(here: Here, _one: Application) -> None:
    calls.put(here.round, reserve_until=clock.today() - timedelta(days=1))
    reserves.lapse_reserves()


def void(_made: object) -> None:
    rights.forget()


# What happened; what the Party is shown; what is so.
TABLE = [
    ([], "with_board", "with_board"),
    ([ineligible], "being_screened", "ineligible"),
    ([ineligible, released], "ineligible", "ineligible"),
    ([ineligible, reinstated], "eligible", "eligible"),
    ([ineligible, released, reinstated], "eligible", "eligible"),
    ([decided("not_approved")], "before_board", "not_approved"),
    ([decided("not_approved"), released], "not_approved", "not_approved"),
    ([decided("reserve")], "before_board", "reserve"),
    ([decided("reserve"), released], "reserve", "reserve"),
    ([decided("reserve"), released, decided("not_approved")], "reserve", "not_approved"),
    ([decided("reserve"), released, decided("approved")], "reserve", "approved"),
    ([decided("reserve"), lapsed], "not_approved", "not_approved"),
    ([decided("reserve"), released, lapsed], "not_approved", "not_approved"),
    ([decided("approved")], "before_board", "approved"),
    ([decided("approved"), offered], "approved", "approved"),
    ([decided("approved"), released], "approved", "approved"),
    ([decided("approved"), released, corrected("not_approved")], "approved", "not_approved"),
    ([decided("approved"), corrected("not_approved")], "before_board", "not_approved"),
    ([decided("not_approved"), released, corrected("approved")], "not_approved", "approved"),
]


def name(value: object) -> str | None:
    return ", ".join(getattr(one, "__name__", "") for one in value) if isinstance(value, list) else None


@pytest.mark.parametrize(("steps", "party", "so"), TABLE, ids=name)
def test_a_party_is_shown_an_outcome_once_it_is_told(
    db: Session, steps: list[Steps], party: str, so: str
) -> None:
    here = board.before_board({"ZM": 1})
    one, focal = here.application("ZM"), calls.focal_point("ZM")
    for step in steps:
        step(here, one)
        rights.forget()
    both = calls.somebody(RoleName.FOCAL_POINT, RoleName.BOARD_MEMBER, of="ZM")
    expert, auditor = calls.somebody(RoleName.EXPERT), calls.somebody(RoleName.AUDITOR)
    rights.forget()
    readers = (focal, both, expert, here.officer, auditor, here.member("NO"))
    assert [told.state(each, one) for each in readers] == [party, party, party, so, so, so]


def enter(client: FlaskClient, actor: Actor) -> None:
    assert actor.person_id is not None
    people.sign_in(client, actor.person_id)
    session().rollback()
    rights.forget()


def words(client: FlaskClient, address: str) -> str:
    """What a person reads in the main part of a page, without the choices of its filters."""
    answer = client.get(address, follow_redirects=True)
    read = html.fromstring(answer.get_data(as_text=True)).xpath("//main//text()[not(ancestor::select)]")
    return f"{answer.status_code} " + " ".join(" ".join(read).split())


SECRET = (
    "neligible",
    "ot approved",
    "not approve",
    "eserve",
    "pproved",
    "Not in force",
    "Come again",
    "letter",
)


@pytest.mark.parametrize("outcome", ["ineligible", "reserve", "not_approved", "approved"])
def test_no_page_of_the_party_tells_what_is_held(client: FlaskClient, db: Session, outcome: str) -> None:
    here = board.before_board({"ZM": 1})
    one, focal = here.application("ZM"), calls.focal_point("ZM")
    addresses = [
        "/home",
        "/applications/",
        f"/applications/?state={outcome}",
        f"/applications/{one.id}",
        f"/applications/{one.id}/withdraw",
        f"/applications/{one.id}/reconsideration",
        f"/applications/{one.id}/questions",
        f"/rounds/{here.round.id}",
        "/parties/ZM",
        "/public/rounds",
    ]

    def said() -> list[set[str]]:
        enter(client, focal)
        read = [words(client, address) for address in addresses]
        return [{secret for secret in SECRET if secret in page} for page in read]

    before = said()
    (ineligible if outcome == "ineligible" else decided(outcome))(here, one)
    told_more = [now - once for once, now in zip(before, said(), strict=True)]
    assert dict(zip(addresses, told_more, strict=True)) == {one: set() for one in addresses}


def test_a_list_is_narrowed_by_what_the_reader_may_know(client: FlaskClient, db: Session) -> None:
    here = board.before_board({"ZM": 2})
    refused, waiting = here.all()
    decided("not_approved")(here, refused)
    titles = {refused.title, waiting.title}

    def found(actor: Actor, state: str) -> set[str]:
        enter(client, actor)
        page = words(client, f"/applications/?state={state}")
        return {title for title in titles if title in page}

    focal, officer = calls.focal_point("ZM"), here.officer
    assert (found(focal, "with_board"), found(focal, "not_approved")) == (titles, set())
    assert (found(officer, "with_board"), found(officer, "not_approved")) == (
        {waiting.title}, {refused.title},
    )  # fmt: skip


@pytest.mark.parametrize("outcome", ["ineligible", "reserve", "not_approved", "approved"])
def test_no_mail_and_no_document_tells_what_is_held(db: Session, outcome: str) -> None:
    here = board.before_board({"ZM": 1})
    one, focal = here.application("ZM"), calls.focal_point("ZM")
    (ineligible if outcome == "ineligible" else decided(outcome))(here, one)
    mails = db.scalars(select(Mail.kind).where(Mail.person_id == focal.person_id)).all()
    documents = db.scalars(select(IssuedDocument.kind).where(IssuedDocument.about_id == str(one.id))).all()
    assert (mails, documents) == ([], [])


def test_a_refusal_names_the_state_that_is_known(db: Session) -> None:
    here = board.before_board({"ZM": 1})
    one, focal = here.application("ZM"), calls.focal_point("ZM")
    decided("not_approved")(here, one)
    with pytest.raises(Conflict) as refused:
        applications.withdraw(one, by=focal, reason="No staff.")
    assert str(refused.value) == "Withdraw application is not possible now: the state is “Before the Board”."


def test_nobody_asks_to_look_again_at_what_was_not_told(db: Session) -> None:
    here = board.before_board({"ZM": 1})
    one, focal = here.application("ZM"), calls.focal_point("ZM")
    ineligible(here, one)
    with pytest.raises(Forbidden):
        screening.ask_reconsideration(one, by=focal, text="It is in force.")
    released(here, one)
    screening.ask_reconsideration(one, by=focal, text="It is in force.")
    assert rights.known("round.reconsiderations", here.round.id) == {one.id}


def test_a_round_is_completed_once_every_outcome_is_told(both: Session) -> None:
    here = board.before_board({"ZM": 3}, reconsideration_days=0)
    approved, refused, other = here.all()
    ineligible(here, other)
    released(here, other)
    decided("approved")(here, approved)
    decided("not_approved")(here, refused)
    rounds.decide(here.round, by=here.member("EE"))
    assert open_ends(here) == ["2 outcomes are not told yet: release their letters, or offer their awards."]
    letters.release_letter(letter_queries.held(here.round)[1], by=here.officer)
    rights.forget()
    assert open_ends(here) == ["1 outcome is not told yet: release its letter, or offer its award."]
    offered(here, approved)
    assert open_ends(here) == []
    assert here.round.state == "completed"


def test_the_round_leads_its_officer_to_what_is_held(client: FlaskClient, db: Session) -> None:
    here = board.before_board({"ZM": 1})
    decided("not_approved")(here, here.application("ZM"))
    rounds.decide(here.round, by=here.member("EE"))
    letters_at = f"/screening/rounds/{here.round.id}/letters"
    enter(client, here.officer)
    pages = [client.get(f"/rounds/{here.round.id}{page}").text for page in ("", "/complete")]
    assert [f'href="{letters_at}">Look through the letters' in page for page in pages] == [True, True]
    session().rollback()
    released(here, here.application("ZM"))
    assert "Look through the letters" not in client.get(f"/rounds/{here.round.id}").text


def open_ends(here: Here) -> list[str]:
    """What keeps the round from being completed; nothing: it is."""
    try:
        rounds.complete(here.round, by=here.officer)
    except Invalid as refused:
        return [str(one.message) for one in refused.problems]
    return []
