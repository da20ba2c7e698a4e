"""The agreement: its terms, its instalments and what each waits for, conditions met, signatures, the vendor record."""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from sipgrants.awards.due import DueKind
from sipgrants.awards.models import Award, Condition, Instalment
from sipgrants.awards.terms import SIDES, TYPES, Part, Terms
from sipgrants.core import audit, clock, files
from sipgrants.core.db import command, session
from sipgrants.core.errors import Conflict, NotFound, Problem, require
from sipgrants.core.files import Blob
from sipgrants.core.i18n import msg
from sipgrants.core.money import Money
from sipgrants.lifecycle import machine, rights
from sipgrants.lifecycle.actor import Actor


@command
def edit(award: Award, *, by: Actor, terms: Terms) -> None:
    """Set the terms of the agreement, until somebody has signed it."""
    rights.demand(by, "award.edit", award)
    _check_open(award)
    require(terms_problems(terms))
    before = {name: getattr(award, name) for name in terms.__dataclass_fields__}
    for name in terms.__dataclass_fields__:
        value = getattr(terms, name)
        setattr(award, name, value.strip() if isinstance(value, str) else value)
    after = {name: getattr(award, name) for name in terms.__dataclass_fields__}
    audit.record("award.edit", award, by, changed=audit.changed(before, after))


def terms_problems(terms: Terms) -> list[Problem]:
    """Return what is wrong with the terms of an agreement."""
    found = []
    if terms.agreement_type not in TYPES:
        found.append(Problem("agreement_type", msg("Choose the type of agreement.")))
    if not terms.agreement_number.strip():
        found.append(Problem("agreement_number", msg("Enter the number of the agreement.")))
    if not terms.institution.strip():
        found.append(Problem("institution", msg("Enter the institution that signs.")))
    if terms.starts_on is None:
        found.append(Problem("starts_on", msg("Enter the first day of the project.")))
    if terms.ends_on is None or (terms.starts_on is not None and terms.ends_on <= terms.starts_on):
        found.append(Problem("ends_on", msg("Enter a last day after the first.")))
    if not 0 <= terms.spent_share <= 100:
        found.append(Problem("spent_share", msg("Enter a share from 0 to 100 per cent.")))
    return found


@command
def plan_instalments(award: Award, *, by: Actor, parts: Sequence[Part]) -> None:
    """Set the instalments; together they are the award. Possible until somebody has signed."""
    rights.demand(by, "instalment.plan", award)
    _check_open(award)
    require(parts_problems(award, parts))
    put_parts(award, parts, by=by)


def put_parts(award: Award, parts: Iterable[Part], *, by: Actor) -> None:
    """Bring the planned instalments in line with `parts`, inside a command; others are not touched."""
    present = {one.number: one for one in award.instalments if one.state in ("planned", "held")}
    wanted = {part.number: part for part in parts}
    for number in present.keys() - wanted.keys():
        session().delete(present[number])
    session().flush()
    for number, part in sorted(wanted.items()):
        row = present.get(number) or Instalment(award_id=award.id, number=number)
        for name in Part.__dataclass_fields__:
            setattr(row, name, getattr(part, name))
        if number not in present:
            machine.begin(row, "instalment.plan", by=by, minor=part.minor, number=number)
            session().add(row)
    session().flush()
    session().refresh(award, ["instalments"])
    audit.record("award.plan_instalments", award, by, parts={str(n): p.minor for n, p in wanted.items()})


def parts_problems(award: Award, parts: Sequence[Part], besides: int = 0) -> list[Problem]:
    """Return what is wrong with the instalments: they add up to the award (`besides`: those that stay as they are)."""
    found = [] if parts or besides else [Problem("instalments", msg("Plan at least one instalment."))]
    for place, part in enumerate(parts):
        if part.minor <= 0:
            found.append(Problem(f"instalments-{place}-amount", msg("Enter an amount of more than nothing.")))
        if part.waits_for_report is not None and part.waits_for_report not in list(DueKind):
            found.append(Problem(f"instalments-{place}-waits_for_report", msg("Choose a kind of report.")))
    total = sum(part.minor for part in parts) + besides
    if total != award.amount_minor:
        text = msg(
            "The instalments add up to %(total)s; the award is %(award)s.",
            total=Money(total),
            award=award.amount,
        )
        found.append(Problem("instalments", text))
    return found


