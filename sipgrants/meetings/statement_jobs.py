"""Printing the Co-Chairs' public statement."""

from typing import Any
from uuid import UUID

from sipgrants.accounts import queries as people
from sipgrants.core.db import session
from sipgrants.core.money import Money
from sipgrants.documents import issuing_commands as issuing
from sipgrants.documents import public_statement as paper
from sipgrants.documents.models import IssuedDocument
from sipgrants.meetings import statement_queries as queries
from sipgrants.meetings.advice_models import PublicStatement
from sipgrants.parties import queries as parties


@issuing.printer(queries.KIND)
def print_statement(document: IssuedDocument) -> bytes:
    """Return the statement as it was adopted."""
    statement = session().get_one(PublicStatement, UUID(document.about_id))
    found, names = statement.facts, people.names_of([one.person_id for one in statement.adoptions])
    content = paper.PublicStatement(
        imprint=issuing.imprint(document),
        round_name=statement.round.name(document.locale),
        day=document.issued_on,
        opening=_lines(statement.opening),
        closing=_lines(statement.closing),
        considered=found["considered"],
        approved=[_approved(one, document.locale) for one in found["approved"]],
        reserve=found["reserve"],
        not_approved=found["not_approved"],
        total=Money(found["total"]),
        meetings=found["meetings"],
        chairs=sorted(names.values()),
    )
    return paper.render(content, issuing.language(document.locale))


def _approved(one: dict[str, Any], locale: str) -> paper.Approved:
    named = ", ".join(parties.find(code).name(locale) for code in one["parties"])
    return paper.Approved(one["title"], named, Money(one["amount"]))


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
