"""Printing the recommendations to an applicant."""

from sqlalchemy import select

from sipgrants.accounts import queries as people
from sipgrants.core.db import session
from sipgrants.documents import issuing_commands as issuing
from sipgrants.documents.letters import recommendations as paper
from sipgrants.documents.letters.layout import Correspondence, Matter
from sipgrants.documents.models import IssuedDocument
from sipgrants.lifecycle import labels
from sipgrants.lifecycle.actor import RoleName
from sipgrants.meetings import report_queries
from sipgrants.meetings.advice_models import Advice
from sipgrants.meetings.advising import GENERAL
from sipgrants.meetings.commands.advice import KIND
from sipgrants.screening.letters import queries as letters


@issuing.printer(KIND)
def print_advice(document: IssuedDocument) -> bytes:
    """Return the recommendations as a letter."""
    advice = session().scalars(select(Advice).where(Advice.document_id == document.id)).one()
    application, locale = advice.application, document.locale
    matter = Matter(
        reference=application.reference,
        title=application.title,
        party=application.party.name(locale),
        round_name=application.round.name(locale),
        zone=application.party.zone,
    )
    content = paper.Recommendations(
        letter=_letter(document, advice),
        matter=matter,
        decision=report_queries.number_of(advice.decision),
        chapters=_chapters(advice, locale),
    )
    return paper.render(content, issuing.language(locale))


def _chapters(advice: Advice, locale: str) -> list[tuple[str, list[str]]]:
    titles = {GENERAL: ""}
    titles |= {
        one.key: one.label.get(locale) or one.label.get("en", one.key)
        for one in advice.application.round.criteria
    }
    return [
        (title, [line.strip() for line in advice.paragraphs[key].splitlines() if line.strip()])
        for key, title in titles.items()
        if advice.paragraphs.get(key, "").strip()
    ]


def _letter(document: IssuedDocument, advice: Advice) -> Correspondence:
    party, language = advice.application.party, issuing.language(document.locale)
    person = letters.recipient(party.id)
    focal, heads = language.text(labels.role("focal_point")), people.people_with(RoleName.HEAD)
    officer = people.names_of([advice.released_by])
    return Correspondence(
        imprint=issuing.imprint(document),
        day=document.issued_on,
        recipient_name=person.name if person else focal,
        recipient_function=focal if person else "",
        recipient=(party.name(document.locale),),
        signatory=heads[0].name if heads else next(iter(officer.values()), ""),
        signatory_function=labels.role("head" if heads else "programme_officer"),
        sender=issuing.sender(),
    )
