"""A sheet saves while it is typed: block by block, two windows of one member, refused with the reason."""

from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from sipgrants.accounts.models import Person
from sipgrants.board import commands as boards
from sipgrants.board.declared import Answer
from sipgrants.core.audit import AuditEntry
from sipgrants.core.db import session
from sipgrants.core.errors import Conflict, Forbidden, Invalid
from sipgrants.lifecycle.actor import Actor
from sipgrants.questionnaires import marks
from sipgrants.scoring import commands, queries
from sipgrants.scoring.filled import Filled
from tests.builders import board, calls, scores
from tests.builders.scores import OTHER, WINDOW, present

COUNTRIES = ("EE", "GH", "NO")


def declared(leads: dict[str, int] | None = None) -> board.Here:
    here = board.before_board(leads or {"ZM": 1}, countries=COUNTRIES)
    board.declare_all(here)
    return here


def test_only_what_was_typed_is_saved_and_an_abstention_is_no_score(both: Session) -> None:
    here = declared()
    one, member = here.application("ZM"), here.member("NO")
    commands.save(one, by=member, typed={"scores.gender": "abstain", "notes": "Ask."}, page=WINDOW)
    commands.save(one, by=member, typed={"scores.risk": "0", "confidence": "low"}, page=WINDOW)
    filled = queries.filled(queries.sheet_of(one.id, member.person_id), here.round)
    assert dict(filled.scores) == {"gender": None, "risk": 0}
    assert (filled.notes, filled.confidence, filled.comment) == ("Ask.", "low", "")


def test_two_windows_of_one_member_conflict_in_one_block_and_both_texts_stay(both: Session) -> None:
    here = declared()
    one, member = here.application("ZM"), here.member("NO")
    opened = marks.write(present(one, member))  # both windows are opened now
    first = {"comments.risk": "From the first", "scores.risk": "4"}
    commands.save(one, by=member, typed=first, marks=opened, page=WINDOW)
    second = {"comments.risk": "From the second", "comments.gender": "Only here"}
    saved = commands.save(one, by=member, typed=second, marks=opened, page=OTHER)
    assert [(each.key, each.mine, each.theirs, each.is_own) for each in saved.conflicts] == [
        ("comments.risk", "From the second", "From the first", True)
    ]
    assert (saved.changed, saved.newer) == (("comments.gender",), ("scores.risk",))
    there = present(one, member)
    assert (there["comments.risk"], there["comments.gender"]) == ("From the first", "Only here")
    # An answer that was lost on the line makes no other window of the same one.
    again = commands.save(one, by=member, typed={**first, "scores.risk": "5"}, marks=opened, page=WINDOW)
    assert (again.conflicts, present(one, member)["scores.risk"]) == ((), "5")
    # "Keep mine": the page says that it has seen the other text.
    mine = marks.join({"comments.risk": marks.mark("From the first")})
    commands.save(one, by=member, typed={"comments.risk": "From the second"}, marks=mine, page=OTHER)
    assert present(one, member)["comments.risk"] == "From the second"
    kept = {(each.key, each.before) for each in queries.sheet_of(one.id, member.person_id).changes}
    assert kept >= {("comments.risk", "From the second"), ("comments.risk", "From the first")}


def test_what_is_closed_is_refused_with_the_reason_and_nothing_is_saved(both: Session) -> None:
    here = declared({"ZM": 1, "PE": 1})
    zambia, peru = here.application("ZM"), here.application("PE")
    member = here.member("NO")
    commands.save(zambia, by=member, typed={"scores.risk": "3"})
    boards.declare(here.round.id, by=member, answers={zambia.id: Answer(True, "A cousin.")})
    member = here.member("NO")
    with pytest.raises(Forbidden, match="barred"):
        commands.save(zambia, by=member, typed={"scores.risk": "4"})
    sheet = board.score(here, "NO", peru)
    with pytest.raises(Conflict, match="Handed in"):
        commands.save(peru, by=here.member("NO"), typed={"scores.risk": "4"})
    assert (sheet.state, present(peru, member)["scores.risk"]) == ("handed_in", "3")
    assert present(zambia, member)["scores.risk"] == "3"
    with pytest.raises(Forbidden):
        commands.save(peru, by=here.officer, typed={"scores.risk": "4"})


def test_a_comment_is_kept_however_long_and_complained_about_when_it_is_handed_in(db: Session) -> None:
    here = declared()
    one, member = here.application("ZM"), here.member("NO")
    commands.start(one, by=member, filled=board.filled(here))
    commands.save(one, by=member, typed={"comments.risk": "w" * 4001, "comment": "w" * 4001})
    with pytest.raises(Invalid) as refused:
        commands.hand_in(queries.sheet_of(one.id, member.person_id), by=member)
    assert {each.field for each in refused.value.problems} == {"comments.risk", "comment"}
    assert len(present(one, member)["comments.risk"]) == 4001


