"""Scoring."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "seal",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("missing", sa.JSON(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("absent", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_seal_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seal")),
        sa.UniqueConstraint("round_id", name=op.f("uq_seal_round_id")),
    )
    op.create_table(
        "score_sheet",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("seat_id", sa.Uuid(), nullable=False),
        sa.Column("comment", sa.String(), nullable=False),
        sa.Column("notes", sa.String(), nullable=False),
        sa.Column("handed_in_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state <> 'handed_in' or handed_in_at is not null", name=op.f("ck_score_sheet_handed_in_at")
        ),
        sa.CheckConstraint("state in ('draft', 'handed_in', 'annulled')", name=op.f("ck_score_sheet_state")),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_score_sheet_application_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_score_sheet_person_id")),
        sa.ForeignKeyConstraint(["seat_id"], ["board_seat.id"], name=op.f("fk_score_sheet_seat_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_score_sheet")),
        sa.UniqueConstraint(
            "application_id", "person_id", name=op.f("uq_score_sheet_application_id_person_id")
        ),
    )
    op.create_index(op.f("ix_score_sheet_application_id"), "score_sheet", ["application_id"], unique=False)
    op.create_index(op.f("ix_score_sheet_person_id"), "score_sheet", ["person_id"], unique=False)
    op.create_table(
        "seal_consent",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seal_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_seal_consent_person_id")),
        sa.ForeignKeyConstraint(["seal_id"], ["seal.id"], name=op.f("fk_seal_consent_seal_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seal_consent")),
        sa.UniqueConstraint("seal_id", "person_id", name=op.f("uq_seal_consent_seal_id_person_id")),
    )
    op.create_index(op.f("ix_seal_consent_seal_id"), "seal_consent", ["seal_id"], unique=False)
    op.create_table(
        "score",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sheet_id", sa.Uuid(), nullable=False),
        sa.Column("criterion_id", sa.Uuid(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=True),
        sa.Column("abstains", sa.Boolean(), nullable=False),
        sa.Column("comment", sa.String(), nullable=False),
        sa.CheckConstraint("not (abstains and value is not null)", name=op.f("ck_score_abstention")),
        sa.CheckConstraint("value between 0 and 5", name=op.f("ck_score_scale")),
        sa.ForeignKeyConstraint(["criterion_id"], ["criterion.id"], name=op.f("fk_score_criterion_id")),
        sa.ForeignKeyConstraint(["sheet_id"], ["score_sheet.id"], name=op.f("fk_score_sheet_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_score")),
        sa.UniqueConstraint("sheet_id", "criterion_id", name=op.f("uq_score_sheet_id_criterion_id")),
    )
    op.create_index(op.f("ix_score_sheet_id"), "score", ["sheet_id"], unique=False)
    op.create_table(
        "score_revision",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sheet_id", sa.Uuid(), nullable=False),
        sa.Column("criterion_id", sa.Uuid(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=True),
        sa.Column("comment", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("revised_by", sa.Uuid(), nullable=False),
        sa.CheckConstraint("value between 0 and 5", name=op.f("ck_score_revision_scale")),
        sa.ForeignKeyConstraint(
            ["criterion_id"], ["criterion.id"], name=op.f("fk_score_revision_criterion_id")
        ),
        sa.ForeignKeyConstraint(["sheet_id"], ["score_sheet.id"], name=op.f("fk_score_revision_sheet_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_score_revision")),
    )
    op.create_index(op.f("ix_score_revision_sheet_id"), "score_revision", ["sheet_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_score_revision_sheet_id"), table_name="score_revision")
    op.drop_table("score_revision")
    op.drop_index(op.f("ix_score_sheet_id"), table_name="score")
    op.drop_table("score")
    op.drop_index(op.f("ix_seal_consent_seal_id"), table_name="seal_consent")
    op.drop_table("seal_consent")
    op.drop_index(op.f("ix_score_sheet_application_id"), table_name="score_sheet")
    op.drop_index(op.f("ix_score_sheet_person_id"), table_name="score_sheet")
    op.drop_table("score_sheet")
    op.drop_table("seal")
