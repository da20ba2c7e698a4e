"""Score sheets as a workbook: what goes out comes back the same, and what comes back changes nothing by itself."""

import io
from typing import Any
from uuid import uuid4

import pytest
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as given_by
from openpyxl import load_workbook
from sqlalchemy.orm import Session

from sipgrants.applications.models import Application
from sipgrants.board import commands as boards
from sipgrants.board.declared import Answer
from sipgrants.core.errors import Invalid, NotFound, Stale
from sipgrants.lifecycle.actor import Actor
from sipgrants.parties.models import Party
from sipgrants.questionnaires.workbook_opening import open_workbook
from sipgrants.questionnaires.workbook_reading import fit
from sipgrants.questionnaires.workbook_writing import write
from sipgrants.rounds.models import Criterion, Round
from sipgrants.scoring import commands, queries, workbook_queries
from sipgrants.scoring.filled import CHOICES, CONFIDENCE, paths
from sipgrants.scoring.workbook_queries import ToScore
from tests.builders import board, calls, scores, workbooks
from tests.builders.pages import fields_of, token
from tests.builders.scores import present, put
from tests.builders.workbooks import saved_again

KEYS = ("relevance", "risk")
blocks = given_by.fixed_dictionaries(
    {
        path: given_by.sampled_from(["", *CHOICES])
        if path.startswith("scores.")
        else given_by.sampled_from(["", *CONFIDENCE])
        if path == "confidence"
        else workbooks.texts
        for path in paths(KEYS)
    }
)


def a_round() -> Round:
    steps = {"0": {"en": "=Nothing", "ar": "لا شيء"}, "5": {"en": "Everything"}}
    criteria = [
        Criterion(key=key, weight=50, label={"en": key, "ar": "الزئبق"}, steps=steps, position=number)
        for number, key in enumerate(KEYS)
    ]
    return Round(id=uuid4(), number=6, criteria=criteria)


@settings(max_examples=8, deadline=None, database=None, derandomize=True)
@given(said=given_by.lists(blocks, min_size=1, max_size=2), language=given_by.sampled_from(["en", "ar"]))
def test_whatever_is_on_the_sheets_comes_back_the_same(said: list[dict[str, str]], language: str) -> None:
    rows = [
        ToScore(
            Application(
                id=uuid4(),
                reference=f"SIP-6-ZM-0{number}",
                title="=1+1 汞",
                party=Party(id="ZM", names={"en": "Zambia"}),
            ),
            None,
            one,
            None,
        )
        for number, one in enumerate(said)
    ]
    book = workbook_queries.book(a_round(), Actor(uuid4()), rows, language, str)
    data = write(book)
    seen = load_workbook(io.BytesIO(data)).worksheets
    found = fit(open_workbook(data), book)
    assert found.misfits == ()
    assert found.values == {row.path(path): text for row in rows for path, text in row.present.items()}
    assert {bool(one.sheet_view.rightToLeft) for one in seen[: len(rows) + 1]} == {language == "ar"}
    assert all(one.protection.sheet for one in seen[: len(rows) + 1])


def fill_in(workbook: Any, here: board.Here) -> None:
    """Right and wrong on an open sheet, and something on one that is handed in."""
    zambia = here.application("ZM")
    assert here.application("NO").reference not in workbook.sheetnames
    for key, value in (("risk", 3), ("gender", "abstain"), ("feasibility", 7)):
        put(workbook, zambia, f"scores.{key}", value)
    put(workbook, zambia, "comments.risk", "=الزئبق 汞")
    put(workbook, here.application("PE"), "scores.risk", 0)


def test_a_workbook_shows_what_it_would_change_and_what_did_not_fit_and_hands_nothing_in(db: Session) -> None:
    here = board.before_board({"ZM": 1, "PE": 1, "NO": 1}, countries=("EE", "GH", "NO"))
    board.declare_all(here)
    member, zambia, peru = here.member("NO"), here.application("ZM"), here.application("PE")
    board.score(here, "NO", peru, 4)
    commands.save(zambia, by=member, typed={"scores.value": "2"})

    waiting = scores.sent_back(
        here.round, member, saved_again(scores.download(here.round, member), lambda book: fill_in(book, here))
    )
    commands.save(zambia, by=member, typed={"comments.gender": "Typed meanwhile"})
    found = scores.preview(here.round, member, waiting)
    assert {(one.label, one.before, one.after) for one in found.changes} == {
        ("Risk and monitoring", (), ("3",)),
        ("Comment: Risk and monitoring", (), ("=الزئبق 汞",)),
        ("Gender and vulnerable groups", (), ("Abstain",)),
    }
    assert sorted(str(one.reason) for one in found.misfits) == [
        "Choose one of the answers offered.",
        "For reading only: what is handed in is never taken from a workbook.",
    ]
    assert present(zambia, member)["scores.risk"] == ""
    assert len(scores.take_over(here.round, member, waiting)) == 3
    there = present(zambia, member)
    assert (there["scores.risk"], there["scores.gender"], there["comments.risk"]) == (
        "3",
        "abstain",
        "=الزئبق 汞",
    )
    assert (there["scores.value"], there["scores.feasibility"], there["comments.gender"]) == (
        "2",
        "",
        "Typed meanwhile",
    )
    assert queries.sheet_of(zambia.id, member.person_id).state == "draft"
    assert present(peru, member)["scores.risk"] == "4"
    assert scores.take_over(here.round, member, waiting) == []


