"""Awards."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "reminder",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("about_type", sa.String(), nullable=False),
        sa.Column("about_id", sa.String(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder")),
        sa.UniqueConstraint(
            "about_type",
            "about_id",
            "step",
            "person_id",
            name=op.f("uq_reminder_about_type_about_id_step_person_id"),
        ),
    )
    op.create_table(
        "award",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=True),
        sa.Column("decision_id", sa.Uuid(), nullable=True),
        sa.Column("round_id", sa.Uuid(), nullable=True),
        sa.Column("party_id", sa.String(length=2), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("institution", sa.String(), nullable=False),
        sa.Column("offered_on", sa.Date(), nullable=True),
        sa.Column("answer_by", sa.Date(), nullable=True),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("plan_id", sa.Uuid(), nullable=True),
        sa.Column("plan_submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("plan_approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("plan_note", sa.Text(), nullable=False),
        sa.Column("agreement_type", sa.String(), nullable=False),
        sa.Column("agreement_number", sa.String(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("signed_by_party", sa.String(), nullable=False),
        sa.Column("signed_by_party_on", sa.Date(), nullable=True),
        sa.Column("signed_by_secretariat", sa.String(), nullable=False),
        sa.Column("signed_by_secretariat_on", sa.Date(), nullable=True),
        sa.Column("signed_copy_id", sa.Uuid(), nullable=True),
        sa.Column("vendor_reference", sa.String(), nullable=False),
        sa.Column("vendor_confirmed_by", sa.Uuid(), nullable=True),
        sa.Column("vendor_confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("spent_share", sa.Integer(), nullable=False),
        sa.Column("is_opening", sa.Boolean(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=True),
        sa.Column("notice", sa.Text(), nullable=False),
        sa.Column("payable_minor", sa.BigInteger(), nullable=False),
        sa.Column("assets_note", sa.Text(), nullable=False),
        sa.Column("activated_on", sa.Date(), nullable=True),
        sa.Column("completed_on", sa.Date(), nullable=True),
        sa.Column("terminated_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "state in ('offered', 'accepted', 'active', 'suspended', 'completed', 'closed', 'declined', 'lapsed', 'terminated')",
            name=op.f("ck_award_state"),
        ),
        sa.CheckConstraint(
            "state not in ('active', 'suspended', 'completed', 'closed') or (starts_on is not null and ends_on is not null)",
            name=op.f("ck_award_agreement"),
        ),
        sa.CheckConstraint("amount_minor > 0", name=op.f("ck_award_amount")),
        sa.CheckConstraint("is_opening or application_id is not null", name=op.f("ck_award_application")),
        sa.ForeignKeyConstraint(["application_id"], ["application.id"], name=op.f("fk_award_application_id")),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_award_decision_id")),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_award_party_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_award_plan_id")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_award_round_id")),
        sa.ForeignKeyConstraint(["signed_copy_id"], ["stored_file.id"], name=op.f("fk_award_signed_copy_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_award")),
        sa.UniqueConstraint("decision_id", name=op.f("uq_award_decision_id")),
        sa.UniqueConstraint("number", name=op.f("uq_award_number")),
    )
    op.create_index(op.f("ix_award_application_id"), "award", ["application_id"], unique=False)
    op.create_index(op.f("ix_award_party_id"), "award", ["party_id"], unique=False)
    op.create_index(op.f("ix_award_round_id"), "award", ["round_id"], unique=False)
    op.create_index(
        "uq_award_standing",
        "award",
        ["application_id"],
        unique=True,
        sqlite_where=sa.text("state not in ('declined', 'lapsed')"),
        postgresql_where=sa.text("state not in ('declined', 'lapsed')"),
    )
    op.create_table(
        "award_condition",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("award_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("met_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("met_by", sa.Uuid(), nullable=True),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["award_id"], ["award.id"], name=op.f("fk_award_condition_award_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_award_condition")),
    )
    op.create_index(op.f("ix_award_condition_award_id"), "award_condition", ["award_id"], unique=False)
    op.create_table(
        "due",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("award_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("period_from", sa.Date(), nullable=False),
        sa.Column("period_to", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("met_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("void", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["award_id"], ["award.id"], name=op.f("fk_due_award_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_due")),
        sa.UniqueConstraint("award_id", "kind", "period_from", name=op.f("uq_due_award_id_kind_period_from")),
    )
    op.create_index(op.f("ix_due_award_id"), "due", ["award_id"], unique=False)
    op.create_index(op.f("ix_due_due_on"), "due", ["due_on"], unique=False)
    op.create_table(
        "instalment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("award_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("minor", sa.BigInteger(), nullable=False),
        sa.Column("waits_for_signature", sa.Boolean(), nullable=False),
        sa.Column("waits_for_report", sa.String(), nullable=True),
        sa.Column("waits_for_day", sa.Date(), nullable=True),
        sa.Column("waits_for_spending", sa.Boolean(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("requested_by", sa.Uuid(), nullable=True),
        sa.Column("requested_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("paper_request", sa.String(), nullable=False),
        sa.Column("payable_after_end", sa.Boolean(), nullable=False),
        sa.Column("certified_by", sa.Uuid(), nullable=True),
        sa.Column("certified_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("approved_by", sa.Uuid(), nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("paid_by", sa.Uuid(), nullable=True),
        sa.Column("paid_on", sa.Date(), nullable=True),
        sa.Column("payment_reference", sa.String(), nullable=False),
        sa.Column("acknowledged_by", sa.Uuid(), nullable=True),
        sa.Column("acknowledged_on", sa.Date(), nullable=True),
        sa.Column("hold_reason", sa.String(), nullable=False),
        sa.Column("override_reason", sa.String(), nullable=False),
        sa.Column("overridden_by", sa.Uuid(), nullable=True),
        sa.Column("override_seconded_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint("minor > 0 or state = 'cancelled'", name=op.f("ck_instalment_minor")),
        sa.CheckConstraint("state <> 'held' or hold_reason <> ''", name=op.f("ck_instalment_hold_reason")),
        sa.CheckConstraint(
            "state in ('planned', 'requested', 'certified', 'approved', 'paid', 'acknowledged', 'held', 'cancelled')",
            name=op.f("ck_instalment_state"),
        ),
        sa.CheckConstraint(
            "state not in ('paid', 'acknowledged') or (paid_on is not null and payment_reference <> '')",
            name=op.f("ck_instalment_paid"),
        ),
        sa.CheckConstraint(
            "certified_by is null or approved_by is null or certified_by <> approved_by",
            name=op.f("ck_instalment_two_people"),
        ),
        sa.CheckConstraint(
            "paid_by is null or approved_by is null or paid_by <> approved_by",
            name=op.f("ck_instalment_payer"),
        ),
        sa.CheckConstraint(
            "requested_by is null or ((certified_by is null or requested_by <> certified_by) and (approved_by is null or requested_by <> approved_by))",
            name=op.f("ck_instalment_three_people"),
        ),
        sa.ForeignKeyConstraint(["award_id"], ["award.id"], name=op.f("fk_instalment_award_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_instalment")),
        sa.UniqueConstraint("award_id", "number", name=op.f("uq_instalment_award_id_number")),
    )
    op.create_index(op.f("ix_instalment_award_id"), "instalment", ["award_id"], unique=False)
    op.create_table(
        "opening_award",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("party_id", sa.String(length=2), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("award_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["award_id"], ["award.id"], name=op.f("fk_opening_award_award_id")),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_opening_award_party_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opening_award")),
    )
    op.create_index(op.f("ix_opening_award_party_id"), "opening_award", ["party_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_opening_award_party_id"), table_name="opening_award")
    op.drop_table("opening_award")
    op.drop_index(op.f("ix_instalment_award_id"), table_name="instalment")
    op.drop_table("instalment")
    op.drop_index(op.f("ix_due_award_id"), table_name="due")
    op.drop_index(op.f("ix_due_due_on"), table_name="due")
    op.drop_table("due")
    op.drop_index(op.f("ix_award_condition_award_id"), table_name="award_condition")
    op.drop_table("award_condition")
    op.drop_index(op.f("ix_award_application_id"), table_name="award")
    op.drop_index(op.f("ix_award_party_id"), table_name="award")
    op.drop_index(op.f("ix_award_round_id"), table_name="award")
    op.drop_index(
        "uq_award_standing",
        table_name="award",
        sqlite_where=sa.text("state not in ('declined', 'lapsed')"),
        postgresql_where=sa.text("state not in ('declined', 'lapsed')"),
    )
    op.drop_table("award")
    op.drop_table("reminder")
