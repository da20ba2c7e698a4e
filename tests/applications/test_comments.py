"""Comments of a team on its draft: for the team alone, told once a day, never part of what is submitted."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from sipgrants.accounts.models import Person
from sipgrants.applications import commands, comment_queries
from sipgrants.applications.commands import commenting
from sipgrants.applications.models import Application, Comment
from sipgrants.core import clock, outbox
from sipgrants.core.db import session
from sipgrants.core.errors import Conflict, Forbidden, Invalid
from sipgrants.core.outbox import Mail
from sipgrants.lifecycle.actor import BOARD, SYSTEM, TEAM, Actor, RoleName
from sipgrants.lifecycle.process import COMMENT
from sipgrants.web import mails as rendering
from tests.builders import applications, calls, people
from tests.builders.pages import sent

R = RoleName
GENDER = {"section": "gender", "question": "gender_analysis"}


def said(made: Application, by: Actor, text: str = "Which source is this from?") -> Comment:
    return commenting.write(made, by=by, text=text, **GENDER)


def mails() -> list[Mail]:
    return list(session().scalars(select(Mail).where(Mail.kind == "comments")))


def typing(page: str, more: dict[str, str]) -> MultiDict[str, str]:
    """What the page's form sends with something typed into it."""
    found = sent(page)
    for name, value in more.items():
        found[name] = value
    return found


def acting(role: RoleName, party: str | None) -> Actor:
    return people.actor_of(people.person(role, party=party))


def test_only_the_lead_partys_team_comments_and_reads_comments(both: Session) -> None:
    focal = calls.focal_point("ZM")
    made = applications.draft(by=focal, filled=False)
    with clock.set_to(calls.DURING):
        comment = said(made, focal)
        for role in RoleName:
            who = acting(role, "ZM" if role in TEAM | BOARD else None)
            for number, step in enumerate(
                (
                    lambda who=who: said(made, who, f"And this, {who.person_id}?"),
                    lambda who=who: commenting.answer(comment, by=who, text=f"From {who.person_id}."),
                    lambda who=who: commenting.settle(comment, by=who),
                    lambda who=who: commenting.reopen(comment, by=who),
                )
            ):
                assert (role, number, refuses(step)) == (role, number, role not in TEAM)


def refuses(step: Callable[[], object]) -> bool:
    try:
        step()
    except Forbidden:
        return True
    return False


def test_every_move_of_a_comment_is_possible_from_its_states_only(db: Session) -> None:
    focal = calls.focal_point("ZM")
    with clock.set_to(calls.DURING):
        comment = said(applications.draft(by=focal, filled=False), focal)
        for verb in ("answer", "settle", "reopen"):
            for state in COMMENT.states:
                calls.put(comment, state=state)
                targets = {
                    source: row.target or source for row in COMMENT.rows(verb) for source in row.sources
                }
                words: dict[str, Any] = {"text": "Because."} if verb == "answer" else {}
                if state in targets:
                    getattr(commenting, verb)(comment, by=focal, **words)
                else:
                    with pytest.raises(Conflict):
                        getattr(commenting, verb)(comment, by=focal, **words)
                assert comment.state == targets.get(state, state)


def test_a_button_pressed_twice_says_it_once(db: Session) -> None:
    focal = calls.focal_point("ZM")
    made = applications.draft(by=focal, filled=False)
    with clock.set_to(calls.DURING):
        first, second = said(made, focal), said(made, focal)
        for _ in range(2):
            commenting.answer(first, by=focal, text="From the census.")
    assert (first.id, len(comment_queries.of(made)), len(first.remarks)) == (second.id, 1, 2)


def test_an_empty_comment_or_one_on_no_question_is_refused(db: Session) -> None:
    focal = calls.focal_point("ZM")
    made = applications.draft(by=focal, filled=False)
    with clock.set_to(calls.DURING):
        for place, text in (((GENDER["section"], "no_such"), "Why?"), (tuple(GENDER.values()), "  ")):
            with pytest.raises(Invalid):
                commenting.write(made, by=focal, section=place[0], question=place[1], text=text)
    assert comment_queries.of(made) == []


def test_after_the_writing_is_over_comments_are_closed(db: Session) -> None:
    focal = calls.focal_point("ZM")
    made = applications.application_in("with_board", by=focal)
    with pytest.raises(Conflict):
        said(made, focal)


