"""Score sheets are saved while they are typed, say how sure the member is, and dossiers are packed for reading offline."""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("score_sheet") as table:
        table.add_column(sa.Column("confidence", sa.String(), server_default="", nullable=False))
        table.add_column(sa.Column("written", sa.JSON(), server_default="{}", nullable=False))
    with op.batch_alter_table("score_sheet") as table:
        table.alter_column("confidence", server_default=None)
        table.alter_column("written", server_default=None)
        table.create_check_constraint(
            op.f("ck_score_sheet_confidence"), "confidence in ('', 'low', 'medium', 'high')"
        )
    op.create_table(
        "score_sheet_change",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sheet_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("before", sa.String(), nullable=False),
        sa.Column("is_set_aside", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["sheet_id"], ["score_sheet.id"], name=op.f("fk_score_sheet_change_sheet_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_score_sheet_change")),
    )
    op.create_index(op.f("ix_score_sheet_change_sheet_id"), "score_sheet_change", ["sheet_id"])
    op.create_table(
        "dossier_pack",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("locale", sa.String(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("wanted", sa.Integer(), nullable=False),
        sa.Column("parts", sa.JSON(), nullable=False),
        sa.Column("mark", sa.String(), nullable=False),
        sa.Column("file_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name=op.f("fk_dossier_pack_file_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_dossier_pack_person_id")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_dossier_pack_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dossier_pack")),
        sa.UniqueConstraint("round_id", "person_id", name=op.f("uq_dossier_pack_round_id_person_id")),
    )
    op.create_index(op.f("ix_dossier_pack_person_id"), "dossier_pack", ["person_id"])
    op.create_index(op.f("ix_dossier_pack_round_id"), "dossier_pack", ["round_id"])


def downgrade() -> None:
    op.drop_table("dossier_pack")
    op.drop_table("score_sheet_change")
    with op.batch_alter_table("score_sheet") as table:
        table.drop_constraint(op.f("ck_score_sheet_confidence"), type_="check")
        table.drop_column("written")
        table.drop_column("confidence")
