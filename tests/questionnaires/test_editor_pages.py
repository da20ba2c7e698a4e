"""The pages of the editor, as an officer uses them, without JavaScript."""

import re
from html import unescape

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from sipgrants.core.db import session
from sipgrants.lifecycle.actor import RoleName
from sipgrants.questionnaires import editing
from sipgrants.questionnaires.content import Content, content
from sipgrants.questionnaires.models import FormVersion
from tests.builders import people, versions
from tests.builders.pages import fields_of
from tests.builders.questionnaires import form

R = RoleName


@pytest.fixture
def draft(client: FlaskClient, db: Session) -> FormVersion:
    """A draft of Form A with a table of costs; an officer is signed in."""
    form("A")
    made = versions.draft("A", versions.with_costs)
    people.sign_in(client, people.person(R.PROGRAMME_OFFICER, password=False))
    return made


def held(draft: FormVersion) -> Content:
    session().rollback()
    return content(session().get_one(FormVersion, draft.id))


def at(draft: FormVersion, rest: str = "") -> str:
    return f"/forms/{draft.id}{rest}"


def send(client: FlaskClient, address: str, **typed: object) -> str:
    """Open the page, fill it in and send it; the address that follows."""
    page = client.get(address).text
    answer = client.post(address, data=fields_of(page) | typed)
    assert answer.status_code == 303, unescape(re.sub(r"<[^>]+>", " ", answer.text))[:2000]
    return answer.location


def test_the_list_tells_of_every_version_its_state_and_its_rounds(
    client: FlaskClient, draft: FormVersion
) -> None:
    page = client.get("/forms/").text
    assert page.count('class="ref">version 1<') == 10
    assert ("version 2" in page, "Draft" in page, "Frozen" in page) == (True, True, True)


def test_a_question_is_added_and_described_on_its_own_page(client: FlaskClient, draft: FormVersion) -> None:
    where = send(
        client,
        at(draft, "/sections/gender/questions/new"),
        label_en="Who gains most?",
        label_fr="Qui ?",
        kind="choice",
    )
    assert where == at(draft, "/questions/who_gains_most")
    page = client.get(where).text
    more = client.post(where, data=fields_of(page) | {"add": "options"}).text
    more = client.post(where, data=fields_of(more) | {"add": "options"}).text
    typed = {
        "options-0-label_en": "Men",
        "options-0-value": "m",
        "options-1-label_en": "Women",
        "hint_en": "Choose one.",
        "when": "asgm=yes",
    }
    moved = client.post(where, data=fields_of(more) | typed | {"down": "options-0"}).text
    edge = client.post(where, data=fields_of(moved) | {"up": "options-0"}).text
    assert fields_of(edge) | {"once": ""} == fields_of(moved) | {"once": ""}
    answer = client.post(where, data=fields_of(edge))
    assert (answer.status_code, answer.location) == (303, at(draft, "#gender.who_gains_most"))
    made = editing.find(held(draft), "gender.who_gains_most")
    assert made == {
        "key": "who_gains_most",
        "kind": "choice",
        "label": {"en": "Who gains most?", "fr": "Qui ?"},
        "hint": {"en": "Choose one."},
        "required": True,
        "options": [{"value": "women", "label": {"en": "Women"}}, {"value": "m", "label": {"en": "Men"}}],
        "show_when": {"question": "asgm", "is": "yes"},
    }


def test_what_a_page_shows_is_saved_as_it_was(client: FlaskClient, draft: FormVersion) -> None:
    before = held(draft)
    for key in ("amount", "articles", "risks", "nap_link", "summary", "costs", "contacts"):
        send(client, at(draft, f"/questions/{key}"))
    assert held(draft) == before


def test_amounts_are_typed_in_dollars_and_what_is_no_figure_is_told(
    client: FlaskClient, draft: FormVersion
) -> None:
    address = at(draft, "/questions/amount")
    send(client, address, least="50,000", most="250000")
    found = editing.find(held(draft), "summary.amount")
    assert (found["min"], found["max"]) == (5_000_000, 25_000_000)
    answer = client.post(address, data=fields_of(client.get(address).text) | {"least": "a lot"})
    assert (answer.status_code, "Enter a figure, for example 12." in answer.text, "a lot" in answer.text) == (
        422,
        True,
        True,
    )


def test_a_table_gets_a_column_and_loses_it(client: FlaskClient, draft: FormVersion) -> None:
    address = at(draft, "/questions/costs")
    where = send(client, f"{address}/columns/new", label_en="Day", kind="date")
    assert send(client, where, label_fr="Jour") == f"{address}#columns"
    assert send(client, at(draft, "/remove/costs.costs.what")) == address
    columns = editing.find(held(draft), "costs.costs")["columns"]
    assert [(one["key"], one["label"]) for one in columns] == [
        ("part", {"en": "Part"}),
        ("day", {"en": "Day", "fr": "Jour"}),
    ]


