"""How long the server takes for a form of 80 questions: as an applicant writes it, as it is read, as it is edited."""

import tempfile
import time
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from structlog import ReturnLoggerFactory, configure

from sipgrants.app import create_app
from sipgrants.applications import commands as applying
from sipgrants.config import Config
from sipgrants.core import clock
from sipgrants.core.runtime import Runtime
from sipgrants.lifecycle.actor import RoleName
from sipgrants.lifecycle.countersign import confirm
from sipgrants.questionnaires import editing, editing_commands
from sipgrants.questionnaires.content import Content
from sipgrants.questionnaires.kinds import begun
from sipgrants.rounds import commands as rounds
from sipgrants.schema import metadata
from tests.builders import applications, calls, people

QUESTIONS, TIMES = 80, 15
KINDS = ("long_text", "short_text", "choice", "money", "many", "date", "number", "table")
OPTIONS = [{"value": f"v{n}", "label": {"en": f"Answer {n}", "fr": f"Réponse {n}"}} for n in range(8)]
COLUMNS = [
    {"key": key, "kind": kind, "label": {"en": key}, "hint": {}, "required": True}
    for key, kind in (("what", "short_text"), ("part", "money"), ("day", "date"))
]


def long_section(held: Content) -> Content:
    """Return the form with a section of 80 questions of every kind, each with a hint and every fifth with a condition."""
    new = editing.add_section(held, key="long", title={"en": "Long"}, guidance={"en": "Guidance."})
    for number in range(QUESTIONS):
        kind = KINDS[number % len(KINDS)]
        label = {"en": f"Question {number}", "fr": f"Question {number}"}
        question = {
            "key": f"q{number}",
            "kind": kind,
            "label": label,
            "hint": label,
            "required": True,
            **begun(kind),
        }
        question |= {"options": OPTIONS} if kind in ("choice", "many") else {}
        question |= {"columns": COLUMNS, "min": 3} if kind == "table" else {}
        question |= {"max_words": 300} if kind == "long_text" else {}
        question |= {"show_when": {"question": "q2", "is": "v1"}} if number > 2 and number % 5 == 0 else {}
        new["sections"][-1]["questions"].append(question)
    return new


def fill() -> dict[str, str]:
    """Announce a round with that form and start an application; return the addresses to ask for, by what they show."""
    officer = calls.officer()
    applications.forms()
    made = calls.draft_round()
    form = rounds.renew_form(made, by=officer, kind="A")
    editing_commands.edit(form, by=officer, change=long_section)
    draft = rounds.renew_form(made, by=officer, kind="B")
    editing_commands.edit(draft, by=officer, change=long_section)
    rounds.edit(made, by=officer, settings=calls.settings(form_a_id=form.id))
    rounds.justify_envelope(made, by=calls.approver(), reason="Announced.")
    with clock.set_to(calls.BEFORE):
        confirm(rounds.announce(made, by=officer), by=calls.approver())
    started = applying.create(made, by=calls.focal_point("ZM"), party_id="ZM")
    return {
        "the section as an applicant writes it": f"/applications/{started.id}/sections/long",
        "the task list": f"/applications/{started.id}/tasks",
        "the readable form": f"/forms/{form.id}/read",
        "the preview of the whole form": f"/forms/{form.id}/preview",
        "the editor's outline": f"/forms/{draft.id}",
        "a question's page": f"/forms/{draft.id}/questions/q2",
    }


def best(client: FlaskClient, address: str) -> float:
    """Return the shortest of several answers, in milliseconds."""
    found = []
    for _ in range(TIMES):
        begun_at = time.perf_counter()
        answer = client.get(address)
        found.append((time.perf_counter() - begun_at) * 1000)
        if answer.status_code != 200:
            raise RuntimeError(f"{address}: {answer.status_code}")
    return min(found)


def application(folder: Path) -> Flask:
    """Return the application on an empty database in `folder`."""
    config = Config(
        instance=folder,
        database_url=f"sqlite:///{folder / 'sipgrants.sqlite'}",
        files_url=f"file://{folder / 'files'}",
        queue_url=f"sqlite:///{folder / 'queue.sqlite'}",
        secret_key="for-measuring-only-" * 4,
        base_url="http://localhost",
    )
    app = create_app(config)
    metadata.create_all(app.extensions["runtime"].database.engine)
    return app


def main() -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as folder:
        app = application(Path(folder))
        configure(logger_factory=ReturnLoggerFactory())  # a line for each request says nothing here
        runtime: Runtime = app.extensions["runtime"]
        clients = {name: app.test_client() for name in ("officer", "applicant")}
        with runtime.scope(), clock.set_to(calls.DURING):
            addresses = fill()
            people.sign_in(clients["officer"], people.person(RoleName.PROGRAMME_OFFICER))
            people.sign_in(clients["applicant"], people.person(RoleName.FOCAL_POINT, party="ZM"))
        with clock.set_to(calls.DURING):
            for words, address in addresses.items():
                client = clients["applicant" if address.startswith("/applications") else "officer"]
                print(f"form of {QUESTIONS} questions, {words}: {best(client, address):.0f} ms")


if __name__ == "__main__":
    main()
