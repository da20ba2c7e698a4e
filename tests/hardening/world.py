"""One of everything, in every state, for one Party; and whoever may do something with it.

The tests of this folder ask the same of every page: junk in every field, another one's records, five hundred rows. The
world is made once for all of them; each test gets a copy of its database.
"""

from types import SimpleNamespace

from sipgrants.accounts.models import Person
from sipgrants.awards import commands as awarding
from sipgrants.awards.models import Award
from sipgrants.board import commands as board_commands
from sipgrants.board.models import Declaration, Term
from sipgrants.core import clock, outbox
from sipgrants.core.db import find, session
from sipgrants.core.money import Money
from sipgrants.core.outbox import Mail
from sipgrants.fund import commands as fund
from sipgrants.fund.accounts import Event
from sipgrants.lifecycle import rights
from sipgrants.lifecycle.actor import BOARD, TEAM, RoleName
from sipgrants.lifecycle.countersign import Proposal
from sipgrants.lifecycle.states import (
    AwardState,
    ChangeState,
    ContributionState,
    InstalmentState,
    ReportState,
)
from sipgrants.meetings.commands import decisions, scenarios, sessions
from sipgrants.meetings.commands import reports as minutes
from sipgrants.meetings.line import Pick
from sipgrants.meetings.models import AgendaItem
from sipgrants.meetings.portfolio import Outcome
from sipgrants.plans import queries as plans
from sipgrants.reports import commands as reporting
from sipgrants.reports.models import ReportFile
from sipgrants.scoring import commands as scoring
from sipgrants.scoring import pack_jobs
from sipgrants.screening import commands as screening
from sipgrants.screening.models import Letter
from tests.builders import (
    anything,
    applications,
    awards,
    board,
    calls,
    changes,
    money,
    people,
    report_books,
    reports,
    scores,
)
from tests.builders import screening as screened
from tests.builders.workbooks import saved_again
from tests.hardening import world_barred
from tests.hardening.names import NOW, OTHER, PARTNER, PARTY, Found, first
from tests.hardening.world_afterwards import events_of_awards, file_of_payments
from tests.hardening.world_applying import applying_parties, appraisal, forms
from tests.hardening.world_meeting import documents, outcomes, running_meetings

R = RoleName


def build() -> dict[str, str]:
    """Fill the session's database; return the identifiers of what is there, by a name such as `award.active`."""
    made: dict[str, str] = {}
    with clock.set_to(NOW):
        applications.forms()
        for part in PARTS:
            for name, record in part():
                made[name] = str(record.id)
    return made


def _people() -> Found:
    """A person for each role, those of the Board aside; `other.` ones belong to another Party."""
    for role in [one for one in RoleName if one not in BOARD]:
        yield f"person.{role}", people.person(role, party=PARTY if role in TEAM else None)
    for role in TEAM:
        yield f"other.{role}", people.person(role, party=OTHER)
    yield "person.invited", people.person(password=False)
    yield "person.closed", people.person(R.READER, party=PARTY, disabled_at=NOW)
    yield "person.with_factor", people.person(R.DRAFTER, party=PARTY, totp_secret="JBSWY3DPEHPK3PXP")
    yield "role.drafter", people.give(people.person(), R.DRAFTER, PARTY)
    yield "role.focal_point", people.give(people.person(), R.FOCAL_POINT, PARTY)


def _screening() -> Found:
    screening_round = screened.screened_round()
    yield "round.screening", screening_round
    officer = calls.officer()
    for state in ("submitted", "returned"):
        made = screened.in_state(state, screening_round)
        screening.propose(made, by=officer)
        yield f"screened.{state}", made
    cleared = screened.submitted(screening_round)
    screened.clear(cleared, officer)
    yield "screened.cleared", cleared
    yield "screened.eligible", screened.eligible(screening_round)
    yield "screened.ineligible", screened.ineligible(screening_round)
    yield "letter.released", first(Letter)
    again = screened.ineligible(screening_round)
    screening.ask_reconsideration(again, by=calls.focal_point(PARTY), text="Please look again.")
    yield "screened.asked_again", again
    waiting = screened.ineligible(screening_round, at_once=False)
    yield "letter.held", first(Letter, Letter.application_id == waiting.id)


