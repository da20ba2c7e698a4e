"""Awards that run already when this system begins: written down by one person, counted once a second confirms."""

import json
from dataclasses import asdict
from datetime import date
from typing import Any
from uuid import UUID

from sipgrants.awards import queries
from sipgrants.awards.commands import book_spending, commit, make_dues, next_number, put
from sipgrants.awards.commands.agreement import terms_problems
from sipgrants.awards.due import LAST
from sipgrants.awards.models import Award, Instalment, OpeningAward
from sipgrants.awards.terms import Terms
from sipgrants.core import clock
from sipgrants.core.audit import canonical
from sipgrants.core.db import command, session
from sipgrants.core.errors import Conflict, Problem, require
from sipgrants.core.i18n import msg
from sipgrants.core.money import Money
from sipgrants.disbursements.commands.paying import keep_payment, reference_taken
from sipgrants.disbursements.opening import STATES, Running, RunningPart
from sipgrants.fund import award_entries
from sipgrants.fund import commands as fund
from sipgrants.lifecycle import countersign, machine, rights
from sipgrants.lifecycle.actor import Actor
from sipgrants.lifecycle.countersign import Proposal, countersigned
from sipgrants.parties.models import Party


@command
def record_running(party: Party, *, by: Actor, running: Running) -> Proposal:
    """Write a running award down and ask the approving officer to confirm it; only then it exists."""
    rights.demand(by, "award.record_running")
    require(problems(running))
    content: dict[str, Any] = json.loads(canonical({**asdict(running), **asdict(running.terms)}))
    content["instalments"] = content.pop("parts")
    row = OpeningAward(party_id=party.id, content=content, recorded_by=by.person_id)
    session().add(row)
    session().flush()
    return countersign.ask(row, "award.record_running", by=by, reason=running.note.strip())


@countersigned("award.record_running")
def _recorded(row: OpeningAward, *, by: Actor, second: Actor) -> Award:
    if row.award_id is not None:
        raise Conflict(msg("This award is recorded already."))
    running = read(row)
    require(problems(running))
    award = _award(row.party_id, running)
    put(award, "award.record_running", by=by, second=second.person_id, opening=row.id)
    row.award_id = award.id
    make_dues(award, by=by)
    _meet_dues(award, running)
    fund.set_commitment(award, award.amount_minor, by=by, day=running.signed_on, memo="opening record")
    for part in running.parts:
        _instalment(award, part, by)
    session().refresh(award, ["instalments"])
    book_spending(award, running.accepted_minor, by=by, about=award, day=running.reported_to)
    commit(award, by=by)
    return award


def _award(party_id: str, running: Running) -> Award:
    terms = running.terms
    return Award(
        number=next_number(f"A{running.round_number}-{party_id}-"),
        state=running.state,
        round_id=running.round_id,
        party_id=party_id,
        title=running.title.strip(),
        summary=running.summary.strip(),
        amount_minor=running.amount_minor,
        agreement_type=terms.agreement_type,
        agreement_number=terms.agreement_number.strip(),
        institution=terms.institution.strip(),
        starts_on=terms.starts_on,
        ends_on=terms.ends_on,
        spent_share=terms.spent_share,
        signed_by_party=running.signed_by_party.strip(),
        signed_by_party_on=running.signed_on,
        signed_by_secretariat=running.signed_by_secretariat.strip(),
        signed_by_secretariat_on=running.signed_on,
        vendor_reference=running.vendor_reference.strip(),
        activated_on=running.signed_on,
        completed_on=clock.today() if running.state == "completed" else None,
        is_opening=True,
        opened_on=clock.today(),
    )


def _meet_dues(award: Award, running: Running) -> None:
    """Reports accepted before this system: what they were for is met, as of today's record."""
    for due in queries.dues(award.id):
        early = running.reported_to is not None and due.period_to <= running.reported_to
        if running.state == "completed" or (early and due.kind not in LAST):
            due.met_at = clock.now()
    session().flush()


