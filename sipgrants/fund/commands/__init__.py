"""What may be done to the fund: contributions, postings, settings."""

from sipgrants.fund.commands.booking import book, may_reverse, reverse
from sipgrants.fund.commands.contributions import agree, pledge, record_donor, settle, write_off
from sipgrants.fund.commands.opening import Opening, record_opening
from sipgrants.fund.commands.posting import Original, day_problems, post, set_commitment, take_back, take_turn
from sipgrants.fund.commands.publishing import publish_status
from sipgrants.fund.commands.rates import record_rates
from sipgrants.fund.commands.receiving import receive
from sipgrants.fund.commands.settings import change_setting
from sipgrants.fund.words import BY_HAND, KINDS

__all__ = [
    "BY_HAND",
    "KINDS",
    "Opening",
    "Original",
    "agree",
    "book",
    "change_setting",
    "day_problems",
    "may_reverse",
    "pledge",
    "post",
    "publish_status",
    "receive",
    "record_donor",
    "record_opening",
    "record_rates",
    "reverse",
    "set_commitment",
    "settle",
    "take_back",
    "take_turn",
    "write_off",
]
