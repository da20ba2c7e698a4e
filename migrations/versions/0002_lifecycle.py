"""What waits for a second person."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "proposal",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("about_type", sa.String(), nullable=False),
        sa.Column("about_id", sa.String(), nullable=False),
        sa.Column("args_json", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=False),
        sa.Column("answered_by", sa.Uuid(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal")),
    )
    op.create_index(op.f("ix_proposal_about_id"), "proposal", ["about_id"], unique=False)
    op.create_index(op.f("ix_proposal_action"), "proposal", ["action"], unique=False)
    op.create_index(op.f("ix_proposal_asked_by"), "proposal", ["asked_by"], unique=False)
    op.create_index(
        "uq_proposal_open",
        "proposal",
        ["action", "about_type", "about_id"],
        unique=True,
        sqlite_where=sa.text("state = 'asked'"),
        postgresql_where=sa.text("state = 'asked'"),
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_proposal_about_id"), table_name="proposal")
    op.drop_index(op.f("ix_proposal_action"), table_name="proposal")
    op.drop_index(op.f("ix_proposal_asked_by"), table_name="proposal")
    op.drop_index(
        "uq_proposal_open",
        table_name="proposal",
        sqlite_where=sa.text("state = 'asked'"),
        postgresql_where=sa.text("state = 'asked'"),
    )
    op.drop_table("proposal")
