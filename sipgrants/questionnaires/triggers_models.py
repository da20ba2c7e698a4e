"""Triggers by which the database itself refuses to change a frozen version of a form, its sections and its questions."""

from typing import Any

from sqlalchemy import event

from sipgrants.questionnaires.models import FormVersion, Question, Section

_FORM = "exists (select 1 from form_version f where f.id = {row}.form_id and f.frozen_at is not null)"
_SECTION = (
    "exists (select 1 from form_section s join form_version f on f.id = s.form_id"
    " where s.id = {row}.section_id and f.frozen_at is not null)"
)
_ROWS = {"form_section": _FORM, "form_question": _SECTION}
TABLES = ("form_version", *_ROWS)
_REFUSAL = "this version of the form is frozen"


def statements(table: str, dialect: str) -> list[str]:
    """Return the statements that make the triggers of `table` on `dialect`."""
    return _sqlite(table) if dialect == "sqlite" else _postgres(table)


def drop_statements(table: str, dialect: str) -> list[str]:
    """Return the statements that take them away again."""
    if dialect == "sqlite":
        return [f"drop trigger {table}_frozen_{verb}" for verb in _conditions(table)]
    return [f"drop function {table}_frozen() cascade"]


def _conditions(table: str) -> dict[str, str]:
    """When what is done to a row is refused."""
    if table == "form_version":
        return dict.fromkeys(("update", "delete"), "old.frozen_at is not null")
    old, new = (_ROWS[table].format(row=row) for row in ("old", "new"))
    return {"insert": new, "update": f"{old} or {new}", "delete": old}


def _sqlite(table: str) -> list[str]:
    refuse = f"begin select raise(abort, '{_REFUSAL}'); end"
    return [
        f"create trigger {table}_frozen_{verb} before {verb} on {table} when {condition} {refuse}"
        for verb, condition in _conditions(table).items()
    ]


def _postgres(table: str) -> list[str]:
    checks = " ".join(
        f"if tg_op = '{verb.upper()}' then if {condition} then raise exception '{_REFUSAL}'; end if; end if;"
        for verb, condition in _conditions(table).items()
    )
    body = f"$$ begin {checks} if tg_op = 'DELETE' then return old; end if; return new; end $$"
    verbs = " or ".join(_conditions(table))
    return [
        f"create function {table}_frozen() returns trigger language plpgsql as {body}",
        f"create trigger {table}_frozen before {verbs} on {table} for each row execute function {table}_frozen()",
    ]


def _after_create(table: Any, connection: Any, **_options: Any) -> None:
    for statement in statements(table.name, connection.dialect.name):
        connection.exec_driver_sql(statement)


for _kind in (FormVersion, Section, Question):
    event.listen(_kind.__table__, "after_create", _after_create)
