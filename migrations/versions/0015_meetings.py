"""Meetings."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "meeting",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Uuid(), nullable=True),
        sa.Column("mode", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("current_item_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "mode <> 'correspondence' or ends_at is not null", name=op.f("ck_meeting_deadline")
        ),
        sa.CheckConstraint("state in ('planned', 'in_session', 'ended')", name=op.f("ck_meeting_state")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_meeting_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting")),
        sa.UniqueConstraint("number", name=op.f("uq_meeting_number")),
    )
    op.create_index(op.f("ix_meeting_round_id"), "meeting", ["round_id"], unique=False)
    op.create_table(
        "agenda_item",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_agenda_item_application_id")
        ),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_agenda_item_meeting_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_item")),
    )
    op.create_index(op.f("ix_agenda_item_application_id"), "agenda_item", ["application_id"], unique=False)
    op.create_index(op.f("ix_agenda_item_meeting_id"), "agenda_item", ["meeting_id"], unique=False)
    op.create_table(
        "attendance",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("is_present", sa.Boolean(), nullable=False),
        sa.Column("online", sa.Boolean(), nullable=False),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_attendance_meeting_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_attendance_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance")),
        sa.UniqueConstraint("meeting_id", "person_id", name=op.f("uq_attendance_meeting_id_person_id")),
    )
    op.create_index(op.f("ix_attendance_meeting_id"), "attendance", ["meeting_id"], unique=False)
    op.create_table(
        "decision",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=True),
        sa.Column("conditions", sa.Text(), nullable=False),
        sa.Column("recommendations", sa.Text(), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("present", sa.Integer(), nullable=True),
        sa.Column("entitled", sa.Integer(), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("supersedes_id", sa.Uuid(), nullable=True),
        sa.Column("reopen_reason", sa.String(), nullable=False),
        sa.Column("confirmation_note", sa.String(), nullable=False),
        sa.CheckConstraint(
            "(outcome = 'approved') = (amount_minor is not null)", name=op.f("ck_decision_amount")
        ),
        sa.CheckConstraint(
            "outcome in ('approved', 'reserve', 'not_approved')", name=op.f("ck_decision_outcome")
        ),
        sa.CheckConstraint(
            "state in ('drafted', 'taken', 'confirmed', 'superseded')", name=op.f("ck_decision_state")
        ),
        sa.CheckConstraint(
            "amount_minor is null or amount_minor > 0", name=op.f("ck_decision_amount_positive")
        ),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_decision_application_id")
        ),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_decision_meeting_id")),
        sa.ForeignKeyConstraint(["supersedes_id"], ["decision.id"], name=op.f("fk_decision_supersedes_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
    )
    op.create_index(op.f("ix_decision_application_id"), "decision", ["application_id"], unique=False)
    op.create_index(op.f("ix_decision_meeting_id"), "decision", ["meeting_id"], unique=False)
    op.create_index(
        "uq_decision_confirmed",
        "decision",
        ["application_id"],
        unique=True,
        sqlite_where=sa.text("state = 'confirmed'"),
        postgresql_where=sa.text("state = 'confirmed'"),
    )
    op.create_index(
        "uq_decision_open",
        "decision",
        ["application_id"],
        unique=True,
        sqlite_where=sa.text("state in ('drafted', 'taken')"),
        postgresql_where=sa.text("state in ('drafted', 'taken')"),
    )
    op.create_table(
        "meeting_report",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("paragraphs", sa.JSON(), nullable=False),
        sa.Column("adopted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("document_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint("state in ('drafted', 'adopted')", name=op.f("ck_meeting_report_state")),
        sa.ForeignKeyConstraint(
            ["document_id"], ["issued_document.id"], name=op.f("fk_meeting_report_document_id")
        ),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_meeting_report_meeting_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_report")),
        sa.UniqueConstraint("meeting_id", name=op.f("uq_meeting_report_meeting_id")),
    )
    op.create_table(
        "decision_answer",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decision_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.CheckConstraint(
            "answer in ('agree', 'object', 'abstain')", name=op.f("ck_decision_answer_answer")
        ),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decision.id"], name=op.f("fk_decision_answer_decision_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_decision_answer_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision_answer")),
        sa.UniqueConstraint(
            "decision_id", "person_id", name=op.f("uq_decision_answer_decision_id_person_id")
        ),
    )
    op.create_index(op.f("ix_decision_answer_decision_id"), "decision_answer", ["decision_id"], unique=False)
    op.create_table(
        "decision_confirmation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decision_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("is_elected", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decision.id"], name=op.f("fk_decision_confirmation_decision_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_decision_confirmation_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision_confirmation")),
        sa.UniqueConstraint(
            "decision_id", "person_id", name=op.f("uq_decision_confirmation_decision_id_person_id")
        ),
    )
    op.create_index(
        op.f("ix_decision_confirmation_decision_id"), "decision_confirmation", ["decision_id"], unique=False
    )
    op.create_table(
        "elected_member",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decision_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_elected_member_decision_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_elected_member_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_elected_member")),
        sa.UniqueConstraint("decision_id", name=op.f("uq_elected_member_decision_id")),
    )
    op.create_table(
        "report_adoption",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("report_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_report_adoption_person_id")),
        sa.ForeignKeyConstraint(
            ["report_id"], ["meeting_report.id"], name=op.f("fk_report_adoption_report_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_adoption")),
        sa.UniqueConstraint("report_id", "person_id", name=op.f("uq_report_adoption_report_id_person_id")),
    )
    op.create_index(op.f("ix_report_adoption_report_id"), "report_adoption", ["report_id"], unique=False)
    op.create_table(
        "report_copy",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("report_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("document_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["document_id"], ["issued_document.id"], name=op.f("fk_report_copy_document_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_report_copy_person_id")),
        sa.ForeignKeyConstraint(["report_id"], ["meeting_report.id"], name=op.f("fk_report_copy_report_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_copy")),
        sa.UniqueConstraint("report_id", "person_id", name=op.f("uq_report_copy_report_id_person_id")),
    )
    op.create_index(op.f("ix_report_copy_report_id"), "report_copy", ["report_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_report_copy_report_id"), table_name="report_copy")
    op.drop_table("report_copy")
    op.drop_index(op.f("ix_report_adoption_report_id"), table_name="report_adoption")
    op.drop_table("report_adoption")
    op.drop_table("elected_member")
    op.drop_index(op.f("ix_decision_confirmation_decision_id"), table_name="decision_confirmation")
    op.drop_table("decision_confirmation")
    op.drop_index(op.f("ix_decision_answer_decision_id"), table_name="decision_answer")
    op.drop_table("decision_answer")
    op.drop_table("meeting_report")
    op.drop_index(op.f("ix_decision_application_id"), table_name="decision")
    op.drop_index(op.f("ix_decision_meeting_id"), table_name="decision")
    op.drop_index(
        "uq_decision_confirmed",
        table_name="decision",
        sqlite_where=sa.text("state = 'confirmed'"),
        postgresql_where=sa.text("state = 'confirmed'"),
    )
    op.drop_index(
        "uq_decision_open",
        table_name="decision",
        sqlite_where=sa.text("state in ('drafted', 'taken')"),
        postgresql_where=sa.text("state in ('drafted', 'taken')"),
    )
    op.drop_table("decision")
    op.drop_index(op.f("ix_attendance_meeting_id"), table_name="attendance")
    op.drop_table("attendance")
    op.drop_index(op.f("ix_agenda_item_application_id"), table_name="agenda_item")
    op.drop_index(op.f("ix_agenda_item_meeting_id"), table_name="agenda_item")
    op.drop_table("agenda_item")
    op.drop_index(op.f("ix_meeting_round_id"), table_name="meeting")
    op.drop_table("meeting")