def test_a_script_hears_the_reason_and_a_page_shows_what_was_typed(client: FlaskClient, db: Session) -> None:
    here = declared()
    one, member = here.application("ZM"), here.member("NO")
    scores.enter(client, member)
    data = scores.typed(client, comments__risk="Typed too late")
    board.score_all(here)
    board.unseal(here)
    heard = scores.autosave(client, one, **data)
    assert heard.status_code == 409
    assert heard.json["message"] == "Score is not possible now: the state is “Handed in”."
    page = client.post(f"/scoring/applications/{one.id}", data={**data, "go": "hand_in"})
    assert (page.status_code, "Typed too late" in page.text) == (409, True)


def statements(client: FlaskClient, one: Any, data: dict[str, str]) -> int:
    seen: list[str] = []

    def note(*call: Any) -> None:
        seen.append(call[2])

    engine = client.application.extensions["runtime"].database.engine
    event.listen(engine, "before_cursor_execute", note)
    assert scores.autosave(client, one, **data).status_code == 200
    event.remove(engine, "before_cursor_execute", note)
    return len(seen)


def test_a_save_is_a_fixed_number_of_statements(client: FlaskClient, db: Session) -> None:
    here = declared()
    one = here.application("ZM")
    scores.enter(client, here.member("NO"))
    scores.autosave(client, one, **scores.typed(client, notes="Begun"))
    few = statements(client, one, scores.typed(client, scores__risk="2"))
    here.applications["ZM"] += [board.application(here.round, "ZM", partners=("SN",)) for _ in range(5)]
    board.declare_all(here)
    board.score_all(here, without=["NO"])
    everything = {f"scores__{each.key}": "4" for each in here.round.criteria}
    everything |= {f"comments__{each.key}": "Because." for each in here.round.criteria}
    assert statements(client, one, scores.typed(client, **everything)) == few


def test_the_history_says_nothing_of_what_is_typed_and_saving_adds_no_entry(db: Session) -> None:
    here = declared()
    one, member = here.application("ZM"), here.member("NO")
    for text in ("Nobody", "Nobody reads", "Nobody reads this"):
        commands.save(one, by=member, typed={"comments.risk": text, "notes": text, "scores.risk": "5"})
    mine = [each for each in db.scalars(select(AuditEntry)) if each.actor == str(member.person_id)]
    assert [each.action for each in mine if each.action.startswith("sheet.")] == ["sheet.start"]
    assert not any("Nobody" in str(vars(each)) for each in mine)


def test_how_sure_a_member_is_stands_beside_the_sheet_once_the_seal_is_open_and_counts_for_nothing(
    client: FlaskClient, db: Session
) -> None:
    here = declared()
    one = here.application("ZM")
    sure = Filled(**{**vars(board.filled(here, 4)), "confidence": "high", "notes": "Secret"})
    commands.hand_in(commands.start(one, by=here.member("NO"), filled=sure), by=here.member("NO"))
    board.score_all(here)
    before = queries.picture(here.round).standings()
    pages = [f"/scoring/applications/{one.id}", f"/scoring/applications/{one.id}/scores"]
    scores.enter(client, here.member("EE"))
    assert "How sure of these scores" not in client.get(pages[0]).text
    board.unseal(here)
    assert [client.get(each).text.count("How sure of these scores: High") for each in pages] == [1, 1]
    assert queries.picture(here.round).standings().rows == before.rows


@calls.command
def end_sessions(member: Actor) -> None:
    session().get_one(Person, member.person_id).epoch += 1


def test_a_session_that_ended_is_asked_for_in_place_and_another_member_never_sends_it(
    client: FlaskClient, db: Session
) -> None:
    here = declared()
    one, author, other = here.application("ZM"), here.member("NO"), here.member("EE")
    scores.enter(client, author)
    data = {**scores.typed(client, notes="Mine"), "whose": str(author.person_id)}
    scores.enter(client, other)
    refused = scores.autosave(client, one, **{**data, **scores.typed(client, notes="Mine")})
    assert (refused.status_code, "Somebody else opened this page" in refused.json["message"]) == (409, True)
    scores.enter(client, author)
    data |= scores.typed(client, notes="Mine")
    end_sessions(author)
    asked = scores.autosave(client, one, **data)
    assert (asked.status_code, "<dialog" in asked.json["html"]) == (401, True)
    assert queries.sheet_of(one.id, other.person_id) is None
