"""Files: what the scanner said of a content, and files that are sent in parts."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "file_verdict",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("finding", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_file_verdict")),
        sa.UniqueConstraint("sha256", name=op.f("uq_file_verdict_sha256")),
    )
    op.create_table(
        "partial_upload",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("about_type", sa.String(), nullable=False),
        sa.Column("about_id", sa.String(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("received", sa.BigInteger(), nullable=False),
        sa.Column("parts", sa.JSON(), nullable=False),
        sa.Column("touched_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("received >= 0 and received <= size", name=op.f("ck_partial_upload_received")),
        sa.CheckConstraint("size > 0", name=op.f("ck_partial_upload_size")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partial_upload")),
        sa.UniqueConstraint(
            "about_type",
            "about_id",
            "person_id",
            "kind",
            "fingerprint",
            name=op.f("uq_partial_upload_about_type_about_id_person_id_kind_fingerprint"),
        ),
    )
    op.create_index(op.f("ix_partial_upload_touched_at"), "partial_upload", ["touched_at"])


def downgrade() -> None:
    op.drop_index(op.f("ix_partial_upload_touched_at"), table_name="partial_upload")
    op.drop_table("partial_upload")
    op.drop_table("file_verdict")
