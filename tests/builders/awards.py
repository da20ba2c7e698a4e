"""Awards and instalments in any state, made through the commands; the application and its decision are plain rows.

award = awards.award_in("active")            US$ 180,000 in three instalments, people in `awards.team()`
part = awards.instalment_in("certified")     the first instalment of an active award
"""

import json
from datetime import date, timedelta
from functools import partial
from itertools import count
from typing import Any

from sipgrants.applications.models import Application, ApplicationVersion
from sipgrants.awards import commands as awards
from sipgrants.awards import queries
from sipgrants.awards.commands import Part, Terms
from sipgrants.awards.models import Award, Instalment
from sipgrants.core import clock
from sipgrants.core.db import command, session
from sipgrants.core.files import Blob, keep
from sipgrants.disbursements import commands as payments
from sipgrants.lifecycle import rights
from sipgrants.lifecycle.actor import SYSTEM
from sipgrants.lifecycle.actor import RoleName as R
from sipgrants.meetings.models import Decision, Meeting
from sipgrants.plans.models import Plan
from sipgrants.questionnaires.models import AnswerSet
from sipgrants.rounds.models import Round
from tests.builders import calls, money
from tests.builders.files import pdf
from tests.builders.remembering import remembered
from tests.builders.teams import Team, team

AMOUNT = 18_000_000
_numbers = count(1)


@command
def _keep(*rows: Any) -> None:
    session().add_all(rows)
    session().flush()


@remembered
def round_() -> Round:
    """A round whose Board has decided (made once)."""
    found = session().query(Round).filter(Round.number == 5).first()
    if found is None:
        found = Round(
            number=5, state="decided", names={"en": "Fifth round"}, closes_at=clock.now() - timedelta(90)
        )
        _keep(found)
    return found


@remembered
def approved(
    party: str = "ZM", minor: int = AMOUNT, conditions: str = "", plan: Plan | None = None
) -> Application:
    """An approved application with the Board's confirmed decision."""
    number = next(_numbers)
    calls.party(party)
    answers, plan = AnswerSet(form_id=calls.forms()["A"].id), plan or Plan(frozen_at=clock.now())
    meeting = Meeting(number=number + 500, state="ended", starts_at=clock.now())
    _keep(answers, plan, meeting)
    made = Application(
        reference=f"SIP-5-{number:04d}",
        round_id=round_().id,
        party_id=party,
        title=f"Mercury project {number}",
        amount_minor=minor,
        months=24,
        answers_id=answers.id,
        plan_id=plan.id,
        state="approved",
        submitted_version=1,
    )
    _keep(made)
    _keep(*_submitted_and_decided(made, meeting, minor, conditions))
    return made


def _submitted_and_decided(made: Application, meeting: Meeting, minor: int, conditions: str) -> Any:
    version = ApplicationVersion(
        application_id=made.id,
        number=1,
        how="submit",
        content=json.dumps({"forms": {}, "plan": {}, "partners": [], "files": []}),
        sha256="0" * 64,
        plan_id=made.plan_id,
        received_at=clock.now(),
    )
    decision = Decision(
        meeting_id=meeting.id,
        application_id=made.id,
        state="confirmed",
        outcome="approved",
        amount_minor=minor,
        conditions=conditions,
        taken_at=clock.now(),
        confirmed_at=clock.now(),
    )
    return version, decision


@remembered
def offered(people: Team | None = None, **about: Any) -> Award:
    """An award that was offered."""
    application = approved(**about)
    by = people.officer if people else money.acting(R.PROGRAMME_OFFICER)
    return awards.offer(application, by=by, answer_by=clock.today() + timedelta(30))


@remembered
def accepted(people: Team | None = None, **about: Any) -> Award:
    """An award that was accepted."""
    who = people or team(about.get("party", "ZM"))
    made = offered(who, **about)
    awards.accept(made, by=who.focal)
    return made


def terms(starts: date | None = None, months: int = 24) -> Terms:
    """Terms of an agreement from today on."""
    first = starts or clock.today()
    return Terms(
        "SSFA", f"SSFA/{next(_numbers)}", "Ministry of Health", first, first + timedelta(30 * months)
    )


def parts(minor: int = AMOUNT) -> list[Part]:
    """Three instalments: the first at once, the second after a report and spending, the third at the end."""
    first, second = minor * 5 // 10, minor * 4 // 10
    return [
        Part(1, first),
        Part(2, second, waits_for_report="expenditure", waits_for_spending=True),
        Part(3, minor - first - second, waits_for_report="final"),
    ]


def signed_copy() -> tuple[Blob, str, str]:
    """A signed agreement as it came back."""
    return keep(pdf("signed")), "signed.pdf", "application/pdf"


