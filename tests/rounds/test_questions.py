"""Questions and answers of a round: everybody reads the same answer, and nobody but the Secretariat learns who asked."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from sipgrants.core import clock
from sipgrants.core.audit import AuditEntry
from sipgrants.core.db import session
from sipgrants.core.errors import Conflict, Forbidden, Invalid
from sipgrants.core.outbox import Mail
from sipgrants.lifecycle import reminding
from sipgrants.lifecycle.actor import Actor, RoleName
from sipgrants.rounds import commands, question_queries
from sipgrants.rounds.models import Round, RoundQuestion
from sipgrants.rounds.waiting_queries import waiting_for
from tests.builders import applications, asking, calls, people
from tests.builders.pages import fields_of

R = RoleName
LAST = datetime(2027, 5, 10, 16, tzinfo=UTC)  # 18:00 in Geneva
SECRET = "We in Peru ask: may our centre lead?"


@pytest.fixture(autouse=True)
def _during() -> Any:
    with clock.set_to(calls.DURING):
        yield


def mails(kind: str) -> list[Mail]:
    return list(session().scalars(select(Mail).where(Mail.kind == kind)))


@pytest.mark.parametrize(
    ("at", "state", "settings", "may"),
    [
        (calls.DURING, "announced", {}, True),
        (LAST, "announced", {}, True),
        (LAST + timedelta(seconds=1), "announced", {}, False),
        (calls.DURING, "screening", {}, False),
        (calls.DURING, "cancelled", {}, False),
        (calls.DURING, "announced", {"questions": None}, False),
    ],
)
def test_a_team_asks_until_the_set_moment(
    db: Session, at: datetime, state: str, settings: dict[str, Any], may: bool
) -> None:
    round_, by = calls.round_in(state, **settings), calls.drafter("PE")
    with clock.set_to(at):
        if may:
            assert asking.question(round_, by).state == "asked"
            return
        with pytest.raises(Conflict):
            asking.question(round_, by)


@pytest.mark.parametrize("role", [R.PROGRAMME_OFFICER, R.BOARD_MEMBER, R.EXPERT, R.AUDITOR])
def test_only_a_team_asks(db: Session, role: RoleName) -> None:
    round_ = calls.announced_round()
    with pytest.raises(Forbidden):
        commands.ask(round_, by=calls.somebody(role, of="PE"), party_id="PE", text=SECRET)


def test_nobody_asks_for_a_party_of_others_or_says_nothing(db: Session) -> None:
    round_ = calls.announced_round()
    with pytest.raises(Invalid) as refused:
        commands.ask(round_, by=calls.drafter("PE"), party_id="ZM", text=" ")
    assert {one.field for one in refused.value.problems} == {"text", "party_id"}


def test_questions_end_between_opening_and_deadline(db: Session) -> None:
    with pytest.raises(Invalid) as refused:
        calls.draft_round(questions=calls.wall(2027, 5, 31, 23, 59))
    assert [one.field for one in refused.value.problems] == ["questions"]
    with pytest.raises(Invalid):
        calls.draft_round(questions=calls.wall(2027, 3, 1, 9))
    assert calls.draft_round().questions_until == LAST


def test_an_answer_stands_in_every_language_of_the_round_before_it_is_published(db: Session) -> None:
    asked, officer = asking.question(calls.announced_round(), calls.drafter("PE")), calls.officer()
    with pytest.raises(Invalid) as refused:
        commands.answer(asked, by=officer, wording={"en": "May a centre lead?"}, answer={"fr": "Non."})
    assert {one.field for one in refused.value.problems} == {"wording_fr", "answer_en"}
    assert asked.state == "asked"
    assert asking.answered(asked, officer).state == "answered"


def test_the_answer_goes_once_to_every_team_with_a_draft_and_to_who_asked(both: Session) -> None:
    round_ = applications.open_round()
    team, asker, officer = calls.focal_point("ZM"), calls.drafter("PE"), calls.officer()
    applications.draft(round_, "ZM", team)
    mine = asking.question(round_, team)
    asking.answered(asking.question(round_, asker), officer)
    told = mails("round_question_answered")
    assert sorted(str(one.person_id) for one in told) == sorted([str(team.person_id), str(asker.person_id)])
    assert {one.params_json for one in told} == {told[0].params_json}
    assert SECRET not in told[0].params_json
    assert mine.state == "asked"


def test_a_merged_question_gets_the_answer_of_the_other(db: Session) -> None:
    round_, officer = calls.announced_round(), calls.officer()
    first, second, third = (calls.drafter(of) for of in ("PE", "ZM", "GH"))
    one, two, three = (asking.question(round_, by) for by in (first, second, third))
    commands.merge(two, by=officer, same_as=one)
    asking.answered(one, officer)
    commands.merge(three, by=officer, same_as=one)
    told = {mail.person_id for mail in mails("round_question_answered")}
    assert told == {by.person_id for by in (first, second, third)}
    assert [own.state for own in question_queries.own(round_, second)] == ["answered"]
    assert len(question_queries.published(round_)) == 1


def test_a_question_is_merged_with_an_open_or_answered_one_of_its_round_alone(db: Session) -> None:
    round_, by, officer = calls.announced_round(), calls.drafter("PE"), calls.officer()
    one, other = asking.question(round_, by), asking.question(calls.announced_round(), by)
    for wrong in (one, other):
        with pytest.raises(Invalid):
            commands.merge(one, by=officer, same_as=wrong)


def test_a_declined_question_tells_its_reason_to_who_asked_alone(db: Session) -> None:
    round_, by, officer = calls.announced_round(), calls.drafter("PE"), calls.officer()
    asked = asking.question(round_, by)
    with pytest.raises(Invalid):
        commands.decline(asked, by=officer, reason=" ")
    commands.decline(asked, by=officer, reason="It is about another programme.")
    assert [mail.person_id for mail in mails("round_question_declined")] == [by.person_id]
    assert question_queries.own(round_, by)[0].reason == "It is about another programme."
    assert question_queries.published(round_) == []


Verb = Callable[[RoundQuestion, Actor], object]
VERBS: dict[str, Verb] = {
    "draft": lambda one, by: commands.draft_answer(one, by=by, wording={}, answer={}),
    "answer": asking.answered,
    "decline": lambda one, by: commands.decline(one, by=by, reason="No."),
    "correct": lambda one, by: commands.correct(one, by=by, texts={"en": "Yes.", "fr": "Oui."}),
}


@pytest.mark.parametrize(
    ("state", "possible"),
    [("asked", {"draft", "answer", "decline"}), ("answered", {"correct"}), ("declined", set())],
)
def test_what_is_published_or_declined_changes_by_a_dated_correction_alone(
    db: Session, state: str, possible: set[str]
) -> None:
    round_, by, officer = calls.announced_round(), calls.drafter("PE"), calls.officer()
    done = set()
    for name, verb in VERBS.items():
        asked = asking.question(round_, by)
        if state != "asked":
            VERBS["answer" if state == "answered" else "decline"](asked, officer)
        try:
            verb(asked, officer)
            done.add(name)
        except Conflict:
            pass
    assert done == possible


def test_a_correction_leaves_the_answer_as_it_was_and_tells_those_who_had_it(db: Session) -> None:
    round_, by, officer = calls.announced_round(), calls.drafter("PE"), calls.officer()
    asked = asking.answered(asking.question(round_, by), officer)
    commands.correct(asked, by=officer, texts={"en": "Only with its Party.", "fr": "Avec sa Partie."})
    shown = question_queries.published(round_)[0]
    assert (shown.answer, [one.text["en"] for one in shown.corrections]) == (
        asking.ANSWER,
        ["Only with its Party."],
    )
    assert [mail.person_id for mail in mails("round_question_corrected")] == [by.person_id]


def test_nothing_is_answered_in_a_round_that_is_over(db: Session) -> None:
    round_ = calls.announced_round()
    asked = asking.question(round_, calls.drafter("PE"))
    calls.put(round_, state="completed")
    with pytest.raises(Conflict):
        asking.answered(asked, calls.officer())


def test_the_history_says_nothing_of_what_was_asked_or_for_whom(db: Session) -> None:
    asked = asking.question(calls.announced_round(), calls.drafter("PE"))
    asking.answered(asked, calls.officer())
    entries = session().scalars(select(AuditEntry).where(AuditEntry.action.like("round_question.%")))
    found = {one.action: one.data for one in entries}
    assert set(found) == {"round_question.ask", "round_question.answer"}
    assert [data for data in found.values() if "PE" in data or "centre" in data] == []


def test_an_unanswered_question_waits_on_the_officers_home_and_climbs_the_ladder(both: Session) -> None:
    round_, officer = calls.announced_round(), calls.officer()
    asked = asking.question(round_, calls.drafter("PE"))
    assert "rounds.questions" in {one.endpoint for one in waiting_for(officer)}
    with clock.set_to(LAST - timedelta(days=3)):
        reminding.climb()
        reminding.climb()
        people_told = [mail.person_id for mail in mails("round_question_reminder")]
        assert people_told.count(officer.person_id) == 1
        asking.answered(asked, officer)
        assert "rounds.questions" not in {one.endpoint for one in waiting_for(officer)}
    with clock.set_to(LAST + timedelta(days=1)):
        reminding.climb()
    assert len(mails("round_question_reminder")) == len(people_told)


# --- pages ---


def sign_in_as(client: FlaskClient, role: RoleName, of: str | None = None) -> Actor:
    who = people.person(role, party=of, password=False)
    people.sign_in(client, who)
    return people.actor_of(who)


def answered_round() -> tuple[Round, RoundQuestion]:
    round_ = calls.announced_round()
    asker = calls.somebody(R.DRAFTER, of="PE", name="The office that asks")
    return round_, asking.answered(asking.question(round_, asker), calls.officer())


@pytest.mark.parametrize(
    ("role", "of"), [(R.FOCAL_POINT, "ZM"), (R.BOARD_MEMBER, "GH"), (R.EXPERT, None), (None, None)]
)
def test_everybody_reads_the_answer_and_nobody_who_asked(
    client: FlaskClient, db: Session, role: RoleName | None, of: str | None
) -> None:
    round_, asked = answered_round()
    session().rollback()
    if role:
        sign_in_as(client, role, of)
    page = client.get(f"/rounds/{round_.id}" if role else f"/public/rounds/{round_.number}").text
    assert "No, a Party leads." in page
    assert ("Peru" in page, SECRET in page, "The office that asks" in page) == (False, False, False)
    if role:
        assert client.get(f"/rounds/{round_.id}/questions").status_code == 403
        assert client.get(f"/rounds/questions/{asked.id}").status_code == 403


def test_a_team_asks_from_the_page_of_the_round_and_an_officer_answers_it(
    client: FlaskClient, db: Session
) -> None:
    round_ = calls.announced_round()
    sign_in_as(client, R.DRAFTER, "PE")
    address = f"/rounds/{round_.id}/ask"
    assert address in client.get(f"/rounds/{round_.id}").text
    sent = client.post(address, data=fields_of(client.get(address).text) | {"text": SECRET})
    assert sent.status_code == 303
    assert "Waiting for an answer" in client.get(f"/rounds/{round_.id}").text
    session().rollback()
    asked = session().scalars(select(RoundQuestion)).one()
    sign_in_as(client, R.PROGRAMME_OFFICER)
    listed = client.get(f"/rounds/{round_.id}/questions").text
    assert "Peru" in listed
    address = f"/rounds/questions/{asked.id}"
    typed = fields_of(client.get(address).text) | {"wording_en": "May a centre lead?"}
    typed.pop("draft", None)
    refused = client.post(address, data=typed)
    assert (refused.status_code, "May a centre lead?" in refused.text) == (422, True)
    assert client.post(address, data=typed | {"draft": "1"}).status_code == 303
    typed |= {"wording_fr": "Un centre ?", "answer_en": "No.", "answer_fr": "Non."}
    assert client.post(address, data=typed | {"seen": "2"}).status_code == 303
    session().rollback()
    assert session().scalars(select(RoundQuestion.state)).all() == ["answered"]


def test_who_comes_too_late_is_told_so(client: FlaskClient, db: Session) -> None:
    round_ = calls.announced_round()
    sign_in_as(client, R.DRAFTER, "PE")
    with clock.set_to(LAST + timedelta(minutes=1)):
        sign_in_as(client, R.DRAFTER, "PE")
        assert f"/rounds/{round_.id}/ask" not in client.get(f"/rounds/{round_.id}").text
        late = client.get(f"/rounds/{round_.id}/ask")
    assert (late.status_code, "The time to ask questions" in late.text) == (409, True)
