"""Who changed what in a draft; what was set aside or written over comes back."""

from datetime import timedelta
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from sipgrants.applications import commands, queries
from sipgrants.applications.commands import restoring
from sipgrants.applications.models import Application
from sipgrants.core import clock
from sipgrants.core.db import session
from sipgrants.core.errors import Conflict, Forbidden, NotFound
from sipgrants.lifecycle.actor import Actor, RoleName
from sipgrants.plans import history_queries
from sipgrants.plans import queries as plans
from sipgrants.plans.content import PARTS
from sipgrants.plans.models import Plan, PlanChange
from sipgrants.questionnaires import queries as questionnaires
from sipgrants.questionnaires import trace_queries
from sipgrants.questionnaires.models import AnswerChange
from sipgrants.questionnaires.trace_queries import Told
from tests.builders import applications, calls, people
from tests.builders.pages import sent
from tests.builders.sending import counting

KEY = "gender_analysis"


def wrote(made: Application, by: Actor, text: str, marks: str | None = None) -> None:
    commands.save_section(made, by=by, section="gender", values={KEY: text}, marks=marks)


def answer(made: Application) -> object:
    session().expire_all()
    return questionnaires.values(queries.answers(made)["A"]).get(KEY)


def told_of(made: Application, section: str) -> list[Told]:
    sets = list(queries.answers(made).values())
    known = history_queries.of_forms(sets, "en") | history_queries.of_plan(PARTS)
    return history_queries.history(section, 1, "en", trace_queries.places(sets), made.plan_id, known).changes


@pytest.fixture
def written(db: Session) -> tuple[Application, Actor, Actor]:
    """Two people wrote in turn, and the second once more while the first was faster."""
    focal, drafter = calls.focal_point("ZM"), calls.drafter("ZM")
    made = applications.draft(by=focal, filled=False)
    with clock.set_to(calls.DURING):
        wrote(made, focal, "Men dig the ore.")
        opened = questionnaires.section_marks(
            queries.answers(made)["A"], questionnaires.section(queries.answers(made)["A"], "gender")
        )
    for minutes, by, text, marks in (
        (20, drafter, "Women wash the ore.", None),
        (40, focal, "Children carry the ore.", opened),
    ):
        with clock.set_to(calls.DURING + timedelta(minutes=minutes)):
            wrote(made, by, text, marks)
    return made, focal, drafter


def test_each_change_names_who_and_from_what_to_what(written: tuple[Application, Actor, Actor]) -> None:
    made, focal, drafter = written
    told = told_of(made, "gender")
    assert [(one.by, one.is_set_aside, one.back is None) for one in told] == [
        (focal.person_id, True, False),
        (drafter.person_id, False, False),
        (focal.person_id, False, True),
    ]
    words = [
        " ".join(piece.text for piece in told[1].fields[0].pieces if piece.how == how)
        for how in ("gone", "new")
    ]
    assert words == ["Men dig", "Women wash"]


def test_what_was_set_aside_is_put_back_and_nothing_is_lost(
    written: tuple[Application, Actor, Actor],
) -> None:
    made, focal, _drafter = written
    aside = session().scalars(select(AnswerChange).where(AnswerChange.is_set_aside)).one()
    with clock.set_to(calls.DURING):
        restoring.put_back(made, by=focal, change_id=aside.id)
    assert answer(made) == "Children carry the ore."
    kept = session().scalars(select(AnswerChange.before).where(AnswerChange.is_set_aside.is_(False)))
    assert sorted(kept) == ["Men dig the ore.", "Women wash the ore."]


def test_who_may_not_write_puts_nothing_back(written: tuple[Application, Actor, Actor]) -> None:
    made, focal, _drafter = written
    aside = session().scalars(select(AnswerChange).where(AnswerChange.is_set_aside)).one()
    reader, ghana = (
        people.actor_of(people.person(role, party=of))
        for role, of in ((RoleName.READER, "ZM"), (RoleName.FOCAL_POINT, "GH"))
    )
    with clock.set_to(calls.DURING):
        for who in (reader, ghana, calls.officer()):
            with pytest.raises(Forbidden):
                restoring.put_back(made, by=who, change_id=aside.id)
        with pytest.raises(NotFound):
            restoring.put_back(made, by=focal, change_id=uuid4())
        calls.put(made, state="with_board", submitted_version=1)
        with pytest.raises(Conflict):
            restoring.put_back(made, by=focal, change_id=aside.id)
    assert answer(made) == "Women wash the ore."


