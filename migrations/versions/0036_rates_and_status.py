"""Rates of exchange by day with their source, the published status of contributions, and what every night's proof found."""

import sqlalchemy as sa
from alembic import op

from sipgrants.core import append_only
from sipgrants.fund import published_models, rate_models

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None

GUARDED = (
    rate_models.ExchangeRate.__tablename__,
    published_models.PublishedStatus.__tablename__,
    published_models.FundCheck.__tablename__,
)


def upgrade() -> None:
    # No batch: the ledger's triggers stay where they are.
    op.add_column("contribution", sa.Column("rate_source", sa.String(), nullable=True))
    op.add_column("contribution", sa.Column("pledged_usd_minor", sa.BigInteger(), nullable=True))
    op.add_column("contribution", sa.Column("agreed_usd_minor", sa.BigInteger(), nullable=True))
    op.add_column("ledger_line", sa.Column("rate_source", sa.String(), nullable=True))
    op.create_table(
        "exchange_rate",
        *_record(),
        sa.Column("currency", sa.String(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("units", sa.Numeric(20, 10), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint("units > 0", name=op.f("ck_exchange_rate_units")),
        sa.CheckConstraint(
            "currency <> 'USD' and length(currency) = 3", name=op.f("ck_exchange_rate_currency")
        ),
        sa.CheckConstraint("source <> ''", name=op.f("ck_exchange_rate_source")),
        sa.CheckConstraint("version = 1 or reason <> ''", name=op.f("ck_exchange_rate_reason")),
        sa.ForeignKeyConstraint(["recorded_by"], ["person.id"], name=op.f("fk_exchange_rate_recorded_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exchange_rate")),
        sa.UniqueConstraint(
            "currency", "valid_from", "version", name=op.f("uq_exchange_rate_currency_valid_from_version")
        ),
    )
    op.create_table(
        "published_status",
        *_record(),
        sa.Column("as_at", sa.Date(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("content_hash", sa.String(), nullable=False),
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("published_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["document_id"], ["issued_document.id"], name=op.f("fk_published_status_document_id")
        ),
        sa.ForeignKeyConstraint(
            ["published_by"], ["person.id"], name=op.f("fk_published_status_published_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_published_status")),
        sa.UniqueConstraint("as_at", name=op.f("uq_published_status_as_at")),
        sa.UniqueConstraint("document_id", name=op.f("uq_published_status_document_id")),
    )
    op.create_table(
        "fund_check",
        *_record(),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("found", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fund_check")),
        sa.UniqueConstraint("day", name=op.f("uq_fund_check_day")),
    )
    for table in GUARDED:
        for statement in append_only.statements(table, op.get_bind().dialect.name):
            op.execute(statement)


def _record() -> list[sa.Column]:
    return [
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
    ]


def downgrade() -> None:
    for table in reversed(GUARDED):
        for statement in append_only.drop_statements(table, op.get_bind().dialect.name):
            op.execute(statement)
        op.drop_table(table)
    op.drop_column("ledger_line", "rate_source")
    op.drop_column("contribution", "agreed_usd_minor")
    op.drop_column("contribution", "pledged_usd_minor")
    op.drop_column("contribution", "rate_source")
