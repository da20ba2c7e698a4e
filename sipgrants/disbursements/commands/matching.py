"""Payments that UNEP's system made, recorded from its file in one step: all that were shown, or none."""

from collections.abc import Sequence

from sipgrants.awards.models import Instalment
from sipgrants.core import audit
from sipgrants.core.db import command, find, lock
from sipgrants.core.errors import Conflict
from sipgrants.core.i18n import msg
from sipgrants.disbursements import matching_queries
from sipgrants.disbursements.commands.paying import record_payment
from sipgrants.disbursements.matching import Result
from sipgrants.disbursements.payment_lines import Line
from sipgrants.lifecycle import rights
from sipgrants.lifecycle.actor import Actor


@command
def match(lines: Sequence[Line], *, by: Actor, mark: str, sha256: str) -> int:
    """Record every payment of the file that fits; returns how many. `mark`: of the comparison that the person saw; where it
    is another by now, nothing is recorded. `sha256`: of the file, for the history. The same file once more records nothing.
    """
    rights.demand(by, "payment.match")
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
        record_payment(one.instalment, by=by, paid_on=one.line.day, reference=one.line.reference)
    counts = {str(result): sum(one.result is result for one in found) for result in Result}
    audit.record("payment.match", ("payment_file", sha256), by, **counts)
    return len(fits)
