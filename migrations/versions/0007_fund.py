"""Fund."""

import sqlalchemy as sa
from alembic import op

from sipgrants.core import append_only

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "setting",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
        sa.Column("seconded_by", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_setting")),
        sa.UniqueConstraint("key", name=op.f("uq_setting_key")),
    )
    op.create_table(
        "donor",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("country_id", sa.String(length=2), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["country_id"], ["party.id"], name=op.f("fk_donor_country_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_donor")),
        sa.UniqueConstraint("name", name=op.f("uq_donor_name")),
    )
    op.create_table(
        "contribution",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("donor_id", sa.Uuid(), nullable=False),
        sa.Column("currency", sa.String(), nullable=False),
        sa.Column("pledged_minor", sa.BigInteger(), nullable=False),
        sa.Column("agreed_minor", sa.BigInteger(), nullable=True),
        sa.Column("rate", sa.Numeric(precision=20, scale=10), nullable=False),
        sa.Column("pledged_on", sa.Date(), nullable=False),
        sa.Column("agreed_on", sa.Date(), nullable=True),
        sa.Column("agreement", sa.String(), nullable=False),
        sa.Column("round_id", sa.Uuid(), nullable=True),
        sa.Column("in_kind", sa.Boolean(), nullable=False),
        sa.Column("is_opening", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("settled_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "state <> 'agreed' or (agreed_on is not null and agreed_minor is not null)",
            name=op.f("ck_contribution_agreed"),
        ),
        sa.CheckConstraint(
            "state in ('pledged', 'agreed', 'received', 'written_off')", name=op.f("ck_contribution_state")
        ),
        sa.CheckConstraint("pledged_minor > 0 or in_kind", name=op.f("ck_contribution_amount")),
        sa.CheckConstraint("rate > 0", name=op.f("ck_contribution_rate")),
        sa.ForeignKeyConstraint(["donor_id"], ["donor.id"], name=op.f("fk_contribution_donor_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contribution")),
        sa.UniqueConstraint("number", name=op.f("uq_contribution_number")),
    )
    op.create_index(op.f("ix_contribution_donor_id"), "contribution", ["donor_id"], unique=False)
    op.create_index(op.f("ix_contribution_round_id"), "contribution", ["round_id"], unique=False)
    op.create_table(
        "ledger_transaction",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("memo", sa.String(), nullable=False),
        sa.Column("about_type", sa.String(), nullable=False),
        sa.Column("about_id", sa.String(), nullable=False),
        sa.Column("award_id", sa.Uuid(), nullable=True),
        sa.Column("contribution_id", sa.Uuid(), nullable=True),
        sa.Column("round_id", sa.Uuid(), nullable=True),
        sa.Column("reverses_id", sa.Uuid(), nullable=True),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("posted_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["contribution_id"], ["contribution.id"], name=op.f("fk_ledger_transaction_contribution_id")
        ),
        sa.ForeignKeyConstraint(
            ["reverses_id"], ["ledger_transaction.id"], name=op.f("fk_ledger_transaction_reverses_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger_transaction")),
        sa.UniqueConstraint("number", name=op.f("uq_ledger_transaction_number")),
        sa.UniqueConstraint("reverses_id", name=op.f("uq_ledger_transaction_reverses_id")),
    )
    op.create_index(op.f("ix_ledger_transaction_about_id"), "ledger_transaction", ["about_id"], unique=False)
    op.create_index(op.f("ix_ledger_transaction_award_id"), "ledger_transaction", ["award_id"], unique=False)
    op.create_index(
        op.f("ix_ledger_transaction_contribution_id"), "ledger_transaction", ["contribution_id"], unique=False
    )
    op.create_index(op.f("ix_ledger_transaction_kind"), "ledger_transaction", ["kind"], unique=False)
    op.create_index(op.f("ix_ledger_transaction_round_id"), "ledger_transaction", ["round_id"], unique=False)
    op.create_table(
        "opening_contribution",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("donor_id", sa.Uuid(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("contribution_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["contribution_id"], ["contribution.id"], name=op.f("fk_opening_contribution_contribution_id")
        ),
        sa.ForeignKeyConstraint(["donor_id"], ["donor.id"], name=op.f("fk_opening_contribution_donor_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opening_contribution")),
    )
    op.create_index(
        op.f("ix_opening_contribution_donor_id"), "opening_contribution", ["donor_id"], unique=False
    )
    op.create_table(
        "ledger_line",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("transaction_id", sa.Uuid(), nullable=False),
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("minor", sa.BigInteger(), nullable=False),
        sa.Column("original_currency", sa.String(), nullable=True),
        sa.Column("original_minor", sa.BigInteger(), nullable=True),
        sa.Column("rate", sa.Numeric(precision=20, scale=10), nullable=True),
        sa.CheckConstraint("minor <> 0", name=op.f("ck_ledger_line_minor")),
        sa.ForeignKeyConstraint(
            ["transaction_id"], ["ledger_transaction.id"], name=op.f("fk_ledger_line_transaction_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger_line")),
    )
    op.create_index(op.f("ix_ledger_line_account"), "ledger_line", ["account"], unique=False)
    op.create_index(op.f("ix_ledger_line_transaction_id"), "ledger_line", ["transaction_id"], unique=False)
    for statement in append_only.statements("ledger_transaction", op.get_bind().dialect.name):
        op.execute(statement)
    for statement in append_only.statements("ledger_line", op.get_bind().dialect.name):
        op.execute(statement)


def downgrade() -> None:
    for statement in append_only.drop_statements("ledger_line", op.get_bind().dialect.name):
        op.execute(statement)
    for statement in append_only.drop_statements("ledger_transaction", op.get_bind().dialect.name):
        op.execute(statement)
    op.drop_index(op.f("ix_ledger_line_account"), table_name="ledger_line")
    op.drop_index(op.f("ix_ledger_line_transaction_id"), table_name="ledger_line")
    op.drop_table("ledger_line")
    op.drop_index(op.f("ix_opening_contribution_donor_id"), table_name="opening_contribution")
    op.drop_table("opening_contribution")
    op.drop_index(op.f("ix_ledger_transaction_about_id"), table_name="ledger_transaction")
    op.drop_index(op.f("ix_ledger_transaction_award_id"), table_name="ledger_transaction")
    op.drop_index(op.f("ix_ledger_transaction_contribution_id"), table_name="ledger_transaction")
    op.drop_index(op.f("ix_ledger_transaction_kind"), table_name="ledger_transaction")
    op.drop_index(op.f("ix_ledger_transaction_round_id"), table_name="ledger_transaction")
    op.drop_table("ledger_transaction")
    op.drop_index(op.f("ix_contribution_donor_id"), table_name="contribution")
    op.drop_index(op.f("ix_contribution_round_id"), table_name="contribution")
    op.drop_table("contribution")
    op.drop_table("donor")
    op.drop_table("setting")
