"""Questions and answers of a round, and its events."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("round") as table:
        table.add_column(sa.Column("questions_until", sa.DateTime(timezone=True), nullable=True))
        table.create_check_constraint(
            op.f("ck_round_questions_until"),
            "questions_until is null or closes_at is null or questions_until < closes_at",
        )
    _questions()
    _corrections()
    _events()


def _questions() -> None:
    op.create_table(
        "round_question",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=False),
        sa.Column("asking_party", sa.String(length=2), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("wording", sa.JSON(), nullable=False),
        sa.Column("answer", sa.JSON(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("same_as_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "state in ('asked', 'answered', 'merged', 'declined')", name=op.f("ck_round_question_state")
        ),
        sa.CheckConstraint(
            "state <> 'answered' or answered_at is not null", name=op.f("ck_round_question_answered_at")
        ),
        sa.CheckConstraint("state <> 'declined' or reason <> ''", name=op.f("ck_round_question_reason")),
        sa.CheckConstraint(
            "(state = 'merged') = (same_as_id is not null)", name=op.f("ck_round_question_same_as")
        ),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_round_question_round_id")),
        sa.ForeignKeyConstraint(["asked_by"], ["person.id"], name=op.f("fk_round_question_asked_by")),
        sa.ForeignKeyConstraint(["asking_party"], ["party.id"], name=op.f("fk_round_question_asking_party")),
        sa.ForeignKeyConstraint(
            ["same_as_id"], ["round_question.id"], name=op.f("fk_round_question_same_as_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round_question")),
    )
    for column in ("round_id", "asked_by"):
        op.create_index(op.f(f"ix_round_question_{column}"), "round_question", [column], unique=False)


def _corrections() -> None:
    op.create_table(
        "answer_correction",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("question_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.JSON(), nullable=False),
        sa.Column("published_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["question_id"], ["round_question.id"], name=op.f("fk_answer_correction_question_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer_correction")),
    )
    op.create_index(
        op.f("ix_answer_correction_question_id"), "answer_correction", ["question_id"], unique=False
    )


def _events() -> None:
    op.create_table(
        "round_event",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("titles", sa.JSON(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("link", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("kind in ('webinar', 'clinic', 'other')", name=op.f("ck_round_event_kind")),
        sa.CheckConstraint("minutes between 5 and 1440", name=op.f("ck_round_event_minutes")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_round_event_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round_event")),
    )
    op.create_index(op.f("ix_round_event_round_id"), "round_event", ["round_id"], unique=False)


def downgrade() -> None:
    for name in ("round_event", "answer_correction", "round_question"):
        op.drop_table(name)
    with op.batch_alter_table("round") as table:
        table.drop_constraint(op.f("ck_round_questions_until"), type_="check")
        table.drop_column("questions_until")
