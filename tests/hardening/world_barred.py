"""An application from which three members are barred: by country as lead and as partner, and by declaration.

It is scored in rounds before and after the opening of the seal; after it come a decision, a report, a vote; all in words
that one finds again.
"""

from datetime import timedelta

from sqlalchemy import select

from sipgrants.accounts.models import Person
from sipgrants.applications.models import Application
from sipgrants.board import commands as board_commands
from sipgrants.core import clock, files
from sipgrants.core.db import session
from sipgrants.core.files import Upload
from sipgrants.core.money import Money
from sipgrants.documents import issuing_commands as issuing
from sipgrants.documents.models import IssuedDocument
from sipgrants.meetings.commands import decisions, papers, points, reports, scenarios, sessions, votes
from sipgrants.meetings.line import Pick
from sipgrants.meetings.models import AgendaItem, Meeting, MeetingReport, ReportCopy
from sipgrants.meetings.portfolio import Outcome
from sipgrants.meetings.wording import Words
from sipgrants.scoring import commands as scoring
from sipgrants.scoring import queries
from tests.builders import board
from tests.builders.files import pdf
from tests.hardening.names import Found

LEAD, PARTNER, DECLARED = "GH", "JM", "AM"
JOINT = {LEAD: (PARTNER,)}
CANARY = "xylophone"  # stands in every text about it that the barred may not read
NOTE = "theremin"  # stands in what a member notes for themselves


def barred_members(here: board.Here) -> Found:
    """Who may know nothing of it, each for another reason."""
    for name, country in (("barred", LEAD), ("barred_partner", PARTNER), ("barred_declared", DECLARED)):
        yield f"person.{name}", session().get_one(Person, here.members[country].person_id)


def scored(here: board.Here) -> None:
    """One member declares an interest; two score it, with words."""
    one, keys = here.application(LEAD), [each.key for each in here.round.criteria]
    board_commands.declare_interest(here.round.id, one.id, by=here.member(DECLARED), reason="A cousin's.")
    for value, country in enumerate(("KE", "NO"), start=1):
        said = (dict.fromkeys(keys, value), dict.fromkeys(keys, CANARY), CANARY, NOTE, "high")
        sheet = scoring.start(one, by=here.member(country), filled=scoring.Filled(*said))
        scoring.hand_in(sheet, by=here.member(country))


def decided(here: board.Here) -> Found:
    """Put in reserve at a meeting whose report is adopted, revised; the Board is just voting on its award."""
    one = here.application(LEAD)
    before, item = _meeting(here, one)
    yield "barred_item.reported", item
    sessions.note(before, by=here.officer, item_id=item.id, text=CANARY)
    upload = Upload(f"{CANARY}.pdf", "application/pdf", files.keep(pdf(CANARY)))
    words = papers.Words(CANARY)
    laid = papers.attach(before, by=here.officer, item_id=item.id, words=words, uploads=[upload])
    yield "barred_paper.reported", laid[0]
    drafted = decisions.draft(one, by=here.officer, meeting=before, words=_words("reserve"))
    decisions.take(drafted, by=here.officer)
    board.confirm(here, drafted)
    task = points.Task(CANARY, "role:co_chair", clock.today() + timedelta(days=30), item.id)
    yield "barred_point.open", points.add(before, by=here.officer, task=task)
    sessions.end(before, by=here.officer)
    report = reports.draft(before, by=here.officer)
    for country in board.chairs(here):
        reports.adopt(report, by=here.member(country))
    yield from _printed(report)
    yield "barred_meeting.reported", before
    sheet = queries.sheet_of(one.id, here.members["KE"].person_id)
    assert sheet is not None
    scoring.revise(sheet, by=here.member("KE"), scores={here.round.criteria[0].key: 4}, reason=CANARY)
    now, _item = _meeting(here, one)
    yield "barred_meeting.voting", now
    drafted = decisions.draft(one, by=here.officer, meeting=now, words=_words("approved", Money(7_654_300)))
    yield "barred_decision.voting", drafted
    tried = {one.id: Pick(Outcome.APPROVED, Money(7_654_300))}
    yield "barred_scenario.open", scenarios.save(here.round, by=here.officer, name=CANARY, picks=tried)
    votes.cast(votes.call(drafted, by=here.officer), by=here.member("KE"), choice="yes")


def _meeting(here: board.Here, one: Application) -> tuple[Meeting, AgendaItem]:
    """A meeting with the application under discussion."""
    made = board.meeting(here)
    item = next(each for each in made.items if each.application_id == one.id)
    sessions.go_to(made, by=here.officer, item_id=item.id)
    return made, item


def _printed(report: MeetingReport) -> Found:
    """The whole report, and the copies of the three."""
    copies = session().scalars(select(ReportCopy).where(ReportCopy.report_id == report.id)).all()
    for place, one in enumerate([report, *copies]):
        issuing.print_(str(one.document_id))
        yield f"barred_document.{place}", session().get_one(IssuedDocument, one.document_id)


def _words(outcome: str, amount: Money | None = None) -> Words:
    return Words(outcome, amount, CANARY, CANARY, CANARY)
