"""Appraisal."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "applicant_question",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("answered_by", sa.Uuid(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reminded", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_applicant_question_application_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_applicant_question")),
    )
    op.create_index(
        op.f("ix_applicant_question_application_id"), "applicant_question", ["application_id"], unique=False
    )
    op.create_table(
        "appraisal",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("summary", sa.String(), nullable=False),
        sa.Column("strengths", sa.String(), nullable=False),
        sa.Column("weaknesses", sa.String(), nullable=False),
        sa.Column("questions", sa.String(), nullable=False),
        sa.Column("written_by", sa.Uuid(), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_appraisal_application_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appraisal")),
        sa.UniqueConstraint("application_id", name=op.f("uq_appraisal_application_id")),
    )
    op.create_table(
        "expert_invitation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("invited_by", sa.Uuid(), nullable=False),
        sa.Column("has_interest", sa.Boolean(), nullable=True),
        sa.Column("interest", sa.String(), nullable=False),
        sa.Column("comment", sa.String(), nullable=False),
        sa.Column("commented_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reminded", sa.JSON(), nullable=False),
        sa.CheckConstraint(
            "commented_at is null or has_interest is not null",
            name=op.f("ck_expert_invitation_declared_first"),
        ),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_expert_invitation_application_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_expert_invitation_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_expert_invitation")),
        sa.UniqueConstraint(
            "application_id", "person_id", name=op.f("uq_expert_invitation_application_id_person_id")
        ),
    )
    op.create_index(
        op.f("ix_expert_invitation_application_id"), "expert_invitation", ["application_id"], unique=False
    )
    op.create_index(op.f("ix_expert_invitation_person_id"), "expert_invitation", ["person_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_expert_invitation_application_id"), table_name="expert_invitation")
    op.drop_index(op.f("ix_expert_invitation_person_id"), table_name="expert_invitation")
    op.drop_table("expert_invitation")
    op.drop_table("appraisal")
    op.drop_index(op.f("ix_applicant_question_application_id"), table_name="applicant_question")
    op.drop_table("applicant_question")
