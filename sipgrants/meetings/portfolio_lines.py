"""The line of numbers that stands beside every choice, in words."""

from sipgrants.core.i18n import Message, msg
from sipgrants.core.money import Money
from sipgrants.meetings.portfolio import Balance, Part

Line = tuple[Message | str, Money | Message]


def portfolio_lines(found: Balance) -> list[Line]:
    """Return what is decided, what is left of the envelope, and who gets it; nothing that would tell a barred reader."""
    lines: list[Line] = [(msg("Approved"), _of(found.approved))]
    if found.left is not None:
        lines.append((msg("Envelope left"), found.left))
    lines += [
        (msg("Least developed countries"), _share(found.ldc)),
        (msg("Small island developing States"), _share(found.sids)),
    ]
    lines += [
        (msg("First grant of a Party"), _share(found.first_time)),
        (msg("Not decided yet"), msg("%(number)s", number=found.undecided)),
    ]
    return lines + [(region, _of(part)) for region, part in found.regions.items()]


def _of(part: Part) -> Message:
    return msg("%(count)s, %(amount)s", count=part.count, amount=part.amount)


def _share(part: Part) -> Message:
    percent = round(part.share * 100)
    return msg("%(percent)s %% of the money (%(count)s)", percent=percent, count=part.count)