def _instalment(award: Award, part: RunningPart, by: Actor) -> None:
    row = Instalment(
        award_id=award.id,
        number=part.number,
        minor=part.minor,
        waits_for_report=part.waits_for_report,
        waits_for_day=part.waits_for_day,
        state="paid" if part.paid_on else "planned",
        paid_on=part.paid_on,
        payment_reference=part.reference.strip(),
    )
    machine.begin(row, "instalment.record_running", by=by, minor=part.minor, number=part.number)
    session().add(row)
    session().flush()
    if part.paid_on is None:
        return
    entry = award_entries.instalment_paid(award.id, part.minor)
    posted = fund.post(
        entry,
        by=by,
        about=row,
        day=part.paid_on,
        memo="opening record",
        reference=part.reference,
        round_id=award.round_id,
    )
    keep_payment(row, posted.id, by)


def problems(running: Running) -> list[Problem]:
    """Return everything that contradicts itself in an opening record."""
    found = terms_problems(running.terms)
    if not running.title.strip():
        found.append(Problem("title", msg("Enter the title of the project.")))
    if running.state not in STATES:
        found.append(Problem("state", msg("Choose the state of the project.")))
    found += fund.day_problems(running.signed_on, "signed_on")
    for name in ("signed_by_party", "signed_by_secretariat"):
        if not getattr(running, name).strip():
            found.append(Problem(name, msg("Enter who signed.")))
    if running.reported_to is None and running.accepted_minor:
        found.append(Problem("reported_to", msg("Enter until when reports were accepted.")))
    elif running.reported_to is not None:
        found += fund.day_problems(running.reported_to, "reported_to")
    return [*found, *_sums(running), *_parts(running)]


def _sums(running: Running) -> list[Problem]:
    found = []
    total = sum(part.minor for part in running.parts)
    amount = Money(running.amount_minor)
    if running.amount_minor <= 0:
        found.append(Problem("amount", msg("Enter an amount of more than nothing.")))
    elif total > amount.minor or (total < amount.minor and running.state != "completed"):
        text = msg(
            "The instalments add up to %(total)s; the award is %(award)s.", total=Money(total), award=amount
        )
        found.append(Problem("instalments", text))
    if not 0 <= running.accepted_minor <= max(running.amount_minor, 0):
        found.append(Problem("accepted", msg("More is accepted than awarded.")))
    return found


def _parts(running: Running) -> list[Problem]:
    found = [] if running.parts else [Problem("instalments", msg("Enter at least one instalment."))]
    seen: set[str] = set()
    for place, part in enumerate(running.parts):
        where = f"instalments-{place}"
        if part.minor <= 0:
            found.append(Problem(f"{where}-amount", msg("Enter an amount of more than nothing.")))
        if part.paid_on is None:
            continue
        found += fund.day_problems(part.paid_on, f"{where}-paid_on")
        reference = part.reference.strip()
        if not reference:
            found.append(Problem(f"{where}-reference", msg("Enter the reference of the payment in Umoja.")))
        elif reference in seen or reference_taken(reference):
            found.append(Problem(f"{where}-reference", msg("Another payment has this reference.")))
        seen.add(reference)
    return found


def read(row: OpeningAward) -> Running:
    """Return what was written down."""
    kept = row.content
    terms = Terms(
        **{**{name: kept[name] for name in Terms.__dataclass_fields__}, **_days(kept, "starts_on", "ends_on")}
    )
    parts = [
        RunningPart(**{**part, **_days(part, "paid_on", "waits_for_day")}) for part in kept["instalments"]
    ]
    plain = {
        name: kept[name]
        for name in Running.__dataclass_fields__
        if name not in ("terms", "parts", "round_id")
    }
    round_id = UUID(kept["round_id"]) if kept["round_id"] else None
    return Running(
        **{**plain, **_days(kept, "signed_on", "reported_to")}, terms=terms, parts=parts, round_id=round_id
    )


def _days(kept: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: date.fromisoformat(kept[name]) if kept[name] else None for name in names}