@remembered
def ready(people: Team | None = None, **about: Any) -> Award:
    """An award that may be activated: plan approved, instalments planned, signed by both, vendor confirmed."""
    who = people or team(about.get("party", "ZM"))
    made = accepted(who, **about)
    calls.put(made, plan_submitted_at=clock.now(), plan_approved_at=clock.now())
    awards.edit(made, by=who.officer, terms=terms())
    awards.plan_instalments(made, by=who.officer, parts=parts(made.amount_minor))
    for side in ("party", "secretariat"):
        awards.sign(
            made, by=who.officer, side=side, name="Dr Who", signed_on=clock.today(), copy=signed_copy()
        )
    for one in made.conditions:
        awards.meet_condition(made, by=who.officer, condition_id=one.id, evidence="Decree 5")
    awards.confirm_vendor(made, by=who.finance, reference="V-100200")
    return made


@remembered
def active(people: Team | None = None, **about: Any) -> Award:
    """An award that runs."""
    who = people or team(about.get("party", "ZM"))
    made = ready(who, **about)
    awards.activate(made, by=who.officer)
    return made


@remembered
def completed(people: Team | None = None, **about: Any) -> Award:
    """An award whose final report and statement are accepted."""
    who = people or team(about.get("party", "ZM"))
    made = active(who, **about)
    meet_dues(made)
    awards.complete(made, by=who.officer)
    return made


@remembered
def meet_dues(award: Award, *kinds: str) -> None:
    """Meets what is due (of these kinds; all, where none is named)."""
    for due in queries.dues(award.id):
        if not kinds or due.kind in kinds:
            awards.meet(due, by=SYSTEM)


@remembered
def cancel_rest(award: Award, who: Team) -> None:
    """Cancels every instalment that is still planned."""
    for one in list(award.instalments):
        if one.state in ("planned", "held"):
            money.confirm(payments.cancel(one, by=who.finance, reason="Not needed."), who.approver)


@remembered
def closed(people: Team | None = None, **about: Any) -> Award:
    """An award that was completed without a payment, and closed."""
    who = people or team(about.get("party", "ZM"))
    made = completed(who, **about)
    cancel_rest(made, who)
    money.confirm(awards.close(made, by=who.finance, assets_note="Stays with the ministry."), who.approver)
    return made


@remembered
def award_in(state: str, people: Team | None = None, **about: Any) -> Award:
    """An award in `state`."""
    who = people or team(about.get("party", "ZM"))
    begun = {
        "offered": offered,
        "accepted": accepted,
        "active": active,
        "completed": completed,
        "closed": closed,
    }
    if state in begun:
        return begun[state](who, **about)
    made = (active if state in ("suspended", "terminated") else offered)(who, **about)
    ends: dict[str, Any] = {
        "suspended": partial(
            awards.suspend, made, by=who.head, reason="An audit.", cure_by=clock.today() + timedelta(30)
        ),
        "terminated": lambda: money.confirm(awards.terminate(made, by=who.head, reason="Why."), who.approver),
        "declined": partial(awards.decline, made, by=who.focal, reason="No staff."),
        "lapsed": lambda: _lapse(made, who),
    }
    ends[state]()
    return made


def _lapse(made: Award, who: Team) -> None:
    calls.put(made, answer_by=clock.today() - timedelta(1))
    awards.lapse(made, by=who.approver, reason="No answer.")


@remembered
def instalment_in(state: str, people: Team | None = None, award: Award | None = None) -> Instalment:
    """The first instalment of an active award, in `state`."""
    who = people or team()
    one = (award or active(who)).instalments[0]
    steps = ("requested", "certified", "approved", "paid", "acknowledged")
    if state == "held":
        payments.hold(one, by=who.officer, reason="A question.")
    if state == "cancelled":
        calls.put(one.award, state="completed", completed_on=clock.today())
        money.confirm(payments.cancel(one, by=who.finance, reason="Not needed."), who.approver)
    for step in steps[: steps.index(state) + 1] if state in steps else ():
        walk(one, step, who)
    return one


@remembered
def walk(one: Instalment, to: str, who: Team) -> None:
    """The move that leads `one` to the next state."""
    moves: dict[str, Any] = {
        "requested": partial(payments.request, one, by=who.focal),
        "certified": partial(payments.certify, one, by=who.finance),
        "approved": partial(payments.approve, one, by=who.approver),
        "paid": lambda: payments.record_payment(
            one, by=who.payer, paid_on=clock.today(), reference=f"U-{next(_numbers)}"
        ),
        "acknowledged": partial(payments.acknowledge, one, by=who.focal),
    }
    moves[to]()


@remembered
def pay(award: Award, number: int, who: Team) -> Instalment:
    """Pays an instalment, from request to payment."""
    one = award.instalments[number - 1]
    for step in ("requested", "certified", "approved", "paid"):
        walk(one, step, who)
    return one


@remembered
def came_of(application: Application, state: str) -> Award:
    """An award in `state` that came of an application, as a row."""
    made = Award(
        number=f"A-{application.reference}",
        application_id=application.id,
        round_id=application.round_id,
        party_id=application.party_id,
        title="x",
        amount_minor=1,
    )
    made.state = state
    calls._keep(made)
    rights.forget()
    return made
