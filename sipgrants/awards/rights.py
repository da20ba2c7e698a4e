"""What shuts an award: once it is closed nothing of it is written any more, whoever asks."""

from typing import Any

from sipgrants.core.i18n import Message, msg
from sipgrants.lifecycle.rights import lock

_OF_AN_AWARD = ("award.", "instalment.", "report.", "change.", "vendor.")
_READING = (".read", ".list", ".history")
CLOSED = msg(
    "The award is closed: its records are locked. Refunds and disallowances found later are booked on its page."
)


@lock
def is_closed(action: str, subject: Any) -> Message | None:
    """Programme rule (section 3, Award): "later refunds or disallowances are postings, not moves"."""
    award = getattr(subject, "award", subject)
    if getattr(award, "subject_type", "") != "award" or award.state != "closed":
        return None
    return CLOSED if action.startswith(_OF_AN_AWARD) and not action.endswith(_READING) else None