def test_another_kind_leads_to_the_page_of_that_kind(client: FlaskClient, draft: FormVersion) -> None:
    address = at(draft, "/questions/problem")
    assert send(client, address, kind="many") == address
    assert "Answers to choose from" in client.get(address).text


def test_a_question_goes_up_and_down_and_a_page_that_was_overtaken_is_told(
    client: FlaskClient, draft: FormVersion
) -> None:
    for button, expected in (("up", ["title", "parties"]), ("down", ["parties", "title"])):
        page = client.get(at(draft)).text
        data = fields_of(page) | {button: "summary.title"}
        assert client.post(at(draft, "/move"), data=data).location == at(draft, "#summary.title")
        assert [one["key"] for one in held(draft)["sections"][0]["questions"]][:2] == expected
    assert client.post(at(draft, "/move"), data=data | {"once": "another page"}).status_code == 409


def test_a_section_a_title_and_a_check_are_written(client: FlaskClient, draft: FormVersion) -> None:
    assert send(client, at(draft, "/sections/new"), title_en="Annexes") == at(draft, "#annexes")
    send(client, at(draft, "/sections/annexes"), title_fr="Annexes", guidance_es="Lea.")
    send(client, at(draft, "/edit"), title_es="Formulario A")
    send(client, at(draft, "/checks/new"), left="months", rule="at_most", right=["months"], message_en="No.")
    found = held(draft)
    assert found["sections"][-1] == {
        "key": "annexes",
        "title": {"en": "Annexes", "fr": "Annexes"},
        "guidance": {"es": "Lea."},
        "questions": [],
    }
    assert (found["title"]["es"], found["checks"][1]["key"]) == ("Formulario A", "check_2")
    page = unescape(client.get(at(draft)).text)
    assert "An answer is not compared with itself." in page
    assert "This section asks nothing yet." in page


def test_a_check_is_changed_and_removed(client: FlaskClient, draft: FormVersion) -> None:
    send(client, at(draft, "/checks/check_1"), rule="equal", message_fr="Non.")
    assert held(draft)["checks"][0]["rule"] == "equal"
    assert held(draft)["checks"][0]["message"]["fr"] == "Non."
    send(client, at(draft, "/remove/checks.check_1"))
    assert held(draft)["checks"] == []


WRITING = (
    "/edit",
    "/sections/new",
    "/sections/summary",
    "/questions/title",
    "/remove/summary",
    "/checks/new",
    "/discard",
)
NOWHERE = (
    "/sections/zz", "/questions/zz", "/questions/costs/columns/zz", "/remove/zz.zz", "/checks/zz", "/compare?before=zz",
    "/sections/zz/questions/new", "/remove/checks.zz",
)  # fmt: skip


def test_a_frozen_version_says_why_it_cannot_be_edited(client: FlaskClient, draft: FormVersion) -> None:
    frozen = form("A").id
    for rest in WRITING:
        answer = client.get(f"/forms/{frozen}{rest}")
        assert (rest, answer.status_code, "This version is frozen" in answer.text) == (rest, 409, True)


def test_a_part_that_is_not_there_is_not_found(client: FlaskClient, draft: FormVersion) -> None:
    assert [client.get(at(draft, rest)).status_code for rest in NOWHERE] == [404] * len(NOWHERE)


def test_the_office_reads_a_draft_and_finds_nothing_to_press(client: FlaskClient, draft: FormVersion) -> None:
    people.sign_in(client, people.person(R.AUDITOR, password=False))
    page = client.get(at(draft)).text
    assert (client.get(at(draft, "/preview")).status_code, client.get(at(draft, "/edit")).status_code) == (
        200,
        403,
    )
    assert re.findall(r"Add question|name=\"up\"|/remove/", page) == []


def test_the_preview_shows_the_whole_form_in_every_language_and_saves_nothing(
    client: FlaskClient, draft: FormVersion
) -> None:
    for language, title in (
        ("en", "1. Summary"),
        ("fr", "1. Résumé"),
        ("ar", "1. Summary"),
        ("zz", "1. Summary"),
    ):
        page = client.get(at(draft, f"/preview?language={language}")).text
        main = page[page.index("<main") : page.index("</main>")]
        assert (language, title in main, "<form" in main) == (language, True, False)
        assert set(re.findall(r'name="asked" value="([^"]+)"', main)) >= {"summary.title", "costs.costs"}
        assert 'data-when="background.asgm"' in main


def test_the_comparison_tells_what_differs_from_the_version_before(
    client: FlaskClient, draft: FormVersion
) -> None:
    page = unescape(client.get(at(draft, "/compare")).text)
    assert "Version 2 against version 1" in page
    assert page.count("Added") == 3
    send(client, at(draft, "/questions/summary"), max_words="300")
    page = unescape(client.get(at(draft, f"/compare?before={form('A').id}")).text)
    assert re.findall(r"<p>(\d+)</p>", page) == ["250", "300"]
