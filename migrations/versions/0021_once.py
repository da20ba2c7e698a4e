"""What was sent once is not done twice: the forms that were carried out."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "form_sent",
        sa.Column("token", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("subject_type", sa.String(), nullable=False),
        sa.Column("subject_id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("token", name="pk_form_sent"),
    )
    op.create_index("ix_form_sent_at", "form_sent", ["at"])


def downgrade() -> None:
    op.drop_table("form_sent")
