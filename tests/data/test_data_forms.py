"""The forms and criteria that ship with the system: whole, consistent, and in both languages."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

DATA = Path(__file__).parents[2] / "sipgrants" / "data"
KINDS = {
    "form_a": "A", "form_b": "B", "form_c": "C", "progress": "progress", "expenditure": "expenditure",
    "inventory": "inventory", "final": "final", "statement": "statement", "declaration": "declaration",
    "appraisal": "appraisal",
}  # fmt: skip
QUESTION_KINDS = {
    "short_text", "long_text", "choice", "many", "number", "money", "date", "file", "table", "framework",
    "workplan", "budget", "risks", "articles", "sdgs", "parties", "months", "contacts", "indicators",
    "activities", "spending", "other_funding",
}  # fmt: skip
COLUMN_KINDS = {"short_text", "long_text", "choice", "number", "money", "date"}
ARTICLES = ["3", "4", "5", "7", "8", "9", "10", "11", "12", "16", "17", "18", "19", "20", "21"]


def load(path: str) -> Any:
    return json.loads((DATA / path).read_text(encoding="utf-8"))


def form(name: str) -> Any:
    return load(f"forms/{name}_v1.json")


def questions(name: str) -> list[Any]:
    return [question for section in form(name)["sections"] for question in section["questions"]]


def question(name: str, key: str) -> Any:
    return {q["key"]: q for q in questions(name)}[key]


def texts(node: Any) -> Iterator[dict[str, str]]:
    """Every object of languages below a node."""
    if isinstance(node, dict) and "en" in node:
        yield node
    elif isinstance(node, dict):
        for value in node.values():
            yield from texts(value)
    elif isinstance(node, list):
        for value in node:
            yield from texts(value)


every_form = pytest.mark.parametrize("name", sorted(KINDS))


def test_the_folder_holds_exactly_the_known_forms() -> None:
    assert {path.name for path in (DATA / "forms").iterdir()} == {f"{name}_v1.json" for name in KINDS}


@every_form
def test_a_form_names_its_kind_number_and_source(name: str) -> None:
    assert (form(name)["kind"], form(name)["number"]) == (KINDS[name], 1)
    assert form(name)["source"].endswith(".")


@every_form
def test_sections_are_numbered_from_one_and_have_questions(name: str) -> None:
    sections = form(name)["sections"]
    assert [section["number"] for section in sections] == list(range(1, len(sections) + 1))
    assert [section["key"] for section in sections if not section["questions"]] == []


@every_form
def test_keys_of_sections_and_questions_are_unique(name: str) -> None:
    keys = Counter(q["key"] for q in questions(name))
    sections = Counter(section["key"] for section in form(name)["sections"])
    assert [key for key, times in keys.items() if times > 1] == []
    assert [key for key, times in sections.items() if times > 1] == []


@every_form
def test_every_kind_is_known(name: str) -> None:
    assert {q["kind"] for q in questions(name)} <= QUESTION_KINDS
    assert {c["kind"] for q in questions(name) for c in q.get("columns", [])} <= COLUMN_KINDS


@every_form
def test_what_offers_a_choice_has_options_with_unique_values(name: str) -> None:
    fields = questions(name) + [c for q in questions(name) for c in q.get("columns", [])]
    for field in fields:
        if field["kind"] in {"choice", "many", "articles", "sdgs"}:
            values = [option["value"] for option in field["options"]]
            assert len(values) >= 2, field["key"]
            assert len(values) == len(set(values)), field["key"]
        else:
            assert "options" not in field, field["key"]


@every_form
def test_tables_have_columns_with_unique_keys(name: str) -> None:
    for q in questions(name):
        keys = [column["key"] for column in q.get("columns", [])]
        has_columns = q["kind"] in {"table", "indicators", "activities", "spending"}
        assert (bool(keys), len(keys)) == (has_columns, len(set(keys))), q["key"]


@every_form
def test_a_condition_names_an_earlier_choice_and_one_of_its_values(name: str) -> None:
    earlier: dict[str, Any] = {}
    for q in questions(name):
        if "show_when" in q:
            asked = earlier[q["show_when"]["question"]]
            assert q["show_when"]["is"] in [option["value"] for option in asked["options"]]
        earlier[q["key"]] = q


@every_form
def test_every_text_is_in_english_and_french(name: str) -> None:
    for text in texts(form(name)):
        assert set(text) == {"en", "fr"}, text
        assert [language for language, value in text.items() if not value.strip()] == []


@every_form
def test_french_keeps_its_high_punctuation_with_the_word(name: str) -> None:
    loose = [text["fr"] for text in texts(form(name)) if any(f" {mark}" in text["fr"] for mark in ":;?!»")]
    assert loose == []


@every_form
def test_every_long_text_says_how_long_it_may_be(name: str) -> None:
    assert [q["key"] for q in questions(name) if q["kind"] == "long_text" and "max_words" not in q] == []


def test_form_a_has_the_ten_sections_of_the_programme() -> None:
    assert [section["key"] for section in form("form_a")["sections"]] == [
        "summary", "background", "project", "gender", "stakeholders", "risks", "sustainability",
        "implementation", "monitoring", "sdgs",
    ]  # fmt: skip


def test_the_summary_of_form_a_takes_at_most_250_words() -> None:
    assert question("form_a", "summary")["max_words"] == 250


def test_form_a_offers_the_fifteen_articles_and_the_seventeen_goals() -> None:
    assert [option["value"] for option in question("form_a", "articles")["options"]] == ARTICLES
    goals = [option["value"] for option in question("form_a", "sdgs")["options"]]
    assert goals == [str(number) for number in range(1, 18)]


def test_form_a_leaves_the_plan_and_the_parties_to_their_rooms() -> None:
    kinds = Counter(q["kind"] for q in questions("form_a"))
    assert [kinds[kind] for kind in ("parties", "framework", "workplan", "risks", "contacts")] == [1] * 5
    plan_kinds = [q["kind"] for q in questions("form_b") if q["kind"] in {"budget", "other_funding"}]
    assert plan_kinds == ["budget", "other_funding"]


def test_form_c_asks_for_every_confirmation() -> None:
    confirmations = question("form_c", "confirmations")
    assert confirmations["min"] == len(confirmations["options"])


def test_default_weights_are_those_of_the_programme_and_add_up_to_one_hundred() -> None:
    weights = {c["key"]: c["weight"] for c in load("scoring/criteria_v1.json")["criteria"]}
    assert weights == {
        "relevance": 20, "framework": 20, "feasibility": 15, "value": 15,
        "sustainability": 10, "gender": 10, "risk": 10,
    }  # fmt: skip
    assert sum(weights.values()) == 100


def test_every_criterion_describes_every_step_of_the_scale_in_both_languages() -> None:
    data = load("scoring/criteria_v1.json")
    assert [step["value"] for step in data["scale"]["steps"]] == [0, 1, 2, 3, 4, 5]
    for criterion in data["criteria"]:
        assert [step["value"] for step in criterion["steps"]] == [0, 1, 2, 3, 4, 5]
    assert [text for text in texts(data) if set(text) != {"en", "fr"}] == []


def test_a_comment_is_asked_for_at_the_ends_of_the_scale() -> None:
    assert load("scoring/criteria_v1.json")["scale"]["comment_asked_at"] == [0, 1, 5]
