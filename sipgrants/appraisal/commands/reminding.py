"""The ladder of reminders for experts and for questions to the applicant; each rung is climbed once."""

from typing import Any
from uuid import UUID

from sipgrants.accounts import queries as people
from sipgrants.appraisal import queries
from sipgrants.appraisal.commands.asking import told as told_of_question
from sipgrants.appraisal.commands.experts import told as told_of_invitation
from sipgrants.appraisal.models import ApplicantQuestion, ExpertInvitation
from sipgrants.core import audit, clock, outbox
from sipgrants.core.db import command
from sipgrants.core.ladder import rung_due
from sipgrants.lifecycle.actor import SYSTEM, WRITERS


@command
def remind(waiting: ExpertInvitation | ApplicantQuestion) -> bool:
    """Remind whoever is waited for, where a rung is due today; tell whether it was."""
    rung = rung_due(waiting.due_on, clock.today(), waiting.reminded, waiting.created_at.date())
    if rung is None:
        return False
    waiting.reminded = [*waiting.reminded, rung]
    if isinstance(waiting, ExpertInvitation):
        _mail("expert_reminder", waiting, [waiting.person_id], told_of_invitation(waiting))
    else:
        team = people.recipients(WRITERS, waiting.application.party_id)
        _mail("question_reminder", waiting, team, told_of_question(waiting))
    audit.record("reminder.send", waiting.application, SYSTEM, about=waiting.subject_type, rung=rung)
    return True


def _mail(
    kind: str, waiting: ExpertInvitation | ApplicantQuestion, to: list[UUID], told: dict[str, Any]
) -> None:
    for person_id in to:
        outbox.mail(kind, person_id=person_id, about=waiting.application, **told)


@outbox.clockwork("appraisal.remind")
def _remind_what_is_due() -> None:
    for one in queries.waited_for():
        if rung_due(one.due_on, clock.today(), one.reminded, one.created_at.date()) is not None:
            remind(one)
