"""Scenarios: what the Board might decide of a round as a whole."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "scenario",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("least", sa.JSON(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("chosen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("chosen_by", sa.Uuid(), nullable=True),
        sa.Column("meeting_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint("state in ('open', 'chosen')", name=op.f("ck_scenario_state")),
        sa.CheckConstraint("origin in ('hand', 'computed')", name=op.f("ck_scenario_origin")),
        sa.CheckConstraint("name <> ''", name=op.f("ck_scenario_name")),
        sa.CheckConstraint(
            "(state = 'chosen') = (chosen_at is not null)"
            " and (chosen_at is null) = (chosen_by is null) and (chosen_at is null) = (meeting_id is null)",
            name=op.f("ck_scenario_chosen"),
        ),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_scenario_round_id")),
        sa.ForeignKeyConstraint(["made_by"], ["person.id"], name=op.f("fk_scenario_made_by")),
        sa.ForeignKeyConstraint(["chosen_by"], ["person.id"], name=op.f("fk_scenario_chosen_by")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_scenario_meeting_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scenario")),
        sa.UniqueConstraint("round_id", "number", name=op.f("uq_scenario_round_id_number")),
    )
    op.create_index(op.f("ix_scenario_round_id"), "scenario", ["round_id"], unique=False)
    op.create_index(op.f("ix_scenario_meeting_id"), "scenario", ["meeting_id"], unique=False)
    op.create_table(
        "scenario_row",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("scenario_id", sa.Uuid(), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "outcome in ('approved', 'reserve', 'not_approved')", name=op.f("ck_scenario_row_outcome")
        ),
        sa.CheckConstraint(
            "(outcome = 'approved') = (amount_minor is not null)", name=op.f("ck_scenario_row_amount")
        ),
        sa.CheckConstraint(
            "amount_minor is null or amount_minor > 0", name=op.f("ck_scenario_row_amount_positive")
        ),
        sa.ForeignKeyConstraint(["scenario_id"], ["scenario.id"], name=op.f("fk_scenario_row_scenario_id")),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_scenario_row_application_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scenario_row")),
        sa.UniqueConstraint(
            "scenario_id", "application_id", name=op.f("uq_scenario_row_scenario_id_application_id")
        ),
    )
    op.create_index(op.f("ix_scenario_row_scenario_id"), "scenario_row", ["scenario_id"], unique=False)
    op.create_index(op.f("ix_scenario_row_application_id"), "scenario_row", ["application_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_scenario_row_application_id"), table_name="scenario_row")
    op.drop_index(op.f("ix_scenario_row_scenario_id"), table_name="scenario_row")
    op.drop_table("scenario_row")
    op.drop_index(op.f("ix_scenario_meeting_id"), table_name="scenario")
    op.drop_index(op.f("ix_scenario_round_id"), table_name="scenario")
    op.drop_table("scenario")
