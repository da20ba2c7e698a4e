"""What a team says among itself about its draft: for the team alone."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from sipgrants.accounts import queries as people
from sipgrants.applications.models import Application, Comment, Remark
from sipgrants.core.db import session
from sipgrants.core.errors import NotFound
from sipgrants.lifecycle import process, rights
from sipgrants.lifecycle.actor import Actor


@dataclass(frozen=True)
class Talk:
    """The comments of an application by question, those that are open first; the names of who wrote them."""

    by_question: dict[str, list[Comment]]
    names: dict[UUID, str]
    is_open: bool  # while the application is being written

    def open_of(self, question: str) -> int:
        """Return how many comments on a question are open."""
        return sum(one.state == "open" for one in self.by_question.get(question, ()))

    @property
    def open(self) -> int:
        """Return how many comments are open."""
        return sum(self.open_of(question) for question in self.by_question)


def of(application: Application) -> list[Comment]:
    """Return the comments on an application, oldest first, in two statements."""
    query = select(Comment).where(Comment.application_id == application.id)
    return list(session().scalars(query.order_by(Comment.created_at, Comment.id)))


def talk(application: Application) -> Talk:
    """Return the comments as pages show them, in three statements."""
    found: dict[str, list[Comment]] = defaultdict(list)
    every = sorted(of(application), key=lambda one: one.state != "open")
    for one in every:
        found[one.question].append(one)
    who = {remark.written_by for one in every for remark in one.remarks} | {one.settled_by for one in every}
    is_open = process.target("application", "edit", application.state) is not None
    return Talk(dict(found), people.names_of(who), is_open)


def open_by_section(application: Application) -> Counter[str]:
    """Return how many comments are open in each section."""
    query = (
        select(Comment.section, func.count())
        .where(Comment.application_id == application.id, Comment.state == "open")
        .group_by(Comment.section)
    )
    return Counter({row[0]: row[1] for row in session().execute(query)})


def find(actor: Actor, comment_id: UUID) -> Comment:
    """Return a comment for the team whose it is; NotFound for everybody else."""
    found = session().get(Comment, comment_id)
    if found is None or not rights.can(actor, "comment.read", found):
        raise NotFound()
    return found


def untold(party_id: str, until: datetime) -> list[Remark]:
    """Return what was said before `until` about applications of a Party and is in no mail yet, oldest first."""
    query = (
        select(Remark)
        .join(Comment, Comment.id == Remark.comment_id)
        .join(Application, Application.id == Comment.application_id)
        .where(Application.party_id == party_id, Remark.told_at.is_(None), Remark.created_at <= until)
        .options(joinedload(Remark.comment).joinedload(Comment.application))
    )
    return list(session().scalars(query.order_by(Remark.created_at, Remark.id)).unique())


def parties_to_tell(until: datetime, quiet_since: datetime) -> list[str]:
    """Return the Parties with something untold from before `until` and no mail of comments after `quiet_since`."""

    def parties() -> Select[Any]:
        return (
            select(Application.party_id)
            .join(Comment, Comment.application_id == Application.id)
            .join(Remark, Remark.comment_id == Comment.id)
        )

    lately = parties().where(Remark.told_at > quiet_since)
    query = parties().where(Remark.told_at.is_(None), Remark.created_at <= until)
    return sorted(session().scalars(query.where(Application.party_id.not_in(lately)).distinct()))
