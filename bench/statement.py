"""How long the statement of the fund takes, and the portfolio: of 200 awards with six instalments, four of them paid.

The world is put in quickly, as rows; the fund's own proofs say that it is one that the commands could have made.
"""

import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from structlog import ReturnLoggerFactory, configure

from bench.forms import application, best
from sipgrants.awards import due as rules
from sipgrants.awards.models import Award, Due, Instalment
from sipgrants.core import clock
from sipgrants.core.db import command, session
from sipgrants.core.runtime import Runtime
from sipgrants.disbursements.models import Payment
from sipgrants.fund import award_entries, entries, proofs
from sipgrants.fund.accounts import Entry
from sipgrants.fund.models import Contribution, Donor, LedgerLine, LedgerTransaction
from sipgrants.lifecycle.actor import RoleName
from sipgrants.rounds.models import Round
from tests.builders import people

AWARDS, PARTS, PAID, MINOR, EVERY = 200, 6, 4, 3_000_000, 140
LATE = 10  # every tenth owes its reports
WANTED = {"/fund/statement": 300, "/fund/statement.pdf": 2000}  # at most, in milliseconds
PAGES = {
    "statement of the fund, as a page": "/fund/statement",
    "statement of the fund, as PDF": "/fund/statement.pdf",
    "portfolio, as a page": "/watching",
    "portfolio, as PDF": "/watching.pdf",
}
PARTIES = ("ZM", "GH", "KE", "GE", "EC", "LS", "BI", "TD", "GY", "MG")


class Book:
    """The ledger: entries get their numbers here."""

    def __init__(self) -> None:
        self.number = 0

    def post(self, entry: Entry, about: Any, day: date, reference: str = "", **of: Any) -> LedgerTransaction:
        """Return an entry as the ledger keeps it."""
        self.number += 1
        return LedgerTransaction(
            id=uuid4(),
            number=self.number,
            kind=str(entry.event),
            day=day,
            about_type=about.subject_type,
            about_id=str(about.id),
            award_id=entry.award,
            contribution_id=entry.contribution,
            reference=reference,
            lines=[LedgerLine(account=str(one.account), minor=one.minor) for one in entry.postings],
            **of,
        )


@command
def put_in(awards: int = AWARDS) -> None:
    """Put the world in: ten Parties, one donor, one round, awards that began one after the other."""
    for code in PARTIES:
        people.party(code)
    book, today = Book(), clock.today()
    round_ = Round(id=uuid4(), number=5, state="decided", names={"en": "Fifth round"}, closes_at=clock.now())
    donor = Donor(id=uuid4(), name="Norway", kind="government")
    session().add_all([round_, donor])
    session().flush()
    session().add_all(_given(book, donor, awards * PARTS * MINOR * 2))
    session().flush()
    for number in range(awards):
        for rows in _award(book, number, round_, today - timedelta(430 + number)):
            session().add_all(rows)
            session().flush()


def _given(book: Book, donor: Donor, minor: int) -> list[Any]:
    day = date(2020, 1, 1)
    made = Contribution(
        id=uuid4(), number=1, donor_id=donor.id, state="received", currency="USD", pledged_minor=minor, agreed_minor=minor,
        pledged_on=day, agreed_on=day, agreement="NO-1", settled_on=day,
    )  # fmt: skip
    agreed = book.post(entries.contribution_agreed(made.id, minor), made, day)
    return [made, agreed, book.post(entries.contribution_received(made.id, minor, minor), made, day)]


def _award(book: Book, number: int, round_: Round, starts: date) -> Iterator[list[Any]]:
    """Yield an award, then what hangs on it."""
    ends = starts + timedelta(899)
    made = Award(
        id=uuid4(), number=f"SIP/5/{number:03d}", round_id=round_.id, party_id=PARTIES[number % len(PARTIES)],
        title=f"Less mercury in district {number}", amount_minor=PARTS * MINOR, state="active", is_opening=True,
        starts_on=starts, ends_on=ends, agreement_number=f"SSFA/{number}", vendor_reference=f"V{number}",
        signed_by_party_on=starts, signed_by_secretariat_on=starts,
    )  # fmt: skip
    yield [made]
    parts = [
        Instalment(
            id=uuid4(), award_id=made.id, number=place, minor=MINOR, due_on=starts + timedelta(EVERY * (place - 1)),
            state="paid" if place <= PAID else "planned",
            paid_on=starts + timedelta(EVERY * (place - 1)) if place <= PAID else None,
            payment_reference=f"U{number}-{place}" if place <= PAID else "",
        )
        for place in range(1, PARTS + 1)
    ]  # fmt: skip
    dues = [
        Due(
            award_id=made.id, kind=str(one.kind), period_from=one.period_from, period_to=one.period_to, due_on=one.due_on,
            met_at=clock.now() if number % LATE and one.due_on < clock.today() else None,
        )
        for one in rules.schedule(starts, ends)
    ]  # fmt: skip
    yield [*parts, *dues]
    yield [book.post(award_entries.award_committed(made.id, PARTS * MINOR), made, starts, round_id=round_.id)]
    paid = [
        (one, book.post(award_entries.instalment_paid(made.id, MINOR), one, one.paid_on or starts, one.payment_reference,
                        round_id=round_.id))
        for one in parts[:PAID]
    ]  # fmt: skip
    yield [row for _part, row in paid]
    officer = uuid4()
    yield [
        Payment(
            instalment_id=one.id, award_id=made.id, minor=MINOR, paid_on=one.paid_on, reference=one.payment_reference,
            recorded_by=officer, transaction_id=row.id,
        )
        for one, row in paid
    ]  # fmt: skip


def main() -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as folder:
        app = application(Path(folder))
        configure(logger_factory=ReturnLoggerFactory())  # a line for each request says nothing here
        runtime: Runtime = app.extensions["runtime"]
        client = app.test_client()
        with runtime.scope():
            put_in()
            if found := list(proofs.differences()):
                raise RuntimeError(f"no world of the fund: {found[0]}")
            people.sign_in(client, people.person(RoleName.FINANCE_OFFICER))
        for words, address in PAGES.items():
            wanted = f" (wanted: under {WANTED[address]})" if address in WANTED else ""
            print(f"{AWARDS} awards of {PARTS} instalments, {words}: {best(client, address):.0f} ms{wanted}")


if __name__ == "__main__":
    main()