def test_the_page_costs_the_same_however_much_was_written(
    client: FlaskClient, app: Flask, written: tuple[Application, Actor, Actor]
) -> None:
    made, focal, drafter = written
    costs = []
    with clock.set_to(calls.DURING):
        people.sign_in(client, focal.person_id)
        for times in (1, 30):
            for number in range(times):
                wrote(made, (focal, drafter)[number % 2], f"Text {times} {number}")
            session().rollback()
            with counting(app.extensions["runtime"].database) as statements:
                page = client.get(f"/applications/{made.id}/history")
            costs.append(len(statements))
        assert "Page 1 of" in page.text
        put = sent(page.text)
        assert client.post(f"/applications/{made.id}/history", data=put).status_code == 303
    assert costs[1] <= costs[0] <= 40


def risk(text: str, likelihood: str) -> dict[str, str]:
    return {"id": "", "text": text, "likelihood": likelihood, "impact": "2", "mitigation": "", "owner": ""}


@pytest.fixture
def planned(both: Session) -> tuple[Application, Actor, Actor]:
    """One person wrote a risk, another changed it, and removed it."""
    focal, drafter = calls.focal_point("ZM"), calls.drafter("ZM")
    made = applications.draft(by=focal, filled=False)
    with clock.set_to(calls.DURING):
        commands.save_part(made, by=focal, part="risks", content=[risk("Elections in May", "1")])
    (row,) = plans.content(plans.whole(made.plan_id), "risks")
    for minutes, rows in ((20, [{**row, "text": "Elections in June", "likelihood": "4"}]), (40, [])):
        with clock.set_to(calls.DURING + timedelta(minutes=minutes)):
            commands.save_part(made, by=drafter, part="risks", content=rows)
    return made, focal, drafter


def test_each_change_of_a_row_of_the_plan_names_who_and_from_what_to_what(
    planned: tuple[Application, Actor, Actor],
) -> None:
    made, focal, drafter = planned
    gone, changed, first = told_of(made, "plan-risks")
    assert [(one.by, one.is_first, one.is_gone) for one in (gone, changed, first)] == [
        (drafter.person_id, False, True),
        (drafter.person_id, False, False),
        (focal.person_id, True, False),
    ]
    text, level = changed.fields
    assert (str(changed.label), changed.title) == ("Risk 1", "Elections in June")
    assert [(one.how, one.text) for one in text.pieces if one.how != "same"] == [
        ("gone", "May"),
        ("new", "June"),
    ]
    assert (str(level.name), level.was, level.became) == ("Likelihood", "1", "4")
    assert told_of(made, "gender") == []


def test_a_removed_row_of_the_plan_is_put_in_again_by_who_may_write_while_the_plan_is_open(
    planned: tuple[Application, Actor, Actor],
) -> None:
    made, focal, _drafter = planned
    gone = told_of(made, "plan-risks")[0].back
    reader = people.actor_of(people.person(RoleName.READER, party="ZM"))
    plan = session().get_one(Plan, made.plan_id)
    with clock.set_to(calls.DURING + timedelta(hours=1)):
        for who in (reader, calls.officer()):
            with pytest.raises(Forbidden):
                restoring.put_back(made, by=who, change_id=gone)
        other = applications.draft(made.round, by=focal, filled=False)
        with pytest.raises(NotFound):
            restoring.put_back(other, by=focal, change_id=gone)
        calls.put(plan, frozen_at=clock.now())
        with pytest.raises(Conflict, match="frozen"):
            restoring.put_back(made, by=focal, change_id=gone)
        calls.put(plan, frozen_at=None)
        restoring.put_back(made, by=focal, change_id=gone)
        session().expire_all()
        assert [row["text"] for row in plans.content(plan, "risks")] == ["Elections in June"]
        last = told_of(made, "plan-risks")[0]
        assert (last.by, last.is_first) == (focal.person_id, True)
        calls.put(made, state="with_board", submitted_version=1)
        with pytest.raises(Conflict):
            restoring.put_back(made, by=focal, change_id=gone)
    assert len(session().scalars(select(PlanChange)).all()) == 4
