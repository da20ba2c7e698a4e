"""What may be done to an instalment: one function per move, named like it; refunds; awards that run already."""

from sipgrants.disbursements.commands.matching import file_payments, match
from sipgrants.disbursements.commands.paying import acknowledge, approve, certify, record_payment, request
from sipgrants.disbursements.commands.refunding import (
    record_charge,
    record_interest,
    record_refund,
    take_back_refund,
    write_off_refund,
)
from sipgrants.disbursements.commands.running import record_running
from sipgrants.disbursements.commands.stopping import (
    bounce,
    cancel,
    cancel_by_change,
    hold,
    override,
    release,
    send_back,
)
from sipgrants.disbursements.opening import KINDS, STATES, Running, RunningPart

__all__ = [
    "KINDS",
    "STATES",
    "Running",
    "RunningPart",
    "acknowledge",
    "approve",
    "bounce",
    "cancel",
    "cancel_by_change",
    "certify",
    "file_payments",
    "hold",
    "match",
    "override",
    "record_charge",
    "record_interest",
    "record_payment",
    "record_refund",
    "record_running",
    "release",
    "request",
    "send_back",
    "take_back_refund",
    "write_off_refund",
]
