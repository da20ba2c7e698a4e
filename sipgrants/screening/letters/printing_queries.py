"""A letter as PDF: the wording that is kept, put into the layout of its kind, in the recipient's language."""

from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from sipgrants.core import clock
from sipgrants.core.money import Money
from sipgrants.documents import issuing_commands as issuing
from sipgrants.documents.kit.language import Language
from sipgrants.documents.letters import approved, ineligible, not_approved, reconsideration, reserve
from sipgrants.documents.letters.layout import Correspondence, Matter
from sipgrants.documents.models import IssuedDocument
from sipgrants.lifecycle import labels
from sipgrants.screening.letters import queries, text_queries, wording
from sipgrants.screening.letters.wording import (
    Approved,
    Ineligible,
    InReserve,
    NotApproved,
    Reconsidered,
    Wording,
)
from sipgrants.screening.models import Letter

Compose = Callable[[Any, Correspondence, Matter, Letter], tuple[Any, Callable[[Any, Language], bytes]]]


def print_(document: IssuedDocument) -> bytes:
    """Return the PDF of a letter that is released."""
    return _pdf(queries.of_document(document), document.locale)


def preview(letter: Letter) -> bytes:
    """Return the PDF as it would go out today, marked as a draft; of a released one, nothing but a copy of its words."""
    person = queries.recipient(letter.application.party_id)
    return _pdf(letter, person.locale if person else "en")


def _pdf(letter: Letter, locale: str) -> bytes:
    says = wording.say(letter.kind, letter.facts)
    correspondence, matter = _correspondence(letter, locale), _matter(letter, locale)
    content, render = _COMPOSE[type(says)](says, correspondence, matter, letter)
    return render(content, issuing.language(locale))


def _correspondence(letter: Letter, locale: str) -> Correspondence:
    party = letter.application.party
    person = queries.recipient(party.id)
    name, role = queries.signatory(letter)
    number = letter.document.number if letter.document else queries.next_number(letter.application)
    language = issuing.language(locale)
    # What went out says what the round said then; a preview says what it says now.
    own = letter.words if letter.released_at else text_queries.words_for(letter, locale)
    return Correspondence(
        imprint=issuing.imprint(letter.document, number=number),
        day=letter.document.issued_on if letter.document else clock.today(),
        recipient_name=person.name if person else language.text(labels.role("focal_point")),
        recipient_function=language.text(labels.role("focal_point")) if person else "",
        recipient=(party.name(locale),),
        signatory=name,
        signatory_function=labels.role(role),
        sender=issuing.sender(),
        opening=_paragraphs(own.get("opening", "")),
        closing=_paragraphs(own.get("closing", "")),
    )


def _paragraphs(text: str) -> list[str]:
    return [one.strip() for one in text.split("\n\n") if one.strip()]


def _matter(letter: Letter, locale: str) -> Matter:
    application = letter.application
    partners = [one.party for one in application.partners if one.party_id in application.party_ids]
    return Matter(
        reference=application.reference,
        title=application.title,
        party=application.party.name(locale),
        round_name=application.round.name(locale),
        partners=[one.name(locale) for one in partners],
        zone=str(ZoneInfo(application.party.zone)),
    )


def _ineligible(says: Ineligible, letter: Correspondence, matter: Matter, kept: Letter) -> Any:
    refusal = queries.refusal_of(kept)
    until = refusal.reconsider_until if refusal else None
    return ineligible.Ineligible(letter, matter, says.reasons, until), ineligible.render


def _reconsidered(says: Reconsidered, letter: Correspondence, matter: Matter, _kept: Letter) -> Any:
    content = reconsideration.Reconsidered(letter, matter, says.asked_on, says.reinstated, says.reasons)
    return content, reconsideration.render


def _not_approved(says: NotApproved, letter: Correspondence, matter: Matter, _kept: Letter) -> Any:
    content = not_approved.NotApproved(
        letter, matter, says.decision, says.decided_on, says.recommendations, says.from_reserve
    )
    return content, not_approved.render


def _in_reserve(says: InReserve, letter: Correspondence, matter: Matter, _kept: Letter) -> Any:
    content = reserve.InReserve(
        letter, matter, says.decision, says.decided_on, says.until, says.recommendations
    )
    return content, reserve.render


def _approved(says: Approved, letter: Correspondence, matter: Matter, _kept: Letter) -> Any:
    content = approved.Approved(
        letter, matter, says.decision, says.decided_on, Money(says.amount), says.recommendations
    )
    return content, approved.render


_COMPOSE: dict[type[Wording], Compose] = {
    Ineligible: _ineligible,
    Reconsidered: _reconsidered,
    NotApproved: _not_approved,
    InReserve: _in_reserve,
    Approved: _approved,
}
