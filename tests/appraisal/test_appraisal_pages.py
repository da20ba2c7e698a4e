"""The pages of the appraisal, role by role: who gets in, what stands there, what their forms do."""

from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from sipgrants.applications.models import Application
from sipgrants.appraisal import commands, queries
from sipgrants.core import clock
from sipgrants.core.db import session
from sipgrants.lifecycle import rights
from sipgrants.lifecycle.actor import Actor
from sipgrants.lifecycle.actor import RoleName as R
from tests.builders import board, calls, people
from tests.builders import screening as made
from tests.builders.web import post


@pytest.fixture(autouse=True)
def _in_june() -> Any:
    with clock.set_to(made.SCREENING):
        yield


def enter(client: FlaskClient, actor: Actor) -> Actor:
    assert actor.person_id is not None
    people.sign_in(client, actor.person_id)
    look_again()
    return actor


def look_again() -> None:
    """What a request changed is read anew."""
    session().rollback()
    rights.forget()


def shown(application: Application) -> str:
    return f"/appraisal/applications/{application.id}"


# Who opens: the table of the round, the appraisal, the list of experts' requests, the exchange with the applicant.
DOORS = {
    R.FOCAL_POINT: (403, 403, 403, 200),
    R.ALTERNATE: (403, 403, 403, 200),
    R.DRAFTER: (403, 403, 403, 200),
    R.READER: (403, 403, 403, 200),
    R.PROJECT_MANAGER: (403, 403, 403, 200),
    R.BOARD_MEMBER: (403, 403, 403, 403),
    R.CO_CHAIR: (403, 403, 403, 403),
    R.EXPERT: (403, 403, 200, 403),
    R.PROGRAMME_OFFICER: (200, 200, 403, 200),
    R.FINANCE_OFFICER: (200, 200, 403, 200),
    R.APPROVING_OFFICER: (200, 200, 403, 200),
    R.HEAD: (200, 200, 403, 200),
    R.ADMINISTRATOR: (200, 200, 403, 200),
    R.AUDITOR: (200, 200, 403, 200),
}


@pytest.mark.parametrize("role", list(R))
def test_each_role_opens_its_own_doors(client: FlaskClient, db: Session, role: R) -> None:
    application = made.before_board(made.screened_round())
    pages = (
        f"/appraisal/rounds/{application.round_id}",
        shown(application),
        "/experts/",
        f"/applications/{application.id}/questions",
    )
    enter(client, calls.somebody(role, of="NO" if role in (R.BOARD_MEMBER, R.CO_CHAIR) else "ZM"))
    assert tuple(client.get(page).status_code for page in pages) == DOORS[role]


def test_another_party_gets_the_answer_of_what_does_not_exist(client: FlaskClient, db: Session) -> None:
    application = made.eligible(made.screened_round())
    enter(client, calls.focal_point("GH"))
    assert client.get(f"/applications/{application.id}/questions").status_code == 404


def test_a_member_reads_the_finished_note_once_declared_and_never_where_barred(
    client: FlaskClient, db: Session
) -> None:
    here = board.before_board({"ZM": 1, "AR": 1})
    free, barred = here.application("ZM"), here.application("AR")
    for one in (free, barred):
        calls.put(one, state="eligible")
        commands.edit(
            one,
            by=here.officer,
            values={"summary": "A sound plan.", "strengths": "Clear.", "weaknesses": "Few."},
        )
        commands.finish(one, by=here.officer)
        calls.put(one, state="with_board")
    made.version(free, received_at=calls.DURING)
    enter(client, here.member("AR"))
    assert [client.get(shown(one)).status_code for one in (free, barred)] == [403, 403]
    look_again()
    board.declare_all(here)
    page = client.get(shown(free))
    assert (page.status_code, "A sound plan." in page.text, "Invite expert" in page.text) == (
        200,
        True,
        False,
    )
    answer = client.get(shown(barred))
    assert (answer.status_code, "A sound plan." in answer.text) == (403, False)


def test_an_officer_writes_asks_invites_and_forwards(client: FlaskClient, db: Session) -> None:
    application = made.eligible(made.screened_round())
    officer, page = enter(client, calls.officer()), shown(application)
    assert post(client, f"{page}/edit", page=page, **{"note.summary": "Sound."}).status_code == 303
    typed = {"note.summary": "Sound.", "note.strengths": "Clear.", "finish": "1"}
    refused = post(client, f"{page}/edit", page=page, **typed)
    assert (refused.status_code, "Name the weaknesses." in refused.text, "Clear." in refused.text) == (
        422, True, True,
    )  # fmt: skip
    whole = {"note.weaknesses": "Few.", "finish": "1"}
    assert post(client, f"{page}/edit", page=page, **whole).status_code == 303
    day = made.day(9).isoformat()
    asked = post(client, f"{page}/ask", page=page, text="Who pays?", due_on=day)
    invited = post(
        client,
        f"{page}/invite",
        page=page,
        email="expert@who.example",
        name="An Expert",
        country="",
        due_on=day,
    )
    assert (asked.status_code, invited.status_code) == (303, 303)
    look_again()
    assert [one.text for one in queries.questions(application)] == ["Who pays?"]
    assert [one.person.name for one in queries.invitations(application)] == ["An Expert"]
    text = client.get(page).text
    assert [words in text for words in ("Who pays?", "An Expert", "waited for", "Withdraw invitation")] == [
        True
    ] * 4
    assert post(client, f"{page}/forward", page=page).status_code == 303
    look_again()
    assert (db.get_one(Application, application.id).state, officer.has({R.PROGRAMME_OFFICER})) == (
        "with_board", True,
    )  # fmt: skip
    recalled = post(client, f"{page}/recall", reason="An annex is missing.")
    look_again()
    assert (recalled.status_code, db.get_one(Application, application.id).state) == (303, "eligible")


