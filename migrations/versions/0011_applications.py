"""Applications."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "application",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("party_id", sa.String(length=2), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=True),
        sa.Column("months", sa.Integer(), nullable=True),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("answers_id", sa.Uuid(), nullable=False),
        sa.Column("form_b_id", sa.Uuid(), nullable=True),
        sa.Column("form_c_id", sa.Uuid(), nullable=True),
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("started_by", sa.Uuid(), nullable=True),
        sa.Column("by_mail", sa.Boolean(), nullable=False),
        sa.Column("submitted_version", sa.Integer(), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cure_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("open_sections", sa.JSON(), nullable=False),
        sa.Column("withdrawn_reason", sa.String(), nullable=False),
        sa.CheckConstraint(
            "state <> 'returned' or cure_until is not null", name=op.f("ck_application_cure_until")
        ),
        sa.CheckConstraint(
            "state in ('draft', 'submitted', 'returned', 'eligible', 'ineligible', 'with_board', 'approved', 'reserve', 'not_approved', 'withdrawn')",
            name=op.f("ck_application_state"),
        ),
        sa.CheckConstraint(
            "state in ('draft', 'withdrawn') or submitted_version > 0",
            name=op.f("ck_application_submitted_version"),
        ),
        sa.ForeignKeyConstraint(["answers_id"], ["answer_set.id"], name=op.f("fk_application_answers_id")),
        sa.ForeignKeyConstraint(["form_b_id"], ["answer_set.id"], name=op.f("fk_application_form_b_id")),
        sa.ForeignKeyConstraint(["form_c_id"], ["answer_set.id"], name=op.f("fk_application_form_c_id")),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_application_party_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_application_plan_id")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_application_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application")),
        sa.UniqueConstraint("reference", name=op.f("uq_application_reference")),
    )
    op.create_index(op.f("ix_application_party_id"), "application", ["party_id"], unique=False)
    op.create_index(op.f("ix_application_round_id"), "application", ["round_id"], unique=False)
    op.create_table(
        "application_file",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.Column("added_by", sa.Uuid(), nullable=True),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_application_file_application_id")
        ),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name=op.f("fk_application_file_file_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application_file")),
    )
    op.create_index(
        op.f("ix_application_file_application_id"), "application_file", ["application_id"], unique=False
    )
    op.create_table(
        "application_version",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("how", sa.String(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted_by", sa.Uuid(), nullable=True),
        sa.Column("evidence", sa.String(), nullable=False),
        sa.Column("receipt_id", sa.Uuid(), nullable=True),
        sa.Column("pdf_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_application_version_application_id")
        ),
        sa.ForeignKeyConstraint(
            ["pdf_id"], ["issued_document.id"], name=op.f("fk_application_version_pdf_id")
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_application_version_plan_id")),
        sa.ForeignKeyConstraint(
            ["receipt_id"], ["issued_document.id"], name=op.f("fk_application_version_receipt_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application_version")),
        sa.UniqueConstraint(
            "application_id", "number", name=op.f("uq_application_version_application_id_number")
        ),
    )
    op.create_index(
        op.f("ix_application_version_application_id"), "application_version", ["application_id"], unique=False
    )
    op.create_table(
        "partner",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("party_id", sa.String(length=2), nullable=False),
        sa.Column("answered_by", sa.Uuid(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.CheckConstraint(
            "state in ('invited', 'confirmed', 'refused', 'removed')", name=op.f("ck_partner_state")
        ),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_partner_application_id")
        ),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_partner_party_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partner")),
        sa.UniqueConstraint("application_id", "party_id", name=op.f("uq_partner_application_id_party_id")),
    )
    op.create_index(op.f("ix_partner_application_id"), "partner", ["application_id"], unique=False)
    op.create_index(op.f("ix_partner_party_id"), "partner", ["party_id"], unique=False)
    op.create_table(
        "reconsideration",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("reasons", sa.String(), nullable=False),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_reconsideration_application_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reconsideration")),
    )
    op.create_index(
        op.f("ix_reconsideration_application_id"), "reconsideration", ["application_id"], unique=False
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_reconsideration_application_id"), table_name="reconsideration")
    op.drop_table("reconsideration")
    op.drop_index(op.f("ix_partner_application_id"), table_name="partner")
    op.drop_index(op.f("ix_partner_party_id"), table_name="partner")
    op.drop_table("partner")
    op.drop_index(op.f("ix_application_version_application_id"), table_name="application_version")
    op.drop_table("application_version")
    op.drop_index(op.f("ix_application_file_application_id"), table_name="application_file")
    op.drop_table("application_file")
    op.drop_index(op.f("ix_application_party_id"), table_name="application")
    op.drop_index(op.f("ix_application_round_id"), table_name="application")
    op.drop_table("application")
