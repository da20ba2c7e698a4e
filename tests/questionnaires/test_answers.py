"""Saving a section: everything typed is kept, colleagues are not overwritten, nothing gets lost."""

from datetime import timedelta

import pytest
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from sipgrants.core import clock
from sipgrants.core.db import Database
from sipgrants.core.errors import NotFound
from sipgrants.lifecycle.actor import SYSTEM
from sipgrants.questionnaires import commands, queries
from sipgrants.questionnaires.commands import save_section
from sipgrants.questionnaires.models import AnswerChange, FormVersion
from tests.builders.questionnaires import add_form, again, answers_to, form, question, writer


def small() -> FormVersion:
    return add_form(
        "small",
        {
            "one": [question("problem"), question("needs", max_words=3), question("wish", required=False)],
            "two": [question("kinds", "many", options=[{"value": "a", "label": {"en": "A"}}])],
        },
    )


def test_loading_the_forms_twice_changes_nothing(db: Session) -> None:
    first = commands.load_forms(by=SYSTEM)
    assert sorted(one.kind for one in first) == [
        "A", "B", "C", "appraisal", "declaration", "expenditure", "final", "inventory", "progress", "statement",
    ]  # fmt: skip
    assert commands.load_forms(by=SYSTEM) == []


def test_a_loaded_form_has_its_sections_and_questions_in_order(db: Session) -> None:
    loaded = form("A")
    assert [one.key for one in loaded.sections][:3] == ["summary", "background", "project"]
    assert [one.position for one in loaded.sections] == list(range(1, 11))
    assert loaded.sections[0].questions[1].settings == {"max_words": 25}
    assert loaded.source.startswith("Reconstructed")


def test_a_form_or_section_that_does_not_exist_is_not_found(db: Session) -> None:
    with pytest.raises(NotFound):
        queries.form_version("Z")
    with pytest.raises(NotFound):
        queries.section(small(), "three")


def test_an_answer_is_read_as_it_was_saved(both: Session) -> None:
    answers = answers_to(small())
    saved = save_section(answers, "one", {"problem": "水俣公约 — الزئبق", "needs": ""}, by=writer())
    assert saved.changed == ("problem",)
    assert queries.values(again(both, answers)) == {"problem": "水俣公约 — الزئبق"}


def test_a_text_that_is_too_long_is_kept_and_complained_about(db: Session) -> None:
    answers = answers_to(small())
    save_section(answers, "one", {"problem": "x", "needs": "one two three four"}, by=writer())
    found = queries.problems(answers)
    assert queries.values(answers)["needs"] == "one two three four"
    assert [(one.field, str(one.message)) for one in found] == [
        ("one.needs", "At most 3 words: 1 word is too many."),
        ("two.kinds", "This question is not answered yet."),
    ]


def test_answers_of_another_section_are_not_taken(db: Session) -> None:
    answers = answers_to(small())
    saved = save_section(answers, "two", {"problem": "from elsewhere", "kinds": ["a"]}, by=writer())
    assert saved.changed == ("kinds",)
    assert queries.values(answers) == {"kinds": ["a"]}


def test_a_colleagues_answer_is_not_overwritten_and_both_texts_are_kept(both: Session) -> None:
    answers = answers_to(small())
    first, second = writer(), writer()
    seen = queries.page(answers, "one", "en").marks
    save_section(answers, "one", {"problem": "hers"}, by=first, marks=seen)
    saved = save_section(answers, "one", {"problem": "his", "needs": "new"}, by=second, marks=seen)
    assert [(one.key, one.mine, one.theirs, one.by_id) for one in saved.conflicts] == [
        ("problem", "his", "hers", first.person_id)
    ]
    assert saved.changed == ("needs",)
    assert queries.values(again(both, answers)) == {"problem": "hers", "needs": "new"}
    kept = queries.history(answers, "problem")
    assert [(one.before, one.changed_by, one.is_set_aside) for one in kept] == [
        ("his", second.person_id, True)
    ]


def test_after_seeing_both_texts_a_second_save_replaces_the_other(db: Session) -> None:
    answers = answers_to(small())
    seen = queries.page(answers, "one", "en").marks
    save_section(answers, "one", {"problem": "hers"}, by=writer(), marks=seen)
    refused = save_section(answers, "one", {"problem": "his"}, by=writer(), marks=seen)
    both_shown = queries.page(answers, "one", "en", conflicts=refused.conflicts).marks
    saved = save_section(answers, "one", {"problem": "his"}, by=writer(), marks=both_shown)
    assert (saved.changed, saved.conflicts) == (("problem",), ())
    assert [one.before for one in queries.history(answers, "problem") if not one.is_set_aside] == ["hers"]


