"""What a file of payments would do, line by line: a fixed number of statements, however long the file is."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload

from sipgrants.awards.models import Award, Instalment
from sipgrants.core import clock, files
from sipgrants.core.db import session
from sipgrants.core.errors import Invalid, NotFound
from sipgrants.core.files import Upload
from sipgrants.core.media import plain_name
from sipgrants.core.media.office import XLSX
from sipgrants.core.paging import Page, paginate
from sipgrants.disbursements import matching, payment_lines, queries, three_people
from sipgrants.disbursements.matching import Candidate, Match, Recorded, Result
from sipgrants.disbursements.models import Payment, PaymentFile
from sipgrants.disbursements.payment_lines import Line
from sipgrants.lifecycle.actor import Actor


@dataclass(frozen=True)
class Outcome:
    """What comes of a line, and the instalment that it fits, if any."""

    match: Match
    instalment: Instalment | None

    @property
    def line(self) -> Line:
        """Return the line of the file."""
        return self.match.line

    @property
    def result(self) -> Result:
        """Return what comes of the line."""
        return self.match.result


def looked_through(data: bytes, name: str) -> tuple[Upload, list[Line]]:
    """Put a file of payments into the store; return it and its lines. `Invalid` where it is none. Outside a
    transaction.
    """
    lines = payment_lines.read(data)
    kind = XLSX if data.startswith(b"PK") else "text/csv"
    return Upload(plain_name(name) or "payments", kind, files.keep(data)), lines


def find(sha256: str) -> PaymentFile:
    """Return the file that was sent under that hash; NotFound where none was."""
    found = session().scalar(select(PaymentFile).where(PaymentFile.sha256 == sha256))
    if found is None:
        raise NotFound()
    return found


def waiting(sha256: str) -> list[Line]:
    """Return the lines of the file that waits under that hash; NotFound where none does."""
    try:
        return payment_lines.read(files.read(find(sha256).file))
    except (FileNotFoundError, Invalid):
        raise NotFound() from None


def sent(page: int = 1) -> Page[PaymentFile]:
    """Return a page of the files that were sent, newest first."""
    return paginate(select(PaymentFile).order_by(PaymentFile.created_at.desc(), PaymentFile.id), page)


def recorded_by(found: Iterable[PaymentFile]) -> dict[UUID, list[Payment]]:
    """Return the payments that each file recorded, in one statement."""
    wanted: dict[UUID, list[Payment]] = {one.id: [] for one in found}
    query = (
        select(Payment)
        .where(Payment.payment_file_id.in_(wanted))
        .order_by(Payment.paid_on, Payment.reference)
    )
    for one in session().scalars(query):
        if one.payment_file_id is not None:
            wanted[one.payment_file_id].append(one)
    return wanted


def instalments_of(payments: Iterable[Payment]) -> dict[UUID, Instalment]:
    """Return the instalments of payments, each with its award, in one statement."""
    wanted = {one.instalment_id for one in payments}
    query = select(Instalment).where(Instalment.id.in_(wanted)).options(joinedload(Instalment.award))
    return {one.id: one for one in session().scalars(query).unique()}


def outcomes(lines: Sequence[Line], by: Actor) -> list[Outcome]:
    """Return what would come of each line if `by` recorded them now: also its gate and the three people count."""
    parts = {one.id: one for one in _instalments()}
    found = matching.matches(
        lines, [_candidate(one) for one in parts.values()], _recorded(lines), clock.today()
    )
    fitting = [(one, parts[one.candidate.id]) for one in found if one.candidate]  # type: ignore[index]
    facts = queries.facts_of({part.award_id: part.award for _one, part in fitting}.values())
    return [_outcome(one, parts, facts, by) for one in found]


def _outcome(one: Match, parts: Mapping[UUID, Instalment], facts: queries.Facts, by: Actor) -> Outcome:
    part = parts[one.candidate.id] if one.candidate else None  # type: ignore[index]
    if part is None or one.result is not Result.FITS:
        return Outcome(one, part)
    hands = three_people.refuse_record_payment(by.person_id, queries.hands(part))
    for reason in [*([hands] if hands else []), *(wait.reason for wait in queries.unmet(part, facts))]:
        one = one.left(reason)
    return Outcome(one, part)


def mark(found: Iterable[Outcome]) -> str:
    """Return what tells this comparison from any other: what a person saw is what is recorded, or nothing is."""
    told = [(one.line, str(one.result), str(one.instalment.id) if one.instalment else "") for one in found]
    return hashlib.sha256(repr(told).encode()).hexdigest()


def approved() -> list[UUID]:
    """Return the approved instalments, in the order in which they are locked."""
    return list(
        session().scalars(select(Instalment.id).where(Instalment.state == "approved").order_by(Instalment.id))
    )


def _instalments() -> list[Instalment]:
    query = (
        select(Instalment)
        .join(Award, Award.id == Instalment.award_id)
        .where(Instalment.state != "cancelled")
        .order_by(Award.number, Instalment.number)
        .options(contains_eager(Instalment.award).selectinload(Award.instalments))
    )
    return list(session().scalars(query).unique())


def _candidate(one: Instalment) -> Candidate:
    award = one.award
    return Candidate(
        one.id,
        award.number,
        award.agreement_number,
        award.vendor_reference,
        one.number,
        one.minor,
        one.state,
        one.approved_at.date() if one.approved_at else None,
    )


def _recorded(lines: Iterable[Line]) -> dict[str, Recorded]:
    wanted = {line.reference for line in lines}
    rows = session().scalars(select(Payment).where(Payment.reference.in_(wanted)))
    return {one.reference: Recorded(one.minor, one.paid_on, one.bounced_on) for one in rows}
