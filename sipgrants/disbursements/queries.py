"""Instalments with their gate, payments and refunds; what waits for whom; the proof that payments and ledger agree."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import contains_eager

from sipgrants.awards import queries as awards
from sipgrants.awards.advances import Advance
from sipgrants.awards.models import Award, Due, Instalment
from sipgrants.core import clock
from sipgrants.core.db import find, session
from sipgrants.core.errors import NotFound
from sipgrants.core.i18n import Message, msg
from sipgrants.core.money import Money
from sipgrants.core.paging import Page, paginate
from sipgrants.disbursements import gate
from sipgrants.disbursements.models import Payment, Refund
from sipgrants.disbursements.overdue import overdue
from sipgrants.disbursements.three_people import Hands
from sipgrants.fund import queries as fund
from sipgrants.fund.accounts import Account, Event
from sipgrants.fund.balances import AwardFigures
from sipgrants.fund.models import LedgerLine, LedgerTransaction
from sipgrants.lifecycle import rights
from sipgrants.lifecycle.actor import Actor
from sipgrants.lifecycle.states import AwardState
from sipgrants.parties.models import Party
from sipgrants.rounds.models import Round

REPORTS: dict[str, Message] = {
    "progress": msg("progress report"),
    "expenditure": msg("expenditure report"),
    "inventory": msg("inventory"),
    "final": msg("final report"),
    "statement": msg("final statement"),
}
# What the approving officer and the head may override together: a wait, never a rule on who, how much or to whom.
OVERRIDABLE = frozenset({gate.Wait.DATE, gate.Wait.REPORT, gate.Wait.LATE, gate.Wait.SPENT, gate.Wait.CHANGE})


@dataclass(frozen=True)
class Facts:
    """What the gates of an award's instalments hang on, read once for many awards."""

    figures: Mapping[UUID, AwardFigures]
    dues: Mapping[UUID, Sequence[Due]]
    last: Mapping[UUID, Payment] = field(default_factory=dict)


def facts_of(chosen: Iterable[Award]) -> Facts:
    """Return what the gates of these awards hang on, in three statements."""
    wanted = [one.id for one in chosen]
    return Facts(fund.figures_of(wanted), awards.dues_of(wanted), _last_payments(wanted))


def _last_payments(award_ids: list[UUID]) -> dict[UUID, Payment]:
    query = (
        select(Payment)
        .where(Payment.award_id.in_(award_ids), Payment.bounced_on.is_(None))
        .order_by(Payment.paid_on, Payment.created_at)
    )
    return {one.award_id: one for one in session().scalars(query)}


def release(instalment: Instalment, facts: Facts) -> gate.Release:
    """Return an instalment with everything its release hangs on."""
    award = instalment.award
    return gate.Release(
        amount=instalment.amount,
        award_amount=award.amount,
        award_state=AwardState(award.state),
        signed_by_party=award.signed_by_party_on is not None,
        signed_by_secretariat=award.signed_by_secretariat_on is not None,
        vendor_reference=award.vendor_reference,
        held_because=instalment.hold_reason if instalment.state == "held" else None,
        not_before=instalment.waits_for_day,
        reports=_awaited(instalment, facts.dues[award.id]),
        late=_late(instalment, facts.dues[award.id]),
        changes=_changing(instalment),
        advance=_advance(facts.figures[award.id], facts.last.get(award.id)),
        spent_percent=award.spent_share if instalment.waits_for_spending else None,
        payable_after_end=instalment.payable_after_end,
    )


def _advance(figures: AwardFigures, last: Payment | None) -> Advance:
    return Advance(
        paid=Money(figures.paid),
        last=Money(last.minor if last else 0),
        accepted=Money(figures.accepted - figures.disallowed),
    )


def _awaited(instalment: Instalment, dues: Sequence[Due]) -> tuple[gate.Awaited, ...]:
    """The report that an instalment names, and whether it is accepted."""
    kind, due = instalment.waits_for_report, _named(instalment, dues)
    if kind is None:
        return ()
    if due is None:
        return (gate.Awaited(REPORTS[kind], there=False),)
    return (gate.Awaited(_of_period(due), there=due.met_at is not None),)


def _named(instalment: Instalment, dues: Sequence[Due]) -> Due | None:
    """The first instalment that waits for a kind waits for the first report of that kind, the second for the second, and
    so on; where there are no more, for the last.
    """
    kind = instalment.waits_for_report
    of_kind = sorted((one for one in dues if one.kind == kind), key=lambda one: one.period_from)
    if kind is None or not of_kind:
        return None
    alike = [one for one in instalment.award.instalments if one.waits_for_report == kind]
    place = sorted(one.number for one in alike).index(instalment.number)
    return of_kind[min(place, len(of_kind) - 1)]


def _late(instalment: Instalment, dues: Sequence[Due]) -> tuple[Message, ...]:
    """Reports that are overdue and not with the Secretariat; the one that the instalment names speaks for itself."""
    named, handed_in, today = _named(instalment, dues), rights.known("dues.handed_in"), clock.today()
    late = [one for one in dues if one.met_at is None and one.due_on < today and one.id not in handed_in]
    return tuple(_of_period(one) for one in late if one is not named)


def _changing(instalment: Instalment) -> tuple[gate.Awaited, ...]:
    """An approved change that moves its days, until both have signed it: what is signed then would not be what was paid."""
    reference = rights.known("instalments.moved").get(instalment.id)
    return (gate.Awaited(reference, there=False),) if reference else ()


def _of_period(due: Due) -> Message:
    return msg(
        "%(report)s for %(start)s to %(end)s",
        report=REPORTS[due.kind],
        start=due.period_from,
        end=due.period_to,
    )


