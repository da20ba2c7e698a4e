"""What a photograph of a report shows, where and when; what became of equipment on an inventory."""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None

TEXTS = (
    ("report_file", "caption"),
    ("report_file", "place"),
    ("report_inventory_item", "fate"),
    ("report_inventory_item", "fate_note"),
)


def upgrade() -> None:
    for name, column in TEXTS:
        with op.batch_alter_table(name) as table:
            table.add_column(sa.Column(column, sa.String(), server_default="", nullable=False))
        with op.batch_alter_table(name) as table:
            table.alter_column(column, server_default=None)
    with op.batch_alter_table("report_file") as table:
        table.add_column(sa.Column("taken_on", sa.Date(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("report_file") as table:
        table.drop_column("taken_on")
    for name, column in TEXTS:
        with op.batch_alter_table(name) as table:
            table.drop_column(column)
