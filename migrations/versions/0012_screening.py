"""Screening."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "application_return",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("sections", sa.JSON(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("returned_by", sa.Uuid(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_how", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_application_return_application_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application_return")),
    )
    op.create_index(
        op.f("ix_application_return_application_id"), "application_return", ["application_id"], unique=False
    )
    op.create_table(
        "letter",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("prepared_by", sa.Uuid(), nullable=True),
        sa.Column("released_by", sa.Uuid(), nullable=True),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("dropped_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("document_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint("released_at is null or document_id is not null", name=op.f("ck_letter_issued")),
        sa.CheckConstraint(
            "released_at is null or dropped_at is null", name=op.f("ck_letter_released_or_dropped")
        ),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_letter_application_id")
        ),
        sa.ForeignKeyConstraint(["document_id"], ["issued_document.id"], name=op.f("fk_letter_document_id")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_letter_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter")),
    )
    op.create_index(op.f("ix_letter_application_id"), "letter", ["application_id"], unique=False)
    op.create_index(op.f("ix_letter_round_id"), "letter", ["round_id"], unique=False)
    op.create_index(
        "uq_letter_held",
        "letter",
        ["application_id"],
        unique=True,
        sqlite_where=sa.text("released_at is null and dropped_at is null"),
        postgresql_where=sa.text("released_at is null and dropped_at is null"),
    )
    op.create_table(
        "screening_line",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("proposed", sa.String(), nullable=False),
        sa.Column("reason", sa.JSON(), nullable=False),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided", sa.String(), nullable=True),
        sa.Column("decision_reason", sa.String(), nullable=False),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("carried_from", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "decided is null or decided = proposed or decision_reason <> ''",
            name=op.f("ck_screening_line_override_reason"),
        ),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_screening_line_application_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_screening_line")),
        sa.UniqueConstraint(
            "application_id", "version", "key", name=op.f("uq_screening_line_application_id_version_key")
        ),
    )
    op.create_index(
        op.f("ix_screening_line_application_id"), "screening_line", ["application_id"], unique=False
    )
    op.create_table(
        "application_refusal",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("reasons", sa.String(), nullable=False),
        sa.Column("decided_by", sa.Uuid(), nullable=False),
        sa.Column("seconded_by", sa.Uuid(), nullable=False),
        sa.Column("letter_id", sa.Uuid(), nullable=True),
        sa.Column("reconsider_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("overturned_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_application_refusal_application_id")
        ),
        sa.ForeignKeyConstraint(["letter_id"], ["letter.id"], name=op.f("fk_application_refusal_letter_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application_refusal")),
    )
    op.create_index(
        op.f("ix_application_refusal_application_id"), "application_refusal", ["application_id"], unique=False
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_application_refusal_application_id"), table_name="application_refusal")
    op.drop_table("application_refusal")
    op.drop_index(op.f("ix_screening_line_application_id"), table_name="screening_line")
    op.drop_table("screening_line")
    op.drop_index(op.f("ix_letter_application_id"), table_name="letter")
    op.drop_index(op.f("ix_letter_round_id"), table_name="letter")
    op.drop_index(
        "uq_letter_held",
        table_name="letter",
        sqlite_where=sa.text("released_at is null and dropped_at is null"),
        postgresql_where=sa.text("released_at is null and dropped_at is null"),
    )
    op.drop_table("letter")
    op.drop_index(op.f("ix_application_return_application_id"), table_name="application_return")
    op.drop_table("application_return")
