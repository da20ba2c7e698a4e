"""Two people at once: one transaction waits for the other, and neither text is lost."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from sqlalchemy.orm import Session

from sipgrants.core.db import Database
from sipgrants.core.errors import Stale
from sipgrants.lifecycle.actor import Actor
from sipgrants.plans import commands as plan_commands
from sipgrants.plans import queries as plan_queries
from sipgrants.questionnaires import queries
from sipgrants.questionnaires.commands import Saved, save_section
from tests.builders.plans import whole_plan
from tests.builders.questionnaires import add_form, again, answers_to, question, writer


def test_of_two_savers_of_one_answer_one_wins_and_the_other_text_is_kept(
    both: Session, database: Database
) -> None:
    answers = answers_to(add_form("two", {"one": [question("problem"), question("needs")]}))
    answers_id, marks = answers.id, queries.page(answers, "one", "en").marks
    both.rollback()
    together = Barrier(2, timeout=30)

    def save(by: Actor) -> Saved:
        with database.scope():
            mine = queries.answers(answers_id)
            together.wait()
            return save_section(mine, "one", {"problem": str(by.person_id)}, by=by, marks=marks)

    people = [writer(), writer()]
    with ThreadPoolExecutor(2) as threads:
        saved = list(threads.map(save, people))
    texts = [str(one.person_id) for one in people]
    assert sorted(len(one.conflicts) for one in saved) == [0, 1]
    answers = again(both, answers)
    kept = queries.values(answers)["problem"]
    aside = [one.before for one in queries.history(answers, "problem") if one.is_set_aside]
    assert sorted([kept, *aside]) == sorted(texts)


def test_of_two_savers_of_one_part_of_a_plan_the_second_is_told(both: Session, database: Database) -> None:
    plan = whole_plan()
    plan_id, marks = plan.id, plan_queries.page(plan, "risks").marks
    content = plan_queries.content(plan, "risks")
    both.rollback()
    together = Barrier(2, timeout=30)

    def save(text: str) -> str:
        with database.scope():
            mine = plan_queries.whole(plan_id)
            together.wait()
            rows = [{**content[0], "text": text}]
            try:
                plan_commands.save_part(mine, "risks", rows, by=writer(), marks=marks)
            except Stale:
                return ""
            return text

    with ThreadPoolExecutor(2) as threads:
        told = sorted(threads.map(save, ["hers", "his"]))
    both.expire_all()
    assert told == ["", *(one.text for one in plan_queries.whole(plan_id).risks)]


def test_a_save_that_meets_ones_own_autosave_is_no_conflict(db: Session) -> None:
    answers = answers_to(add_form("own", {"one": [question("problem")]}))
    marks, me = queries.page(answers, "one", "en").marks, writer()
    save_section(answers, "one", {"problem": "Thermometers"}, by=me, marks=marks)
    saved = save_section(answers, "one", {"problem": "Thermometers break"}, by=me, marks=marks)
    assert (saved.conflicts, queries.values(again(db, answers))["problem"]) == ((), "Thermometers break")