@command
def sign(
    award: Award,
    *,
    by: Actor,
    side: str,
    name: str,
    signed_on: date,
    copy: tuple[Blob, str, str] | None = None,
) -> None:
    """Record one side's signature with the day and the name; `copy`: the signed copy (blob, file name, media type)."""
    machine.move(award, "award.sign", by=by, side=side, signed_on=signed_on)
    require([*_signature_problems(side, name, signed_on), *unready(award)])
    setattr(award, f"signed_by_{side}", name.strip())
    setattr(award, f"signed_by_{side}_on", signed_on)
    if copy is not None:
        blob, file_name, media_type = copy
        award.signed_copy_id = files.record(blob, name=file_name, media_type=media_type, by=by).id


def _signature_problems(side: str, name: str, signed_on: date) -> list[Problem]:
    found = [] if side in SIDES else [Problem("side", msg("Choose who signed."))]
    if not name.strip():
        found.append(Problem("name", msg("Enter who signed.")))
    if signed_on > clock.today():
        found.append(Problem("signed_on", msg("The day lies in the future.")))
    return found


def unready(award: Award) -> list[Problem]:
    """Return what must stand before anybody signs: what is signed does not change afterwards."""
    found = []
    if award.plan_approved_at is None:
        found.append(Problem("plan", msg("The plan is not approved yet.")))
    if award.starts_on is None or not award.agreement_number:
        found.append(Problem("terms", msg("The terms of the agreement are not complete.")))
    planned = sum(one.minor for one in award.instalments)
    if planned != award.amount_minor:
        found.append(Problem("instalments", msg("The instalments do not add up to the award.")))
    return found


@command
def clear_signatures(award: Award, *, by: Actor, reason: str) -> None:
    """Strike the signatures of an agreement that is not in force yet, so that its terms can be mended."""
    machine.move(award, "award.sign", by=by, cleared=True, reason=reason)
    require([] if reason.strip() else [Problem("reason", msg("Give the reason."))])
    award.signed_by_party = award.signed_by_secretariat = ""
    award.signed_by_party_on = award.signed_by_secretariat_on = None
    award.signed_copy_id = None


@command
def meet_condition(award: Award, *, by: Actor, condition_id: UUID, evidence: str) -> None:
    """Mark a condition of the Board as met, with what shows it."""
    condition = next((one for one in award.conditions if one.id == condition_id), None)
    if condition is None:
        raise NotFound()
    machine.move(award, "award.meet_condition", by=by, position=condition.position, reason=evidence)
    require([] if evidence.strip() else [Problem("evidence", msg("Say what shows that it is met."))])
    if condition.met_at is not None:
        raise Conflict(msg("This condition is met already."))
    _meet(condition, by, evidence)


def _meet(condition: Condition, by: Actor, evidence: str) -> None:
    condition.met_at, condition.met_by, condition.evidence = clock.now(), by.person_id, evidence.strip()


@command
def confirm_vendor(award: Award, *, by: Actor, reference: str) -> None:
    """Confirm by its reference that the vendor record in Umoja is the payee's; bank data stay there."""
    rights.demand(by, "vendor.confirm", award)
    if award.state not in ("accepted", "active", "suspended", "completed", "terminated"):
        raise Conflict(msg("Nothing is paid under this award."))
    require(
        [] if reference.strip() else [Problem("reference", msg("Enter the reference of the vendor record."))]
    )
    audit.record("vendor.confirm", award, by, changed=[award.vendor_reference, reference.strip()])
    award.vendor_reference = reference.strip()
    award.vendor_confirmed_by, award.vendor_confirmed_at = by.person_id, clock.now()


def _check_open(award: Award) -> None:
    if award.state != "accepted":
        raise Conflict(msg("The agreement is prepared between acceptance and activation."))
    if award.signed_by_party_on or award.signed_by_secretariat_on:
        raise Conflict(
            msg("The agreement is signed: strike the signatures first, or change it by an amendment.")
        )
