"""The portfolio as drawing and as paper, from the same rows as page and workbook."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from sipgrants.core.i18n import Message, msg
from sipgrants.core.money import Money
from sipgrants.desk import risking, table_queries
from sipgrants.desk.table_queries import Pick, Say
from sipgrants.desk.watched_queries import Watch
from sipgrants.documents import issuing_commands as issuing
from sipgrants.documents import tables as paper
from sipgrants.documents.kit.drawing import Drawing, Series, timeline
from sipgrants.documents.kit.language import Content

METHOD_OF_CURVE = msg(
    "Planned: every instalment that is not cancelled, on the day it is planned for; without one on the day before "
    "which it is not paid, on that of its payment, or, where it waits for the signature only, on the first day of the "
    "agreement. Paid: payments less those that came back and less refunds, by the ledger. Spending reported: accepted "
    "spending less what was disallowed, on the day it was accepted, by the ledger."
)
METHOD_OF_SUMS = msg(
    "An officer says what an indicator counts for and whether its value is added or 1 once its target is reached. Added "
    "is what the last accepted report of each project says, as the number with which the value begins; each measure has "
    "one unit, and what is in another unit, or no number, is never added. Nobody checks here that a person was not "
    "counted twice."
)


def drawing(watch: Watch, say: Say, money: Callable[[Money], str], day: Callable[[date], str]) -> Drawing:
    """Return the curve, in the words of one language."""
    past = [one for one in watch.points if one.paid is not None]
    last = past[-1] if past else None
    told = (
        msg(
            "By %(day)s %(planned)s were planned, %(paid)s paid and %(reported)s of spending accepted.",
            day=day(last.day),
            planned=money(Money(last.planned)),
            paid=money(Money(last.paid or 0)),
            reported=money(Money(last.reported or 0)),
        )
        if last
        else msg("Nothing is planned or paid yet.")
    )
    series = [
        Series(say(msg("Planned")), [(one.day, one.planned) for one in watch.points]),
        Series(say(msg("Paid")), [(one.day, one.paid) for one in watch.points]),
        Series(say(msg("Reported")), [(one.day, one.reported) for one in watch.points]),
    ]
    return timeline(
        say(msg("Planned, paid and reported over time")),
        say(told),
        series,
        today=watch.on,
        today_name=say(msg("today")),
        shown=lambda minor: money(Money(minor)),
    )


def figures(watch: Watch) -> list[tuple[Message, int]]:
    """Return the figures above everything, US$ minor units."""
    return [
        (msg("Awarded"), watch.awarded),
        (msg("Paid, less refunds"), watch.paid),
        (msg("Spending accepted"), watch.accepted),
        (msg("Instalments waiting"), watch.waiting_minor),
    ]


def pdf(
    watch: Watch, locale: str, pick: Pick, narrowed: Sequence[tuple[Message, Content]], *, named: bool
) -> bytes:
    """Return the portfolio as PDF, marked as not issued; `named`: with the lists that name single awards."""
    language = issuing.language(locale)
    curve = drawing(watch, language.text, language.money, language.day)
    notes = {
        "time": [METHOD_OF_CURVE, *_undated(watch)],
        "risk": [text for _rule, text in risking.stated(watch.limits)],
    }
    tables = []
    for place, table in enumerate(table_queries.tables(watch, pick, language.text, named=named)):
        if place == 0:
            table = replace(table, drawing=curve, notes=notes["time"])
        elif table.title == table_queries.AT_RISK:
            table = replace(
                table, before=[msg("A project is at risk where one of these rules holds:"), *notes["risk"]]
            )
        elif table.title == table_queries.ADDED:
            table = replace(table, notes=[METHOD_OF_SUMS, *undecided(watch)])
        tables.append(table)
    content = paper.Tables(
        imprint=issuing.imprint(None, number=f"PORTFOLIO/{watch.on.isoformat()}"),
        title=msg("Watching the portfolio"),
        on=watch.on,
        facts=[
            *narrowed,
            (msg("Projects"), language.number(len(watch.lines))),
            *((words, language.money(Money(minor))) for words, minor in figures(watch)),
        ],
        tables=tables,
    )
    return paper.render(content, language)


def _undated(watch: Watch) -> list[Message]:
    if not watch.undated:
        return []
    return [msg("Not in the curve, since no day is planned for it: %(amount)s.", amount=Money(watch.undated))]


def undecided(watch: Watch) -> list[Message]:
    """Return that indicators wait for an officer's word, where any do."""
    if not watch.undecided:
        return []
    return [
        msg(
            "Of %(number)s indicators nobody has said yet what they count for: they are not added.",
            number=watch.undecided,
        )
    ]
