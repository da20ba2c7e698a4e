"""What can be done to the content of a draft form: pure, one change at a time, the rest stays as it was."""

from copy import deepcopy
from typing import Any

import pytest

from sipgrants.core.errors import Invalid, NotFound
from sipgrants.questionnaires import editing
from sipgrants.questionnaires.content import Content, questions


def asked(key: str, kind: str = "short_text", **more: Any) -> Content:
    return {"key": key, "kind": kind, "label": {"en": key.title()}, "hint": {}, "required": True, **more}


def small() -> Content:
    columns = [asked("what"), asked("part", "money")]
    return {
        "title": {"en": "Small"},
        "introduction": {},
        "checks": [],
        "sections": [
            {
                "key": "one",
                "title": {"en": "One"},
                "guidance": {},
                "questions": [asked("a"), asked("b"), asked("c")],
            },
            {
                "key": "two",
                "title": {"en": "Two"},
                "guidance": {},
                "questions": [asked("costs", "table", columns=columns)],
            },
        ],
    }


def order(held: Content) -> list[str]:
    return [f"{section['key']}.{one['key']}" for section in held["sections"] for one in section["questions"]]


@pytest.mark.parametrize(
    ("path", "by", "expected"),
    [
        ("one.b", -1, ["one.b", "one.a", "one.c", "two.costs"]),
        ("one.b", 1, ["one.a", "one.c", "one.b", "two.costs"]),
        ("one.c", 1, ["one.a", "one.b", "two.c", "two.costs"]),
        ("two.costs", -1, ["one.a", "one.b", "one.c", "one.costs"]),
        ("one.a", -1, ["one.a", "one.b", "one.c", "two.costs"]),
        ("two.costs", 1, ["one.a", "one.b", "one.c", "two.costs"]),
        ("two", -1, ["two.costs", "one.a", "one.b", "one.c"]),
        ("two", 1, ["one.a", "one.b", "one.c", "two.costs"]),
    ],
)
def test_a_part_moves_one_place_and_a_question_into_the_next_section(
    path: str, by: int, expected: list[str]
) -> None:
    assert order(editing.move(small(), path=path, by=by)) == expected


def test_a_column_moves_within_its_table() -> None:
    moved = editing.move(small(), path="two.costs.part", by=-1)
    assert [one["key"] for one in editing.find(moved, "two.costs")["columns"]] == ["part", "what"]


@pytest.mark.parametrize("path", ["one.b", "one", "two.costs.part"])
def test_what_is_removed_is_gone_and_nothing_else(path: str) -> None:
    before = small()
    after = editing.remove(before, path=path)
    with pytest.raises(NotFound):
        editing.find(after, path)
    assert before == small()
    assert len(order(before)) - len(order(after)) == {"one.b": 1, "one": 3}.get(path, 0)


@pytest.mark.parametrize("path", ["", "three", "one.z", "two.costs.z", "one.a.x", "two.costs.part.y"])
def test_a_part_that_is_not_there_is_not_found(path: str) -> None:
    for change in (editing.remove, lambda held, path: editing.move(held, path=path, by=1)):
        with pytest.raises(NotFound):
            change(small(), path=path)


@pytest.mark.parametrize(
    ("typed", "words", "key"),
    [
        ("", "Élan of the Project!", "elan_of_the_project"),
        ("", "A", "a_1"),
        ("", "水俣", "part"),
        ("", "25 words", "words"),
        ("own_key", "Anything", "own_key"),
    ],
)
def test_a_key_is_made_of_the_english_words_and_taken_only_once(typed: str, words: str, key: str) -> None:
    made = editing.add_question(small(), section="one", key=typed, kind="short_text", label={"en": words})
    assert order(made)[3] == f"one.{key}"


@pytest.mark.parametrize("key", ["a", "costs", "Two words", "9lives", "x" * 41])
def test_a_key_that_is_taken_or_no_key_is_refused(key: str) -> None:
    with pytest.raises(Invalid) as refused:
        editing.add_question(small(), section="one", key=key, kind="date", label={"en": "When"})
    assert [one.field for one in refused.value.problems] == ["key"]


def test_a_section_takes_no_name_that_the_system_uses_itself() -> None:
    with pytest.raises(Invalid):
        editing.add_section(small(), key="documents", title={"en": "Documents"}, guidance={})
    made = editing.add_section(small(), key="", title={"en": "Documents"}, guidance={})
    assert made["sections"][-1]["key"] == "documents_1"


def test_a_question_keeps_its_key_and_what_its_kind_knows() -> None:
    words = {"label": {"en": "Amount"}, "hint": {"en": "In all"}, "required": False}
    changed = editing.edit_question(
        small(), path="one.a", asked={**words, "kind": "money", "min": 100, "max_words": 5, "show_when": None}
    )
    assert editing.find(changed, "one.a") == {"key": "a", "kind": "money", **words, "min": 100}


def test_another_kind_drops_what_it_does_not_know_and_brings_what_it_begins_with() -> None:
    plain = {"label": {"en": "Costs"}, "hint": {}, "required": True}
    text = editing.edit_question(small(), path="two.costs", asked={**plain, "kind": "long_text"})
    assert "columns" not in editing.find(text, "two.costs")
    goals = editing.edit_question(small(), path="two.costs", asked={**plain, "kind": "sdgs"})
    assert len(editing.find(goals, "two.costs")["options"]) == 17


@pytest.mark.parametrize(("kind", "number"), [("articles", 15), ("sdgs", 17), ("choice", 0)])
def test_articles_and_goals_come_with_their_lists(kind: str, number: int) -> None:
    made = editing.add_question(small(), section="two", key="new", kind=kind, label={"en": "New"})
    assert len(editing.find(made, "two.new")["options"]) == number


def test_checks_are_added_changed_and_removed_by_their_key() -> None:
    check = {"rule": "at_most", "left": "a", "right": ["b"], "message": {"en": "Too much."}}
    held = editing.put_check(small(), key="", check=check)
    held = editing.put_check(held, key="", check=check)
    assert [one["key"] for one in held["checks"]] == ["check_1", "check_2"]
    changed = editing.put_check(held, key="check_1", check=check | {"rule": "equal"})
    assert [one["rule"] for one in changed["checks"]] == ["equal", "at_most"]
    assert [one["key"] for one in editing.remove_check(changed, key="check_1")["checks"]] == ["check_2"]
    with pytest.raises(NotFound):
        editing.remove_check(changed, key="check_3")
    with pytest.raises(NotFound):
        editing.put_check(changed, key="check_3", check=check)


def test_no_form_grows_without_end() -> None:
    held = small()
    held["sections"][0]["questions"] = [asked(f"q{n}") for n in range(editing.MOST_QUESTIONS)]
    with pytest.raises(Invalid):
        editing.add_question(held, section="two", key="", kind="date", label={"en": "One more"})
    assert len(questions(deepcopy(held))) == editing.MOST_QUESTIONS + 1
