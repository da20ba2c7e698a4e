"""Reports."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "report",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("award_id", sa.Uuid(), nullable=False),
        sa.Column("due_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("period_from", sa.Date(), nullable=False),
        sa.Column("period_to", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=True),
        sa.Column("answers_id", sa.Uuid(), nullable=False),
        sa.Column("submitted_version", sa.Integer(), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("submitted_by", sa.Uuid(), nullable=True),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("accepted_by", sa.Uuid(), nullable=True),
        sa.Column("figures_accepted_by", sa.Uuid(), nullable=True),
        sa.Column("figures_accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("review_note", sa.Text(), nullable=False),
        sa.Column("to_mend", sa.JSON(), nullable=False),
        sa.Column("posted_minor", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "state <> 'accepted' or accepted_at is not null", name=op.f("ck_report_accepted_at")
        ),
        sa.CheckConstraint(
            "state <> 'accepted' or kind not in ('expenditure', 'statement') or figures_accepted_at is not null",
            name=op.f("ck_report_figures"),
        ),
        sa.CheckConstraint("state = 'accepted' or posted_minor = 0", name=op.f("ck_report_posted")),
        sa.CheckConstraint(
            "state in ('draft', 'submitted', 'returned', 'accepted', 'waived')", name=op.f("ck_report_state")
        ),
        sa.CheckConstraint(
            "state in ('draft', 'waived') or submitted_version > 0", name=op.f("ck_report_submitted_version")
        ),
        sa.ForeignKeyConstraint(["answers_id"], ["answer_set.id"], name=op.f("fk_report_answers_id")),
        sa.ForeignKeyConstraint(["award_id"], ["award.id"], name=op.f("fk_report_award_id")),
        sa.ForeignKeyConstraint(["due_id"], ["due.id"], name=op.f("fk_report_due_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_report_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report")),
        sa.UniqueConstraint("award_id", "kind", "number", name=op.f("uq_report_award_id_kind_number")),
        sa.UniqueConstraint(
            "award_id", "kind", "period_from", name=op.f("uq_report_award_id_kind_period_from")
        ),
    )
    op.create_index(op.f("ix_report_award_id"), "report", ["award_id"], unique=False)
    op.create_index(op.f("ix_report_due_id"), "report", ["due_id"], unique=False)
    op.create_index(op.f("ix_report_due_on"), "report", ["due_on"], unique=False)
    op.create_table(
        "report_file",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("report_id", sa.Uuid(), nullable=False),
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name=op.f("fk_report_file_file_id")),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name=op.f("fk_report_file_report_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_file")),
    )
    op.create_index(op.f("ix_report_file_report_id"), "report_file", ["report_id"], unique=False)
    op.create_table(
        "report_inventory_item",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("report_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("serial", sa.String(), nullable=False),
        sa.Column("bought_on", sa.Date(), nullable=True),
        sa.Column("minor", sa.BigInteger(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("custodian", sa.String(), nullable=False),
        sa.Column("condition", sa.String(), nullable=False),
        sa.CheckConstraint("minor > 0", name=op.f("ck_report_inventory_item_minor")),
        sa.ForeignKeyConstraint(
            ["report_id"], ["report.id"], name=op.f("fk_report_inventory_item_report_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_inventory_item")),
    )
    op.create_index(
        op.f("ix_report_inventory_item_report_id"), "report_inventory_item", ["report_id"], unique=False
    )
    op.create_table(
        "report_row",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("report_id", sa.Uuid(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("origin_id", sa.Uuid(), nullable=False),
        sa.Column("cells", sa.JSON(), nullable=False),
        sa.Column("minor", sa.BigInteger(), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint("minor >= 0", name=op.f("ck_report_row_minor")),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name=op.f("fk_report_row_report_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_row")),
        sa.UniqueConstraint(
            "report_id", "question", "origin_id", name=op.f("uq_report_row_report_id_question_origin_id")
        ),
    )
    op.create_index(op.f("ix_report_row_origin_id"), "report_row", ["origin_id"], unique=False)
    op.create_index(op.f("ix_report_row_report_id"), "report_row", ["report_id"], unique=False)
    op.create_table(
        "report_version",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("report_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("submitted_by", sa.Uuid(), nullable=True),
        sa.Column("plan_id", sa.Uuid(), nullable=True),
        sa.Column("document_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["document_id"], ["issued_document.id"], name=op.f("fk_report_version_document_id")
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_report_version_plan_id")),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name=op.f("fk_report_version_report_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_version")),
        sa.UniqueConstraint("report_id", "number", name=op.f("uq_report_version_report_id_number")),
    )
    op.create_index(op.f("ix_report_version_report_id"), "report_version", ["report_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_report_version_report_id"), table_name="report_version")
    op.drop_table("report_version")
    op.drop_index(op.f("ix_report_row_origin_id"), table_name="report_row")
    op.drop_index(op.f("ix_report_row_report_id"), table_name="report_row")
    op.drop_table("report_row")
    op.drop_index(op.f("ix_report_inventory_item_report_id"), table_name="report_inventory_item")
    op.drop_table("report_inventory_item")
    op.drop_index(op.f("ix_report_file_report_id"), table_name="report_file")
    op.drop_table("report_file")
    op.drop_index(op.f("ix_report_award_id"), table_name="report")
    op.drop_index(op.f("ix_report_due_id"), table_name="report")
    op.drop_index(op.f("ix_report_due_on"), table_name="report")
    op.drop_table("report")
