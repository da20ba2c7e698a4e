"""Sheets, alone until the seal is open; bars that come and go; replaced members; the seal itself."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from sipgrants.accounts.models import Person
from sipgrants.applications.models import Partner
from sipgrants.board import commands as boards
from sipgrants.board import queries as board_queries
from sipgrants.board.declared import Answer
from sipgrants.board.models import Declaration
from sipgrants.core import clock
from sipgrants.core.audit import AuditEntry
from sipgrants.core.db import session
from sipgrants.core.errors import Conflict, Forbidden, Invalid
from sipgrants.core.outbox import Mail
from sipgrants.lifecycle import countersign, reminding, rights
from sipgrants.lifecycle.actor import RoleName
from sipgrants.scoring import commands, queries
from sipgrants.scoring.commands import Filled
from sipgrants.scoring.commands.settling import settle_all
from sipgrants.scoring.models import Sheet
from tests.builders import board, calls


def declared(leads: dict[str, int] | None = None, **settings: object) -> board.Here:
    here = board.before_board(leads, **settings)
    board.declare_all(here)
    return here


def interest(here: board.Here, country: str, party: str) -> None:
    answers = {here.application(party).id: Answer(True, "Found out today.")}
    boards.declare(here.round.id, by=here.member(country), answers=answers)


def test_a_draft_keeps_what_is_there_and_is_handed_in_whole(both: Session) -> None:
    here = declared()
    member, one = here.member("NO"), here.application("ZM")
    sheet = commands.start(one, by=member, filled=Filled({"relevance": 5, "gender": None}, notes="mine"))
    with pytest.raises(Invalid) as refused:
        commands.hand_in(sheet, by=member)
    fields = {problem.field for problem in refused.value.problems}
    assert fields == {
        f"scores.{key.key}" for key in here.round.criteria if key.key not in ("relevance", "gender")
    } | {"comments.relevance"}
    keys = {key.id: key.key for key in here.round.criteria}
    assert queries.values(sheet, keys) == {"relevance": 5, "gender": None}
    commands.edit(sheet, by=member, filled=board.filled(here, 4))
    commands.hand_in(sheet, by=member)
    assert (sheet.state, sheet.notes, len(queries.values(sheet, keys))) == ("handed_in", "", 7)
    with pytest.raises(Conflict):
        commands.edit(sheet, by=member, filled=board.filled(here, 2))


def test_a_sheet_is_its_authors_alone(db: Session) -> None:
    here = declared()
    sheet = commands.start(here.application("ZM"), by=here.member("NO"))
    for other in (here.member("EE"), here.officer, calls.somebody(RoleName.ADMINISTRATOR)):
        with pytest.raises(Forbidden):
            commands.edit(sheet, by=other, filled=board.filled(here))
        with pytest.raises(Forbidden):
            commands.hand_in(sheet, by=other)


def test_nobody_scores_undeclared_or_barred(db: Session) -> None:
    here = board.before_board({"GH": 1, "ZM": 1})
    for country, party in (("NO", "ZM"), ("GH", "GH")):
        with pytest.raises(Forbidden):
            commands.start(here.application(party), by=here.member(country))


def test_a_value_off_the_scale_is_refused(db: Session) -> None:
    here = declared()
    with pytest.raises(Invalid) as refused:
        commands.start(
            here.application("ZM"), by=here.member("NO"), filled=Filled({"relevance": 6, "luck": 3})
        )
    assert {one.field for one in refused.value.problems} == {"scores.relevance", "scores.luck"}


def test_a_bar_that_arises_later_annuls_the_sheet_and_lifting_it_gives_a_draft_back(both: Session) -> None:
    here = declared()
    sheet = board.score(here, "NO", here.application("ZM"))
    interest(here, "NO", "ZM")
    assert sheet.state == "annulled"
    found = next(one for one in boards_of(here) if one.state == "interest")
    boards.lift(found, by=here.officer, reason="Another person of that name.")
    assert sheet.state == "draft"


def boards_of(here: board.Here) -> list[Declaration]:
    return board_queries.declarations(here.round.id)


def test_after_the_opening_a_lifted_bar_restores_nothing(db: Session) -> None:
    here = board.ready({"ZM": 1})
    interest(here, "NO", "ZM")
    sheet = queries.sheet_of(here.application("ZM").id, here.members["NO"].person_id)
    found = next(one for one in boards_of(here) if one.state == "interest")
    boards.lift(found, by=here.officer, reason="Mistake.")
    assert sheet.state == "annulled"


def test_a_partner_that_comes_later_bars_by_the_clock(db: Session) -> None:
    here = declared({"ZM": 1})
    sheet = board.score(here, "KE", here.application("ZM"))
    row = Partner(application_id=here.application("ZM").id, party_id="KE")
    row.state = "invited"
    calls._keep(row)
    session().expire_all()
    settle_all()
    assert sheet.state == "annulled"


def test_a_replaced_members_sheets_stand_drafts_go_and_the_successor_scores_the_rest(db: Session) -> None:
    here = declared({"ZM": 3})
    one, two, three = here.all()
    stays = board.score(here, "KE", one)
    commands.start(two, by=here.member("KE"), filled=board.filled(here))
    board.party("SN")
    successor = session().get_one(Person, calls.somebody(name="Board member for SN").person_id)
    old, second = board.seat_of(here, "KE"), calls.approver()
    asked = boards.seat(
        successor,
        by=here.officer,
        term_id=old.term_id,
        country_id="SN",
        from_day=clock.today(),
        replaces_id=old.id,
    )
    countersign.confirm(asked, by=second)
    assert session().scalars(select(Sheet)).unique().all() == [stays]
    here.members["SN"] = here.members.pop("KE")
    here.members["SN"] = rights.known("actor_of", successor.id)
    board.declare_all(here)
    expected = {key for key, person in queries.picture(here.round).expected if person == successor.id}
    assert expected == {two.id, three.id}
    with pytest.raises(Conflict):
        commands.start(one, by=here.member("SN"))


def test_the_seal_needs_all_sheets_or_the_day(both: Session) -> None:
    here = declared({"ZM": 1}, countries=("EE", "NO", "CH"))
    board.score_all(here, without=["CH"])
    with pytest.raises(Conflict) as refused:
        commands.open_seal(here.round, by=here.member("EE"))
    assert str(refused.value).startswith("1 score sheet is not in yet")
    calls.put(here.round, scores_due_at=clock.now() - timedelta(hours=1))
    assert [commands.open_seal(here.round, by=here.member(one)) for one in ("EE", "NO")] == [False, True]
    seal = queries.seal_of(here.round.id)
    assert [one["person"] for one in seal.missing] == [str(here.members["CH"].person_id)]
    with pytest.raises(Conflict):
        commands.start(here.application("ZM"), by=here.member("CH"))


def test_the_seal_is_opened_once_and_everybody_is_told(db: Session) -> None:
    here = board.ready({"ZM": 1})
    with pytest.raises(Conflict):
        commands.open_seal(here.round, by=here.member("EE"))
    kinds = [one.kind for one in session().scalars(select(Mail))]
    assert kinds.count("seal_opened") == 10
    actions = session().scalars(select(AuditEntry.action)).all()
    assert (actions.count("seal.consent"), actions.count("seal.open")) == (2, 1)


@pytest.mark.parametrize("role", [one for one in RoleName if one is not RoleName.CO_CHAIR])
def test_nobody_but_a_co_chair_opens_the_seal(db: Session, role: RoleName) -> None:
    here = declared({"ZM": 1}, countries=("EE", "NO"))
    board.score_all(here)
    other = calls.somebody(role, of="KE" if role in ("board_member", "focal_point") else None)
    with pytest.raises(Forbidden):
        commands.open_seal(here.round, by=other)


def test_one_co_chair_is_enough_where_the_other_is_barred(db: Session) -> None:
    """Ghana's member was a Co-Chair in round 2, and Ghana won a grant."""
    here = declared({"GH": 1, "ZM": 1}, countries=("GH", "EE", "NO"))
    board.score_all(here)
    with pytest.raises(Forbidden):
        commands.open_seal(here.round, by=here.member("GH"))
    assert commands.open_seal(here.round, by=here.member("EE")) is True
    assert queries.seal_of(here.round.id).note == "One Co-Chair alone: the other is barred or absent."


