"""The pages of a section: what is shown is sent back as it was, every problem leads to its field, in every language."""

from typing import Any

import pytest
from flask import Flask, render_template_string
from sqlalchemy.orm import Session

from sipgrants.core.errors import Problem
from sipgrants.core.i18n import msg
from sipgrants.questionnaires import queries
from sipgrants.questionnaires.asking import columns, is_kept
from sipgrants.questionnaires.checking import Context
from sipgrants.questionnaires.commands import save_section
from sipgrants.questionnaires.comparing import compare
from sipgrants.questionnaires.models import AnswerSet, Question
from sipgrants.questionnaires.pages import SectionPage
from sipgrants.questionnaires.reading import read_section
from tests.builders.browser_form import identifiers, links_within, sent
from tests.builders.questionnaires import add_form, answers_to, form, question, writer

FORM = "{% from 'questionnaires/section.html' import section_form %}{{ section_form(page, elsewhere=elsewhere) }}"
DOSSIER = "{% from 'questionnaires/section.html' import dossier, differences %}{{ dossier(pages) }}{{ differences(list) }}"
KINDS = ["A", "B", "C", "appraisal", "declaration", "expenditure", "final", "inventory", "progress"]
TEXT = "Le mercure <b>&amp;</b>\nالزئبق في المستشفيات\n\n水俣公约 “x”"
SAMPLES: dict[str, Any] = {
    "short_text": "Ministère de l'environnement",
    "long_text": TEXT,
    "mail": "name@ministry.gov",
    "money": 18_000_050,
    "number": "12.5",
    "months": "24",
    "date": "2027-03-31",
}


@pytest.fixture
def request_of(app: Flask, db: Session):  # noqa: ANN201
    """A request in a language."""
    return lambda locale="en": app.test_request_context(headers={"Accept-Language": locale})


def sample(asked: Any) -> Any:
    if asked.kind == "choice":
        return asked.settings["options"][0]["value"]
    if asked.kind in {"many", "articles", "sdgs"}:
        return [one["value"] for one in asked.settings["options"]]
    return SAMPLES[asked.kind]


def filled(asked: Question) -> Any:
    if asked.kind in {"table", "contacts"}:
        return [
            {column.key: sample(column) for column in columns(asked)}
            for _ in range(asked.settings.get("min") or 2)
        ]
    return sample(asked)


def fill(answers: AnswerSet) -> None:
    """Answer everything, every condition met by its first option."""
    for section in answers.form.sections:
        values = {one.key: filled(one) for one in section.questions if is_kept(one)}
        save_section(answers, section.key, values, by=writer())


def drawn(page: SectionPage, elsewhere: dict[str, Any] | None = None) -> str:
    return render_template_string(FORM, page=page, elsewhere=elsewhere or {})


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_page_shows_is_sent_back_as_it_was(request_of, kind: str) -> None:
    answers = answers_to(form(kind))
    fill(answers)
    for section in answers.form.sections:
        with request_of():
            fields = sent(drawn(queries.page(answers, section.key, "en")))
        kept = {one.key: filled(one) for one in section.questions if is_kept(one)}
        assert read_section(section, fields) == kept
        saved = save_section(answers, section.key, kept, by=writer(), marks=fields["seen"])
        assert (saved.changed, saved.conflicts) == ((), ())


@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_page_sends_nothing_that_would_be_an_answer(request_of, kind: str) -> None:
    answers = answers_to(form(kind))
    for section in answers.form.sections:
        with request_of():
            fields = sent(drawn(queries.page(answers, section.key, "en")))
        saved = save_section(answers, section.key, read_section(section, fields), by=writer())
        assert saved.changed == ()


@pytest.mark.parametrize("kind", KINDS)
def test_every_problem_leads_to_its_field_and_no_identifier_stands_twice(request_of, kind: str) -> None:
    answers = answers_to(form(kind))
    for section in answers.form.sections:
        with request_of():
            page = drawn(queries.page(answers, section.key, "en"))
        found = identifiers(page)
        assert sorted(set(found)) == sorted(found)
        assert links_within(page) - set(found) == set()


def test_typed_values_stay_in_their_fields_with_what_is_wrong(request_of) -> None:
    answers = answers_to(form("A"))
    wrong = {"title": "word " * 30, "amount": "1e400", "months": "-3"}
    save_section(answers, "summary", wrong, by=writer())
    with request_of():
        page = drawn(queries.page(answers, "summary", "en", told=False))
    assert sent(page)["summary.amount"] == "1e400"
    assert "Amount asked for, in US dollars – This is no amount." in page
    assert "Project title – At most 25 words: 5 words are too many." in page
    assert "Duration in months – Enter a figure from 1 to 60." in page
    assert "This question is not answered yet." not in page


