"""What other rooms ask about the fund by name, and the fund's own proofs."""

from sqlalchemy import func, select

from sipgrants.core.db import session
from sipgrants.core.errors import Problem
from sipgrants.core.i18n import msg
from sipgrants.core.money import Money
from sipgrants.fund import queries, status_queries
from sipgrants.fund.models import LedgerLine, LedgerTransaction
from sipgrants.fund.proofs import Proof, proof, tried_by
from sipgrants.lifecycle.rights import fact


@fact("fund.available")
def available() -> Money:
    """Return what may still be committed, by the ledger; below nothing where too much is promised."""
    return queries.available()


@fact("reminder.rungs")
def rungs() -> tuple[int, ...]:
    """Return the rungs of the ladder of reminders, in days from the day; before it they are negative."""
    before, after = (queries.setting(key) for key in ("remind_before", "remind_after"))
    return (*(-days for days in reversed(before)), *after)


@tried_by
def in_savepoint(function: Proof) -> list[Problem]:
    """Run a proof: on PostgreSQL a statement that failed would otherwise void those of all others."""
    with session().begin_nested():
        return function()


@proof("ledger")
def transactions_balance() -> list[Problem]:
    """Prove that every transaction has lines that add up to nothing, and that the numbers have no gap."""
    sums = (
        select(LedgerTransaction.number, func.sum(LedgerLine.minor), func.count(LedgerLine.id))
        .select_from(LedgerTransaction)
        .outerjoin(LedgerLine, LedgerLine.transaction_id == LedgerTransaction.id)
        .group_by(LedgerTransaction.number)
        .order_by(LedgerTransaction.number)
    )
    found = []
    for place, (number, total, count) in enumerate(session().execute(sums), start=1):
        if count < 2 or total != 0:
            text = msg(
                "Transaction %(number)s does not balance: %(total)s.",
                number=number,
                total=Money(int(total or 0)),
            )
            found.append(Problem(f"transaction {number}", text))
        if number != place:
            found.append(Problem(f"transaction {number}", msg("Number %(place)s is missing.", place=place)))
            break
    return found


@proof("contributions")
def contributions_agree() -> list[Problem]:
    """Prove that every contribution and its entries say the same."""
    money = queries.contribution_money()
    found = []
    for one in queries.contributions():
        mine, where = money[one.id], f"contribution {one.number}"
        if mine.receivable < 0 or (one.state != "agreed" and mine.receivable):
            owed = Money(mine.receivable)
            text = msg(
                "%(amount)s is owed though the contribution is %(state)s.", amount=owed, state=one.state
            )
            found.append(Problem(where, text))
        if one.in_kind and (mine.received or mine.receivable):
            found.append(Problem(where, msg("Help in kind stands in the ledger as money.")))
        if one.state == "received" and not one.in_kind and not mine.received:
            found.append(Problem(where, msg("It is closed as received, and nothing came.")))
        if mine.refunded > mine.received:
            found.append(Problem(where, msg("More was paid back than came.")))
    return found


@proof("publications")
def what_was_published_is_kept() -> list[Problem]:
    """Prove that every published status is the one whose hash stands on its papers."""
    papers = status_queries.papers()
    return [
        Problem(f"status {one.on.isoformat()}", msg("What was published is not what its hash says."))
        for one in status_queries.published()
        if {status_queries.mark(one.content), *(paper.content_hash for paper in papers.get(str(one.id), ()))}
        != {one.content_hash}
    ]