def test_what_a_person_did_not_touch_is_no_conflict(db: Session) -> None:
    answers = answers_to(small())
    save_section(answers, "one", {"problem": "old", "needs": "old"}, by=writer())
    seen = queries.page(answers, "one", "en").marks
    save_section(answers, "one", {"problem": "hers", "needs": "old"}, by=writer(), marks=seen)
    saved = save_section(answers, "one", {"problem": "old", "needs": "his"}, by=writer(), marks=seen)
    assert saved.conflicts == ()
    assert queries.values(answers) == {"problem": "hers", "needs": "his"}


def test_an_answer_can_be_emptied(db: Session) -> None:
    answers = answers_to(small())
    save_section(answers, "one", {"problem": "something"}, by=writer())
    save_section(answers, "one", {"problem": ""}, by=writer())
    assert queries.values(answers) == {"problem": ""}
    assert queries.canonical(answers)["answers"] == {}


def test_typing_on_is_one_change_and_deleting_is_always_kept(db: Session) -> None:
    answers, same = answers_to(small()), writer()
    for typed in ("A long text", "A long text, longer", "A"):
        save_section(answers, "one", {"problem": typed}, by=same)
    assert [one.before for one in queries.history(answers, "problem")] == ["A long text, longer"]


def test_a_change_on_another_day_is_kept_with_whose_text_it_was(db: Session) -> None:
    answers, first = answers_to(small()), writer()
    save_section(answers, "one", {"problem": "then"}, by=first)
    with clock.set_to(clock.now() + timedelta(days=1)):
        save_section(answers, "one", {"problem": "then and now"}, by=first)
    changes = db.scalars(select(AnswerChange)).all()
    assert [(one.before, one.changed_by) for one in changes] == [("then", first.person_id)]


def test_copied_answers_take_over_what_the_new_form_still_asks(db: Session) -> None:
    answers = answers_to(small())
    save_section(answers, "one", {"problem": "kept", "needs": "dropped"}, by=writer())
    later = add_form("later", {"one": [question("problem")]})
    copied = commands.copy_answers(answers, by=writer(), form=later)
    assert queries.values(copied) == {"problem": "kept"}
    assert queries.values(answers) == {"problem": "kept", "needs": "dropped"}


def test_the_canonical_content_has_what_is_asked_and_answered(db: Session) -> None:
    made = form("B")
    answers = answers_to(made)
    save_section(answers, "budget", {"exchange_rate": "1 = 600", "value_for_money": ""}, by=writer())
    save_section(answers, "other_funding", {"has_other_funding": "no"}, by=writer())
    assert queries.canonical(answers) == {
        "form": "B",
        "number": 1,
        "answers": {"exchange_rate": "1 = 600", "has_other_funding": "no"},
    }


def test_progress_says_how_far_each_section_is(db: Session) -> None:
    answers = answers_to(small())
    assert [one.status for one in queries.progress(answers)] == ["not_started", "not_started"]
    save_section(answers, "one", {"problem": "x"}, by=writer())
    save_section(answers, "two", {"kinds": ["a"]}, by=writer())
    assert [(one.status, one.problems) for one in queries.progress(answers)] == [
        ("started", 1),
        ("complete", 0),
    ]
    save_section(answers, "one", {"needs": "one two three four"}, by=writer())
    assert [one.status for one in queries.progress(answers)] == ["problems", "complete"]


def test_answers_are_read_in_the_same_statements_however_long_the_form(
    db: Session, database: Database
) -> None:
    counted: list[str] = []
    lengths = {}
    event.listen(database.engine, "before_cursor_execute", lambda *told: counted.append(told[2]))
    for number in (1, 12):
        sections = {f"s{one}": [question(f"q{one}_{two}") for two in range(8)] for one in range(number)}
        answers = answers_to(add_form(f"form{number}", sections))
        save_section(answers, "s0", {f"q0_{two}": "x" for two in range(8)}, by=writer())
        answers_id = answers.id
        db.expunge_all()
        counted.clear()
        queries.problems(queries.answers(answers_id))
        lengths[number] = len(counted)
    assert lengths == {1: 5, 12: 5}
