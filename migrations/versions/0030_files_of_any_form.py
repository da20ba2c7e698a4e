"""Files in parts for every form: which form takes them, when that was sent; the note goes with the form itself."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

_OLD = "uq_partial_upload_about_type_about_id_person_id_kind_fingerprint"
_NEW = "uq_partial_upload_same_file"


def upgrade() -> None:
    with op.batch_alter_table("partial_upload") as table:
        table.add_column(sa.Column("form", sa.String(), nullable=False, server_default="applications.files"))
        table.add_column(sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True))
        table.drop_column("note")
        table.drop_constraint(op.f(_OLD), type_="unique")
        table.create_unique_constraint(
            op.f(_NEW), ["about_type", "about_id", "person_id", "form", "kind", "fingerprint"]
        )
    with op.batch_alter_table("partial_upload") as table:
        table.alter_column("form", server_default=None)


def downgrade() -> None:
    op.execute("delete from partial_upload where form <> 'applications.files' or sent_at is not null")
    with op.batch_alter_table("partial_upload") as table:
        table.drop_constraint(op.f(_NEW), type_="unique")
        table.create_unique_constraint(
            op.f(_OLD), ["about_type", "about_id", "person_id", "kind", "fingerprint"]
        )
        table.drop_column("sent_at")
        table.drop_column("form")
        table.add_column(sa.Column("note", sa.String(), nullable=False, server_default=""))
    with op.batch_alter_table("partial_upload") as table:
        table.alter_column("note", server_default=None)
