"""The officer's note is kept like the answers of an application: saved while typed, earlier texts found again."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("appraisal") as table:
        table.add_column(sa.Column("answers_id", sa.Uuid(), nullable=True))
        table.create_foreign_key(op.f("fk_appraisal_answers_id"), "answer_set", ["answers_id"], ["id"])


def downgrade() -> None:
    with op.batch_alter_table("appraisal") as table:
        table.drop_constraint(op.f("fk_appraisal_answers_id"), type_="foreignkey")
        table.drop_column("answers_id")