def test_a_bound_of_the_round_is_told_as_money(request_of) -> None:
    answers = answers_to(form("A"))
    save_section(answers, "summary", {"amount": 1_000_000}, by=writer())
    context = Context(bounds={"amount": (5_000_000, 25_000_000)})
    with request_of():
        page = drawn(queries.page(answers, "summary", "en", context, told=False))
    assert "Enter a figure from US$\u00a050,000 to US$\u00a0250,000." in page


def test_texts_come_in_the_readers_language_or_else_in_english(request_of) -> None:
    answers = answers_to(form("A"))
    with request_of("fr"):
        french = queries.page(answers, "summary", "fr")
    chinese = queries.page(answers, "summary", "zh")
    assert (french.title, french.questions[1].label) == ("Résumé", "Intitulé du projet")
    assert (chinese.title, chinese.questions[1].label) == ("Summary", "Project title")


def test_a_conflict_shows_both_texts(request_of) -> None:
    answers = answers_to(form("A"))
    seen = queries.page(answers, "summary", "en").marks
    save_section(answers, "summary", {"title": "Her title"}, by=writer(), marks=seen)
    saved = save_section(answers, "summary", {"title": "His title"}, by=writer(), marks=seen)
    with request_of():
        page = drawn(queries.page(answers, "summary", "en", conflicts=saved.conflicts))
    assert sent(page)["summary.title"] == "His title"
    assert "changed this answer while you were writing" in page
    assert "Her title" in page


def test_a_question_whose_condition_is_not_met_says_when_to_answer_it(request_of) -> None:
    answers = answers_to(form("B"))
    with request_of():
        page = drawn(queries.page(answers, "other_funding", "en"))
    assert 'data-when="other_funding.has_other_funding" data-is="yes"' in page
    assert (
        "Answer this only if you chose “Yes” for: Is there other funding or a contribution in kind?" in page
    )


def test_what_is_kept_elsewhere_is_a_card_with_its_problems(request_of) -> None:
    answers = answers_to(form("A"))
    context = Context(elsewhere={"framework": [Problem("outcomes.0.title", msg("Name the outcome."))]})
    place = {"framework": {"url": "/plan", "words": "1 outcome"}}
    with request_of():
        page = drawn(queries.page(answers, "project", "en", context), place)
    assert '<a href="/plan#outcomes.0.title">Name the outcome.</a>' in page
    assert "1 outcome" in page


def test_rows_are_added_and_removed_without_script(request_of) -> None:
    answers = answers_to(form("A"))
    section = queries.section(answers, "implementation")
    fill(answers)
    with request_of():
        page = drawn(queries.page(answers, "implementation", "en"))
    more = read_section(section, sent(page, ("add", "implementation.team")))
    save_section(answers, "implementation", more, by=writer())
    assert [bool(row["post"]) for row in queries.values(answers)["team"]] == [True, False]
    with request_of():
        page = drawn(queries.page(answers, "implementation", "en"))
    fewer = read_section(section, sent(page, ("remove", "implementation.team.0")))
    assert fewer["team"] == []


def test_the_dossier_shows_every_answer_and_no_empty_row(request_of) -> None:
    answers = answers_to(form("A"))
    fill(answers)
    content = queries.canonical(answers)["answers"]
    other = content | {"title": "Another title", "months": "30"}
    with request_of():
        page = render_template_string(
            DOSSIER,
            pages=queries.dossier(answers.form, content, "en"),
            list=compare(answers.form, content, other),
        )
    assert page.count("Not answered") == 0
    assert "US$\u00a0180,000.50" in page
    assert "الزئبق في المستشفيات" in page
    assert [one.label for one in compare(answers.form, content, other)] == [
        "Project title",
        "Duration in months",
    ]


def test_an_answer_that_is_markup_stays_text(request_of) -> None:
    answers = answers_to(form("A"))
    save_section(answers, "summary", {"title": "<script>alert(1)</script>"}, by=writer())
    with request_of():
        written = drawn(queries.page(answers, "summary", "en"))
        read = render_template_string(
            DOSSIER, pages=queries.dossier(answers.form, queries.values(answers), "en"), list=[]
        )
    assert "<script>alert" not in written + read


def test_a_section_of_eighty_questions_shows_them_all(request_of) -> None:
    many = [question(f"q{number}", max_words=300) for number in range(80)]
    answers = answers_to(add_form("long", {"one": many}))
    save_section(answers, "one", {one.key: "word " * 250 for one in many}, by=writer())
    with request_of():
        page = drawn(queries.page(answers, "one", "en"))
    assert page.count("<textarea") == 80
