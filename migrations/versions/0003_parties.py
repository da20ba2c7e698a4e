"""Parties."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "party",
        sa.Column("id", sa.String(length=2), nullable=False),
        sa.Column("iso3", sa.String(length=3), nullable=False),
        sa.Column("m49", sa.String(length=3), nullable=False),
        sa.Column("names", sa.JSON(), nullable=False),
        sa.Column("region", sa.String(), nullable=False),
        sa.Column("regional_group", sa.String(), nullable=False),
        sa.Column("category", sa.String(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("deposited_on", sa.Date(), nullable=True),
        sa.Column("in_force_from", sa.Date(), nullable=True),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.Column("ldc_expected_until", sa.Date(), nullable=True),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("notes", sa.String(), nullable=False),
        sa.Column("confidence", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_party")),
    )
    op.create_index(op.f("ix_party_region"), "party", ["region"], unique=False)
    op.create_table(
        "party_status",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("party_id", sa.String(length=2), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("from_day", sa.Date(), nullable=True),
        sa.Column("until_day", sa.Date(), nullable=True),
        sa.Column("assumed", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint("kind in ('eligibility', 'ldc', 'sids')", name=op.f("ck_party_status_kind")),
        sa.CheckConstraint(
            "value in ('developing', 'transition', 'check', 'no') and kind = 'eligibility' or value in ('yes', 'no') and kind <> 'eligibility'",
            name=op.f("ck_party_status_value"),
        ),
        sa.CheckConstraint(
            "from_day is null or until_day is null or from_day < until_day", name=op.f("ck_party_status_days")
        ),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_party_status_party_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_party_status")),
    )
    op.create_index(op.f("ix_party_status_party_id"), "party_status", ["party_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_party_status_party_id"), table_name="party_status")
    op.drop_table("party_status")
    op.drop_index(op.f("ix_party_region"), table_name="party")
    op.drop_table("party")
