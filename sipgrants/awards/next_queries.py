"""The next step of an award: who does what by when; one answer for the box on its page."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sipgrants.awards import due as rules
from sipgrants.awards import queries
from sipgrants.awards.models import Award, Due, Instalment
from sipgrants.awards.waited import WORDS
from sipgrants.core.i18n import Message, msg
from sipgrants.lifecycle import labels


@dataclass(frozen=True)
class NextStep:
    """Who does what; `action` is asked before the button is drawn (on `subject`), `endpoint` is where it leads."""

    who: Message
    what: Message
    action: str = ""
    endpoint: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    due: datetime | None = None
    since: datetime | None = None
    subject: Any = None


def _office(role: str) -> Message:
    return labels.role(role)


_PARTY = msg("Focal point or project manager")


def next_step(award: Award, dues: list[Due]) -> NextStep | None:
    """Return what comes next; None where nothing does."""
    found = _STATES.get(award.state)
    return found(award, dues) if found else None


def _to(award: Award, who: Message, what: Message, verb: str, endpoint: str, **more: Any) -> NextStep:
    action = verb if "." in verb else f"award.{verb}"
    return NextStep(who, what, action, endpoint, {"id": award.id}, subject=award, **more)


def _offered(award: Award, _dues: list[Due]) -> NextStep:
    if queries.is_answer_late(award):
        late = msg("let the offer lapse: the day to answer by has passed")
        return _to(award, _office("approving_officer"), late, "lapse", "awards.lapse")
    due = queries.end_of(award.answer_by)
    answer = msg("accept or decline the award")
    return _to(award, _office("focal_point"), answer, "accept", "awards.accept", due=due)


def _accepted(award: Award, _dues: list[Due]) -> NextStep:
    officer = _office("programme_officer")
    if award.plan_submitted_at is None:
        what = msg("submit the plan at the amount awarded")
        return _to(award, _PARTY, what, "revise_plan", "awards.plan", since=award.accepted_at)
    if award.plan_approved_at is None:
        what = msg("approve or return the plan")
        return _to(award, officer, what, "approve_plan", "awards.plan", since=award.plan_submitted_at)
    if not award.agreement_number or award.starts_on is None:
        return _to(award, officer, msg("set the terms of the agreement"), "edit", "awards.agreement")
    if sum(one.minor for one in award.instalments) != award.amount_minor:
        return _to(award, officer, msg("plan the instalments"), "instalment.plan", "awards.instalments")
    if not award.is_signed or award.signed_copy_id is None:
        return _to(award, officer, msg("record the signatures and the signed copy"), "sign", "awards.sign")
    if any(one.met_at is None for one in award.conditions):
        what = msg("mark the conditions as met, with what shows it")
        return _to(award, officer, what, "meet_condition", "awards.show")
    return _to(award, officer, msg("activate the award"), "activate", "awards.activate")


def _active(award: Award, dues: list[Due]) -> NextStep | None:
    for one in award.instalments:
        moving = _MOVING.get(one.state)
        if moving is not None:
            return _instalment(one, *moving)
    last = [row for row in dues if row.kind in rules.LAST]
    if last and all(row.met_at for row in last):
        return _to(
            award, _office("programme_officer"), msg("complete the award"), "complete", "awards.complete"
        )
    if not award.vendor_reference:
        what = msg("confirm the vendor record")
        return _to(award, _office("finance_officer"), what, "vendor.confirm", "awards.vendor")
    return _waiting(award, dues)


def _waiting(award: Award, dues: list[Due]) -> NextStep | None:
    """A first instalment can be asked for at once; later ones come with the reports that are due."""
    planned = next((one for one in award.instalments if one.state == "planned"), None)
    if planned is not None and planned.waits_for_report is None:
        return _instalment(
            planned, _PARTY, msg("request instalment %(number)s", number=planned.number), "request"
        )
    row = next((one for one in dues if one.met_at is None), None)
    if row is None:
        return None
    return NextStep(_PARTY, WORDS[row.kind], due=queries.end_of(row.due_on))


def _instalment(one: Instalment, who: Message, what: Message, verb: str) -> NextStep:
    text = Message(what.text, {"number": one.number})
    return NextStep(who, text, f"instalment.{verb}", "disbursements.show", {"id": one.id}, subject=one)


_MOVING: dict[str, tuple[Message, Message, str]] = {
    "requested": (labels.role("finance_officer"), msg("certify instalment %(number)s"), "certify"),
    "certified": (labels.role("approving_officer"), msg("approve instalment %(number)s"), "approve"),
    "approved": (
        labels.role("finance_officer"),
        msg("record the payment of instalment %(number)s"),
        "record_payment",
    ),
    "paid": (_PARTY, msg("acknowledge instalment %(number)s"), "acknowledge"),
}


def _suspended(award: Award, _dues: list[Due]) -> NextStep:
    what, due = msg("resume or terminate the award"), queries.end_of(award.cure_by)
    return _to(award, _office("head"), what, "resume", "awards.resume", due=due)


def _ended(award: Award, _dues: list[Due]) -> NextStep:
    for one in award.instalments:
        if one.state in _MOVING and one.state != "paid":
            return _instalment(one, *_MOVING[one.state])
    finance = _office("finance_officer")
    if any(one.state in ("planned", "held") for one in award.instalments):
        what = msg("pay what is still payable, cancel the other instalments")
        return NextStep(finance, what)
    return _to(award, finance, msg("settle the balance and close the award"), "close", "awards.close")


_STATES = {
    "offered": _offered,
    "accepted": _accepted,
    "active": _active,
    "suspended": _suspended,
    "completed": _ended,
    "terminated": _ended,
}
