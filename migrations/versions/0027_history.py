"""Who changed which row of a plan, from what to what; since when a row of a report stands as it does."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

TEXTS = ("kind", "number", "keys", "above")


def upgrade() -> None:
    with op.batch_alter_table("plan_change") as table:
        table.alter_column("row", new_column_name="before")
        for name in TEXTS:
            table.add_column(sa.Column(name, sa.String(), server_default="", nullable=False))
        table.add_column(sa.Column("after", sa.JSON(), server_default="{}", nullable=False))
        table.add_column(sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True))
        table.add_column(sa.Column("page", sa.String(), nullable=True))
    with op.batch_alter_table("report_row") as table:
        table.add_column(sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True))
    for name in ("plan_change", "report_row"):
        op.execute(f"UPDATE {name} SET changed_at = created_at")
        with op.batch_alter_table(name) as table:
            table.alter_column("changed_at", nullable=False)
    with op.batch_alter_table("plan_change") as table:
        for name in (*TEXTS, "after"):
            table.alter_column(name, server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("report_row") as table:
        table.drop_column("changed_at")
    with op.batch_alter_table("plan_change") as table:
        for name in ("page", "changed_at", "after", *reversed(TEXTS)):
            table.drop_column(name)
        table.alter_column("before", new_column_name="row")
