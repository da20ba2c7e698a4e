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
from sipgrants.applications.history_queries import history
from sipgrants.applications.models import Application
from sipgrants.core import clock
from sipgrants.core.db import session
from sipgrants.core.errors import Conflict, Forbidden, NotFound
from sipgrants.lifecycle.actor import Actor, RoleName
from sipgrants.questionnaires import queries as questionnaires
from sipgrants.questionnaires.models import AnswerChange
from tests.builders import applications, calls, people
from tests.builders.pages import sent
from tests.builders.sending import counting

KEY = "gender_analysis"


def wrote(made: Application, by: Actor, text: str, marks: str | None = None) -> None:
    commands.save_section(made, by=by, section="gender", values={KEY: text}, marks=marks)


def answer(made: Application) -> object:
    session().expire_all()
    return questionnaires.values(queries.answers(made)["A"]).get(KEY)


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
    told = history(made, "gender", 1, "en").changes
    assert [(one.by, one.is_set_aside, one.back is None) for one in told] == [
        (focal.person_id, True, False),
        (drafter.person_id, False, False),
        (focal.person_id, False, True),
    ]
    words = [" ".join(piece.text for piece in told[1].pieces if piece.how == how) for how in ("gone", "new")]
    assert words == ["Men dig", "Women wash"]


def test_what_was_set_aside_is_put_back_and_nothing_is_lost(
    written: tuple[Application, Actor, Actor],
) -> None:
    made, focal, _drafter = written
    aside = session().scalars(select(AnswerChange).where(AnswerChange.is_set_aside)).one()
    with clock.set_to(calls.DURING):
        assert restoring.put_back(made, by=focal, change_id=aside.id) == "gender"
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
