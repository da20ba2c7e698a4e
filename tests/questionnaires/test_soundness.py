"""Everything that keeps a version of a form from being announced: one table of what can be wrong with it."""

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from sipgrants.questionnaires import editing
from sipgrants.questionnaires.content import Content
from sipgrants.questionnaires.soundness import problems, shared_sections

DATA = Path(__file__).parents[2] / "sipgrants" / "data" / "forms"


def shipped(form: str) -> Content:
    held = json.loads((DATA / f"form_{form.lower()}_v1.json").read_text(encoding="utf-8"))
    return {"checks": [], **held}


def told(form: str, held: Content) -> list[tuple[str, str]]:
    return [(one.field, str(one.message)) for one in problems(form, held)]


def changed(form: str, path: str, **values: Any) -> Content:
    """The shipped form with one part of it changed; None takes a setting away."""
    held = deepcopy(shipped(form))
    part = editing.find(held, path) if path else held
    part.update(values)
    for name in [name for name, value in values.items() if value is None]:
        del part[name]
    return held


def twice(form: str, path: str) -> Content:
    """The shipped form with a part of it a second time, as the last of its kind."""
    held = deepcopy(shipped(form))
    siblings = held["sections"] if "." not in path else held["sections"][-1]["questions"]
    siblings.append(deepcopy(editing.find(held, path)))
    return held


@pytest.mark.parametrize("form", ["A", "B", "C"])
def test_nothing_is_wrong_with_the_forms_that_ship(form: str) -> None:
    assert problems(form, shipped(form)) == []


NO = {"label": {"en": "No"}, "value": "no"}
COLUMN = {"key": "x", "kind": "file", "label": {"en": "X"}, "required": True}
TABLE = "background.problem"


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        (changed("A", "", title={"fr": "Formulaire"}), ("texts", "Give the form a title in English.")),
        (changed("A", "", sections=[]), ("texts", "The form has no section yet.")),
        (changed("A", "gender", title={}), ("gender", "Give the section a title in English.")),
        (changed("B", "other_funding", questions=[]), ("other_funding", "This section asks nothing yet.")),
        (twice("A", "gender"), ("gender", "Two sections have the key “gender”.")),
        (
            changed("A", "gender", key="language"),
            ("language", "The key “language” is used by the system itself."),
        ),
        (twice("A", "summary.title"), ("summary.title", "Two questions have the key “title”.")),
        (
            changed("A", "summary.title", label={"fr": "Titre"}),
            ("summary.title", "Write the question in English."),
        ),
        (
            changed("A", "background.asgm", options=[NO]),
            ("background.asgm", "Offer at least two answers to choose from."),
        ),
        (
            changed("A", "background.asgm", options=[NO, NO, {**NO, "value": "yes"}]),
            ("background.asgm", "Two answers to choose from have the same value."),
        ),
        (
            changed("A", "background.mia_state", options=[NO, {"value": "x", "label": {}}]),
            ("background.mia_state", "Write every answer to choose from in English."),
        ),
        (
            changed("A", "background.articles", min=16),
            ("background.articles", "More answers are asked for than there are to choose from."),
        ),
        (changed("A", "summary.contacts", min=7), ("summary.contacts", "The least is more than the most.")),
        (changed("A", TABLE, kind="table"), (TABLE, "A table needs at least one column.")),
        (
            changed("A", TABLE, kind="table", columns=[COLUMN]),
            (TABLE, "Column “X”: a table cannot ask for this kind."),
        ),
        (
            changed("A", TABLE, kind="table", columns=[{**COLUMN, "kind": "choice"}]),
            (TABLE, "Column “X”: Offer at least two answers to choose from."),
        ),
        (changed("A", TABLE, kind="riddle"), (TABLE, "This kind of question is not known: riddle.")),
        (changed("A", TABLE, kind="spending"), (TABLE, "This kind of question is not known: spending.")),
        (
            editing.move(shipped("A"), path="background.nap_link", by=-1),
            (
                "background.nap_link",
                "It is shown only after an answer to a question that comes later: move it down.",
            ),
        ),
        (
            editing.remove(shipped("A"), path="background.asgm"),
            (
                "background.nap_link",
                "It is shown only after an answer to a question that is not there any more.",
            ),
        ),
        (
            changed("A", "background.nap_link", show_when={"question": "asgm", "is": "perhaps"}),
            ("background.nap_link", "It is shown only after an answer that cannot be chosen."),
        ),
        (
            editing.remove(shipped("A"), path="summary.amount"),
            ("texts", "A question with the key “amount” of the kind “Amount of money” is needed."),
        ),
        (
            changed("A", "summary.months", required=False),
            ("texts", "The question with the key “months” is always asked and required."),
        ),
        (editing.remove(shipped("B"), path="budget.budget"), ("texts", "The form has to ask for: Budget.")),
        (changed("A", TABLE, kind="risks"), ("texts", "The form asks twice for: Risks.")),
        (
            changed("C", "signature", key="signed"),
            ("texts", "The section with the key “signature” is needed: the focal point signs there."),
        ),
        (
            editing.remove(shipped("C"), path="signature.signed_letter"),
            ("texts", "A file with the key “signed_letter” is needed: the letter signed on paper."),
        ),
    ],
)
def test_what_is_wrong_is_told_with_its_place(held: Content, expected: tuple[str, str]) -> None:
    form = next(kind for kind in "ABC" if held.get("kind") == kind)
    assert expected in told(form, held)


def test_everything_that_is_wrong_is_told_at_once() -> None:
    held = changed("A", "", title={})
    for path in ("summary.title", "summary.amount", "project.framework"):
        held = editing.remove(held, path=path)
    assert len(told("A", held)) == 4


def test_a_check_that_names_no_amount_is_told_at_the_check() -> None:
    check = {"rule": "at_most", "left": "amount", "right": ["title"], "message": {"en": "Too much."}}
    held = editing.put_check(shipped("A"), key="", check=check)
    assert told("A", held) == [
        ("checks.check_1", "“title” is no question of this form whose answer can be compared.")
    ]


def test_two_forms_of_a_round_share_no_section() -> None:
    forms = {"A": shipped("A"), "B": changed("B", "budget", key="risks"), "C": shipped("C")}
    assert [str(one) for one in shared_sections(forms)] == [
        "Two forms of the round have a section with the key “risks”."
    ]
