"""The chapters of a dossier in their order, and who gathers each."""

from collections.abc import Callable, Sequence

from sipgrants.awards.models import Award
from sipgrants.core.i18n import Message, msg
from sipgrants.documents.award_dossier import Block
from sipgrants.documents.kit.language import Language
from sipgrants.dossiers import award_queries, case_queries, money_queries, report_queries, trail_queries

Gather = Callable[[Award, Language], Sequence[Block]]

CHAPTERS: tuple[tuple[Message, Gather], ...] = (
    (msg("Application"), case_queries.application),
    (msg("Decisions of the Governing Board"), case_queries.decisions),
    (msg("Award and agreement"), award_queries.award),
    (msg("Plan in force"), award_queries.plan),
    (msg("Amendments"), award_queries.changes),
    (msg("Instalments and what they wait for"), money_queries.instalments),
    (msg("Payments, refunds and overrides"), money_queries.payments),
    (msg("Reports"), report_queries.reports),
    (msg("Spending by budget line"), report_queries.spending),
    (msg("Postings of the ledger"), money_queries.ledger),
    (msg("Events, notes and action points"), trail_queries.events),
    (msg("Documents that were issued"), award_queries.documents),
    (msg("History"), trail_queries.history),
)
