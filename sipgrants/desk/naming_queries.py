"""What a record is called where a sentence is about it: by its number or its name, so that two are told apart."""

from typing import Any

from sipgrants.awards.models import Award, Instalment
from sipgrants.changes.models import Change
from sipgrants.core.i18n import Message, msg
from sipgrants.fund.models import Contribution, Setting
from sipgrants.fund.settings import DEFINITIONS
from sipgrants.meetings.models import Meeting
from sipgrants.rounds.models import Round

_NAMES = ("reference", "number", "name", "title")


def called(record: Any) -> Message | str | None:
    """Return what `record` is called; None where it has no name of its own."""
    if isinstance(record, Round):
        return msg("Round %(number)s", number=record.number)
    if isinstance(record, Meeting):
        return msg("Meeting %(number)s", number=record.number)
    if isinstance(record, Instalment):
        return msg("%(award)s, instalment %(number)s", award=record.award.number, number=record.number)
    if isinstance(record, Change):
        return msg("%(award)s, change %(number)s", award=record.award.number, number=record.number)
    if isinstance(record, Contribution):
        return msg("Contribution %(number)s", number=record.number)
    if isinstance(record, Setting):
        return DEFINITIONS[record.key].label
    if isinstance(record, Award):
        return record.number
    names = (getattr(record, name, None) for name in _NAMES)
    return next((one for one in names if isinstance(one, str) and one), None)
