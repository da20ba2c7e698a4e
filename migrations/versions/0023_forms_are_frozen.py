"""Versions of forms have a life: drafts are edited, announced ones are frozen with a hash; checks between answers."""

import hashlib
import json
from typing import Any

import sqlalchemy as sa
from alembic import op

from sipgrants.questionnaires import triggers_models

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

NAMES = ("key", "kind", "label", "hint", "required")


def upgrade() -> None:
    with op.batch_alter_table("form_version") as table:
        table.add_column(sa.Column("checks", sa.JSON(), server_default="[]", nullable=False))
        table.add_column(sa.Column("version", sa.Integer(), server_default="1", nullable=False))
        table.add_column(sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True))
        table.add_column(sa.Column("frozen_at", sa.DateTime(timezone=True), nullable=True))
        table.add_column(sa.Column("sha256", sa.String(), server_default="", nullable=False))
    _freeze()
    with op.batch_alter_table("form_version") as table:
        for name in ("checks", "version", "sha256"):
            table.alter_column(name, server_default=None)
        table.alter_column("changed_at", existing_type=sa.DateTime(timezone=True), nullable=False)
        table.create_check_constraint(op.f("ck_form_version_frozen"), "(frozen_at is null) = (sha256 = '')")
    for name in triggers_models.TABLES:
        for statement in triggers_models.statements(name, op.get_bind().dialect.name):
            op.execute(statement)


def _freeze() -> None:
    """Whatever is there was shipped with the system, or is answered to: it is frozen as it is."""
    moment, bind = sa.DateTime(timezone=True), op.get_bind()
    form = sa.table(
        "form_version",
        *(sa.column(name, sa.JSON()) for name in ("title", "introduction")),
        *(sa.column(name, moment) for name in ("created_at", "changed_at", "frozen_at")),
        sa.column("id", sa.Uuid()), sa.column("kind"), sa.column("number"), sa.column("sha256"),
    )  # fmt: skip
    for row in bind.execute(sa.select(form)).mappings().all():
        content = {
            "kind": row["kind"], "number": row["number"], "title": row["title"],
            "introduction": row["introduction"], "checks": [], "sections": _sections(row["id"]),
        }  # fmt: skip
        text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str)
        values = {
            "changed_at": row["created_at"],
            "frozen_at": row["created_at"],
            "sha256": hashlib.sha256(text.encode()).hexdigest(),
        }
        bind.execute(sa.update(form).where(form.c.id == row["id"]).values(**values))


def _sections(form_id: Any) -> list[dict[str, Any]]:
    section = sa.table(
        "form_section", sa.column("id", sa.Uuid()), sa.column("form_id", sa.Uuid()), sa.column("key"),
        sa.column("position"), sa.column("title", sa.JSON()), sa.column("guidance", sa.JSON()),
    )  # fmt: skip
    wanted = sa.select(section).where(section.c.form_id == form_id).order_by(section.c.position)
    return [
        {
            "key": one["key"],
            "title": one["title"],
            "guidance": one["guidance"],
            "questions": _questions(one["id"]),
        }
        for one in op.get_bind().execute(wanted).mappings().all()
    ]


def _questions(section_id: Any) -> list[dict[str, Any]]:
    question = sa.table(
        "form_question", sa.column("section_id", sa.Uuid()), sa.column("key"), sa.column("kind"),
        sa.column("position"), sa.column("required", sa.Boolean()),
        *(sa.column(name, sa.JSON()) for name in ("label", "hint", "settings")),
    )  # fmt: skip
    wanted = sa.select(question).where(question.c.section_id == section_id).order_by(question.c.position)
    return [
        {name: one[name] for name in NAMES} | one["settings"]
        for one in op.get_bind().execute(wanted).mappings().all()
    ]


def downgrade() -> None:
    for name in triggers_models.TABLES:
        for statement in triggers_models.drop_statements(name, op.get_bind().dialect.name):
            op.execute(statement)
    with op.batch_alter_table("form_version") as table:
        table.drop_constraint(op.f("ck_form_version_frozen"), type_="check")
        for name in ("checks", "version", "changed_at", "frozen_at", "sha256"):
            table.drop_column(name)
