"""What an override covers is kept; which notices a person wants, and mails that wait for the daily one."""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None

NOTICES = "notices in ('each', 'digest', 'required')"


def upgrade() -> None:
    _add("instalment", sa.Column("override_waits", sa.String(), server_default="", nullable=False))
    # Until now an override covered everything that may be overridden.
    op.execute(
        "update instalment set override_waits = 'change date late report spent' where override_seconded_by is not null"
    )
    _add("person", sa.Column("notices", sa.String(), server_default="each", nullable=False))
    with op.batch_alter_table("person") as table:
        table.create_check_constraint(op.f("ck_person_notices"), NOTICES)
    _add("mail", sa.Column("is_put_by", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.create_index(op.f("ix_mail_is_put_by"), "mail", ["is_put_by"])


def _add(name: str, column: sa.Column) -> None:
    """Rows that are there get the default; from then on the application says it."""
    with op.batch_alter_table(name) as table:
        table.add_column(column)
    with op.batch_alter_table(name) as table:
        table.alter_column(column.name, server_default=None)


def downgrade() -> None:
    op.drop_index(op.f("ix_mail_is_put_by"), "mail")
    with op.batch_alter_table("mail") as table:
        table.drop_column("is_put_by")
    with op.batch_alter_table("person") as table:
        table.drop_constraint(op.f("ck_person_notices"), type_="check")
        table.drop_column("notices")
    with op.batch_alter_table("instalment") as table:
        table.drop_column("override_waits")
