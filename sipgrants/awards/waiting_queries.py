"""What waits on awards: for the Party's people, for officers; the same for home pages, records and reminders."""

from collections.abc import Iterable, Iterator
from datetime import timedelta

from sqlalchemy import select

from sipgrants.awards import queries
from sipgrants.awards.models import Award
from sipgrants.awards.waited import Waited, Who, words
from sipgrants.core.db import session
from sipgrants.core.i18n import msg
from sipgrants.fund import queries as fund
from sipgrants.lifecycle import rights
from sipgrants.lifecycle.actor import FINANCE, FOCAL, HEAD, OFFICER, Actor, RoleName
from sipgrants.lifecycle.waiting import Waiting

_MANAGERS = FOCAL | {RoleName.PROJECT_MANAGER}


def under_way() -> list[Award]:
    """Return the awards on which somebody may be waited for."""
    states = ("offered", "accepted", "active", "suspended", "terminated")
    return list(session().scalars(select(Award).where(Award.state.in_(states))).unique())


def waited(awards: Iterable[Award]) -> list[Waited]:
    """Return what waits for the Parties of these awards, by day: at most two statements."""
    chosen = list(awards)
    days = timedelta(fund.setting("condition_days"))
    found = [one for award in chosen for one in _before_start(award, days)]
    running = {one.id: one for one in chosen if one.state in ("active", "suspended", "terminated")}
    if running:
        found += [
            Waited("due", due.id, award.id, due.kind, Who.MANAGERS, due.due_on, award.activated_on)
            for due, award in queries.open_dues(running)
            if due.id not in rights.known("dues.handed_in")
        ]
    return sorted(found, key=lambda one: one.due_on)


def _before_start(award: Award, days: timedelta) -> Iterator[Waited]:
    if award.state == "offered" and award.answer_by is not None:
        yield Waited("award", award.id, award.id, "answer", Who.FOCAL, award.answer_by, award.offered_on)
    if award.state == "suspended" and award.cure_by is not None:
        yield Waited("cure", award.id, award.id, "cure", Who.MANAGERS, award.cure_by, award.notice_from)
    if award.state != "accepted" or award.accepted_at is None:
        return
    begun = award.accepted_at.date()
    for one in award.conditions:
        if one.met_at is None:
            due = one.due_on or begun + days
            number = str(one.position)
            yield Waited("condition", one.id, award.id, "condition", Who.MANAGERS, due, begun, number)
    if award.plan_submitted_at is None:
        yield Waited("plan", award.id, award.id, "plan", Who.MANAGERS, begun + days, begun)
    elif award.plan_approved_at is not None and award.signed_by_party_on is None:
        yield Waited("signature", award.id, award.id, "signature", Who.FOCAL, begun + days, begun)


def waiting_for(actor: Actor) -> list[Waiting]:
    """Return what of the awards waits for this person, for the home page: a fixed number of statements."""
    parties = actor.parties(_MANAGERS)
    awards = under_way() if parties or actor.has(OFFICER | FINANCE | HEAD) else []
    found = _for_party([one for one in awards if one.party_id in parties], actor) if parties else []
    if actor.has(OFFICER):
        found += [one for award in awards if (one := _for_officer(award)) is not None]
        found += _to_be_offered()
    if actor.has(HEAD):
        found += [_suspended(award) for award in awards if award.state == "suspended"]
    if actor.has(FINANCE):
        found += [
            _vendor(award) for award in awards if award.state == "active" and not award.vendor_reference
        ]
    return found


def _for_party(awards: list[Award], actor: Actor) -> list[Waiting]:
    by_id = {one.id: one for one in awards}
    return [
        Waiting(
            what=msg(
                "%(number)s, %(title)s: %(what)s",
                number=by_id[one.award].number,  # type: ignore[index]
                title=by_id[one.award].title,  # type: ignore[index]
                what=words(one.what, one.detail),
            ),
            button=msg("Open award"),
            endpoint="awards.show",
            values={"id": one.award},
            due=queries.end_of(one.due_on),
            action=f"award.{one.what}",
        )
        for one in waited(awards)
        if one.about_type != "due"  # reports speak for themselves
        and (one.who is not Who.FOCAL or by_id[one.award].party_id in actor.parties(FOCAL))  # type: ignore[index]
    ]


def _for_officer(award: Award) -> Waiting | None:
    if award.state == "offered" and queries.is_answer_late(award):
        what = msg("The day to answer offer %(number)s has passed", number=award.number)
    elif award.state == "accepted" and award.plan_submitted_at and not award.plan_approved_at:
        what = msg("%(number)s: the plan waits for approval", number=award.number)
    elif award.state == "accepted" and award.plan_approved_at and not award.instalments:
        what = msg("%(number)s: prepare the agreement", number=award.number)
    elif award.state == "accepted" and award.is_signed and all(one.met_at for one in award.conditions):
        what = msg("%(number)s: signed by both, ready to be activated", number=award.number)
    else:
        return None
    return Waiting(what, msg("Open award"), "awards.show", {"id": award.id})


def _to_be_offered() -> list[Waiting]:
    return [
        Waiting(
            msg("%(reference)s was approved: offer the award", reference=one.reference),
            msg("Offer award"),
            "awards.offer",
            {"application_id": one.id},
            action="award.offer",
        )
        for one in queries.to_be_offered()
    ]


def _suspended(award: Award) -> Waiting:
    """The head resumes or terminates; urgent once the time to remove the reasons is over."""
    return Waiting(
        msg("%(number)s is suspended: resume or terminate it", number=award.number),
        msg("Open award"),
        "awards.show",
        {"id": award.id},
        due=queries.end_of(award.cure_by),
        action="award.resume",
    )


def _vendor(award: Award) -> Waiting:
    return Waiting(
        msg("%(number)s: confirm the vendor record", number=award.number),
        msg("Confirm vendor record"),
        "awards.vendor",
        {"id": award.id},
        action="vendor.confirm",
    )
