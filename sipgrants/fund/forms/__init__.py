"""Forms of the fund, by subject: shape only."""

from sipgrants.fund.forms.contributions import (
    AgreementForm,
    ContributionFilter,
    DonorForm,
    OpeningForm,
    PledgeForm,
    ReceiptForm,
)
from sipgrants.fund.forms.fields import ReasonForm, amount_in
from sipgrants.fund.forms.ledger import PeriodForm, PostingForm, SettingForm
from sipgrants.fund.forms.rates import RateForm, RatesForm
from sipgrants.fund.forms.status import PublishForm, StatusFilter

__all__ = [
    "AgreementForm",
    "ContributionFilter",
    "DonorForm",
    "OpeningForm",
    "PeriodForm",
    "PledgeForm",
    "PostingForm",
    "PublishForm",
    "RateForm",
    "RatesForm",
    "ReasonForm",
    "ReceiptForm",
    "SettingForm",
    "StatusFilter",
    "amount_in",
]
