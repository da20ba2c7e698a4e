"""Payments that UNEP's system made, recorded from its file in one step: all that were shown, or none."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from sipgrants.awards.models import Instalment
from sipgrants.core import audit, clock, files
from sipgrants.core.db import command, find, lock, session
from sipgrants.core.errors import Conflict
from sipgrants.core.files import Upload
from sipgrants.core.i18n import msg
from sipgrants.disbursements import matching_queries
from sipgrants.disbursements.commands.paying import record_payment
from sipgrants.disbursements.kept_reasons import kept
from sipgrants.disbursements.matching import Result
from sipgrants.disbursements.matching_queries import Outcome
from sipgrants.disbursements.models import PaymentFile
from sipgrants.disbursements.payment_lines import Line
from sipgrants.lifecycle import rights
from sipgrants.lifecycle.actor import Actor


@command
def file_payments(*, by: Actor, upload: Upload, lines: Sequence[Line]) -> PaymentFile:
    """Keep a file of payments for good, with who sent it and when; nothing is recorded yet. The same file is kept once."""
    rights.demand(by, "payment.match")
    sha256 = upload.blob.sha256
    known = session().scalar(select(PaymentFile).where(PaymentFile.sha256 == sha256))
    if known is not None:
        return known
    stored = files.record(upload.blob, name=upload.name, media_type=upload.media_type, by=by)
    left = _remaining(matching_queries.outcomes(lines, by))
    row = PaymentFile(sha256=sha256, file=stored, lines=len(lines), remaining=left)
    session().add(row)
    session().flush()
    audit.record("payment_file.send", row, by, sha256=sha256, lines=len(lines))
    return row


@command
def match(lines: Sequence[Line], *, by: Actor, mark: str, sha256: str) -> int:
    """Record every payment of the file that fits; returns how many. `mark`: of the comparison that the person saw; where it
    is another by now, nothing is recorded. `sha256`: of the file, for the history. The same file once more records nothing.
    """
    rights.demand(by, "payment.match")
    file = matching_queries.find(sha256)
    # The comparison is made anew under the locks of all that it could record, always taken in the same order.
    for identifier in matching_queries.approved():
        lock(find(Instalment, identifier))
    found = matching_queries.outcomes(lines, by)
    if mark != matching_queries.mark(found):
        raise Conflict(
            msg("Something changed since you looked. Nothing was recorded; this is how it stands now.")
        )
    fits = [one for one in found if one.result is Result.FITS]
    if not fits:
        raise Conflict(msg("Nothing of this file is left to be recorded."))
    for one in fits:
        if one.instalment is None or one.line.day is None:
            raise RuntimeError("what fits has an instalment and a day")
        payment = record_payment(one.instalment, by=by, paid_on=one.line.day, reference=one.line.reference)
        payment.payment_file_id = file.id
    file.matched_at, file.matched_by = clock.now(), by.person_id
    file.remaining = _remaining(found)
    counts = {str(result): sum(one.result is result for one in found) for result in Result}
    audit.record("payment.match", ("payment_file", sha256), by, **counts)
    return len(fits)


def _remaining(found: Sequence[Outcome]) -> list[dict[str, Any]]:
    """The lines that are left to a person, as they are kept: reasons with parameters, to be read in every language."""
    return [
        {
            "number": one.line.number,
            "reference": one.line.reference,
            "award": one.line.award,
            "minor": one.line.minor,
            "reasons": [kept(said) for said in one.match.reasons],
        }
        for one in found
        if one.result is Result.LEFT
    ]
