"""Forms that were there before versions had a life are frozen as they are, with the hash that the application computes."""

import json
from pathlib import Path
from uuid import uuid4

from alembic import command
from sqlalchemy import text

from sipgrants.core.db import Database
from sipgrants.questionnaires import queries
from tests.guards.test_migrations import settings

TITLE = json.dumps({"en": "Form A", "fr": "Formulaire A"})
ROWS = {
    "form_version": {"kind": "A", "number": 1, "title": TITLE, "introduction": "{}", "source": "Published."},
    "form_section": {"key": "summary", "position": 1, "title": '{"en": "Summary"}', "guidance": "{}"},
    "form_question": {
        "key": "title", "kind": "short_text", "position": 1, "label": '{"en": "Title", "fr": "Intitulé"}',
        "hint": "{}", "required": True, "settings": '{"max_words": 25}',
    },
}  # fmt: skip
PARENTS = {"form_section": "form_id", "form_question": "section_id"}


def test_earlier_forms_are_frozen_by_the_migration(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'earlier.sqlite'}"
    command.upgrade(settings(url), "0020")
    database, parent = Database(url), ""
    with database.engine.begin() as connection:
        for table, values in ROWS.items():
            known = {"id": uuid4().hex, "created_at": "2026-01-01 00:00:00.000000", **values}
            known |= {PARENTS[table]: parent} if table in PARENTS else {}
            places = ", ".join(f":{name}" for name in known)
            connection.execute(text(f"insert into {table} ({', '.join(known)}) values ({places})"), known)
            parent = known["id"]
    command.upgrade(settings(url), "head")
    with database.scope():
        form = queries.form_version("A")
        assert (form.sha256, form.frozen_at) == (queries.fingerprint(form), form.created_at)
        assert [one.key for one in queries.questions(form)] == ["title"]
    database.engine.dispose()
