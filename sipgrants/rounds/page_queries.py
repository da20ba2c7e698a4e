"""What the page of one round shows: next step, the moves as buttons, the chosen forms, what happened."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from sipgrants.accounts.history import timeline
from sipgrants.core import clock
from sipgrants.core.db import session
from sipgrants.core.errors import NotFound
from sipgrants.core.i18n import Message, msg, nmsg
from sipgrants.fund import queries as fund
from sipgrants.lifecycle import countersign, machine, rights
from sipgrants.lifecycle.actor import OFFICE, TEAM, Actor
from sipgrants.parties.models import Party
from sipgrants.plans.framework import CLASS_LABELS
from sipgrants.rounds import deadline, event_queries, queries, question_queries
from sipgrants.rounds.models import Criterion, Round
from sipgrants.rounds.settings import FRAMEWORK_LABELS, MAJORITIES, PARTNERS_CONFIRM, SCORING_MODES

CLASSES = CLASS_LABELS
# Steps that have a page of their own, and those that are one press.
PAGES = [
    "announce",
    "justify_envelope",
    "extend",
    "extend_for",
    "erratum",
    "set_scores_due",
    "decide",
    "raise_envelope",
    "complete",
    "cancel",
]
PRESSES = ("start_screening", "start_appraisal", "ask_declarations", "open_board")
_STATES = {
    "justify_envelope": {"draft"},
    "extend_for": {"announced", "screening"},
    "erratum": {"announced", "screening", "appraisal", "with_board"},
    "set_scores_due": {"announced", "screening", "appraisal", "with_board"},
    "ask_declarations": {"appraisal", "with_board"},
}
_MAIN = {
    "draft": "announce",
    "screening": "start_appraisal",
    "with_board": "decide",
    "decided": "complete",
}


@dataclass(frozen=True)
class Step:
    """A step that this person may take: its action, and whether it has a page of its own."""

    verb: str
    has_page: bool

    @property
    def action(self) -> str:
        """Return the word of the table of rights."""
        return f"round.{self.verb}"


@dataclass(frozen=True)
class Next:
    """Who must do what by when; `step` is the button where this person may press it; `at`: the page where it is done."""

    who: Message
    what: Message
    due: datetime | None = None
    step: Step | None = None
    at: str = ""


def record(round_: Round, actor: Actor) -> dict[str, Any]:
    """Return everything that the page of a round shows."""
    office = actor.has(OFFICE)
    steps = possible_steps(round_, actor)
    return {
        "round": round_,
        "is_open": queries.is_open(round_),
        "next": next_step(round_, steps),
        "steps": steps,
        "standing": queries.standing(round_) if office else {},
        "forms": queries.forms_of(round_, whole=False),
        "classes": CLASSES,
        "scoring": SCORING_MODES,
        "majorities": MAJORITIES,
        "framework": FRAMEWORK_LABELS,
        "partners": PARTNERS_CONFIRM,
        "warnings": warnings(round_),
        "waiting": countersign.asked_about(round_) if office else [],
        "extensions": queries.extensions(round_.id) if office else [],
        "history": timeline(round_) if office else [],
        "published": question_queries.published(round_),
        "own": question_queries.own(round_, actor),
        "may_ask": question_queries.takes_questions(round_, actor),
        "closed": question_queries.closed_for_questions(round_) if actor.has(TEAM) else None,
        "events": event_queries.events(round_),
        "kinds": event_queries.KINDS,
    }


def warnings(round_: Round) -> list[Message]:
    """Return what to mind before a round is announced, and what its page goes on saying while it is young."""
    if round_.closes_at is None or round_.past is not None or round_.state not in ("draft", "announced"):
        return []
    ends_on = fund.setting("fund_ends_on")
    return deadline.trust_fund_warnings(
        round_.closes_at.astimezone(ZoneInfo(round_.zone)).date(), round_.longest_months, ends_on
    )


def possible_steps(round_: Round, actor: Actor) -> list[Step]:
    """Return the steps that right and state allow, in the order of a round's life."""
    found = [Step(verb, True) for verb in PAGES] + [Step(verb, False) for verb in PRESSES]
    return [step for step in found if _possible(round_, step, actor)]


def _possible(round_: Round, step: Step, actor: Actor) -> bool:
    if step.verb == "set_scores_due" and not queries.takes_scores(round_):
        return False
    if step.verb == "complete" and round_.state != "decided" and queries.was_applied_to(round_):
        return False
    if step.verb in _STATES:
        return round_.state in _STATES[step.verb] and rights.can(actor, step.action, round_)
    return machine.possible(round_, step.action, actor)


def next_step(round_: Round, steps: list[Step]) -> Next | None:
    """Return what comes next in the life of the round."""
    officer = msg("The programme officer")
    if round_.state == "announced":
        return _while_announced(round_, officer, steps)
    if round_.state == "appraisal":
        asked = round_.declarations_asked_at is not None
        verb = "open_board" if asked else "ask_declarations"
        what = (
            msg("put the round before the Board")
            if asked
            else msg("ask the Board for declarations of interest")
        )
        return Next(officer, what, step=_among(steps, verb))
    if round_.state == "decided" and rights.known("round.untold", round_.id):
        what = msg("release the letters that are held, and offer the awards")
        return Next(officer, what, at="screening.letters")
    words = {
        "draft": (officer, msg("complete the settings and announce the round")),
        "screening": (officer, _screening(round_)),
        "with_board": (msg("The Board"), msg("score, meet and decide")),
        "decided": (officer, msg("complete the round")),
    }
    if round_.state not in words:
        return None
    who, what = words[round_.state]
    return Next(who, what, step=_among(steps, _MAIN[round_.state]))


def _while_announced(round_: Round, officer: Message, steps: list[Step]) -> Next:
    now = clock.now()
    if round_.opens_at and now < round_.opens_at:
        return Next(msg("Everybody"), msg("wait for the opening of the round"), round_.opens_at)
    if queries.is_open(round_, now):
        return Next(msg("Applicants"), msg("submit their applications"), round_.closes_at)
    return Next(officer, msg("start screening"), step=_among(steps, "start_screening"))


def _screening(round_: Round) -> Message:
    waiting = len(rights.known("round.unscreened", round_.id))
    if not waiting:
        return msg("start the appraisal: everything is screened")
    return nmsg("screen %(num)s application", "screen %(num)s applications", waiting)


def _among(steps: list[Step], verb: str) -> Step | None:
    return next((step for step in steps if step.verb == verb), None)


def criterion(round_: Round, key: str) -> Criterion:
    """Return one criterion of a round; NotFound where it has none of that name."""
    found = next((one for one in round_.criteria if one.key == key), None)
    if found is None:
        raise NotFound()
    return found


def parties() -> list[Party]:
    """Return all Parties."""
    return list(session().scalars(select(Party)))
