"""The line of numbers that stands beside every choice, in words."""

from collections.abc import Sequence

from sipgrants.core.i18n import Message, msg
from sipgrants.meetings.portfolio import Balance, Part
from sipgrants.parties import regions

Line = tuple[Message | str, Message]


def portfolio_lines(found: Balance) -> list[Line]:
    """Return what is decided, what is left of the envelope, and who gets it; nothing that would tell a barred reader."""
    lines: list[Line] = [(msg("Approved"), _of(found.approved))]
    if found.left is not None:
        lines.append((msg("Envelope left"), msg("%(amount)s", amount=found.left)))
    lines += [
        (msg("Least developed countries"), _share(found.ldc)),
        (msg("Small island developing States"), _share(found.sids)),
    ]
    lines += [
        (msg("First grant of a Party"), _share(found.first_time)),
        (msg("Not decided yet"), msg("%(number)s", number=found.undecided)),
    ]
    return lines + [(regions.region(key), _of(part)) for key, part in found.regions.items()]


def trial_lines(articles: Sequence[tuple[str, int]], late: Sequence[str], partial: int) -> list[Line]:
    """Return what stands beside a line that is tried: Articles served (and by how many), Parties with late reports by name,
    how many get less than they asked for.
    """
    served = ", ".join(f"{article} ({count})" for article, count in articles)
    return [
        (msg("Articles served"), msg("%(articles)s", articles=served) if served else msg("none")),
        (msg("Parties with late reports"), msg("%(names)s", names=", ".join(late)) if late else msg("none")),
        (msg("Less than asked for"), msg("%(number)s", number=partial)),
    ]


def _of(part: Part) -> Message:
    return msg("%(amount)s (%(count)s)", count=part.count, amount=part.amount)


def _share(part: Part) -> Message:
    percent = round(part.share * 100)
    return msg("%(percent)s %% of the money (%(count)s)", percent=percent, count=part.count)
