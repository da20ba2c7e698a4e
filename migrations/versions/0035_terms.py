"""Letters in the round's own words, recommendations, the public statement, documents for members; what is issued is kept."""

import sqlalchemy as sa
from alembic import op

from sipgrants.documents import triggers_models

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None

KEPT = {
    "issued_document": "old.file_id is not null",
    "advice": "old.state = 'released'",
    "public_statement": "old.state = 'adopted'",
}
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _letters()
    _orientation()
    _advice()
    _statement()
    dialect = op.get_bind().dialect.name
    for table, condition in KEPT.items():
        for statement in triggers_models.statements(table, condition, dialect):
            op.execute(statement)


def _record(*columns: sa.Column, subject: bool = False) -> list[sa.Column]:
    first = [
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
    ]
    moving = [
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
    ]
    return [*first, *(moving if subject else ()), *columns]


def _letters() -> None:
    with op.batch_alter_table("letter") as table:
        table.add_column(sa.Column("words", sa.JSON(), server_default="{}", nullable=False))
    with op.batch_alter_table("letter") as table:
        table.alter_column("words", server_default=None)
    op.create_table(
        "letter_text",
        *_record(
            sa.Column("round_id", sa.Uuid(), nullable=False),
            sa.Column("kind", sa.String(), nullable=False),
            sa.Column("locale", sa.String(), nullable=False),
            sa.Column("opening", sa.String(), nullable=False),
            sa.Column("closing", sa.String(), nullable=False),
        ),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_letter_text_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_text")),
        sa.UniqueConstraint("round_id", "kind", "locale", name=op.f("uq_letter_text_round_id_kind_locale")),
    )
    op.create_index(op.f("ix_letter_text_round_id"), "letter_text", ["round_id"])


def _orientation() -> None:
    op.create_table(
        "orientation",
        *_record(
            sa.Column("title", sa.String(), nullable=False),
            sa.Column("locale", sa.String(), nullable=False),
            sa.Column("day", sa.Date(), nullable=False),
            sa.Column("url", sa.String(), nullable=False),
            sa.Column("file_id", sa.Uuid(), nullable=True),
            sa.Column("added_by", sa.Uuid(), nullable=True),
            sa.Column("withdrawn_at", MOMENT, nullable=True),
        ),
        sa.CheckConstraint("title <> ''", name=op.f("ck_orientation_title")),
        sa.CheckConstraint("(file_id is null) = (url <> '')", name=op.f("ck_orientation_file_or_link")),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name=op.f("fk_orientation_file_id")),
        sa.ForeignKeyConstraint(["added_by"], ["person.id"], name=op.f("fk_orientation_added_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_orientation")),
    )
    op.create_table(
        "master_class",
        *_record(
            sa.Column("title", sa.String(), nullable=False),
            sa.Column("day", sa.Date(), nullable=False),
        ),
        sa.CheckConstraint("title <> ''", name=op.f("ck_master_class_title")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_master_class")),
    )
    op.create_table(
        "master_class_attended",
        *_record(
            sa.Column("class_id", sa.Uuid(), nullable=False),
            sa.Column("person_id", sa.Uuid(), nullable=False),
        ),
        sa.ForeignKeyConstraint(
            ["class_id"], ["master_class.id"], name=op.f("fk_master_class_attended_class_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_master_class_attended_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_master_class_attended")),
        sa.UniqueConstraint(
            "class_id", "person_id", name=op.f("uq_master_class_attended_class_id_person_id")
        ),
    )
    for column in ("class_id", "person_id"):
        name = op.f(f"ix_master_class_attended_{column}")
        op.create_index(name, "master_class_attended", [column])


def _advice() -> None:
    op.create_table(
        "advice",
        *_record(
            sa.Column("decision_id", sa.Uuid(), nullable=False),
            sa.Column("application_id", sa.Uuid(), nullable=False),
            sa.Column("paragraphs", sa.JSON(), nullable=False),
            sa.Column("sources", sa.JSON(), nullable=False),
            sa.Column("released_at", MOMENT, nullable=True),
            sa.Column("released_by", sa.Uuid(), nullable=True),
            sa.Column("document_id", sa.Uuid(), nullable=True),
            subject=True,
        ),
        sa.CheckConstraint("state in ('drafted', 'released')", name=op.f("ck_advice_state")),
        sa.CheckConstraint(
            "(state = 'released') = (released_at is not null)", name=op.f("ck_advice_released")
        ),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_advice_application_id")
        ),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_advice_decision_id")),
        sa.ForeignKeyConstraint(["document_id"], ["issued_document.id"], name=op.f("fk_advice_document_id")),
        sa.ForeignKeyConstraint(["released_by"], ["person.id"], name=op.f("fk_advice_released_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_advice")),
        sa.UniqueConstraint("decision_id", name=op.f("uq_advice_decision_id")),
    )
    op.create_index(op.f("ix_advice_application_id"), "advice", ["application_id"])


def _statement() -> None:
    op.create_table(
        "public_statement",
        *_record(
            sa.Column("round_id", sa.Uuid(), nullable=False),
            sa.Column("opening", sa.Text(), nullable=False),
            sa.Column("closing", sa.Text(), nullable=False),
            sa.Column("facts", sa.JSON(), nullable=False),
            sa.Column("adopted_at", MOMENT, nullable=True),
            sa.Column("document_id", sa.Uuid(), nullable=True),
            subject=True,
        ),
        sa.CheckConstraint("state in ('drafted', 'adopted')", name=op.f("ck_public_statement_state")),
        sa.CheckConstraint(
            "(state = 'adopted') = (adopted_at is not null)", name=op.f("ck_public_statement_adopted")
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["issued_document.id"], name=op.f("fk_public_statement_document_id")
        ),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_public_statement_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_public_statement")),
        sa.UniqueConstraint("round_id", name=op.f("uq_public_statement_round_id")),
    )
    op.create_table(
        "statement_adoption",
        *_record(
            sa.Column("statement_id", sa.Uuid(), nullable=False),
            sa.Column("person_id", sa.Uuid(), nullable=False),
            sa.Column("mark", sa.String(), nullable=False),
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_statement_adoption_person_id")),
        sa.ForeignKeyConstraint(
            ["statement_id"], ["public_statement.id"], name=op.f("fk_statement_adoption_statement_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement_adoption")),
        sa.UniqueConstraint(
            "statement_id", "person_id", name=op.f("uq_statement_adoption_statement_id_person_id")
        ),
    )
    op.create_index(op.f("ix_statement_adoption_statement_id"), "statement_adoption", ["statement_id"])


def downgrade() -> None:
    for table in KEPT:
        for statement in triggers_models.drop_statements(table, op.get_bind().dialect.name):
            op.execute(statement)
    for table in (
        "statement_adoption",
        "public_statement",
        "advice",
        "master_class_attended",
        "master_class",
        "orientation",
        "letter_text",
    ):
        op.drop_table(table)
    with op.batch_alter_table("letter") as table:
        table.drop_column("words")
