"""The majority of a vote is the round's, documents lie on the agenda, and the Board says whether scores are annexed."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("round") as table:
        table.add_column(sa.Column("majority", sa.String(), server_default="simple_majority", nullable=False))
    with op.batch_alter_table("round") as table:
        table.alter_column("majority", server_default=None)
        table.create_check_constraint(
            op.f("ck_round_majority"), "majority in ('simple_majority', 'two_thirds_majority')"
        )
    with op.batch_alter_table("vote") as table:
        table.drop_constraint(op.f("ck_vote_rule"), type_="check")
        table.create_check_constraint(
            op.f("ck_vote_rule"), "rule in ('simple_majority', 'two_thirds_majority')"
        )


def downgrade() -> None:
    op.execute("update vote set rule = 'simple_majority'")
    with op.batch_alter_table("vote") as table:
        table.drop_constraint(op.f("ck_vote_rule"), type_="check")
        table.create_check_constraint(op.f("ck_vote_rule"), "rule in ('simple_majority')")
    with op.batch_alter_table("round") as table:
        table.drop_constraint(op.f("ck_round_majority"), type_="check")
        table.drop_column("majority")
