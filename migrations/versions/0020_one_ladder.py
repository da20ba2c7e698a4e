"""One ladder of reminders for all: what experts and applicants were reminded of moves to the table of reminders.

A rung that was climbed stays climbed: the thing is named with its day, as the room of appraisal names it.
"""

import json
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

TABLES = ("expert_invitation", "applicant_question")


def upgrade() -> None:
    for name in TABLES:
        _move(name)
        with op.batch_alter_table(name) as table:
            table.drop_column("reminded")


def _move(name: str) -> None:
    reminder = sa.table(
        "reminder",
        sa.column("id", sa.Uuid()),
        sa.column("created_at", sa.DateTime(timezone=True)),
        sa.column("about_type", sa.String()),
        sa.column("about_id", sa.String()),
        sa.column("step", sa.Integer()),
        sa.column("person_id", sa.Uuid()),
    )
    person = "person_id" if name == "expert_invitation" else "asked_by"
    waiting = sa.table(
        name,
        sa.column("id", sa.Uuid()),
        sa.column("created_at", sa.DateTime(timezone=True)),
        sa.column("due_on", sa.Date()),
        sa.column(person, sa.Uuid()),
        sa.column("reminded", sa.JSON()),
    )
    rows = op.get_bind().execute(sa.select(waiting)).mappings().all()
    moved = [_row(name, row, step, row[person]) for row in rows for step in _steps(row["reminded"])]
    if moved:
        op.bulk_insert(reminder, moved)


def _steps(kept: Any) -> list[int]:
    return json.loads(kept) if isinstance(kept, str) else list(kept or [])


def _row(name: str, row: Any, step: int, person_id: UUID) -> dict[str, Any]:
    return {
        "id": uuid4(),
        "created_at": row["created_at"],
        "about_type": name,
        "about_id": f"{row['id']}/{row['due_on']}",
        "step": step,
        "person_id": person_id,
    }


def downgrade() -> None:
    for name in TABLES:
        with op.batch_alter_table(name) as table:
            table.add_column(sa.Column("reminded", sa.JSON(), server_default="[]", nullable=False))
        with op.batch_alter_table(name) as table:
            table.alter_column("reminded", server_default=None)
