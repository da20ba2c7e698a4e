"""Disbursements."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "refund",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("award_id", sa.Uuid(), nullable=False),
        sa.Column("minor", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("seconded_by", sa.Uuid(), nullable=True),
        sa.Column("transaction_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("minor > 0", name=op.f("ck_refund_minor")),
        sa.ForeignKeyConstraint(["award_id"], ["award.id"], name=op.f("fk_refund_award_id")),
        sa.ForeignKeyConstraint(
            ["transaction_id"], ["ledger_transaction.id"], name=op.f("fk_refund_transaction_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_refund")),
    )
    op.create_index(op.f("ix_refund_award_id"), "refund", ["award_id"], unique=False)
    op.create_table(
        "payment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("instalment_id", sa.Uuid(), nullable=False),
        sa.Column("award_id", sa.Uuid(), nullable=False),
        sa.Column("minor", sa.BigInteger(), nullable=False),
        sa.Column("paid_on", sa.Date(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("transaction_id", sa.Uuid(), nullable=False),
        sa.Column("bounced_on", sa.Date(), nullable=True),
        sa.CheckConstraint("minor > 0", name=op.f("ck_payment_minor")),
        sa.ForeignKeyConstraint(["award_id"], ["award.id"], name=op.f("fk_payment_award_id")),
        sa.ForeignKeyConstraint(["instalment_id"], ["instalment.id"], name=op.f("fk_payment_instalment_id")),
        sa.ForeignKeyConstraint(
            ["transaction_id"], ["ledger_transaction.id"], name=op.f("fk_payment_transaction_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment")),
        sa.UniqueConstraint("reference", name=op.f("uq_payment_reference")),
    )
    op.create_index(op.f("ix_payment_award_id"), "payment", ["award_id"], unique=False)
    op.create_index(op.f("ix_payment_instalment_id"), "payment", ["instalment_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_payment_award_id"), table_name="payment")
    op.drop_index(op.f("ix_payment_instalment_id"), table_name="payment")
    op.drop_table("payment")
    op.drop_index(op.f("ix_refund_award_id"), table_name="refund")
    op.drop_table("refund")
