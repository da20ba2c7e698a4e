"""Score sheets in tests: the page of a member, the workbook of a member."""

import io
from typing import Any

from flask.testing import FlaskClient

from sipgrants.accounts.models import Person
from sipgrants.applications.models import Application
from sipgrants.applications.workbook_preview_queries import Preview
from sipgrants.applications.workbook_waiting_queries import Waiting
from sipgrants.core.db import session
from sipgrants.lifecycle.actor import Actor
from sipgrants.questionnaires.workbook_opening import Opened, open_workbook
from sipgrants.questionnaires.workbook_writing import write
from sipgrants.rounds.models import Round
from sipgrants.scoring import commands, queries, workbook_queries
from sipgrants.scoring import workbook_preview_queries as previews
from sipgrants.scoring import workbook_waiting_queries as waiting_files
from tests.builders import people
from tests.builders.pages import token
from tests.builders.workbooks import cell_of

WINDOW, OTHER = "a" * 16, "b" * 16


def enter(client: FlaskClient, actor: Actor) -> None:
    """Sign in as this person."""
    people.sign_in(client, session().get_one(Person, actor.person_id))


def present(one: Application, member: Actor) -> dict[str, str]:
    """What stands on a member's sheet, as the next request reads it."""
    session().rollback()
    session().expire_all()
    return queries.present_blocks(queries.sheet_of(one.id, member.person_id), one.round)


def typed(client: FlaskClient, **blocks: str) -> dict[str, str]:
    """What a script sends of these blocks; `__` stands for the dot of a path."""
    named = {name.replace("__", "."): text for name, text in blocks.items()}
    keys = {f"{path}.key": path for path in named}
    return {"csrf_token": token(client.get("/home").text), "page": WINDOW, **keys, **named}


def autosave(client: FlaskClient, one: Application, **data: str) -> Any:
    """Send what a script sends, and return the answer."""
    return client.post(
        f"/scoring/applications/{one.id}/autosave", data=data, headers={"Accept": "application/json"}
    )


def download(round_: Round, member: Actor, language: str = "en") -> bytes:
    """A member's workbook as it is now."""
    session().rollback()
    session().expire_all()
    rows = workbook_queries.to_score(round_, member)
    return write(workbook_queries.book(round_, member, rows, language, str))


def sent_back(round_: Round, member: Actor, data: bytes) -> Waiting:
    """A workbook that a member sent back."""
    session().rollback()
    return waiting_files.waiting(round_, member, waiting_files.keep_workbook(round_, member, data))


def preview(round_: Round, member: Actor, waiting: Waiting) -> Preview:
    """What it would change now."""
    session().rollback()
    return previews.preview(round_, member, waiting, str)


def take_over(round_: Round, member: Actor, waiting: Waiting, mine: tuple[str, ...] = ()) -> list[str]:
    """Take over what the page shows now."""
    seen = preview(round_, member, waiting).seen
    return commands.take_over(round_, by=member, waiting=waiting, say=str, marks=seen, mine=mine)


def put(workbook: Any, one: Application, block: str, value: Any) -> None:
    """Write into a block's cell; a text stays a text, as in a cell made for text."""
    cell = cell_of(workbook[one.reference], f"{one.id}.{block}")
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"


def upload(data: bytes) -> tuple[io.BytesIO, str]:
    """A file as a form sends it."""
    return io.BytesIO(data), "score sheets.xlsx"


def opened(data: bytes) -> Opened:
    """Everything that a workbook holds."""
    return open_workbook(data)