def conditions(instalment: Instalment, facts: Facts | None = None) -> list[gate.Condition]:
    """Return what an instalment waits for, each met or not, in the order of the page."""
    return gate.conditions(release(instalment, facts or facts_of([instalment.award])), clock.today())


def unmet(instalment: Instalment, facts: Facts | None = None) -> list[gate.Condition]:
    """Return what still keeps an instalment from being released; what was overridden by two officers counts as met."""
    overridden = waived(instalment)
    found = conditions(instalment, facts)
    return [one for one in found if not one.met and one.wait not in overridden]


def waived(instalment: Instalment) -> frozenset[gate.Wait]:
    """Return what two officers let go, of what may be let go at all."""
    if instalment.override_seconded_by is None:
        return frozenset()
    return OVERRIDABLE & {gate.Wait(one) for one in instalment.override_waits.split()}


def hands(instalment: Instalment) -> Hands:
    """Return through whose hands the present request went."""
    return Hands(instalment.requested_by, instalment.certified_by, instalment.approved_by)


def payments(award_id: UUID) -> list[Payment]:
    """Return the payments of an award, oldest first; bounced ones too."""
    query = select(Payment).where(Payment.award_id == award_id).order_by(Payment.paid_on, Payment.created_at)
    return list(session().scalars(query))


def standing_payment(instalment_id: UUID) -> Payment | None:
    """Return the payment of an instalment that did not bounce."""
    query = select(Payment).where(Payment.instalment_id == instalment_id, Payment.bounced_on.is_(None))
    return session().scalars(query).one_or_none()


def refunds(award_id: UUID) -> list[tuple[Refund, bool]]:
    """Return what was due back, came back, was disallowed or written off under an award, oldest first; whether the entry
    was taken back.
    """
    query = select(Refund, is_taken_back()).where(Refund.award_id == award_id)
    return [(one, back) for one, back in session().execute(query.order_by(Refund.day, Refund.created_at))]


def refund(award_id: UUID, refund_id: UUID) -> Refund:
    """Return an entry of a refund of this award; NotFound where there is none."""
    found = find(Refund, refund_id)
    if found.award_id != award_id:
        raise NotFound()
    return found


def is_taken_back() -> ColumnElement[bool]:
    """Tell of a refund, in a statement, whether its entry in the ledger has a reversal."""
    return exists().where(LedgerTransaction.reverses_id == Refund.transaction_id)


def in_states(*states: str) -> list[Instalment]:
    """Return the instalments in these states with their awards, oldest first."""
    query = (
        select(Instalment)
        .join(Award, Award.id == Instalment.award_id)
        .where(Instalment.state.in_(states))
        .order_by(Award.number, Instalment.number)
        .options(contains_eager(Instalment.award).selectinload(Award.instalments))
    )
    return list(session().scalars(query).unique())


def refunds_receivable(award_id: UUID | None = None) -> dict[UUID, list[tuple[date, int]]]:
    """Return (day, US$ minor units) of what became due (positive) and what came or was given up, by award."""
    query = (
        select(LedgerTransaction.award_id, LedgerTransaction.day, LedgerLine.minor)
        .join(LedgerLine.transaction)
        .where(LedgerLine.account == Account.REFUNDS_RECEIVABLE, LedgerTransaction.award_id.is_not(None))
    )
    if award_id is not None:
        query = query.where(LedgerTransaction.award_id == award_id)
    movements: dict[UUID, list[tuple[date, int]]] = {}
    for one, day, minor in session().execute(query):
        if one is not None:
            movements.setdefault(one, []).append((day, minor))
    return movements


def overdue_refunds() -> list[tuple[Award, int, date]]:
    """Return (award, US$ minor units, day) of refunds that should have come by now, in two statements and a setting."""
    movements = refunds_receivable()
    days, today = fund.setting("refund_days"), clock.today()
    late = {key: found for key, one in movements.items() if (found := overdue(one, days, today))}
    query = select(Award).where(Award.id.in_(late)).order_by(Award.number)
    return [
        (award, late[award.id].minor, late[award.id].since) for award in session().scalars(query).unique()
    ]


BESIDE = {
    Event.BANK_CHARGE_PAID: msg("Bank charge"),
    Event.INTEREST_RECEIVED: msg("Interest on an advance"),
    Event.INSTALMENT_BOUNCED: msg("Payment came back"),
}


def beside(award_id: UUID) -> list[LedgerTransaction]:
    """Return what the ledger has of an award beside payments, spending and refunds, oldest first: `BESIDE` names it."""
    query = (
        select(LedgerTransaction)
        .where(
            LedgerTransaction.award_id == award_id, LedgerTransaction.kind.in_([str(one) for one in BESIDE])
        )
        .order_by(LedgerTransaction.number)
    )
    return list(session().scalars(query))


def listed(actor: Actor, state: str = "", page: int = 1) -> Page[Instalment]:
    """Return a page of the instalments this person may read: in a state, or on their way."""
    allowed = awards.visible(actor).with_only_columns(Award.id).order_by(None)
    states = (state,) if state else ("requested", "certified", "approved", "paid", "held")
    query = (
        select(Instalment)
        .join(Award, Award.id == Instalment.award_id)
        .where(Instalment.state.in_(states), Award.id.in_(allowed))
        .order_by(Award.number, Instalment.number)
        .options(contains_eager(Instalment.award))
    )
    return paginate(query, page)


def parties() -> list[Party]:
    """Return all Parties."""
    return list(session().scalars(select(Party)))


def round_numbers() -> dict[str, int]:
    """Return the numbers of the rounds by identifier."""
    return {str(one): number for one, number in session().execute(select(Round.id, Round.number))}
