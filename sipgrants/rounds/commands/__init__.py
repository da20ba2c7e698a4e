"""What may be done to a round: one function per move, named like it."""

from sipgrants.rounds.commands.announcing import announce, announced, erratum, justify_envelope
from sipgrants.rounds.commands.asking import answer, ask, correct, decline, draft_answer, merge
from sipgrants.rounds.commands.deadlines import extend, extend_for, extended_for, set_scores_due
from sipgrants.rounds.commands.drafting import create, describe, edit, record_past, renew_form
from sipgrants.rounds.commands.events import add_event, cancel_event, change_event
from sipgrants.rounds.commands.progress import (
    ask_declarations,
    cancel,
    complete,
    decide,
    open_board,
    raise_envelope,
    start_appraisal,
    start_screening,
)

__all__ = [
    "add_event",
    "announce",
    "announced",
    "answer",
    "ask",
    "ask_declarations",
    "cancel",
    "cancel_event",
    "change_event",
    "complete",
    "correct",
    "create",
    "decide",
    "decline",
    "describe",
    "draft_answer",
    "edit",
    "erratum",
    "extend",
    "extend_for",
    "extended_for",
    "justify_envelope",
    "merge",
    "open_board",
    "raise_envelope",
    "record_past",
    "renew_form",
    "set_scores_due",
    "start_appraisal",
    "start_screening",
]
