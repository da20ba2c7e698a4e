"""What follows the decisions, looked at: recommendations, statement, letters' texts, documents, what members keep."""

from datetime import timedelta

from flask import Flask
from sqlalchemy.orm import Session

from sipgrants.accounts.models import Person
from sipgrants.board import commands as boards
from sipgrants.core import clock
from sipgrants.core.db import session
from sipgrants.documents import issuing_commands as issuing
from sipgrants.documents.models import IssuedDocument
from sipgrants.lifecycle.actor import Actor
from sipgrants.meetings import advising
from sipgrants.meetings.advice_models import Advice
from sipgrants.meetings.commands import advice, sessions, statements
from sipgrants.rounds import commands as rounds
from sipgrants.screening.letters import commands as letters
from tests.builders import board, calls
from tests.builders.browsing import Browsers

DECISIONS = {"GH": "approved", "ZM": "not_approved", "PE": "reserve"}


def told(here: board.Here) -> str:
    """Decided, told, half of it released and adopted; a document for members, a Master Class, a seat that ended."""
    meeting = board.meeting(here)
    made = {
        lead: board.confirmed(here, meeting, here.application(lead), how) for lead, how in DECISIONS.items()
    }
    sessions.end(meeting, by=here.officer)
    rounds.decide(here.round, by=here.member("EE"))
    letters.release(here.round, by=here.officer)
    advice.draft_all(here.round, by=here.officer)
    for one in session().query(Advice).filter_by(decision_id=made["ZM"].id):
        words = {
            advising.GENERAL: "Start with the inventory.",
            here.round.criteria[0].key: "Say who does what.",
        }
        advice.edit(one, by=here.officer, paragraphs=words)
        advice.release(one, by=here.officer)
    statement = statements.draft(here.round, by=here.officer)
    statements.adopt(statement, by=here.member("NO"))
    link = "https://minamata.example/rules-of-procedure-of-the-governing-board-of-the-programme.pdf"
    boards.add_orientation(
        by=here.officer, title="Rules of procedure", locale="fr", day=clock.today(), url=link
    )
    held = boards.record_class(by=here.officer, title="How to score", day=clock.today())
    boards.record_attended(held, by=here.officer, people=[here.members["NO"].person_id])
    yesterday = clock.today() - timedelta(days=1)
    # A day more: late in the evening it is tomorrow in Geneva, by whose clock the Board meets.
    calls.put(meeting, starts_at=clock.now() - timedelta(days=2))
    calls.put(made["GH"], taken_at=clock.now() - timedelta(days=2))
    boards.unseat(board.seat_of(here, "KE"), by=here.officer, until_day=yesterday, reason="Replaced.")
    return str(held.id)


def test_every_page_is_free_of_barriers_and_fits(app: Flask, browsers: Browsers, db: Session) -> None:
    here = board.ready({"GH": 1, "ZM": 1, "PE": 1}, countries=("EE", "NO", "GH", "KE"))
    focal, held = calls.focal_point("ZM"), told(here)
    of_round = f"/meetings/rounds/{here.round.id}"
    open_one = session().query(Advice).filter_by(state="drafted").one()
    gone = session().query(board.Decision).filter_by(outcome="approved").one()
    pages = [
        ("officer", here.officer, [
            f"{of_round}/advice", f"/meetings/advice/{open_one.id}", f"{of_round}/statement", "/board/orientation",
            f"/board/classes/{held}", "/board/orientation/new", f"/screening/rounds/{here.round.id}/letters/texts",
            f"/screening/rounds/{here.round.id}/letters/texts/not_approved/fr", "/board/",
        ]),
        ("chair", here.member("EE"), ["/home", f"{of_round}/statement"]),
        ("former", here.member("KE"), ["/home", "/meetings/decided", f"/meetings/decided/{gone.id}"]),
        ("applicant", focal, [f"/applications/{here.application('ZM').id}"]),
    ]  # fmt: skip
    for name, actor, addresses in pages:
        page = browsers.of(_person(actor))
        for number, address in enumerate(addresses):
            answer = page.goto(address)
            assert answer is not None
            assert (address, answer.status) == (address, 200)
            browsers.look(page, f"after-{name}-{number}")
    chair = browsers.of(_person(here.member("EE")))
    chair.goto(f"{of_round}/statement")
    chair.get_by_role("button", name="Adopt public statement").click()
    chair.get_by_text("The statement is adopted and public.").wait_for()
    session().rollback()
    for document in session().query(IssuedDocument).filter_by(kind="public_statement").all():
        issuing.print_(str(document.id))
    session().commit()
    public = browsers.nobody()
    public.goto(f"/public/rounds/{here.round.number}")
    public.get_by_role("heading", name="Statement of the Co-Chairs").wait_for()
    browsers.look(public, "after-public")


def _person(actor: Actor) -> Person:
    return session().get_one(Person, actor.person_id)
