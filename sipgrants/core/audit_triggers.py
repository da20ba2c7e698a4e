"""Triggers by which the database itself refuses to change the history."""

from typing import Any

from sqlalchemy import event

from sipgrants.core.audit import AuditEntry

_SQLITE = [
    """create trigger audit_entry_no_update before update on audit_entry
    begin select raise(abort, 'the history is append-only'); end""",
    """create trigger audit_entry_no_delete before delete on audit_entry
    begin select raise(abort, 'the history is append-only'); end""",
    # REPLACE would delete a row without firing the trigger above: refuse whatever is not the next number.
    """create trigger audit_entry_in_order before insert on audit_entry
    when new.seq is not (select coalesce(max(seq), 0) + 1 from audit_entry)
    begin select raise(abort, 'the history is append-only'); end""",
]
_POSTGRES = [
    """create function audit_entry_refuse() returns trigger language plpgsql as
    $$ begin raise exception 'the history is append-only'; end $$""",
    """create trigger audit_entry_no_change before update or delete or truncate on audit_entry
    for each statement execute function audit_entry_refuse()""",
    """create function audit_entry_order() returns trigger language plpgsql as
    $$ begin if new.seq <> (select coalesce(max(seq), 0) + 1 from audit_entry) then
    raise exception 'the history is append-only'; end if; return new; end $$""",
    """create trigger audit_entry_in_order before insert on audit_entry
    for each row execute function audit_entry_order()""",
]
_DROP_POSTGRES = ["drop function audit_entry_refuse() cascade", "drop function audit_entry_order() cascade"]
_DROP_SQLITE = [f"drop trigger audit_entry_{name}" for name in ("no_update", "no_delete", "in_order")]


def statements(dialect: str) -> list[str]:
    """Return the statements that make the triggers on `dialect`."""
    return _SQLITE if dialect == "sqlite" else _POSTGRES


def drop_statements(dialect: str) -> list[str]:
    """Return the statements that take them away again."""
    return _DROP_SQLITE if dialect == "sqlite" else _DROP_POSTGRES


@event.listens_for(AuditEntry.__table__, "after_create")
def _after_create(_table: Any, connection: Any, **_options: Any) -> None:
    for statement in statements(connection.dialect.name):
        connection.exec_driver_sql(statement)
