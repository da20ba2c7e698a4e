"""Changes of an award in any state, made through the commands. The clock stands at `reports.NOW`, during the project."""

from datetime import date
from typing import Any

from sipgrants.awards.models import Award
from sipgrants.changes import commands, queries
from sipgrants.changes.commands import Asked
from sipgrants.changes.models import Change, ChangeDraft
from sipgrants.core import clock
from sipgrants.core.files import Upload, keep
from sipgrants.lifecycle.actor import Actor
from sipgrants.plans import queries as plans
from sipgrants.plans.reading import read_part
from tests.builders import reports as made
from tests.builders.files import pdf
from tests.builders.plans import activity_ids, budget, typed
from tests.builders.remembering import remembered

LATER = date(2028, 6, 30)
ASKED: dict[str, dict[str, Any]] = {
    "extension": {"new_ends_on": LATER},
    "manager": {"manager_name": "Manager of Zambia", "manager_email": "manager2@zm.example"},
    "budget": {},
    "framework": {},
}


def asked(kind: str, **values: Any) -> Asked:
    return Asked(kind=kind, **{"reasons": "Deliveries were late.", **ASKED[kind], **values})


@remembered
def rewritten(
    award: Award, kind: str = "budget", travel: int = 20_000, by: Actor | None = None
) -> ChangeDraft:
    """A draft in which `travel` dollars go to travel instead of 15,000 of 60,000."""
    who = by or made.manager(award.party_id)
    draft = commands.start(award, by=who, kind=kind)
    move_money(draft, travel, who)
    return draft


@remembered
def move_money(draft: ChangeDraft, travel: int, by: Actor) -> None:
    plan = plans.whole(draft.plan_id)
    ids = {f"budget.{row}.id": one["id"] for row, one in enumerate(plans.content(plan, "budget"))}
    lines = {f"budget.{row}.lines": one["lines"] for row, one in enumerate(plans.content(plan, "budget"))}
    fields = {**budget(*activity_ids(plan), 60_000), **ids, **lines}
    fields |= {"budget.0.year1": str(45_000 - travel), "budget.1.year1": str(travel)}
    commands.save_part(draft, "budget", read_part("budget", typed(fields)), by=by)


@remembered
def proposed(kind: str = "extension", award: Award | None = None, **values: Any) -> Change:
    award = award or made.award()
    if kind in ("budget", "framework"):
        rewritten(award, kind)
    return commands.propose(award, by=made.manager(award.party_id), asked=asked(kind, **values))


@remembered
def approved(
    kind: str = "extension",
    award: Award | None = None,
    due_days: dict[str, date] | None = None,
    **values: Any,
) -> Change:
    change = proposed(kind, award, due_days=due_days)
    commands.approve(change, by=made.officer(), **{"reason": "It serves the project.", **values})
    return change


@remembered
def in_force(kind: str = "extension", award: Award | None = None, **values: Any) -> Change:
    change = approved(kind, award, **values)
    sign(change)
    return change


@remembered
def sign(change: Change, *sides: str) -> None:
    officer = made.officer()
    for side in sides or ("party", "secretariat"):
        commands.sign(
            change,
            by=officer,
            side=side,
            name=f"Office of the {side}",
            signed_on=clock.today(),
            copy=signed_copy(side),
        )


def signed_copy(side: str) -> Upload:
    """The amendment as one side signed it."""
    return Upload(f"{side}.pdf", "application/pdf", keep(pdf(side)))


@remembered
def in_state(state: str, kind: str = "extension") -> Change:
    """A change in `state`."""
    if state == "in_force":
        return in_force(kind)
    if state == "approved":
        return approved(kind)
    change = proposed(kind)
    if state == "returned":
        commands.return_(change, by=made.officer(), reason="Say more.")
    elif state == "refused":
        commands.refuse(change, by=made.officer(), reason="Too long.")
    elif state == "withdrawn":
        commands.withdraw(change, by=made.manager(change.party_id), reason="Not needed.")
    return change


def draft_of(award: Award) -> ChangeDraft:
    found = queries.draft_of(award.id)
    assert found is not None
    return found
