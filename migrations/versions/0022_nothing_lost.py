"""Nothing typed is lost: the window in which an answer was typed, what a part of a plan was before, who is where."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("answer", "report_row"):
        with op.batch_alter_table(name) as table:
            table.add_column(sa.Column("page", sa.String(), nullable=True))
    with op.batch_alter_table("plan") as table:
        table.add_column(sa.Column("touched", sa.JSON(), server_default="{}", nullable=False))
    with op.batch_alter_table("plan") as table:
        table.alter_column("touched", server_default=None)
    op.create_table(
        "presence",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("about_id", sa.Uuid(), nullable=False),
        sa.Column("part", sa.String(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_presence_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_presence")),
        sa.UniqueConstraint(
            "about_id", "part", "person_id", name=op.f("uq_presence_about_id_part_person_id")
        ),
    )
    op.create_index(op.f("ix_presence_at"), "presence", ["at"], unique=False)
    op.create_table(
        "plan_change",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("part", sa.String(), nullable=False),
        sa.Column("row", sa.JSON(), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
        sa.Column("is_set_aside", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_plan_change_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_change")),
    )
    op.create_index(op.f("ix_plan_change_plan_id"), "plan_change", ["plan_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_plan_change_plan_id"), table_name="plan_change")
    op.drop_table("plan_change")
    with op.batch_alter_table("plan") as table:
        table.drop_column("touched")
    op.drop_index(op.f("ix_presence_at"), table_name="presence")
    op.drop_table("presence")
    for name in ("answer", "report_row"):
        with op.batch_alter_table(name) as table:
            table.drop_column("page")