def test_what_was_typed_here_meanwhile_stays_unless_mine_is_ticked(db: Session) -> None:
    here = board.before_board({"ZM": 1}, countries=("EE", "GH", "NO"))
    board.declare_all(here)
    member, one = here.member("NO"), here.application("ZM")
    data = saved_again(scores.download(here.round, member), lambda book: put(book, one, "notes", "Offline"))
    waiting = scores.sent_back(here.round, member, data)
    commands.save(one, by=member, typed={"notes": "Online"})
    found = scores.preview(here.round, member, waiting)
    (clash,) = found.clashes
    assert (found.changes, clash.differing.before, clash.differing.after) == ([], ("Online",), ("Offline",))
    assert scores.take_over(here.round, member, waiting) == []
    assert present(one, member)["notes"] == "Online"
    with pytest.raises(Stale):
        commands.take_over(here.round, by=member, waiting=waiting, say=str, marks="x")
    scores.take_over(here.round, member, waiting, mine=(clash.differing.path,))
    assert present(one, member)["notes"] == "Offline"


def test_a_workbook_of_another_member_or_round_is_refused_with_a_sentence(db: Session) -> None:
    here = board.before_board({"ZM": 1}, countries=("EE", "GH", "NO"))
    board.declare_all(here)
    other = board.Here(calls.round_in("with_board"), here.officer, here.members)
    data = scores.download(here.round, here.member("NO"))
    told = []
    for round_, country in ((here.round, "EE"), (other.round, "NO")):
        with pytest.raises(Invalid) as refused:
            scores.sent_back(round_, here.member(country), data)
        told += [str(one.message) for one in refused.value.problems]
    assert told == [
        "This is the workbook of another member: nothing of it was taken.",
        "This is a workbook of another round: nothing of it was taken.",
    ]
    waiting = scores.sent_back(here.round, here.member("NO"), data)
    with pytest.raises(NotFound):
        scores.waiting_files.waiting(here.round, here.member("EE"), waiting.sha256)


def test_of_a_sheet_from_before_a_bar_nothing_is_taken(db: Session) -> None:
    here = board.before_board({"ZM": 1, "PE": 1}, countries=("EE", "GH", "NO"))
    board.declare_all(here)
    one = here.application("ZM")
    data = saved_again(
        scores.download(here.round, here.member("NO")), lambda book: put(book, one, "scores.risk", 5)
    )
    boards.declare(here.round.id, by=here.member("NO"), answers={one.id: Answer(True, "A cousin.")})
    member = here.member("NO")
    found = scores.preview(here.round, member, scores.sent_back(here.round, member, data))
    assert (found.changes, [each.label for each in found.misfits]) == ([], [one.reference])


def test_a_workbook_goes_and_comes_back_on_its_page(client: FlaskClient, db: Session) -> None:
    here = board.before_board({"ZM": 1}, countries=("EE", "GH", "NO"))
    board.declare_all(here)
    member, one = here.member("NO"), here.application("ZM")
    scores.enter(client, member)
    where = f"/scoring/rounds/{here.round.id}"
    data = client.get(f"{where}/score-sheets.xlsx").data
    changed = saved_again(data, lambda book: put(book, one, "scores.risk", 2))
    page = client.get(f"{where}/offline").text
    sent = {"csrf_token": token(page), "file": scores.upload(changed)}
    answer = client.post(f"{where}/score-sheets", data=sent, content_type="multipart/form-data")
    shown = client.get(answer.location).text
    assert ("Risk and monitoring" in shown, present(one, member)["scores.risk"]) == (True, "")
    fields = fields_of(shown)
    assert client.post(answer.location, data=fields).status_code == 303
    assert present(one, member)["scores.risk"] == "2"
