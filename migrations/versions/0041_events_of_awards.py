"""Events of awards with notes, files and action points; files of payments are kept; dossiers of awards."""

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None


def _row(*columns: sa.Column) -> list[sa.Column]:
    return [
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        *columns,
    ]


def _subject(*columns: sa.Column) -> list[sa.Column]:
    state = sa.Column("state", sa.String(), nullable=False)
    return _row(state, sa.Column("version", sa.Integer(), nullable=False), *columns)


def _uuid(name: str, needed: bool = True) -> sa.Column:
    return sa.Column(name, sa.Uuid(), nullable=not needed)


def _at(name: str, needed: bool = True) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=not needed)


def _text(name: str, kind: type = sa.String) -> sa.Column:
    return sa.Column(name, kind(), nullable=False)


def _key(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}"))


def _make(table: str, columns: list[sa.Column], keys: dict[str, str], *more: sa.Constraint) -> None:
    primary = sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}"))
    op.create_table(table, *columns, *(_key(table, *one) for one in keys.items()), primary, *more)


def _check(table: str, name: str, rule: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(rule, name=op.f(f"ck_{table}_{name}"))


def _index(table: str, *columns: str) -> None:
    for column in columns:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def upgrade() -> None:
    _events()
    _points()
    _payment_files()
    _make(
        "award_dossier",
        _row(
            _uuid("award_id"),
            _uuid("asked_by"),
            sa.Column("done", sa.Integer(), nullable=False),
            sa.Column("wanted", sa.Integer(), nullable=False),
            _uuid("document_id", False),
        ),
        {"award_id": "award", "asked_by": "person", "document_id": "issued_document"},
    )
    _index("award_dossier", "award_id")


def _events() -> None:
    table = "award_event"
    plain = [_text(name) for name in ("kind", "title", "zone")]
    how = [_text("link"), _text("place"), _text("others", sa.Text)]
    said = [_text(name, sa.Text) for name in ("attended", "shared", "internal")]
    _make(
        table,
        _subject(
            *plain,
            _at("starts_at"),
            _at("ends_at"),
            *how,
            sa.Column("sequence", sa.Integer(), nullable=False),
            _at("changed_at"),
            *said,
            _at("recorded_at", False),
            _uuid("recorded_by", False),
        ),
        {"recorded_by": "person"},
        _check(table, "state", "state in ('planned', 'recorded', 'cancelled')"),
        _check(table, "kind", "kind in ('coffee', 'visit', 'call', 'other')"),
        _check(table, "ends_at", "ends_at > starts_at"),
        _check(table, "recorded_at", "(state = 'recorded') = (recorded_at is not null)"),
    )
    _index(table, "starts_at")
    for other in ("award", "person"):
        beside = f"award_event_{other}"
        op.create_table(
            beside,
            _uuid("event_id"),
            _uuid(f"{other}_id"),
            _key(beside, "event_id", table),
            _key(beside, f"{other}_id", other),
            sa.PrimaryKeyConstraint("event_id", f"{other}_id", name=op.f(f"pk_{beside}")),
        )
        _index(beside, f"{other}_id")


def _points() -> None:
    table = "award_event_file"
    _make(
        table,
        _row(
            _uuid("event_id"),
            _uuid("file_id"),
            _text("caption"),
            sa.Column("is_shared", sa.Boolean(), nullable=False),
            _at("removed_at", False),
        ),
        {"event_id": "award_event", "file_id": "stored_file"},
    )
    _index(table, "event_id", "file_id")
    table = "award_point"
    _make(
        table,
        _subject(
            _uuid("event_id"),
            _text("what", sa.Text),
            _uuid("person_id", False),
            sa.Column("owing_party", sa.String(2), nullable=True),
            sa.Column("due_on", sa.Date(), nullable=False),
            _at("done_at", False),
            _uuid("done_by", False),
            _text("note", sa.Text),
        ),
        {"event_id": "award_event", "person_id": "person", "owing_party": "party", "done_by": "person"},
        _check(table, "state", "state in ('open', 'done')"),
        _check(table, "who", "(person_id is null) <> (owing_party is null)"),
        _check(table, "done", "(state = 'done') = (done_at is not null)"),
    )
    _index(table, "event_id", "person_id", "owing_party")


def _payment_files() -> None:
    table = "payment_file"
    _make(
        table,
        _row(
            _text("sha256"),
            _uuid("file_id"),
            sa.Column("lines", sa.Integer(), nullable=False),
            sa.Column("remaining", sa.JSON(), nullable=False),
            _at("matched_at", False),
            _uuid("matched_by", False),
        ),
        {"file_id": "stored_file", "matched_by": "person"},
        sa.UniqueConstraint("sha256", name=op.f("uq_payment_file_sha256")),
    )
    with op.batch_alter_table("payment") as payment:
        payment.add_column(_uuid("payment_file_id", False))
        payment.create_foreign_key(op.f("fk_payment_payment_file_id"), table, ["payment_file_id"], ["id"])
    _index("payment", "payment_file_id")


def downgrade() -> None:
    op.drop_index(op.f("ix_payment_payment_file_id"), "payment")
    with op.batch_alter_table("payment") as payment:
        payment.drop_constraint(op.f("fk_payment_payment_file_id"), type_="foreignkey")
        payment.drop_column("payment_file_id")
    tables = (
        "award_dossier", "payment_file", "award_point", "award_event_file", "award_event_person", "award_event_award",
        "award_event",
    )  # fmt: skip
    for table in tables:
        op.drop_table(table)
