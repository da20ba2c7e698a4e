"""Asking for the dossier of an award, and how far it is."""

from sipgrants.awards.models import Award
from sipgrants.core import audit
from sipgrants.core.db import command, session
from sipgrants.documents.issuing_commands import issue
from sipgrants.dossiers import asked_queries
from sipgrants.dossiers.chapters_queries import CHAPTERS
from sipgrants.dossiers.models import AwardDossier
from sipgrants.lifecycle import rights
from sipgrants.lifecycle.actor import Actor


@command
def ask(award: Award, *, by: Actor, locale: str) -> AwardDossier:
    """Have the dossier of an award made as the case stands now; while one is being made, that is the one."""
    rights.demand(by, "award_dossier.ask", award)
    running = asked_queries.being_made(award.id)
    if running is not None:
        return running
    number = asked_queries.next_number(award.id)
    row = AwardDossier(award=award, asked_by=by.person_id, wanted=len(CHAPTERS))
    session().add(row)
    session().flush()
    row.document = issue(
        "award.dossier", row, number=f"{award.number}/DOSSIER-{number}", title=award.title, locale=locale
    )
    audit.record("award_dossier.ask", award, by, document=row.document.number)
    return row


@command
def note(dossier: AwardDossier, done: int) -> None:
    """Note how many chapters are gathered."""
    dossier.done = done