def test_where_both_co_chairs_are_barred_from_something_both_are_asked(db: Session) -> None:
    here = declared({"GH": 1, "AR": 1}, countries=("GH", "AR", "NO"))
    board.score_all(here)
    assert [commands.open_seal(here.round, by=here.member(one)) for one in ("GH", "AR")] == [False, True]


def test_one_co_chair_is_enough_where_the_other_is_absent_and_it_is_noted(db: Session) -> None:
    here = declared({"ZM": 1}, countries=("EE", "NO"))
    board.score_all(here)
    assert commands.open_seal(here.round, by=here.member("EE"), absent="On leave until March.") is True
    assert queries.seal_of(here.round.id).absent == "On leave until March."


@pytest.mark.parametrize(
    ("mode", "has_own", "number"),
    [
        ("sealed", False, 0),
        ("sealed", True, 1),
        ("after_own", False, 0),
        ("after_own", True, 2),
        ("open", False, 1),
    ],
)
def test_before_the_seal_each_mode_shows_members_what_it_says_and_nobody_else_anything(
    db: Session, mode: str, has_own: bool, number: int
) -> None:
    here = declared({"ZM": 1, "NO": 1}, scoring_mode=mode)
    one = here.application("ZM")
    for party in ("ZM", "NO"):
        board.score(here, "EE", here.application(party))
    if has_own:
        board.score(here, "NO", one)
    member = here.member("NO")
    picture = queries.picture(here.round, member)
    readable = [queries.readable_by(member, picture, here.application(party)) for party in ("ZM", "NO")]
    assert [len(sheets) for sheets in readable] == [number, 0]  # Norway's member is barred from the second
    for role in (RoleName.PROGRAMME_OFFICER, RoleName.ADMINISTRATOR, RoleName.AUDITOR, RoleName.HEAD):
        other = calls.somebody(role)
        assert queries.readable_by(other, queries.picture(here.round, other), one) == []
        assert rights.can(other, "ranking.read", here.round) is False