@pytest.mark.parametrize(("what", "fields", "words"), [
    ("ask", {"text": "", "due_on": "2027-06-10"}, "Fill this in."),
    ("ask", {"text": "Who?", "due_on": "2027-06-01"}, "Choose a day after today."),
    ("ask", {"text": "Who?", "due_on": "tomorrow"}, "Not a valid date value."),
    ("invite", {"email": "nobody", "country": "", "due_on": "2027-06-10"}, "Enter a mail address."),
    ("invite", {"email": "a@b.example", "country": "", "due_on": "2027-05-01"}, "Choose a day after today."),
])  # fmt: skip
def test_what_is_wrong_is_said_beside_the_field_and_what_was_typed_is_kept(
    client: FlaskClient, db: Session, what: str, fields: dict[str, str], words: str
) -> None:
    application = made.eligible(made.screened_round())
    enter(client, calls.officer())
    answer = post(client, f"{shown(application)}/{what}", page=shown(application), **fields)
    kept = [value for value in fields.values() if value and value != "tomorrow"]
    assert (answer.status_code, words in answer.text, [one in answer.text for one in kept]) == (
        422, True, [True] * len(kept),
    )  # fmt: skip


def test_an_expert_declares_reads_beside_and_comments(client: FlaskClient, db: Session) -> None:
    application = made.eligible(made.screened_round(), title="Lamps of Zambia")
    invitation = commands.invite(
        application, by=calls.officer(), email="e@who.example", name="An Expert", due_on=made.day(9)
    )
    rights.forget()
    enter(client, rights.known("actor_of", invitation.person_id))
    page = f"/experts/{invitation.id}"
    assert "Lamps of Zambia" in client.get("/experts/").text
    before = client.get(page).text
    assert ("Have you an interest in this application?" in before, "Hand in comment" in before) == (
        True,
        False,
    )
    assert client.get(f"/applications/{application.id}").status_code == 404
    assert post(client, f"{page}/declare_none", page=page).status_code == 303
    assert "Hand in comment" in client.get(page).text
    assert post(client, f"{page}/comment", page=page, comment="").status_code == 422
    assert post(client, f"{page}/comment", page=page, comment="The lamps are sound.").status_code == 303
    after = client.get(page).text
    assert ("The lamps are sound." in after, "Hand in comment" in after) == (True, False)


def test_the_team_answers_on_its_page_and_the_officer_reads_it(client: FlaskClient, db: Session) -> None:
    application = made.eligible(made.screened_round())
    question = commands.ask(application, by=calls.officer(), text="Who pays?", due_on=made.day(9))
    enter(client, calls.drafter())
    page = f"/applications/{application.id}/questions"
    assert post(client, f"/questions/{question.id}/answer", page=page, answer="").status_code == 422
    done = post(client, f"/questions/{question.id}/answer", page=page, answer="The Ministry.")
    assert (done.status_code, "The Ministry." in client.get(page).text) == (303, True)
    look_again()
    enter(client, calls.officer())
    assert "The Ministry." in client.get(shown(application)).text


def test_a_decided_application_takes_no_answers(client: FlaskClient, db: Session) -> None:
    application = made.eligible(made.screened_round())
    commands.ask(application, by=calls.officer(), text="Who pays?", due_on=made.day(9))
    calls.put(application, state="not_approved")
    enter(client, calls.drafter())
    page = client.get(f"/applications/{application.id}/questions").text
    assert ("Who pays?" in page, "Send answer" in page) == (True, False)


def test_the_table_of_a_round_asks_as_much_with_many_as_with_few(client: FlaskClient, db: Session) -> None:
    round_, counts = made.screened_round(), []
    enter(client, calls.officer())
    for rows in (2, 6):
        for number in range(rows):
            made.appraised(round_, "ZM") if number % 2 else made.eligible(round_, "ZM")
        client.get(f"/appraisal/rounds/{round_.id}")
        with made.statements(client.application.extensions["runtime"].database) as asked:
            assert client.get(f"/appraisal/rounds/{round_.id}").status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]
