"""What is issued on paper for an award: numbered in the command, printed by the worker."""

from sqlalchemy import func, select

from sipgrants.accounts.queries import people_with
from sipgrants.awards.commands.agreement import unready
from sipgrants.awards.models import Award
from sipgrants.core import audit
from sipgrants.core.db import command, session
from sipgrants.core.errors import require
from sipgrants.documents.issuing_commands import issue
from sipgrants.documents.models import IssuedDocument
from sipgrants.lifecycle import machine
from sipgrants.lifecycle.actor import FOCAL, Actor

# Short marks in the numbers of documents: A5-ZM-1/OFFER-1.
MARKS = {
    "letter.offer": "OFFER",
    "agreement": "AGREEMENT",
    "letter.suspension": "SUSPENSION",
    "letter.termination": "TERMINATION",
    "letter.refund": "REFUND",
    "letter.closure": "CLOSURE",
}


def put_out(award: Award, kind: str) -> IssuedDocument:
    """Issue a document of `kind` about an award, inside a command, in the language of the Party's first focal point."""
    prefix = f"{award.number}/{MARKS[kind]}-"
    earlier = select(func.count()).select_from(IssuedDocument).where(IssuedDocument.number.startswith(prefix))
    return issue(
        kind,
        award,
        number=f"{prefix}{(session().scalar(earlier) or 0) + 1}",
        title=award.title,
        locale=language_of(award.party_id),
        party_id=award.party_id,
    )


def language_of(party_id: str) -> str:
    """Return the language of the Party's first focal point; English where there is nobody."""
    people = people_with(FOCAL, party_id)
    return people[0].locale if people else "en"


@command
def issue_agreement(award: Award, *, by: Actor) -> IssuedDocument:
    """Issue the agreement as PDF for both to sign: terms, instalments and plan stand. Issued anew where they changed."""
    machine.check(award, "award.sign", by=by)
    require(unready(award))
    document = put_out(award, "agreement")
    audit.record("award.issue_agreement", award, by, document=document.number)
    return document
