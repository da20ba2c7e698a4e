"""Documents."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "issued_document",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("locale", sa.String(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("about_type", sa.String(), nullable=False),
        sa.Column("about_id", sa.String(), nullable=False),
        sa.Column("party_id", sa.String(length=2), nullable=True),
        sa.Column("file_id", sa.Uuid(), nullable=True),
        sa.Column("content_hash", sa.String(), nullable=False),
        sa.Column("is_released", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name=op.f("fk_issued_document_file_id")),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_issued_document_party_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issued_document")),
        sa.UniqueConstraint("code", name=op.f("uq_issued_document_code")),
        sa.UniqueConstraint("number", name=op.f("uq_issued_document_number")),
    )
    op.create_index("ix_issued_document_about", "issued_document", ["about_type", "about_id"], unique=False)
    op.create_index(op.f("ix_issued_document_kind"), "issued_document", ["kind"], unique=False)
    op.create_index(op.f("ix_issued_document_party_id"), "issued_document", ["party_id"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_issued_document_about", table_name="issued_document")
    op.drop_index(op.f("ix_issued_document_kind"), table_name="issued_document")
    op.drop_index(op.f("ix_issued_document_party_id"), table_name="issued_document")
    op.drop_table("issued_document")
