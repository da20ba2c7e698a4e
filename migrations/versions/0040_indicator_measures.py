"""What an indicator counts for when projects are added up."""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None

MEASURE = "measure in ('', 'people', 'mercury', 'inventories', 'texts', 'sites')"
HOW = "how in ('value', 'reached')"


def upgrade() -> None:
    op.create_table(
        "indicator_measure",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("origin_id", sa.Uuid(), nullable=False),
        sa.Column("measure", sa.String(), nullable=False),
        sa.Column("how", sa.String(), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint(MEASURE, name=op.f("ck_indicator_measure_measure")),
        sa.CheckConstraint(HOW, name=op.f("ck_indicator_measure_how")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator_measure")),
        sa.UniqueConstraint("origin_id", name=op.f("uq_indicator_measure_origin_id")),
    )


def downgrade() -> None:
    op.drop_table("indicator_measure")
