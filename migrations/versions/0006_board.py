"""Board."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "board_term",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("from_day", sa.Date(), nullable=False),
        sa.Column("until_day", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_board_term")),
    )
    op.create_table(
        "board_seat",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("term_id", sa.Uuid(), nullable=False),
        sa.Column("region", sa.String(), nullable=False),
        sa.Column("country_id", sa.String(length=2), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("from_day", sa.Date(), nullable=False),
        sa.Column("until_day", sa.Date(), nullable=True),
        sa.Column("is_co_chair", sa.Boolean(), nullable=False),
        sa.Column("replaces_id", sa.Uuid(), nullable=True),
        sa.Column("asked_by", sa.Uuid(), nullable=True),
        sa.Column("seconded_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint("until_day is null or until_day >= from_day", name=op.f("ck_board_seat_days")),
        sa.ForeignKeyConstraint(["country_id"], ["party.id"], name=op.f("fk_board_seat_country_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_board_seat_person_id")),
        sa.ForeignKeyConstraint(["replaces_id"], ["board_seat.id"], name=op.f("fk_board_seat_replaces_id")),
        sa.ForeignKeyConstraint(["term_id"], ["board_term.id"], name=op.f("fk_board_seat_term_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_board_seat")),
    )
    op.create_index(op.f("ix_board_seat_person_id"), "board_seat", ["person_id"], unique=False)
    op.create_index(op.f("ix_board_seat_term_id"), "board_seat", ["term_id"], unique=False)
    op.create_table(
        "declaration",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("lift_reason", sa.String(), nullable=False),
        sa.Column("lifted_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint("state <> 'interest' or reason <> ''", name=op.f("ck_declaration_reason")),
        sa.CheckConstraint("state <> 'lifted' or lift_reason <> ''", name=op.f("ck_declaration_lift_reason")),
        sa.CheckConstraint("state in ('none', 'interest', 'lifted')", name=op.f("ck_declaration_state")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_declaration_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_declaration")),
        sa.UniqueConstraint(
            "person_id", "application_id", name=op.f("uq_declaration_person_id_application_id")
        ),
    )
    op.create_index(op.f("ix_declaration_application_id"), "declaration", ["application_id"], unique=False)
    op.create_index(op.f("ix_declaration_person_id"), "declaration", ["person_id"], unique=False)
    op.create_index(op.f("ix_declaration_round_id"), "declaration", ["round_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_declaration_application_id"), table_name="declaration")
    op.drop_index(op.f("ix_declaration_person_id"), table_name="declaration")
    op.drop_index(op.f("ix_declaration_round_id"), table_name="declaration")
    op.drop_table("declaration")
    op.drop_index(op.f("ix_board_seat_person_id"), table_name="board_seat")
    op.drop_index(op.f("ix_board_seat_term_id"), table_name="board_seat")
    op.drop_table("board_seat")
    op.drop_table("board_term")
