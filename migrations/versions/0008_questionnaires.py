"""Questionnaires."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "form_version",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("introduction", sa.JSON(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_form_version")),
        sa.UniqueConstraint("kind", "number", name=op.f("uq_form_version_kind_number")),
    )
    op.create_table(
        "answer_set",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("form_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["form_id"], ["form_version.id"], name=op.f("fk_answer_set_form_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer_set")),
    )
    op.create_table(
        "form_section",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("form_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("guidance", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["form_id"], ["form_version.id"], name=op.f("fk_form_section_form_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_form_section")),
        sa.UniqueConstraint("form_id", "key", name=op.f("uq_form_section_form_id_key")),
    )
    op.create_index(op.f("ix_form_section_form_id"), "form_section", ["form_id"], unique=False)
    op.create_table(
        "answer",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer_set_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["answer_set_id"], ["answer_set.id"], name=op.f("fk_answer_answer_set_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer")),
        sa.UniqueConstraint("answer_set_id", "key", name=op.f("uq_answer_answer_set_id_key")),
    )
    op.create_index(op.f("ix_answer_answer_set_id"), "answer", ["answer_set_id"], unique=False)
    op.create_table(
        "answer_change",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer_set_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
        sa.Column("is_set_aside", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["answer_set_id"], ["answer_set.id"], name=op.f("fk_answer_change_answer_set_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer_change")),
    )
    op.create_index(op.f("ix_answer_change_answer_set_id"), "answer_change", ["answer_set_id"], unique=False)
    op.create_table(
        "form_question",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("section_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("label", sa.JSON(), nullable=False),
        sa.Column("hint", sa.JSON(), nullable=False),
        sa.Column("required", sa.Boolean(), nullable=False),
        sa.Column("settings", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["section_id"], ["form_section.id"], name=op.f("fk_form_question_section_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_form_question")),
        sa.UniqueConstraint("section_id", "key", name=op.f("uq_form_question_section_id_key")),
    )
    op.create_index(op.f("ix_form_question_section_id"), "form_question", ["section_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_form_question_section_id"), table_name="form_question")
    op.drop_table("form_question")
    op.drop_index(op.f("ix_answer_change_answer_set_id"), table_name="answer_change")
    op.drop_table("answer_change")
    op.drop_index(op.f("ix_answer_answer_set_id"), table_name="answer")
    op.drop_table("answer")
    op.drop_index(op.f("ix_form_section_form_id"), table_name="form_section")
    op.drop_table("form_section")
    op.drop_table("answer_set")
    op.drop_table("form_version")
