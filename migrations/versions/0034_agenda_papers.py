"""The majority of a vote is the round's, documents lie on the agenda, and the Board says whether scores are annexed."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("round") as table:
        table.add_column(sa.Column("majority", sa.String(), server_default="simple_majority", nullable=False))
    with op.batch_alter_table("round") as table:
        table.alter_column("majority", server_default=None)
        table.create_check_constraint(
            op.f("ck_round_majority"), "majority in ('simple_majority', 'two_thirds_majority')"
        )
    with op.batch_alter_table("vote") as table:
        table.drop_constraint(op.f("ck_vote_rule"), type_="check")
        table.create_check_constraint(
            op.f("ck_vote_rule"), "rule in ('simple_majority', 'two_thirds_majority')"
        )
    with op.batch_alter_table("meeting") as table:
        table.add_column(sa.Column("annexes_scores", sa.Boolean(), nullable=True))
        table.add_column(sa.Column("annex_decided_at", sa.DateTime(timezone=True), nullable=True))
        table.add_column(sa.Column("annex_decided_by", sa.Uuid(), nullable=True))
        table.create_foreign_key(op.f("fk_meeting_annex_decided_by"), "person", ["annex_decided_by"], ["id"])
        table.create_check_constraint(
            op.f("ck_meeting_annex"),
            "(annexes_scores is null) = (annex_decided_at is null)"
            " and (annexes_scores is null) = (annex_decided_by is null)",
        )
    _papers()


def _papers() -> None:
    op.create_table(
        "agenda_paper",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("state in ('attached', 'removed')", name=op.f("ck_agenda_paper_state")),
        sa.CheckConstraint("title <> ''", name=op.f("ck_agenda_paper_title")),
        sa.ForeignKeyConstraint(["item_id"], ["agenda_item.id"], name=op.f("fk_agenda_paper_item_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_paper")),
    )
    op.create_index(op.f("ix_agenda_paper_item_id"), "agenda_paper", ["item_id"])
    op.create_table(
        "agenda_paper_version",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("paper_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["paper_id"], ["agenda_paper.id"], name=op.f("fk_agenda_paper_version_paper_id")
        ),
        sa.ForeignKeyConstraint(
            ["file_id"], ["stored_file.id"], name=op.f("fk_agenda_paper_version_file_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_paper_version")),
        sa.UniqueConstraint("paper_id", "number", name=op.f("uq_agenda_paper_version_paper_id_number")),
    )
    op.create_index(op.f("ix_agenda_paper_version_paper_id"), "agenda_paper_version", ["paper_id"])
    op.create_index(op.f("ix_agenda_paper_version_file_id"), "agenda_paper_version", ["file_id"])
    op.create_table(
        "agenda_paper_subject",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("paper_id", sa.Uuid(), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["paper_id"], ["agenda_paper.id"], name=op.f("fk_agenda_paper_subject_paper_id")
        ),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_agenda_paper_subject_application_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_paper_subject")),
        sa.UniqueConstraint(
            "paper_id", "application_id", name=op.f("uq_agenda_paper_subject_paper_id_application_id")
        ),
    )
    op.create_index(op.f("ix_agenda_paper_subject_paper_id"), "agenda_paper_subject", ["paper_id"])
    op.create_index(
        op.f("ix_agenda_paper_subject_application_id"), "agenda_paper_subject", ["application_id"]
    )


def downgrade() -> None:
    for table in ("agenda_paper_subject", "agenda_paper_version", "agenda_paper"):
        op.drop_table(table)
    with op.batch_alter_table("meeting") as table:
        table.drop_constraint(op.f("ck_meeting_annex"), type_="check")
        table.drop_constraint(op.f("fk_meeting_annex_decided_by"), type_="foreignkey")
        table.drop_column("annex_decided_by")
        table.drop_column("annex_decided_at")
        table.drop_column("annexes_scores")
    op.execute("update vote set rule = 'simple_majority'")
    with op.batch_alter_table("vote") as table:
        table.drop_constraint(op.f("ck_vote_rule"), type_="check")
        table.create_check_constraint(op.f("ck_vote_rule"), "rule in ('simple_majority')")
    with op.batch_alter_table("round") as table:
        table.drop_constraint(op.f("ck_round_majority"), type_="check")
        table.drop_column("majority")
