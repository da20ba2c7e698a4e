"""Tokens: made when a mail goes out, used up once."""

from typing import Any

from sqlalchemy import update

from sipgrants.accounts import queries
from sipgrants.accounts.models import Person, Token
from sipgrants.accounts.tokens import LIFETIMES
from sipgrants.core import clock
from sipgrants.core.db import command, session
from sipgrants.core.errors import Conflict
from sipgrants.core.i18n import msg


@command
def make(person: Person, kind: str, **data: Any) -> Token:
    """Make a token of `kind`; earlier ones of that kind count no more."""
    drop(person, kind)
    token = Token(person_id=person.id, kind=kind, expires_at=clock.now() + LIFETIMES[kind], data=data)
    session().add(token)
    session().flush()
    return token


@command
def drop(person: Person, *kinds: str) -> None:
    """Let the open tokens of these kinds count no more."""
    unused = (Token.person_id == person.id, Token.kind.in_(kinds), Token.used_at.is_(None))
    session().execute(update(Token).where(*unused).values(used_at=clock.now()))


@command
def use(token: Token, kind: str) -> Person:
    """Use `token` up and return whose it is; Conflict where it was used already or is too old."""
    person = session().get(Person, token.person_id)
    if queries.open_token(kind, token.id) is None or person is None or person.disabled_at is not None:
        raise Conflict(msg("This link was used already or is too old. Ask for a new one."))
    token.used_at = clock.now()
    return person
