"""`flask demo` loads a demonstration that shows every stage, by the commands of the rooms, into a new database only.

One load for all tests here, on SQLite: it takes its time, and what the commands do on PostgreSQL is tested room by room.
Nothing here changes what was loaded.
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from sipgrants.accounts import queries as accounts
from sipgrants.accounts.models import Person
from sipgrants.accounts.passwords import Hasher
from sipgrants.applications.models import Application, Partner
from sipgrants.awards.models import Award, Instalment
from sipgrants.board.models import Declaration, Seat
from sipgrants.changes.models import Change
from sipgrants.cli.demo import PASSWORD, PEOPLE
from sipgrants.core import clock
from sipgrants.core.audit import AuditEntry
from sipgrants.core.outbox import Job
from sipgrants.desk import queries as desk
from sipgrants.disbursements.models import Payment, Refund
from sipgrants.documents.models import IssuedDocument
from sipgrants.lifecycle.countersign import Proposal
from sipgrants.lifecycle.states import InstalmentState, ReportState
from sipgrants.meetings.models import Decision
from sipgrants.parties.models import Party
from sipgrants.reports.models import Report
from sipgrants.rounds.models import Round
from sipgrants.scoring.models import Score, Seal, Sheet
from sipgrants.screening.models import Refusal
from tests.cli.installations import new_app

FIFTH, SIXTH, EARLIER = 5, 6, 0
SCORES = {None: 3, 1: 42, 2: 369, 3: 771, 4: 571, 5: 211}  # how often each was given; None: abstained


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Flask, Result]]:
    """The demonstration, and what `flask demo` said."""
    app = new_app(tmp_path_factory.mktemp("demonstration"), demo=True)
    yield app, app.test_cli_runner().invoke(args=["demo"])
    app.extensions["runtime"].database.engine.dispose()


@pytest.fixture
def demo(loaded: tuple[Flask, Result]) -> Iterator[Session]:
    with loaded[0].extensions["runtime"].scope() as opened:
        yield opened


def run(app: Flask, *words: str) -> Result:
    return app.test_cli_runner().invoke(args=words)


def states_of_round(demo: Session, number: int) -> dict[str, int]:
    query = select(Application.state, func.count()).join(Round).where(Round.number == number)
    return dict(demo.execute(query.group_by(Application.state)).all())  # type: ignore[arg-type]


def award_of(demo: Session, party: str) -> Award:
    return demo.scalars(select(Award).where(Award.party_id == party)).one()


# --- who is there, and where it may be loaded ---


def test_it_prints_who_is_there_and_the_one_password(loaded: tuple[Flask, Result]) -> None:
    said = loaded[1].output
    assert (loaded[1].exit_code, f"Everybody's password: {PASSWORD}" in said) == (0, True)
    assert [address for address, _ in PEOPLE if address not in said] == []
    assert {address for address, _ in PEOPLE} >= {
        "focal.point@zm.example", "drafter@zm.example", "manager@zm.example", "board@ee.example",
        "officer@secretariat.example", "officer2@secretariat.example", "finance@secretariat.example",
        "approver@secretariat.example", "head@secretariat.example", "admin@secretariat.example",
        "expert@who.example", "auditor@un.example",
    }  # fmt: skip


def test_everybody_who_is_named_signs_in_with_it(demo: Session) -> None:
    hasher = Hasher(8, 1)
    kept = dict(demo.execute(select(Person.email, Person.password_hash)).all())  # type: ignore[arg-type]
    assert [address for address, _ in PEOPLE if not hasher.verify(kept[address], PASSWORD)] == []


def test_for_everybody_who_is_named_something_waits(loaded: tuple[Flask, Result], demo: Session) -> None:
    kept = dict(demo.execute(select(Person.email, Person.id)).all())  # type: ignore[arg-type]
    with loaded[0].app_context():
        idle = [one for one, _ in PEOPLE if not desk.waiting_for(accounts.actor_of(kept[one]))]
    assert idle == ["auditor@un.example"]  # who reads everything and changes nothing


def test_actors_are_offices_and_never_persons(demo: Session) -> None:
    offices = ("Focal point of ", "Drafter of ", "Project manager of ", "Board member for ")
    others = [one for one in demo.scalars(select(Person.name)) if not one.startswith(offices)]
    assert sorted(others) == [
        "Administrator", "Approving officer", "Auditor", "Expert of the World Health Organization",
        "Finance officer", "Head of the Secretariat", "Programme officer", "Second auditor",
        "Second finance officer", "Second programme officer",
    ]  # fmt: skip
    addresses = demo.scalars(select(Person.email)).all()
    assert [one for one in addresses if not one.endswith(".example")] == []


def test_a_database_that_holds_anything_is_refused(loaded: tuple[Flask, Result]) -> None:
    again = run(loaded[0], "demo")
    assert (again.exit_code, again.output) == (
        1,
        "Error: This database holds something already: the demonstration loads into a new one only.\n",
    )


def test_an_installation_for_real_use_is_refused(tmp_path: Path) -> None:
    app = new_app(tmp_path, demo=True)
    run(app, "init", "--admin", "somebody@secretariat.example.org")
    assert (run(app, "demo").exit_code, "holds something already" in run(app, "demo").output) == (1, True)
    with app.extensions["runtime"].scope() as opened:
        assert opened.scalars(select(Person.email)).all() == ["somebody@secretariat.example.org"]
    app.extensions["runtime"].database.engine.dispose()


def test_it_loads_only_where_the_setting_asks_for_it(tmp_path: Path) -> None:
    said = run(new_app(tmp_path), "demo")
    assert (said.exit_code, said.output) == (
        1,
        "Error: The demonstration loads with SIPGRANTS_DEMO=1 only.\n",
    )


# --- the rounds ---


def test_four_past_rounds_stand_beside_three_of_the_demonstration(demo: Session) -> None:
    rounds = select(Round.number, Round.state, Round.is_demonstration).order_by(Round.number)
    past = [(number, "completed", False) for number in (1, 2, 3, 4)]
    shown = [(FIFTH, "with_board", True), (SIXTH, "announced", True)]
    assert demo.execute(rounds).all() == [(EARLIER, "decided", True), *past, *shown]


def test_of_36_applications_29_are_before_the_board_and_seven_were_refused(demo: Session) -> None:
    assert states_of_round(demo, FIFTH) == {"with_board": 29, "ineligible": 7}


def test_the_regions_of_round_5_have_the_shape_of_round_4(demo: Session) -> None:
    before_board = Application.state == "with_board"
    query = select(Party.region, func.count()).join(Application, Application.party_id == Party.id)
    assert dict(demo.execute(query.where(before_board).group_by(Party.region)).all()) == {  # type: ignore[arg-type]
        "Africa": 14,
        "Asia and the Pacific": 7,
        "Central and Eastern Europe": 3,
        "Latin America and the Caribbean": 5,
    }


def test_one_application_before_the_board_is_joint(demo: Session) -> None:
    query = select(Application.reference, Partner.party_id).join(Partner).order_by(Partner.party_id)
    joint = query.where(Application.state == "with_board", Partner.state == "confirmed")
    assert demo.execute(joint).all() == [("SIP-5-ML-01", "GN"), ("SIP-5-ML-01", "SN")]


def test_every_refusal_was_confirmed_by_a_second_officer(demo: Session) -> None:
    refusals = demo.scalars(select(Refusal)).all()
    assert (len(refusals), [one for one in refusals if one.decided_by == one.seconded_by]) == (7, [])
    assert [one for one in refusals if one.letter_id is None] == []


def test_drafts_of_round_6_stand_in_every_condition(demo: Session) -> None:
    assert states_of_round(demo, SIXTH) == {"draft": 8, "submitted": 2, "withdrawn": 1}
    partners = select(Partner.state).join(Application).join(Round).where(Round.number == SIXTH)
    assert set(demo.scalars(partners)) == {"invited", "confirmed", "refused"}


# --- the Board ---


def test_ten_members_declared_and_handed_in_all_that_no_bar_takes_from_them(demo: Session) -> None:
    seats = demo.scalars(select(Seat)).unique().all()
    applications = demo.scalars(select(Application).where(Application.state == "with_board")).unique().all()
    declared = demo.scalars(select(Declaration).where(Declaration.state == "interest")).all()
    interested = {(one.person_id, one.application_id) for one in declared}
    expected = {
        (seat.person_id, one.id)
        for seat in seats
        for one in applications
        if seat.country_id not in one.party_ids and (seat.person_id, one.id) not in interested
    }
    sheets = demo.scalars(select(Sheet)).all()
    assert (len(seats), len(interested)) == (10, 3)
    assert {(one.person_id, one.application_id) for one in sheets} == expected
    assert {one.state for one in sheets} == {"handed_in"}


def test_a_member_is_barred_from_the_own_country(demo: Session) -> None:
    own = select(Seat.country_id).join(Application, Application.party_id == Seat.country_id)
    assert demo.scalars(own.where(Application.state == "with_board")).all() != []
    scored = select(Sheet).join(Application).join(Seat, Seat.id == Sheet.seat_id)
    assert demo.scalars(scored.where(Seat.country_id == Application.party_id)).unique().all() == []


def test_the_seal_of_round_5_is_not_open(demo: Session) -> None:
    opened = select(Seal.id).join(Round, Round.id == Seal.round_id).where(Round.number == FIFTH)
    assert demo.scalars(opened.where(Seal.opened_at.is_not(None))).all() == []


def test_the_scores_are_the_same_on_every_machine(demo: Session) -> None:
    points = dict(demo.execute(select(Score.value, func.count()).group_by(Score.value)).all())  # type: ignore[arg-type]
    assert points == SCORES


# --- the awards of the earlier round ---


def test_ten_awards_stand_at_every_point_of_their_lives(demo: Session) -> None:
    assert Counter(demo.scalars(select(Award.state))) == {
        "offered": 1, "accepted": 1, "active": 3, "suspended": 1, "completed": 1, "closed": 1,
        "declined": 1, "terminated": 1,
    }  # fmt: skip
    assert states_of_round(demo, EARLIER) == {"approved": 10}
    assert Counter(demo.scalars(select(Decision.state))) == {"confirmed": 10, "superseded": 3}


def test_instalments_stand_in_every_state_and_add_up_to_the_award(demo: Session) -> None:
    assert set(demo.scalars(select(Instalment.state))) == set(InstalmentState)
    for award in demo.scalars(select(Award).where(Award.state.in_(("active", "suspended")))).unique():
        standing = [one.minor for one in award.instalments if one.state != "cancelled"]
        assert sum(standing) == award.amount_minor


def test_one_payment_bounced_and_one_request_was_sent_back(demo: Session) -> None:
    third, _, fifth = award_of(demo, "KE").instalments[2:]
    bounced = demo.scalars(select(Payment.instalment_id).where(Payment.bounced_on.is_not(None))).all()
    sent_back = select(AuditEntry.subject_id).where(AuditEntry.action == "instalment.send_back")
    assert (bounced, third.state) == ([third.id], "approved")
    assert (demo.scalars(sent_back).all(), fifth.state) == ([str(fifth.id)], "planned")


def test_a_payment_went_through_the_hands_of_three_people(demo: Session) -> None:
    paid = demo.scalars(select(Instalment).where(Instalment.state.in_(("paid", "acknowledged")))).all()
    assert len(paid) == 10
    assert [one for one in paid if len({one.requested_by, one.certified_by, one.approved_by}) != 3] == []


def test_reports_stand_in_every_state_and_one_is_late(demo: Session) -> None:
    assert set(demo.scalars(select(Report.state))) == set(ReportState)
    late = select(Report.kind).join(Award).where(Award.party_id == "GY", Report.due_on < clock.today())
    assert {"final", "statement"} <= set(demo.scalars(late.where(Report.state == "draft")))


def test_a_change_waits_for_an_answer(demo: Session) -> None:
    changes = demo.scalars(select(Change)).all()
    assert [(one.kind, one.state, one.party_id) for one in changes] == [("extension", "proposed", "ZM")]


def test_unspent_balances_came_back(demo: Session) -> None:
    refunds = select(Award.party_id, Refund.kind, Refund.minor).join(Award, Award.id == Refund.award_id)
    balances = [("GE", 235_000), ("MG", 980_000)]
    expected = [(party, kind, minor) for party, minor in balances for kind in ("due", "received")]
    assert sorted(tuple(one) for one in demo.execute(refunds)) == expected


# --- how it came about ---


def test_the_history_is_whole_and_ends_before_today(loaded: tuple[Flask, Result], demo: Session) -> None:
    verified = run(loaded[0], "audit", "verify")
    assert (verified.exit_code, int(verified.output.split()[0])) == (
        0,
        demo.scalar(select(func.count()).select_from(AuditEntry)),
    )
    assert demo.scalars(select(AuditEntry.action).where(AuditEntry.at > clock.now())).all() == []


def test_the_fund_reconciles_and_its_cash_is_the_same_everywhere(loaded: tuple[Flask, Result]) -> None:
    verified = run(loaded[0], "fund", "verify")
    last = verified.output.splitlines()[-1]
    assert (verified.exit_code, last.partition(" transactions, ")[2]) == (0, "cash USD 5,539,599.91.")


def test_what_two_people_do_was_done_by_two(demo: Session) -> None:
    answered = demo.scalars(select(Proposal).where(Proposal.state == "confirmed")).all()
    assert len(answered) > 20
    assert [one.action for one in answered if one.asked_by == one.answered_by] == []


def test_no_pdf_is_made_while_it_loads(demo: Session) -> None:
    waiting = Counter(demo.scalars(select(Job.task).where(Job.done_at.is_(None))))
    assert waiting["document.print"] > 100
    assert demo.scalars(select(IssuedDocument).where(IssuedDocument.file_id.is_not(None))).all() == []