def test_after_the_opening_whoever_is_not_barred_reads_the_sheets_of_an_application(db: Session) -> None:
    here = declared({"ZM": 1, "NO": 1})
    given = {(party, board.score(here, "EE", here.application(party)).id) for party in ("ZM", "NO")}
    calls.put(here.round, scores_due_at=clock.now() - timedelta(hours=1))
    board.unseal(here)
    for reader, parties in (
        (here.officer, {"ZM", "NO"}),
        (here.member("KE"), {"ZM", "NO"}),
        (here.member("NO"), {"ZM"}),
    ):
        picture = queries.picture(here.round, reader)
        read = {
            (party, sheet.id)
            for party in ("ZM", "NO")
            for sheet in queries.readable_by(reader, picture, here.application(party))
        }
        assert read == {(party, sheet) for party, sheet in given if party in parties}


def test_scores_change_after_the_opening_as_new_entries_with_a_reason(db: Session) -> None:
    here = board.ready({"ZM": 1})
    member, one = here.member("NO"), here.application("ZM")
    sheet = queries.sheet_of(one.id, member.person_id)
    keys = {key.id: key.key for key in here.round.criteria}
    first = queries.values(sheet, keys)
    changed = {"relevance": 4 if first["relevance"] != 4 else 2}
    with pytest.raises(Invalid):
        commands.revise(sheet, by=member, scores=changed, reason=" ")
    with pytest.raises(Invalid):
        commands.revise(sheet, by=member, scores={"relevance": 5}, reason="No comment beside it.")
    assert commands.revise(sheet, by=member, scores={**first, **changed}, reason="The debate.") == 1
    assert queries.values(sheet, keys) == {**first, **changed}
    assert {keys[row.criterion_id]: row.value for row in sheet.scores} == first


def test_scores_handed_in_do_not_change_before_the_opening(db: Session) -> None:
    here = declared()
    sheet = board.score(here, "NO", here.application("ZM"))
    with pytest.raises(Conflict):
        commands.revise(sheet, by=here.member("NO"), scores={"relevance": 2}, reason="Second thoughts.")


def test_those_missing_are_reminded_once_a_rung(db: Session) -> None:
    here = declared({"ZM": 1}, countries=("EE", "NO"))
    board.score(here, "EE", here.application("ZM"))
    calls.put(here.round, scores_due_at=clock.now() + timedelta(days=3))
    for _ in range(2):
        reminding.climb()
    told = list(session().scalars(select(Mail.person_id).where(Mail.kind == "scores_missing")))
    assert told == [here.members["NO"].person_id]
    with clock.set_to(clock.now() + timedelta(days=1)):
        assert reminding.send(here.round, by=here.officer, name="scores") == 1
