"""Printing the status of contributions, as it was published or as a draft; and the statement of the fund."""

from collections.abc import Callable, Mapping
from uuid import UUID

from sipgrants.core import clock
from sipgrants.core.db import session
from sipgrants.core.i18n import msg
from sipgrants.core.money import Money
from sipgrants.documents import contributions as paper
from sipgrants.documents import issuing_commands as issuing
from sipgrants.documents import tables
from sipgrants.documents.kit.page import Imprint
from sipgrants.documents.models import IssuedDocument
from sipgrants.fund import statement_tables, status_queries
from sipgrants.fund.published_models import PublishedStatus
from sipgrants.fund.status import Gift, Status, Sums, read
from sipgrants.fund.status_tables import GENERAL


@issuing.printer(status_queries.KIND)
def print_status(document: IssuedDocument) -> bytes:
    """Return the status that was published as PDF: from what was kept, not from what the ledger says by now."""
    found = session().get_one(PublishedStatus, UUID(document.about_id))
    return pdf(read(found.content), document.locale, issuing.imprint(document))


def draft(status: Status, locale: str) -> bytes:
    """Return a status as PDF that is marked as not issued."""
    return pdf(status, locale, issuing.imprint(None, number=f"STATUS/{status.on.isoformat()}"))


def pdf(status: Status, locale: str, imprint: Imprint) -> bytes:
    """Return a status as PDF."""
    content = paper.Contributions(
        imprint=imprint,
        on=status.on,
        gifts=[_gift(one, locale) for one in status.gifts],
        by_donor=[paper.Line(name, _sums(sums)) for name, sums in status.by_donor()],
        by_year=[
            paper.Line(str(one.year), (Money(one.pledged), Money(one.received))) for one in status.by_year()
        ],
        by_round=[
            paper.Line(GENERAL if names is None else _named(names, locale), _sums(sums))
            for names, sums in status.by_round()
        ],
        in_kind=[paper.InKind(one.donor, str(one.year), one.text) for one in status.in_kind],
    )
    return paper.render(content, issuing.language(locale))


def _sums(sums: Sums) -> list[Money]:
    values = (sums.pledged, sums.received, sums.written_off, sums.refunded, sums.outstanding)
    return [Money(one) for one in values]


def _named(names: Mapping[str, str], locale: str) -> str:
    return names.get(locale) or names.get("en", "")


def _gift(one: Gift, locale: str) -> paper.Gift:
    return paper.Gift(
        donor=one.donor,
        year=str(one.year),
        pledged=one.amount,
        pledged_usd=Money(one.sums.pledged),
        received_usd=Money(one.sums.received),
        written_off_usd=Money(one.sums.written_off),
        refunded_usd=Money(one.sums.refunded),
        left=Money(one.sums.outstanding),
        purpose=_named(one.round or {}, locale),
    )


def statement(
    found: statement_tables.Statement, locale: str, pick: Callable[[Mapping[str, str]], str]
) -> bytes:
    """Return the statement of the fund as PDF, marked as not issued."""
    language, today = issuing.language(locale), clock.today()
    whole = tables.Tables(
        imprint=issuing.imprint(None, number=f"STATEMENT/{today.isoformat()}"),
        title=msg("Statement of the Specific Trust Fund"),
        on=today,
        facts=[
            *(
                (words, language.money(Money(minor)))
                for words, minor in statement_tables.figures(found.standing)
            ),
            (msg("Proof"), statement_tables.proof_words(found.differences)),
        ],
        tables=statement_tables.tables(found, pick, language.text),
    )
    return tables.render(whole, language)