def _board() -> Found:
    here = board.before_board({PARTY: 2, OTHER: 1, "GH": 1}, joint=world_barred.JOINT)
    yield "term.now", first(Term)
    for country, name in (("EE", "co_chair"), ("KE", "board_member"), ("TH", "undeclared")):
        yield f"person.{name}", session().get_one(Person, here.members[country].person_id)
    yield from world_barred.barred_members(here)
    yield "seat.KE", board.seat_of(here, "KE")
    yield "seat.EE", board.seat_of(here, "EE")
    yield "round.with_board", here.round
    board.declare_all(here, without=("TH", "LK"))
    yield "declaration.none", first(Declaration)
    yield "board.undecided", here.application(PARTY)
    open_one = here.application(OTHER)
    board_commands.declare_interest(
        here.round.id, open_one.id, by=here.member("LK"), reason="My brother works there."
    )
    yield "declaration.interest", first(Declaration, Declaration.state == "interest")
    board.score(here, "KE", here.application(PARTY))
    yield "board.unscored", here.application(PARTY, 2)
    yield "board.barred", here.application("GH")
    world_barred.scored(here)
    yield from _taken_along(here)
    for name, state in (("unsealed", "with_board"), ("deciding", "ready")):
        again = _again(here, state)
        yield f"round.{name}", again.round
        yield f"barred.{name}", again.application("GH")
    yield from _meetings(again)
    yield from outcomes(here)


def _taken_along(here: board.Here) -> Found:
    """A member's dossiers, and their workbook as it came back."""
    member, one = here.member("KE"), here.application(PARTY, 2)
    pack = scoring.ask_for_pack(here.round, by=member, locale="en")
    pack_jobs.make_pack(str(pack.id))
    data = saved_again(
        scores.download(here.round, member), lambda book: scores.put(book, one, "scores.risk", 2)
    )
    waiting = scores.sent_back(here.round, member, data)
    yield "scores_waiting.rows", SimpleNamespace(id=waiting.sha256)


def _again(before: board.Here, state: str) -> board.Here:
    """Another round with the same Board: declared and scored; `ready`: the seal is open, too."""
    here = board.Here(calls.round_in("with_board"), before.officer, before.members)
    for lead, number in {PARTY: 4, OTHER: 1, "GH": 1}.items():
        partners = world_barred.JOINT.get(lead, ())
        here.applications[lead] = [
            board.application(here.round, lead, partners=partners) for _ in range(number)
        ]
    rights.forget()
    board.declare_all(here)
    world_barred.scored(here)
    board.score_all(here)
    if state == "ready":
        board.unseal(here)
    return here


def _meetings(here: board.Here) -> Found:
    made = board.meeting(here)
    yield "meeting.in_session", made
    yield "item.some", first(AgendaItem, AgendaItem.meeting_id == made.id)
    yield (
        "decision.drafted",
        decisions.draft(here.application(PARTY), by=here.officer, meeting=made, words=board.words()),
    )
    yield "board.scored", here.application(PARTY, 2)
    yield "decision.taken", board.decide(here, made, here.application(PARTY, 3))
    yield "decision.confirmed", board.confirmed(here, made, here.application(PARTY, 4))
    yield "board.approved", here.application(PARTY, 4)
    tried = {here.application(PARTY, 2).id: Pick(Outcome.APPROVED, Money(15_000_000))}
    for name in ("open", "other"):
        yield f"scenario.{name}", scenarios.save(here.round, by=here.officer, name=name, picks=tried)
    by_mail = board.meeting(here, mode="correspondence", started=False)
    yield "others.by_mail", here.application(OTHER)
    yield (
        "decision.by_mail",
        decisions.draft(here.application(OTHER), by=here.officer, meeting=by_mail, words=board.words()),
    )
    sessions.start(by_mail, by=here.officer)
    yield "meeting.by_mail", by_mail
    yield "meeting.planned", board.meeting(here, started=False)
    yield from documents(here, made)
    ended = board.meeting(here)
    sessions.end(ended, by=here.officer)
    yield "meeting.ended", ended
    quiet = board.meeting(here)
    sessions.end(quiet, by=here.officer)
    yield "meeting.unreported", quiet
    yield "minutes.drafted", minutes.draft(ended, by=here.officer)
    yield from running_meetings(here, made)
    yield from world_barred.decided(here)


