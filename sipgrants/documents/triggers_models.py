"""Triggers by which the database itself refuses to change what was issued: a printed document, and what later stages say
of their own papers by `keep`.
"""

from typing import Any

from sqlalchemy import event

from sipgrants.documents.models import IssuedDocument

_REFUSAL = "this paper was issued: it never changes"


def statements(table: str, condition: str, dialect: str) -> list[str]:
    """Return the statements by which `table` refuses to change or lose a row where `condition` ("old. ...") holds."""
    if dialect == "sqlite":
        refuse = f"begin select raise(abort, '{_REFUSAL}'); end"
        return [
            f"create trigger {table}_issued_{verb} before {verb} on {table} when {condition} {refuse}"
            for verb in ("update", "delete")
        ]
    check = f"if {condition} then raise exception '{_REFUSAL}'; end if;"
    body = f"$$ begin {check} if tg_op = 'DELETE' then return old; end if; return new; end $$"
    return [
        f"create function {table}_issued() returns trigger language plpgsql as {body}",
        f"create trigger {table}_issued before update or delete on {table} for each row execute function {table}_issued()",
    ]


def drop_statements(table: str, dialect: str) -> list[str]:
    """Return the statements that take them away again."""
    if dialect == "sqlite":
        return [f"drop trigger {table}_issued_{verb}" for verb in ("update", "delete")]
    return [f"drop function {table}_issued() cascade"]


def keep(kind: Any, condition: str) -> None:
    """Let the table of `kind` refuse to change or lose a row where `condition` holds, from its making on."""

    def after_create(table: Any, connection: Any, **_options: Any) -> None:
        for statement in statements(table.name, condition, connection.dialect.name):
            connection.exec_driver_sql(statement)

    event.listen(kind.__table__, "after_create", after_create)


keep(IssuedDocument, "old.file_id is not null")
