"""The Co-Chairs' public statement: drafted from the record, edited, adopted by both; then public, and never changed."""

from sipgrants.board import queries as board
from sipgrants.core import audit, clock
from sipgrants.core.db import command, session
from sipgrants.core.errors import Conflict, Problem, Stale, require, too_long
from sipgrants.core.i18n import msg
from sipgrants.documents import issuing_commands as issuing
from sipgrants.lifecycle import machine, rights
from sipgrants.lifecycle.actor import Actor
from sipgrants.meetings import statement_queries as queries
from sipgrants.meetings.advice_models import PublicStatement, StatementAdoption
from sipgrants.rounds.models import Round

LONGEST = 20_000  # characters of opening or closing


@command
def draft(round_: Round, *, by: Actor) -> PublicStatement:
    """Draft the statement from the record, once every applicant was told the outcome."""
    rights.demand(by, "public_statement.draft", round_)
    refused = queries.refuse(round_)
    if refused is not None:
        raise Conflict(refused)
    if queries.of_round(round_.id) is not None:
        raise Conflict(msg("The statement on this round is drafted already."))
    opening, closing = queries.first_words()
    made = PublicStatement(round_id=round_.id, opening=opening, closing=closing)
    machine.begin(made, "public_statement.draft", by=by, round=round_.number)
    session().add(made)
    session().flush()
    return made


@command
def edit(statement: PublicStatement, *, by: Actor, opening: str, closing: str) -> None:
    """Edit what the statement says; who had adopted the earlier words is asked again."""
    machine.move(statement, "public_statement.edit", by=by)
    texts = {
        key: text.replace("\r\n", "\n").strip() for key, text in (("opening", opening), ("closing", closing))
    }
    empty = [] if texts["opening"] else [Problem("opening", msg("Write what the Co-Chairs say."))]
    require([*empty, *(problem for key, text in texts.items() for problem in too_long(key, text, LONGEST))])
    if texts != {"opening": statement.opening, "closing": statement.closing}:
        statement.opening, statement.closing = texts["opening"], texts["closing"]
        statement.adoptions.clear()
    session().flush()


@command
def adopt(statement: PublicStatement, *, by: Actor, looked_at: str | None = None) -> bool:
    """Adopt the statement as Co-Chair; with the second word it is issued and public. Returns that.

    `looked_at`: the hash of what the page showed; Stale where the record says something else by now.
    """
    rights.demand(by, "public_statement.adopt", statement)
    if looked_at is not None and looked_at != queries.looked_at(statement, by):
        raise Stale()
    if statement.state != "drafted":
        raise Conflict(msg("The statement is adopted already."))
    refused = queries.refuse(statement.round)
    if refused is not None:
        raise Conflict(refused)
    chairs = board.co_chairs(board.sitting())
    if by.person_id is None or by.person_id not in chairs:
        raise Conflict(msg("The Co-Chairs who sit today adopt the statement."))
    found = queries.facts(statement.round)
    _note(statement, by, queries.mark(statement, found))
    audit.record("public_statement.adopt_one", statement, by)
    if len(chairs) < 2 or set(chairs) - {one.person_id for one in statement.adoptions}:
        return False
    document = issuing.issue(
        queries.KIND,
        statement,
        number=f"SIP-{statement.round.number}/Statement",
        title=f"Statement of the Co-Chairs on round {statement.round.number}",
        locale="en",
    )
    machine.move(statement, "public_statement.adopt", by=by)
    # In one write: from here on the database itself refuses any other.
    statement.facts, statement.document_id, statement.adopted_at = found, document.id, clock.now()
    session().flush()
    return True


def _note(statement: PublicStatement, by: Actor, mark: str) -> None:
    """Words that were given to another text, or to other figures, no longer count."""
    for one in [one for one in statement.adoptions if one.mark != mark]:
        statement.adoptions.remove(one)
    if by.person_id is not None and by.person_id not in {one.person_id for one in statement.adoptions}:
        statement.adoptions.append(StatementAdoption(person_id=by.person_id, mark=mark))
    session().flush()
