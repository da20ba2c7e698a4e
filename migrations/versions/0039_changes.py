"""Several files of a change, new days of reports, the dates of a notice, what becomes of each item of equipment."""

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None

FILES = {"evidence_id": ("evidence",), "signed_copy_id": ("party", "secretariat")}


def upgrade() -> None:
    op.create_table(
        "change_file",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("change_id", sa.Uuid(), nullable=False),
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.CheckConstraint(
            "about in ('evidence', 'party', 'secretariat')", name=op.f("ck_change_file_about")
        ),
        sa.ForeignKeyConstraint(["change_id"], ["award_change.id"], name=op.f("fk_change_file_change_id")),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name=op.f("fk_change_file_file_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change_file")),
    )
    op.create_index(op.f("ix_change_file_change_id"), "change_file", ["change_id"])
    # A stored file belongs to one change: its identifier serves.
    for column, about in FILES.items():
        op.execute(
            "insert into change_file (id, created_at, change_id, file_id, about) "
            f"select {column}, created_at, id, {column}, '{about[0]}' from award_change where {column} is not null"
        )
    with op.batch_alter_table("award_change") as table:
        for column in FILES:
            table.drop_constraint(op.f(f"fk_award_change_{column}"), type_="foreignkey")
            table.drop_column(column)
        table.add_column(sa.Column("dues", sa.JSON(), server_default="[]", nullable=False))
        table.add_column(sa.Column("becomes_version", sa.Integer(), nullable=True))
    with op.batch_alter_table("award_change") as table:
        table.alter_column("dues", server_default=None)
    op.execute("update award_change set becomes_version = number + 1 where state in ('approved', 'in_force')")
    _notices()
    _assets()


def _notices() -> None:
    with op.batch_alter_table("award") as table:
        table.add_column(sa.Column("notice_from", sa.Date(), nullable=True))
        table.add_column(sa.Column("cure_by", sa.Date(), nullable=True))
        table.add_column(sa.Column("to_cure", sa.Text(), server_default="", nullable=False))
    with op.batch_alter_table("award") as table:
        table.alter_column("to_cure", server_default=None)


def _assets() -> None:
    op.create_table(
        "award_asset",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("award_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("serial", sa.String(), nullable=False),
        sa.Column("minor", sa.BigInteger(), nullable=False),
        sa.Column("fate", sa.String(), nullable=False),
        sa.Column("holder", sa.String(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("agreed_by", sa.Uuid(), nullable=False),
        sa.Column("agreed_on", sa.Date(), nullable=False),
        sa.CheckConstraint(
            "fate in ('kept', 'transferred', 'sold', 'disposed')", name=op.f("ck_award_asset_fate")
        ),
        sa.CheckConstraint("minor > 0", name=op.f("ck_award_asset_minor")),
        sa.CheckConstraint("fate = 'disposed' or holder <> ''", name=op.f("ck_award_asset_holder")),
        sa.ForeignKeyConstraint(["award_id"], ["award.id"], name=op.f("fk_award_asset_award_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_award_asset")),
        sa.UniqueConstraint("award_id", "position", name=op.f("uq_award_asset_award_id_position")),
    )
    op.create_index(op.f("ix_award_asset_award_id"), "award_asset", ["award_id"])


def downgrade() -> None:
    op.drop_table("award_asset")
    with op.batch_alter_table("award") as table:
        for column in ("to_cure", "cure_by", "notice_from"):
            table.drop_column(column)
    with op.batch_alter_table("award_change") as table:
        table.drop_column("becomes_version")
        table.drop_column("dues")
        for column in FILES:
            table.add_column(sa.Column(column, sa.Uuid(), nullable=True))
            table.create_foreign_key(op.f(f"fk_award_change_{column}"), "stored_file", [column], ["id"])
    for column, about in FILES.items():
        op.execute(
            f"update award_change set {column} = (select file_id from change_file where change_id = award_change.id "
            f"and about in ('{about[0]}', '{about[-1]}') order by created_at desc limit 1)"
        )
    op.drop_table("change_file")
