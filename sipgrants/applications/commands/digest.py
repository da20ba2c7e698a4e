"""The mail that tells a team of its colleagues' comments: one a day at most, however much was said."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from sipgrants.accounts import queries as people
from sipgrants.applications import comment_queries, queries
from sipgrants.applications.models import Application, Comment, Remark
from sipgrants.core import audit, clock, db, outbox
from sipgrants.core.db import command
from sipgrants.lifecycle import rights
from sipgrants.lifecycle.actor import SYSTEM, TEAM, Actor
from sipgrants.parties.models import Party

# Whoever is writing is not yet through: what is said within these minutes goes into one mail.
PAUSE = timedelta(minutes=15)
QUIET = timedelta(hours=24)
MOST = 20


@command
def tell(party: Party, *, by: Actor) -> int:
    """Tell each member of a Party's team what the others said since the last such mail; return how many mails."""
    rights.demand(by, "comment.tell", party)
    said = comment_queries.untold(party.id, clock.now())
    if not said:
        return 0  # another worker was faster
    names = people.names_of(remark.written_by for remark in said)
    labels = {one.comment.application_id: _labels(one.comment.application) for one in said}
    for remark in said:
        remark.told_at = clock.now()
    mails = 0
    for person_id in people.recipients(TEAM, party.id):
        lines = _lines([one for one in said if one.written_by != person_id], names, labels)
        if lines:
            outbox.mail("comments", person_id=person_id, lines=lines[:MOST], more=max(0, len(lines) - MOST))
            mails += 1
    audit.record("comment.tell", ("comments", party.id), by, mails=mails)
    return mails


def _labels(application: Application) -> dict[str, dict[str, str]]:
    return {
        question.key: question.label
        for answers in queries.answers(application).values()
        for section in answers.form.sections
        for question in section.questions
    }


def _lines(
    said: Sequence[Remark], names: dict[UUID, str], labels: dict[UUID, dict[str, dict[str, str]]]
) -> list[dict[str, Any]]:
    """Return a line for each question that was spoken of. The texts stay on the pages: mails are read by others."""
    found: dict[tuple[UUID, str], dict[str, Any]] = {}
    for remark in said:
        comment: Comment = remark.comment
        line = found.setdefault(
            (comment.application_id, comment.question),
            {
                "application_id": comment.application_id,
                "reference": comment.application.reference,
                "question": labels[comment.application_id].get(comment.question, {}),
                "number": 0,
                "who": [],
            },
        )
        line["number"] += 1
        name = names.get(remark.written_by, "")
        if name and name not in line["who"]:
            line["who"].append(name)
    return list(found.values())


@outbox.clockwork("applications.comments")
def _tick() -> None:
    now = clock.now()
    for party_id in comment_queries.parties_to_tell(now - PAUSE, now - QUIET):
        tell(db.find(Party, party_id), by=SYSTEM)
