"""Changes."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "award_change",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("award_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("old_ends_on", sa.Date(), nullable=True),
        sa.Column("new_ends_on", sa.Date(), nullable=True),
        sa.Column("old_plan_id", sa.Uuid(), nullable=True),
        sa.Column("new_plan_id", sa.Uuid(), nullable=True),
        sa.Column("old_manager_id", sa.Uuid(), nullable=True),
        sa.Column("new_manager_name", sa.String(), nullable=False),
        sa.Column("new_manager_email", sa.String(), nullable=False),
        sa.Column("evidence_id", sa.Uuid(), nullable=True),
        sa.Column("proposed_by", sa.Uuid(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decision_reason", sa.Text(), nullable=False),
        sa.Column("instalments", sa.JSON(), nullable=False),
        sa.Column("signed_by_party", sa.String(), nullable=False),
        sa.Column("signed_by_party_on", sa.Date(), nullable=True),
        sa.Column("signed_by_secretariat", sa.String(), nullable=False),
        sa.Column("signed_by_secretariat_on", sa.Date(), nullable=True),
        sa.Column("signed_copy_id", sa.Uuid(), nullable=True),
        sa.Column("document_id", sa.Uuid(), nullable=True),
        sa.Column("in_force_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "kind <> 'extension' or new_ends_on > old_ends_on", name=op.f("ck_award_change_extension")
        ),
        sa.CheckConstraint(
            "kind <> 'manager' or new_manager_email <> ''", name=op.f("ck_award_change_manager")
        ),
        sa.CheckConstraint(
            "kind in ('extension', 'budget', 'framework', 'manager')", name=op.f("ck_award_change_kind")
        ),
        sa.CheckConstraint(
            "kind not in ('budget', 'framework') or new_plan_id is not null",
            name=op.f("ck_award_change_plan"),
        ),
        sa.CheckConstraint(
            "state <> 'in_force' or (signed_by_party_on is not null and signed_by_secretariat_on is not null)",
            name=op.f("ck_award_change_signed"),
        ),
        sa.CheckConstraint(
            "state in ('proposed', 'returned', 'approved', 'in_force', 'refused', 'withdrawn')",
            name=op.f("ck_award_change_state"),
        ),
        sa.ForeignKeyConstraint(["award_id"], ["award.id"], name=op.f("fk_award_change_award_id")),
        sa.ForeignKeyConstraint(
            ["document_id"], ["issued_document.id"], name=op.f("fk_award_change_document_id")
        ),
        sa.ForeignKeyConstraint(
            ["evidence_id"], ["stored_file.id"], name=op.f("fk_award_change_evidence_id")
        ),
        sa.ForeignKeyConstraint(["new_plan_id"], ["plan.id"], name=op.f("fk_award_change_new_plan_id")),
        sa.ForeignKeyConstraint(
            ["old_manager_id"], ["person.id"], name=op.f("fk_award_change_old_manager_id")
        ),
        sa.ForeignKeyConstraint(["old_plan_id"], ["plan.id"], name=op.f("fk_award_change_old_plan_id")),
        sa.ForeignKeyConstraint(
            ["signed_copy_id"], ["stored_file.id"], name=op.f("fk_award_change_signed_copy_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_award_change")),
        sa.UniqueConstraint("award_id", "number", name=op.f("uq_award_change_award_id_number")),
    )
    op.create_index(op.f("ix_award_change_award_id"), "award_change", ["award_id"], unique=False)
    op.create_table(
        "change_draft",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("award_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("change_id", sa.Uuid(), nullable=True),
        sa.Column("started_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["award_id"], ["award.id"], name=op.f("fk_change_draft_award_id")),
        sa.ForeignKeyConstraint(["change_id"], ["award_change.id"], name=op.f("fk_change_draft_change_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_change_draft_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change_draft")),
        sa.UniqueConstraint("award_id", name=op.f("uq_change_draft_award_id")),
    )


def downgrade() -> None:
    op.drop_table("change_draft")
    op.drop_index(op.f("ix_award_change_award_id"), table_name="award_change")
    op.drop_table("award_change")
