"""Who is waited for in an appraisal: experts who were asked for a comment, Parties that were asked a question."""

from typing import Any

from sipgrants.accounts import queries as people
from sipgrants.applications.models import Application
from sipgrants.applications.reminding_queries import narrowed
from sipgrants.appraisal import queries
from sipgrants.appraisal.models import ApplicantQuestion, ExpertInvitation
from sipgrants.core.db import session
from sipgrants.lifecycle import reminding
from sipgrants.lifecycle.actor import WRITERS
from sipgrants.lifecycle.reminding import Missing
from sipgrants.rounds.models import Round


@reminding.source("experts", mail="expert_reminder", words=reminding.experts)
def uncommented(about: Application | Round | None) -> list[Missing]:
    """Return the experts whose comments are waited for, while the application is not decided."""
    found = session().scalars(narrowed(queries.open_invitations(), about)).unique()
    return [
        Missing(
            _what(one),
            str(one.person_id),
            one.person_id,
            one.application,
            {"invitation_id": one.id, **_told(one)},
            one.due_on,
            one.created_at.date(),
        )
        for one in found
    ]


@reminding.source("questions", mail="question_reminder", words=reminding.parties)
def unanswered(about: Application | Round | None) -> list[Missing]:
    """Return the teams whose answers are waited for, while the application is not decided."""
    found = list(session().scalars(narrowed(queries.open_questions(), about)).unique())
    teams = people.recipients_by_party(WRITERS) if found else {}
    return [
        Missing(
            _what(one),
            one.party_id,
            person_id,
            one.application,
            {"question_id": one.id, "text": one.text, **_told(one)},
            one.due_on,
            one.created_at.date(),
        )
        for one in found
        for person_id in teams.get(one.party_id, [])
    ]


def _what(one: ExpertInvitation | ApplicantQuestion) -> tuple[str, str]:
    """A day that moves begins its ladder anew."""
    return (one.subject_type, f"{one.id}/{one.due_on}")


def _told(one: ExpertInvitation | ApplicantQuestion) -> dict[str, Any]:
    application = one.application
    return {
        "application_id": application.id,
        "reference": application.reference,
        "title": application.title,
        "due_on": one.due_on,
    }
