"""What is on record while a meeting runs: sessions and stays, discussions and recusals, votes, action points."""

from datetime import UTC, datetime
from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

_SESSION = sa.table(
    "meeting_session",
    sa.column("id", sa.Uuid()),
    sa.column("created_at", sa.DateTime(timezone=True)),
    sa.column("meeting_id", sa.Uuid()),
    sa.column("number", sa.Integer()),
    sa.column("began_at", sa.DateTime(timezone=True)),
)
_STAY = sa.table(
    "meeting_stay",
    sa.column("id", sa.Uuid()),
    sa.column("created_at", sa.DateTime(timezone=True)),
    sa.column("session_id", sa.Uuid()),
    sa.column("person_id", sa.Uuid()),
    sa.column("online", sa.Boolean()),
    sa.column("came_at", sa.DateTime(timezone=True)),
)


def upgrade() -> None:
    op.create_table(
        "meeting_session",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_meeting_session_meeting_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_session")),
        sa.UniqueConstraint("meeting_id", "number", name=op.f("uq_meeting_session_meeting_id_number")),
    )
    op.create_index(op.f("ix_meeting_session_meeting_id"), "meeting_session", ["meeting_id"], unique=False)
    op.create_index(
        "uq_meeting_session_open",
        "meeting_session",
        ["meeting_id"],
        unique=True,
        sqlite_where=sa.text("ended_at is null"),
        postgresql_where=sa.text("ended_at is null"),
    )
    op.create_table(
        "action_point",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=True),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("role", sa.String(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_by", sa.Uuid(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.CheckConstraint("(state = 'done') = (done_at is not null)", name=op.f("ck_action_point_done")),
        sa.CheckConstraint("state in ('open', 'done')", name=op.f("ck_action_point_state")),
        sa.CheckConstraint("(person_id is null) <> (role is null)", name=op.f("ck_action_point_who")),
        sa.ForeignKeyConstraint(["done_by"], ["person.id"], name=op.f("fk_action_point_done_by")),
        sa.ForeignKeyConstraint(["item_id"], ["agenda_item.id"], name=op.f("fk_action_point_item_id")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_action_point_meeting_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_action_point_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action_point")),
    )
    op.create_index(op.f("ix_action_point_item_id"), "action_point", ["item_id"], unique=False)
    op.create_index(op.f("ix_action_point_meeting_id"), "action_point", ["meeting_id"], unique=False)
    op.create_table(
        "discussion",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["item_id"], ["agenda_item.id"], name=op.f("fk_discussion_item_id")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_discussion_meeting_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_discussion")),
    )
    op.create_index(op.f("ix_discussion_item_id"), "discussion", ["item_id"], unique=False)
    op.create_index(op.f("ix_discussion_meeting_id"), "discussion", ["meeting_id"], unique=False)
    op.create_index(
        "uq_discussion_open",
        "discussion",
        ["meeting_id"],
        unique=True,
        sqlite_where=sa.text("closed_at is null"),
        postgresql_where=sa.text("closed_at is null"),
    )
    op.create_table(
        "meeting_stay",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("online", sa.Boolean(), nullable=False),
        sa.Column("came_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_meeting_stay_person_id")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["meeting_session.id"], name=op.f("fk_meeting_stay_session_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_stay")),
    )
    op.create_index(op.f("ix_meeting_stay_session_id"), "meeting_stay", ["session_id"], unique=False)
    op.create_index(
        "uq_meeting_stay_open",
        "meeting_stay",
        ["session_id", "person_id"],
        unique=True,
        sqlite_where=sa.text("left_at is null"),
        postgresql_where=sa.text("left_at is null"),
    )
    op.create_table(
        "vote",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Uuid(), nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("in_favour", sa.Integer(), nullable=True),
        sa.Column("against", sa.Integer(), nullable=True),
        sa.Column("abstained", sa.Integer(), nullable=True),
        sa.Column("carried", sa.Boolean(), nullable=True),
        sa.CheckConstraint("rule in ('simple_majority')", name=op.f("ck_vote_rule")),
        sa.CheckConstraint("state <> 'closed' or carried is not null", name=op.f("ck_vote_result")),
        sa.CheckConstraint("state in ('open', 'closed', 'void')", name=op.f("ck_vote_state")),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_vote_decision_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vote")),
    )
    op.create_index(op.f("ix_vote_decision_id"), "vote", ["decision_id"], unique=False)
    op.create_index(
        "uq_vote_standing",
        "vote",
        ["decision_id"],
        unique=True,
        sqlite_where=sa.text("state <> 'void'"),
        postgresql_where=sa.text("state <> 'void'"),
    )
    op.create_table(
        "ballot",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vote_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("choice", sa.String(), nullable=False),
        sa.Column("by_hand", sa.Boolean(), nullable=False),
        sa.CheckConstraint("choice in ('yes', 'no', 'abstain')", name=op.f("ck_ballot_choice")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_ballot_person_id")),
        sa.ForeignKeyConstraint(["vote_id"], ["vote.id"], name=op.f("fk_ballot_vote_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ballot")),
        sa.UniqueConstraint("vote_id", "person_id", name=op.f("uq_ballot_vote_id_person_id")),
    )
    op.create_index(op.f("ix_ballot_vote_id"), "ballot", ["vote_id"], unique=False)
    op.create_table(
        "recusal",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("discussion_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("called_back_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["discussion_id"], ["discussion.id"], name=op.f("fk_recusal_discussion_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_recusal_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recusal")),
        sa.UniqueConstraint("discussion_id", "person_id", name=op.f("uq_recusal_discussion_id_person_id")),
    )
    op.create_index(op.f("ix_recusal_discussion_id"), "recusal", ["discussion_id"], unique=False)

    _carry_on()


def _carry_on() -> None:
    """A meeting that is in session goes on: its first session is open, and who is there has come."""
    connection, now = op.get_bind(), datetime.now(UTC)
    meeting = sa.table(
        "meeting",
        sa.column("id", sa.Uuid()),
        sa.column("state"),
        sa.column("mode"),
        sa.column("started_at", sa.DateTime(timezone=True)),
    )
    attendance = sa.table(
        "attendance",
        sa.column("meeting_id", sa.Uuid()),
        sa.column("person_id", sa.Uuid()),
        sa.column("is_present", sa.Boolean()),
        sa.column("online", sa.Boolean()),
        sa.column("left_at", sa.DateTime(timezone=True)),
    )
    running = sa.select(meeting.c.id, meeting.c.started_at).where(
        meeting.c.state == "in_session", meeting.c.mode == "meeting"
    )
    for meeting_id, started_at in connection.execute(running).all():
        began, session_id = started_at or now, uuid4()
        opened = {
            "id": session_id,
            "created_at": now,
            "meeting_id": meeting_id,
            "number": 1,
            "began_at": began,
        }
        op.bulk_insert(_SESSION, [opened])
        there = sa.select(attendance.c.person_id, attendance.c.online).where(
            attendance.c.meeting_id == meeting_id,
            attendance.c.is_present.is_(True),
            attendance.c.left_at.is_(None),
        )
        stays = [
            {
                "id": uuid4(),
                "created_at": now,
                "session_id": session_id,
                "person_id": who,
                "online": online,
                "came_at": began,
            }
            for who, online in connection.execute(there).all()
        ]
        if stays:
            op.bulk_insert(_STAY, stays)


def downgrade() -> None:
    op.drop_index(op.f("ix_recusal_discussion_id"), table_name="recusal")
    op.drop_table("recusal")
    op.drop_index(op.f("ix_ballot_vote_id"), table_name="ballot")
    op.drop_table("ballot")
    op.drop_index(
        "uq_vote_standing",
        table_name="vote",
        sqlite_where=sa.text("state <> 'void'"),
        postgresql_where=sa.text("state <> 'void'"),
    )
    op.drop_index(op.f("ix_vote_decision_id"), table_name="vote")
    op.drop_table("vote")
    op.drop_index(
        "uq_meeting_stay_open",
        table_name="meeting_stay",
        sqlite_where=sa.text("left_at is null"),
        postgresql_where=sa.text("left_at is null"),
    )
    op.drop_index(op.f("ix_meeting_stay_session_id"), table_name="meeting_stay")
    op.drop_table("meeting_stay")
    op.drop_index(
        "uq_discussion_open",
        table_name="discussion",
        sqlite_where=sa.text("closed_at is null"),
        postgresql_where=sa.text("closed_at is null"),
    )
    op.drop_index(op.f("ix_discussion_meeting_id"), table_name="discussion")
    op.drop_index(op.f("ix_discussion_item_id"), table_name="discussion")
    op.drop_table("discussion")
    op.drop_index(op.f("ix_action_point_meeting_id"), table_name="action_point")
    op.drop_index(op.f("ix_action_point_item_id"), table_name="action_point")
    op.drop_table("action_point")
    op.drop_index(
        "uq_meeting_session_open",
        table_name="meeting_session",
        sqlite_where=sa.text("ended_at is null"),
        postgresql_where=sa.text("ended_at is null"),
    )
    op.drop_index(op.f("ix_meeting_session_meeting_id"), table_name="meeting_session")
    op.drop_table("meeting_session")
