"""Preparing, dropping and releasing letters."""

from sipgrants.applications.hooks import on_withdrawn
from sipgrants.applications.models import Application
from sipgrants.core import audit, clock, outbox
from sipgrants.core.db import command, session
from sipgrants.core.errors import Conflict
from sipgrants.core.i18n import msg
from sipgrants.documents import issuing_commands as issuing
from sipgrants.documents.models import IssuedDocument
from sipgrants.lifecycle import rights
from sipgrants.lifecycle.actor import Actor
from sipgrants.rounds.models import Round
from sipgrants.screening.days import reconsider_until
from sipgrants.screening.letters import printing_queries, queries, text_queries, wording
from sipgrants.screening.letters.wording import Wording
from sipgrants.screening.models import Letter


@command
def prepare(application: Application, says: Wording, *, by: Actor) -> Letter:
    """Hold a letter about `application` for the next release; one that is held already says the new thing from now on.

    It asks for no right of its own: the step that has a letter as its consequence did.
    """
    facts = wording.keep(says)
    letter = queries.held_of(application)
    if letter is None:
        letter = Letter(application=application, round_id=application.round_id)
        session().add(letter)
    letter.kind, letter.facts, letter.prepared_by = says.kind, facts, by.person_id
    session().flush()
    audit.record("letter.prepare", application, by, kind=says.kind, letter=letter.id)
    return letter


@on_withdrawn
@command
def drop_held(application: Application, *, by: Actor) -> bool:
    """Drop the letter that is held about `application`, since what it says is no longer so; tell whether there was one."""
    letter = queries.held_of(application)
    if letter is None:
        return False
    letter.dropped_at = clock.now()
    session().flush()
    audit.record("letter.drop", application, by, kind=letter.kind, letter=letter.id)
    return True


@command
def release(round_: Round, *, by: Actor) -> int:
    """Release every letter of the round that is held, together; return how many went out."""
    rights.demand(by, "letter.release", round_)
    waiting = queries.held(round_)
    if not waiting:
        raise Conflict(msg("No letter of this round is held."))
    for letter in waiting:
        release_one(letter, by=by)
    return len(waiting)


@command
def release_letter(letter: Letter, *, by: Actor) -> None:
    """Release one letter before the others."""
    rights.demand(by, "letter.release", letter)
    release_one(letter, by=by)


@command
def release_one(letter: Letter, *, by: Actor) -> IssuedDocument:
    """Issue a letter that is held; from now on the Party has its time to ask for reconsideration.

    It asks for no right of its own, like `prepare`.
    """
    if letter.released_at is not None or letter.dropped_at is not None:
        raise Conflict(msg("This letter is not held any more."))
    application, round_ = letter.application, letter.application.round
    person = queries.recipient(application.party_id)
    document = issuing.issue(
        f"letter.{letter.kind}",
        application,
        number=queries.next_number(application),
        title=str(wording.LABELS[letter.kind]),
        locale=person.locale if person else "en",
        party_id=application.party_id,
    )
    letter.words = text_queries.words_for(letter, document.locale)
    letter.released_at, letter.released_by = clock.now(), by.person_id
    letter.document, letter.document_id = document, document.id
    refusal = queries.refusal_of(letter)
    if refusal is not None:
        refusal.reconsider_until = reconsider_until(
            letter.released_at, round_.reconsideration_days, round_.zone
        )
    session().flush()
    audit.record("letter.release", application, by, kind=letter.kind, number=document.number)
    if not queries.is_something_held(round_):
        round_.letters_released_at = letter.released_at
    return document


def _mail(document: IssuedDocument) -> None:
    """The PDF is there: tell the lead Party's team and the partners' focal points where it is."""
    letter = queries.of_document(document)
    application = letter.application
    for person_id in queries.readers(application):
        outbox.mail(
            "letter",
            person_id=person_id,
            about=application,
            letter_id=letter.id,
            reference=application.reference,
            title=application.title,
        )


for _kind in wording.KINDS:
    issuing.printer(f"letter.{_kind}", then=_mail)(printing_queries.print_)
