"""The form is data of the round: frozen with it, told with its hash, readable after the next round's form has changed."""

from functools import partial

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from sipgrants.core import audit, clock
from sipgrants.core.errors import Conflict, Invalid, NotFound
from sipgrants.lifecycle.actor import RoleName
from sipgrants.lifecycle.countersign import confirm, withdraw
from sipgrants.questionnaires import editing, editing_commands, queries
from sipgrants.questionnaires.models import FormVersion
from sipgrants.rounds import commands
from sipgrants.rounds.models import Round
from tests.builders import applications, calls, people, versions
from tests.builders.pages import token

R = RoleName
WORDS = partial(editing.edit_section, section="summary", title={"en": "In a nutshell"}, guidance={})


def prepared(**changes: object) -> Round:
    """A draft round with the real forms that could be announced now."""
    applications.forms()
    made = calls.draft_round(**changes)
    commands.justify_envelope(made, by=calls.approver(), reason="Contributions are announced.")
    return made


def announce(made: Round) -> None:
    confirm(commands.announce(made, by=calls.officer()), by=calls.approver())


def test_the_announcement_freezes_the_forms_and_keeps_their_hashes_in_the_history(both: Session) -> None:
    with clock.set_to(calls.BEFORE):
        made = prepared()
        form = commands.renew_form(made, by=calls.officer(), kind="A")
        editing_commands.edit(form, by=calls.officer(), change=WORDS)
        announce(made)
    assert (form.number, form.frozen_at, form.sha256) == (2, calls.BEFORE, queries.fingerprint(form))
    entry = next(one for one in audit.of("round", made.id) if one.action == "round.announce")
    assert entry.details["forms"] == {kind: queries.form_version(kind).sha256 for kind in "ABC"}
    with pytest.raises(Conflict):
        editing_commands.edit(form, by=calls.officer(), change=WORDS)


def test_a_form_that_is_not_whole_keeps_the_round_from_being_announced(db: Session) -> None:
    with clock.set_to(calls.BEFORE):
        made = prepared()
        form = commands.renew_form(made, by=calls.officer(), kind="A")
        for path in ("summary.amount", "project.framework"):
            editing_commands.edit(form, by=calls.officer(), change=partial(editing.remove, path=path))
        with pytest.raises(Invalid) as refused:
            commands.announce(made, by=calls.officer())
    named = "Form A: project application, version 2:"
    assert [(one.field, str(one.message)) for one in refused.value.problems] == [
        ("form_a_id", f"{named} A question with the key “amount” of the kind “Amount of money” is needed."),
        ("form_a_id", f"{named} The form has to ask for: Results framework."),
    ]


def test_a_form_changed_between_the_two_officers_has_to_be_asked_for_again(both: Session) -> None:
    with clock.set_to(calls.BEFORE):
        made = prepared()
        asking = calls.officer()
        form = commands.renew_form(made, by=asking, kind="A")
        asked = commands.announce(made, by=asking)
        editing_commands.edit(form, by=calls.officer(), change=WORDS)
        with pytest.raises(Conflict, match="ask again"):
            confirm(asked, by=calls.approver())
        assert (made.state, form.frozen_at) == ("draft", None)
        withdraw(asked, by=asking)
        announce(made)
    assert made.state == "announced"


def test_the_next_round_starts_from_the_last_rounds_forms_and_leaves_them_as_they_were(db: Session) -> None:
    with clock.set_to(calls.BEFORE):
        first = prepared()
        announce(first)
        second = commands.create(by=calls.officer(), source=first)
        assert second.form_a_id == first.form_a_id
        renewed = commands.renew_form(second, by=calls.officer(), kind="A")
        editing_commands.edit(renewed, by=calls.officer(), change=WORDS)
    assert (second.form_a_id, first.form_a_id) == (renewed.id, queries.form_version("A", 1).id)
    assert queries.form_version("A", 1).sections[0].title["en"] == "Summary"


def test_a_round_that_is_announced_gets_no_new_form(db: Session) -> None:
    with clock.set_to(calls.BEFORE):
        made = prepared()
        announce(made)
        with pytest.raises(Conflict):
            commands.renew_form(made, by=calls.officer(), kind="A")
        with pytest.raises(NotFound):
            commands.renew_form(made, by=calls.officer(), kind="Z")


def test_everybody_reads_on_the_rounds_page_which_form_the_board_scores_by(
    client: FlaskClient, db: Session
) -> None:
    with clock.set_to(calls.BEFORE):
        made = prepared()
        announce(made)
        changed = versions.draft("A")
        editing_commands.edit(changed, by=calls.officer(), change=WORDS)
        people.sign_in(client, people.person(R.FOCAL_POINT, party="ZM", password=False))
        old = db.get_one(FormVersion, made.form_a_id)
        page = client.get(f"/rounds/{made.id}").text
        read = client.get(f"/forms/{old.id}/read").text
    assert (old.sha256 in page, f"/forms/{old.id}/read" in page, old.sha256 in read) == (True, True, True)
    assert ("1. <bdi>Summary</bdi>" in read, "In a nutshell" in read) == (True, False)
    assert client.get(f"/forms/{changed.id}/read").status_code == 404


def test_a_new_version_is_begun_from_the_page_of_a_draft_round(client: FlaskClient, db: Session) -> None:
    made = prepared()
    people.sign_in(client, people.person(R.PROGRAMME_OFFICER, password=False))
    page = client.get(f"/rounds/{made.id}").text
    answer = client.post(
        f"/rounds/{made.id}/forms/B", data={"csrf_token": token(page), "seen": str(made.version)}
    )
    db.rollback()
    assert answer.location == f"/forms/{db.get_one(Round, made.id).form_b_id}"
    assert "a draft" in client.get(f"/rounds/{made.id}/edit").text
