"""Plans."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "plan",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("copied_from_id", sa.Uuid(), nullable=True),
        sa.Column("frozen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["copied_from_id"], ["plan.id"], name=op.f("fk_plan_copied_from_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan")),
    )
    op.create_table(
        "plan_other_funding",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("in_kind", sa.Boolean(), nullable=False),
        sa.Column("minor", sa.BigInteger(), nullable=False),
        sa.Column("typed", sa.String(), nullable=False),
        sa.Column("is_confirmed", sa.Boolean(), nullable=False),
        sa.CheckConstraint("minor >= 0", name=op.f("ck_plan_other_funding_minor")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_plan_other_funding_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_other_funding")),
    )
    op.create_index(op.f("ix_plan_other_funding_plan_id"), "plan_other_funding", ["plan_id"], unique=False)
    op.create_table(
        "plan_outcome",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("origin_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_plan_outcome_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_outcome")),
    )
    op.create_index(op.f("ix_plan_outcome_origin_id"), "plan_outcome", ["origin_id"], unique=False)
    op.create_index(op.f("ix_plan_outcome_plan_id"), "plan_outcome", ["plan_id"], unique=False)
    op.create_table(
        "plan_risk",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("likelihood", sa.Integer(), nullable=True),
        sa.Column("impact", sa.Integer(), nullable=True),
        sa.Column("mitigation", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_plan_risk_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_risk")),
    )
    op.create_index(op.f("ix_plan_risk_plan_id"), "plan_risk", ["plan_id"], unique=False)
    op.create_table(
        "plan_output",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("outcome_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("origin_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["outcome_id"], ["plan_outcome.id"], name=op.f("fk_plan_output_outcome_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_output")),
    )
    op.create_index(op.f("ix_plan_output_origin_id"), "plan_output", ["origin_id"], unique=False)
    op.create_index(op.f("ix_plan_output_outcome_id"), "plan_output", ["outcome_id"], unique=False)
    op.create_table(
        "plan_activity",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("output_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("responsible", sa.String(), nullable=False),
        sa.Column("quarters", sa.JSON(), nullable=False),
        sa.Column("origin_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["output_id"], ["plan_output.id"], name=op.f("fk_plan_activity_output_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_activity")),
    )
    op.create_index(op.f("ix_plan_activity_origin_id"), "plan_activity", ["origin_id"], unique=False)
    op.create_index(op.f("ix_plan_activity_output_id"), "plan_activity", ["output_id"], unique=False)
    op.create_table(
        "plan_indicator",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("outcome_id", sa.Uuid(), nullable=True),
        sa.Column("output_id", sa.Uuid(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("baseline", sa.String(), nullable=False),
        sa.Column("target", sa.String(), nullable=False),
        sa.Column("means", sa.String(), nullable=False),
        sa.Column("assumptions", sa.String(), nullable=False),
        sa.Column("origin_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "(outcome_id is null) <> (output_id is null)", name=op.f("ck_plan_indicator_one_owner")
        ),
        sa.ForeignKeyConstraint(
            ["outcome_id"], ["plan_outcome.id"], name=op.f("fk_plan_indicator_outcome_id")
        ),
        sa.ForeignKeyConstraint(["output_id"], ["plan_output.id"], name=op.f("fk_plan_indicator_output_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_indicator")),
    )
    op.create_index(op.f("ix_plan_indicator_origin_id"), "plan_indicator", ["origin_id"], unique=False)
    op.create_index(op.f("ix_plan_indicator_outcome_id"), "plan_indicator", ["outcome_id"], unique=False)
    op.create_index(op.f("ix_plan_indicator_output_id"), "plan_indicator", ["output_id"], unique=False)
    op.create_table(
        "plan_budget_line",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("activity_id", sa.Uuid(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("budget_class", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("minor", sa.BigInteger(), nullable=False),
        sa.Column("typed", sa.String(), nullable=False),
        sa.Column("explanation", sa.String(), nullable=False),
        sa.Column("origin_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint("minor >= 0", name=op.f("ck_plan_budget_line_minor")),
        sa.CheckConstraint("year between 1 and 10", name=op.f("ck_plan_budget_line_year")),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["plan_activity.id"], name=op.f("fk_plan_budget_line_activity_id")
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_plan_budget_line_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_budget_line")),
    )
    op.create_index(
        op.f("ix_plan_budget_line_activity_id"), "plan_budget_line", ["activity_id"], unique=False
    )
    op.create_index(op.f("ix_plan_budget_line_origin_id"), "plan_budget_line", ["origin_id"], unique=False)
    op.create_index(op.f("ix_plan_budget_line_plan_id"), "plan_budget_line", ["plan_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_plan_budget_line_activity_id"), table_name="plan_budget_line")
    op.drop_index(op.f("ix_plan_budget_line_origin_id"), table_name="plan_budget_line")
    op.drop_index(op.f("ix_plan_budget_line_plan_id"), table_name="plan_budget_line")
    op.drop_table("plan_budget_line")
    op.drop_index(op.f("ix_plan_indicator_origin_id"), table_name="plan_indicator")
    op.drop_index(op.f("ix_plan_indicator_outcome_id"), table_name="plan_indicator")
    op.drop_index(op.f("ix_plan_indicator_output_id"), table_name="plan_indicator")
    op.drop_table("plan_indicator")
    op.drop_index(op.f("ix_plan_activity_origin_id"), table_name="plan_activity")
    op.drop_index(op.f("ix_plan_activity_output_id"), table_name="plan_activity")
    op.drop_table("plan_activity")
    op.drop_index(op.f("ix_plan_output_origin_id"), table_name="plan_output")
    op.drop_index(op.f("ix_plan_output_outcome_id"), table_name="plan_output")
    op.drop_table("plan_output")
    op.drop_index(op.f("ix_plan_risk_plan_id"), table_name="plan_risk")
    op.drop_table("plan_risk")
    op.drop_index(op.f("ix_plan_outcome_origin_id"), table_name="plan_outcome")
    op.drop_index(op.f("ix_plan_outcome_plan_id"), table_name="plan_outcome")
    op.drop_table("plan_outcome")
    op.drop_index(op.f("ix_plan_other_funding_plan_id"), table_name="plan_other_funding")
    op.drop_table("plan_other_funding")
    op.drop_table("plan")
