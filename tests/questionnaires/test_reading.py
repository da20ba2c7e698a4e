"""From what a browser sends to answers, and what is wrong with them: kind by kind."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from sipgrants.core.errors import Problem
from sipgrants.questionnaires.asking import Asked, Column, shown
from sipgrants.questionnaires.checking import Context, Missing, question_problems
from sipgrants.questionnaires.marks import mark
from sipgrants.questionnaires.marks import read as read_marks
from sipgrants.questionnaires.marks import write as write_marks
from sipgrants.questionnaires.reading import read_answer
from sipgrants.questionnaires.texts import clean, count_words, pick
from sipgrants.questionnaires.values import read, typed

OPTIONS = [{"value": value, "label": {"en": value.upper()}} for value in ("a", "b", "c")]
ROW = [
    {"key": "name", "kind": "short_text", "label": {"en": "Name"}, "required": True},
    {"key": "share", "kind": "number", "label": {"en": "Share"}, "required": True, "min": 1, "max": 100},
    {"key": "note", "kind": "long_text", "label": {"en": "Note"}, "required": False},
]


def asked(kind: str, required: bool = True, **settings: object) -> Asked:
    return Column("q", kind, {"en": "Question"}, required, settings)


def told(question: Asked, value: object, context: Context = Context()) -> list[tuple[str, str]]:
    return [(one.field, str(one.message)) for one in question_problems(question, "s.q", value, context)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("180000", 18_000_000),
        (" US$ 180,000.50 ", 18_000_050),
        ("180 000", 18_000_000),
        ("١٨٠٠٠٠", 18_000_000),
        ("١٨٠٬٠٠٠٫٥٠", 18_000_050),
        ("-5", -500),
        ("1e400", "1e400"),
        ("180.000,00", "180.000,00"),
        ("99999999999999999999", "99999999999999999999"),
        ("nan", "nan"),
        ("", ""),
    ],
)
def test_money_is_read_as_cents_or_kept_as_typed(text: str, value: object) -> None:
    assert read("money", text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12.50", "12.5"),
        ("12,5", "12.5"),
        ("1,234.5", "1234.5"),
        ("−3", "-3"),
        ("٢٤", "24"),
        ("1e400", "1e400"),
        ("inf", "inf"),
        ("two", "two"),
    ],
)
def test_numbers_are_read_in_figures_of_any_script_or_kept_as_typed(text: str, value: str) -> None:
    assert read("number", text) == value


@given(st.integers(-(10**14), 10**14))
def test_money_shown_is_money_read(minor: int) -> None:
    assert read("money", typed("money", minor)) == minor


@given(st.text(), st.sampled_from(["short_text", "long_text", "number", "months", "date", "money", "mail"]))
def test_reading_what_was_read_changes_nothing(text: str, kind: str) -> None:
    once = read(kind, text)
    assert read(kind, typed(kind, once)) == once


@given(st.text())
def test_nothing_that_a_database_refuses_is_kept(text: str) -> None:
    assert re.search("[\x00-\x08\ud800-\udfff]", clean(text)) is None


@given(st.text())
def test_counting_words_takes_any_text(text: str) -> None:
    assert count_words(text) >= 0
    assert count_words(f"{text} {text}") in {2 * count_words(text), 2 * count_words(text) - 1}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("  Two   words \n", 2),
        ("A dash – is no word", 5),
        ("l’évaluation initiale", 2),
        ("الزِّئْبَق في المستشفيات", 3),
        ("水俣公约水", 3),
        ("汞 mercury", 2),
    ],
)
def test_words_are_counted_in_every_script(text: str, words: int) -> None:
    assert count_words(text) == words


def test_a_text_in_a_language_not_given_is_in_english() -> None:
    assert [pick({"en": "Yes", "fr": "Oui"}, locale) for locale in ("fr", "ar")] == ["Oui", "Yes"]


def test_choices_come_in_the_order_of_the_options_each_once() -> None:
    data = MultiDict([("s.q", "c"), ("s.q", "a"), ("s.q", "c"), ("s.q", "zz")])
    assert read_answer(asked("many", options=OPTIONS), "s.q", data) == ["a", "c", "zz"]
    assert told(asked("many", options=OPTIONS), ["a", "zz"]) == [("s.q", "Choose among the answers offered.")]


def test_rows_keep_their_order_and_empty_ones_go() -> None:
    data = MultiDict(
        {"s.q.10.name": "Last", "s.q.2.name": "First", "s.q.5.name": " ", "s.qq.1.name": "Other"}
    )
    rows = read_answer(asked("table", columns=ROW), "s.q", data)
    assert [row["name"] for row in rows] == ["First", "Last"]


def test_a_row_that_is_wrong_is_named_cell_by_cell() -> None:
    rows = [{"name": "", "share": "200", "note": ""}, {"name": "", "share": "", "note": ""}]
    assert told(asked("table", columns=ROW, min=2), rows) == [
        ("s.q", "Enter at least 2 rows."),
        ("s.q.0.name", "This question is not answered yet."),
        ("s.q.0.share", "Enter a figure from 1 to 100."),
    ]


@pytest.mark.parametrize(
    ("question", "value", "message"),
    [
        (
            asked("money"),
            "1e400",
            "This is no amount. Enter it in US dollars, in figures, for example 180000.",
        ),
        (asked("money"), -500, "An amount cannot be less than nothing."),
        (asked("money", min=150_001), 150_000, "Enter USD 1,500.01 or more."),
        (asked("number"), "two", "This is no number. Enter figures only, for example 12 or 12.5."),
        (asked("number", max=5), "6", "Enter at most 5."),
        (asked("months", min=1, max=60), "2.5", "Enter a whole number of months, for example 24."),
        (asked("months", min=1, max=60), "61", "Enter a figure from 1 to 60."),
        (asked("date"), "31.3.2027", "This is no date. Enter it as 2027-03-31."),
        (asked("date"), "2027-02-30", "This is no date. Enter it as 2027-03-31."),
        (asked("choice", options=OPTIONS), "d", "Choose one of the answers offered."),
        (asked("many", options=OPTIONS, min=2), ["a"], "Choose at least 2."),
        (asked("many", options=OPTIONS, min=3), ["a"], "Every statement has to be confirmed."),
        (asked("many", options=OPTIONS, max=1), ["a", "b"], "Choose at most 1."),
        (asked("mail"), "name@", "Enter a mail address, for example name@ministry.gov."),
        (asked("short_text", max_words=2), "a b c d", "At most 2 words: 2 words are too many."),
    ],
)
def test_what_is_wrong_is_said_with_what_to_do(question: Asked, value: object, message: str) -> None:
    assert told(question, value) == [("s.q", message)]


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("money", 18_000_000), ("number", "0"), ("months", "24"), ("date", "2028-02-29"), ("mail", "a.b@c.gov.zm"),
        ("short_text", "x"), ("long_text", "x"),
    ],
)  # fmt: skip
def test_what_is_right_is_not_complained_about(kind: str, value: object) -> None:
    assert told(asked(kind), value) == []


@pytest.mark.parametrize(
    "kind", ["short_text", "money", "date", "choice", "many", "table", "contacts", "months"]
)
def test_an_empty_answer_is_missing_only_where_it_is_required(kind: str) -> None:
    for value in (None, "", [], [{"name": " "}]):
        required = question_problems(asked(kind), "s.q", value)
        assert [type(one) for one in required] == [Missing]
        assert question_problems(asked(kind, required=False), "s.q", value) == []


def test_files_are_counted_where_the_room_that_keeps_them_says_so() -> None:
    question = asked("file", max=1)
    assert told(question, None) == [("s.q", "Add the file.")]
    assert told(question, None, Context(files={"q": 1})) == []
    assert told(question, None, Context(files={"q": 2})) == [("s.q", "At most 1 file.")]


def test_problems_of_what_is_kept_elsewhere_come_with_their_place() -> None:
    there = Context(
        elsewhere={
            "budget": [Problem("budget.3.year1", question_problems(asked("date"), "", "x")[0].message)]
        }
    )
    assert [field for field, _message in told(asked("budget"), None, there)] == ["s.q.budget.3.year1"]
    assert told(asked("budget"), None) == []


def test_a_condition_of_a_question_that_is_not_asked_is_not_met() -> None:
    def when(key: str, condition: dict[str, str] | None = None) -> Column:
        return Column(key, "choice", {"en": key}, True, {"show_when": condition} if condition else {})

    questions = [
        when("first"),
        when("second", {"question": "first", "is": "yes"}),
        when("third", {"question": "second", "is": "yes"}),
    ]
    assert shown(questions, {"first": "yes", "second": "yes"}) == {"first", "second", "third"}
    assert shown(questions, {"first": "no", "second": "yes"}) == {"first"}


@given(st.dictionaries(st.from_regex(r"[a-z_]{1,8}", fullmatch=True), st.one_of(st.text(), st.integers())))
def test_marks_written_are_marks_read(values: dict[str, object]) -> None:
    assert read_marks(write_marks(values)) == {key: mark(value) for key, value in values.items()}


@given(st.text())
def test_marks_from_anywhere_are_read_without_harm(text: str) -> None:
    assert all(isinstance(key, str) for key in read_marks(text))