def test_comments_are_in_no_version(db: Session) -> None:
    focal = calls.focal_point("ZM")
    made = applications.draft(by=focal)
    with clock.set_to(calls.DURING):
        said(made, focal, "Nobody else may read this sentence.")
        version = commands.submit(made, by=focal)
    assert "Nobody else may read" not in version.content
    assert "comment" not in json.loads(version.content)


def test_colleagues_are_told_once_a_day_however_much_is_said(both: Session) -> None:
    focal, drafter, reader = (acting(role, "ZM") for role in (R.FOCAL_POINT, R.DRAFTER, R.READER))
    made = applications.draft(by=focal, filled=False)
    tick = outbox.CLOCKWORK["applications.comments"]
    told = []
    begun = calls.DURING
    for minutes, text in ((0, "One?"), (1, "Two?"), (120, "Three?"), (1460, "Four?")):
        with clock.set_to(begun + timedelta(minutes=minutes)):
            said(made, drafter, text)
        with clock.set_to(begun + timedelta(minutes=minutes + 16)):
            tick()
            tick()
        told.append(len(mails()))
    assert told == [2, 2, 2, 4]
    assert {mail.person_id for mail in mails()} == {focal.person_id, reader.person_id}
    numbers = sorted(mail.params["lines"][0]["number"] for mail in mails())
    assert numbers == [1, 1, 3, 3]
    assert all("Three?" not in mail.params_json for mail in mails())


def test_a_comment_is_written_answered_and_settled_beside_its_question(
    client: FlaskClient, db: Session
) -> None:
    focal = calls.focal_point("ZM")
    made = applications.draft(by=focal, filled=False)
    address = f"/applications/{made.id}/sections/gender"
    with clock.set_to(calls.DURING):
        people.sign_in(client, focal.person_id)
        typed = typing(
            client.get(address).text,
            {
                "gender.gender_analysis": "Women wash the ore.",
                "comment.gender_analysis": "Which source?",
                "talk": "gender_analysis",
            },
        )
        answer = client.post(address, data=typed)
        assert answer.location.endswith("/sections/gender#comments-gender_analysis")
        page = client.get(address).text
        assert ("Which source?" in page, "Women wash the ore." in page) == (True, True)
        session().rollback()
        comment = session().scalars(select(Comment)).one()
        assert "1 open comment" in client.get(f"/applications/{made.id}/tasks").text
        answered = {f"answer.{comment.id}": "The census.", "talk": "gender_analysis"}
        client.post(address, data=typing(page, answered))
        client.post(address, data=typing(client.get(address).text, {"settle": str(comment.id)}))
    session().rollback()
    session().expire_all()
    assert [one.text for one in comment.remarks] == ["Which source?", "The census."]
    assert comment.state == "settled"


def test_the_mail_names_question_and_people_but_not_the_words(client: FlaskClient, db: Session) -> None:
    focal, drafter = acting(R.FOCAL_POINT, "ZM"), acting(R.DRAFTER, "ZM")
    made = applications.draft(by=focal, filled=False)
    with clock.set_to(calls.DURING):
        said(made, drafter, "For us alone.")
        assert commands.digest.tell(made.party, by=SYSTEM) == 1
        (mail,) = mails()
        reader = session().get_one(Person, focal.person_id)
        with client.application.test_request_context():
            subject, body = rendering.render(mail, reader)
    assert made.reference in subject
    assert "Women and men in the problem: 1 comment (" in body
    assert f"/applications/{made.id}/comments" in body
    assert "For us alone." not in body


def test_nobody_else_finds_the_comments(client: FlaskClient, db: Session) -> None:
    focal = calls.focal_point("ZM")
    made = applications.submitted(applications.open_round(), "ZM")
    with clock.set_to(calls.DURING):
        comment = said(made, focal, "For us alone.")
        for who in (calls.officer(), calls.focal_point("GH"), acting(R.AUDITOR, None)):
            people.sign_in(client, who.person_id)
            answers = [
                client.get(f"/applications/{made.id}/comments").status_code,
                client.post(f"/applications/comments/{comment.id}/settle").status_code,
                client.get(f"/applications/{made.id}/history").status_code,
            ]
            assert set(answers) <= {400, 403, 404}
            assert "For us alone." not in client.get(f"/applications/{made.id}").text
    assert comment.state == "open"
