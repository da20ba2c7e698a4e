"""Rounds."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "round",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("names", sa.JSON(), nullable=False),
        sa.Column("guidance", sa.JSON(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("opens_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("announced_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("floor_minor", sa.BigInteger(), nullable=False),
        sa.Column("ceiling_minor", sa.BigInteger(), nullable=False),
        sa.Column("envelope_minor", sa.BigInteger(), nullable=True),
        sa.Column("envelope_reason", sa.String(), nullable=False),
        sa.Column("longest_months", sa.Integer(), nullable=False),
        sa.Column("class_caps", sa.JSON(), nullable=False),
        sa.Column("checklist", sa.JSON(), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("framework_label", sa.String(), nullable=False),
        sa.Column("scoring_mode", sa.String(), nullable=False),
        sa.Column("scores_due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("quorum_part", sa.Integer(), nullable=False),
        sa.Column("quorum_whole", sa.Integer(), nullable=False),
        sa.Column("partners_confirm", sa.String(), nullable=False),
        sa.Column("cure_days", sa.Integer(), nullable=False),
        sa.Column("grace_minutes", sa.Integer(), nullable=False),
        sa.Column("reconsideration_days", sa.Integer(), nullable=False),
        sa.Column("status_day", sa.Date(), nullable=True),
        sa.Column("reserve_until", sa.Date(), nullable=True),
        sa.Column("form_a_id", sa.Uuid(), nullable=True),
        sa.Column("form_b_id", sa.Uuid(), nullable=True),
        sa.Column("form_c_id", sa.Uuid(), nullable=True),
        sa.Column("is_demonstration", sa.Boolean(), nullable=False),
        sa.Column("past", sa.JSON(), nullable=True),
        sa.Column("declarations_asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("letters_released_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancel_reason", sa.String(), nullable=False),
        sa.CheckConstraint(
            "state in ('draft', 'announced', 'screening', 'appraisal', 'with_board', 'decided', 'completed', 'cancelled')",
            name=op.f("ck_round_state"),
        ),
        sa.CheckConstraint(
            "state in ('draft', 'completed', 'cancelled') or closes_at is not null",
            name=op.f("ck_round_closes_at"),
        ),
        sa.CheckConstraint(
            "closes_at is null or opens_at is null or opens_at < closes_at", name=op.f("ck_round_dates")
        ),
        sa.CheckConstraint("floor_minor <= ceiling_minor", name=op.f("ck_round_range")),
        sa.ForeignKeyConstraint(["form_a_id"], ["form_version.id"], name=op.f("fk_round_form_a_id")),
        sa.ForeignKeyConstraint(["form_b_id"], ["form_version.id"], name=op.f("fk_round_form_b_id")),
        sa.ForeignKeyConstraint(["form_c_id"], ["form_version.id"], name=op.f("fk_round_form_c_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round")),
        sa.UniqueConstraint("number", name=op.f("uq_round_number")),
    )
    op.create_table(
        "applicant_extension",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("party_id", sa.String(length=2), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("decided_by", sa.Uuid(), nullable=False),
        sa.Column("seconded_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint("decided_by <> seconded_by", name=op.f("ck_applicant_extension_two_people")),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_applicant_extension_party_id")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_applicant_extension_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_applicant_extension")),
    )
    op.create_index(
        op.f("ix_applicant_extension_round_id"), "applicant_extension", ["round_id"], unique=False
    )
    op.create_table(
        "criterion",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.Column("label", sa.JSON(), nullable=False),
        sa.Column("steps", sa.JSON(), nullable=False),
        sa.CheckConstraint("weight between 1 and 100", name=op.f("ck_criterion_weight")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_criterion_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_criterion")),
        sa.UniqueConstraint("round_id", "key", name=op.f("uq_criterion_round_id_key")),
    )
    op.create_index(op.f("ix_criterion_round_id"), "criterion", ["round_id"], unique=False)
    op.create_table(
        "erratum",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.JSON(), nullable=False),
        sa.Column("published_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_erratum_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erratum")),
    )
    op.create_index(op.f("ix_erratum_round_id"), "erratum", ["round_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_erratum_round_id"), table_name="erratum")
    op.drop_table("erratum")
    op.drop_index(op.f("ix_criterion_round_id"), table_name="criterion")
    op.drop_table("criterion")
    op.drop_index(op.f("ix_applicant_extension_round_id"), table_name="applicant_extension")
    op.drop_table("applicant_extension")
    op.drop_table("round")
