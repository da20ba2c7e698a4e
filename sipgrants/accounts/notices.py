"""Which mails a person may do without, or take together once a day. Pure.

Required is what asks the reader for something, what has a date, letters, and whatever concerns their account. All else only
tells what happened, and stands on the home page too.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from sipgrants.core.i18n import Message, msg


class Notices(StrEnum):
    """What a person chose."""

    EACH = "each"
    DIGEST = "digest"
    REQUIRED = "required"


CHOICES: dict[str, Message] = {
    Notices.EACH: msg("Each at once"),
    Notices.DIGEST: msg("Together in one mail a day; what is required at once"),
    Notices.REQUIRED: msg("None but the required ones"),
}
# Kinds of mail that only tell; of those that go with a step, the steps that ask nobody for anything.
_TELLING = frozenset(
    {
        "award_event_notes",
        "comments",
        "expert_commented",
        "orientation",
        "question_answered",
        "round_question_answered",
    }
)
_TELLING_STEPS: Mapping[str, frozenset[str]] = {
    "award_moved": frozenset({"approve_plan", "decline"}),
    "change_moved": frozenset({"withdraw"}),
    "instalment_moved": frozenset({"acknowledge", "override", "release"}),
    "refund_recorded": frozenset({"received", "written_off"}),
    "report_moved": frozenset({"accept", "waive"}),
}


def is_required(kind: str, params: Mapping[str, Any]) -> bool:
    """Tell whether a mail goes out at once, whatever its reader chose."""
    steps = _TELLING_STEPS.get(kind)
    return params.get("what") not in steps if steps is not None else kind not in _TELLING
