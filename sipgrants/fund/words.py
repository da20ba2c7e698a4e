"""What the accounts and events of the ledger and the kinds of donors are called."""

from sipgrants.core.i18n import Message, msg
from sipgrants.fund.accounts import Account, Event

ACCOUNTS: dict[Account, Message] = {
    Account.CASH: msg("Cash"),
    Account.CONTRIBUTIONS_RECEIVABLE: msg("Contributions receivable"),
    Account.ADVANCES: msg("Advances to Parties"),
    Account.REFUNDS_RECEIVABLE: msg("Refunds receivable"),
    Account.CONTRIBUTIONS: msg("Contributions"),
    Account.INTEREST: msg("Interest"),
    Account.REPORTED_EXPENDITURE: msg("Expenditure reported and accepted"),
    Account.PROGRAMME_COSTS: msg("Other costs of the Programme"),
    Account.SUPPORT_COSTS: msg("Programme support costs"),
    Account.BANK_CHARGES: msg("Bank charges"),
    Account.EXCHANGE_DIFFERENCES: msg("Exchange differences"),
    Account.REFUNDS_TO_DONORS: msg("Refunds to donors"),
    Account.WRITTEN_OFF: msg("Written off"),
    Account.COMMITMENTS: msg("Commitments"),
    Account.COMMITMENTS_SET_ASIDE: msg("Set aside for commitments"),
}
EVENTS: dict[Event, Message] = {
    Event.CONTRIBUTION_AGREED: msg("Contribution agreed"),
    Event.CONTRIBUTION_RECEIVED: msg("Contribution received"),
    Event.CONTRIBUTION_WRITTEN_OFF: msg("Contribution written off"),
    Event.INTEREST_RECEIVED: msg("Interest received"),
    Event.COST_PAID: msg("Other cost of the Programme"),
    Event.SUPPORT_COST_CHARGED: msg("Programme support cost charged"),
    Event.BANK_CHARGE_PAID: msg("Bank charge"),
    Event.EXCHANGE_DIFFERENCE_FOUND: msg("Exchange difference on cash"),
    Event.DONOR_REFUNDED: msg("Refund to a donor"),
    Event.AWARD_COMMITTED: msg("Award committed"),
    Event.AWARD_DECOMMITTED: msg("Commitment released"),
    Event.INSTALMENT_PAID: msg("Instalment paid"),
    Event.INSTALMENT_BOUNCED: msg("Payment came back"),
    Event.SPENDING_ACCEPTED: msg("Spending accepted"),
    Event.SPENDING_DISALLOWED: msg("Spending disallowed"),
    Event.REFUND_DUE: msg("Refund due"),
    Event.REFUND_RECEIVED: msg("Refund received"),
    Event.REFUND_WRITTEN_OFF: msg("Refund written off"),
}
# What a finance officer books by hand.
BY_HAND: dict[Event, Message] = {
    event: EVENTS[event]
    for event in (
        Event.INTEREST_RECEIVED,
        Event.COST_PAID,
        Event.SUPPORT_COST_CHARGED,
        Event.BANK_CHARGE_PAID,
        Event.EXCHANGE_DIFFERENCE_FOUND,
        Event.DONOR_REFUNDED,
    )
}
KINDS: dict[str, Message] = {
    "government": msg("Government"),
    "private_sector": msg("Private sector"),
    "foundation": msg("Foundation"),
    "organization": msg("International organization"),
    "civil_society": msg("Non-governmental organization"),
    "academia": msg("Academia"),
}