def _awards() -> Found:
    for state in AwardState:
        yield f"award.{state}", (award := awards.award_in(state))
        _written_over(award) if state == "accepted" else None
    yield "award.conditions", (with_conditions := awards.accepted(conditions="A decree is adopted."))
    yield "condition.open", with_conditions.conditions[0]
    yield "award.ready", awards.ready()
    asked = awards.accepted()
    calls.put(asked, plan_submitted_at=clock.now())
    yield "award.plan_submitted", asked
    done = awards.active()
    awards.meet_dues(done)
    yield "award.done", done
    yield "instalment.first", done.instalments[0]
    yield "instalment.second", awards.active().instalments[1]
    for state in InstalmentState:
        yield f"instalment.{state}", awards.instalment_in(state)
    yield "refund.some", (came := anything.refunded())
    yield "award.refunded", find(Award, came.award_id)
    yield from file_of_payments()
    yield "person.asking", (head := people.person(R.HEAD))
    awarding.terminate(awards.active(), by=people.actor_of(head), reason="No work was done.")
    yield from events_of_awards()
    yield "proposal.open", first(Proposal, Proposal.asked_by == head.id)
    yield "other_award.active", awards.active(party=OTHER)
    who = awards.team(PARTNER)
    who.focal = money.acting(R.FOCAL_POINT, party=OTHER)
    yield "other_instalment.requested", awards.instalment_in("requested", who, awards.active(party=OTHER))


def _written_over(award: Award) -> None:
    """A row in the plan of an award that was another one before."""
    row = {
        "id": "",
        "text": "Elections in May",
        "likelihood": "1",
        "impact": "2",
        "mitigation": "",
        "owner": "",
    }
    awarding.save_plan(award, "risks", [row], by=reports.manager(PARTY))
    (kept,) = plans.content(plans.whole(award.plan_id), "risks")
    awarding.save_plan(award, "risks", [{**kept, "text": "A flood"}], by=reports.manager(PARTY))


def _reports() -> Found:
    for state in ReportState:
        made = reports.in_state(state)
        yield f"report.{state}", made
        yield f"running.{state}", made.award
    yield "due.open", reports.due(made.award, "progress")
    filled = reports.opened("statement")
    reports.attach(filled, "assurance_file", by=reports.manager(PARTY))
    yield "report.statement", filled
    yield "report_file.some", first(ReportFile)
    for kind in ("progress", "inventory", "final"):
        yield f"report.{kind}", (made := reports.opened(kind))
        if kind == "progress":  # an earlier text
            for text in ("The decree is drafted.", "Nothing yet."):
                reporting.save_section(made, "overview", {"overview": text}, by=reports.manager(PARTY))
    yield from report_books.offline(reports.opened(), reports.manager(PARTY))
    yield "report.handed_in", reports.submitted("progress")
    yield "other_report.draft", reports.opened(of=reports.award(OTHER))


def _changes() -> Found:
    for state in ChangeState:
        yield f"change.{state}", changes.in_state(state)
    for kind in ("budget", "framework"):
        yield f"rewritten.{kind}", changes.rewritten(made := reports.award(), kind)
        yield f"changing.{kind}", made
    yield "equipment.listed", reports.accepted("inventory").award
    yield "other_change.proposed", changes.proposed(award=reports.award(OTHER))


def _money() -> Found:
    for state in ContributionState:
        yield f"contribution.{state}", money.contribution_in(state)
    mail = first(Mail)
    outbox.claim(mail)
    outbox.fail(mail, "SMTPRecipientsRefused: 550 No such mailbox")
    yield "mail.failed", mail
    day = clock.today()
    yield "posting.some", fund.book(Event.COST_PAID, by=money.finance(), minor=1_000, day=day, memo="Hall")


# The awards' round of long ago comes first: it has a number of its own.
PARTS = (
    _people, _awards, applying_parties, _screening, appraisal, _board, _reports, _changes, _money, forms,
)  # fmt: skip
