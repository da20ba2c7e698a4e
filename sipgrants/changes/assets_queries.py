"""The equipment of an award, item by item, and what becomes of each: proposed in the final report, agreed by an officer."""

from collections import Counter
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select

from sipgrants.changes.models import AwardAsset
from sipgrants.core.db import session
from sipgrants.questionnaires import queries as forms
from sipgrants.reports.models import InventoryItem, Report

# What the final report proposes, in the words of its form.
_PROPOSED = {"stays": "kept", "handed_over": "transferred", "sold": "sold", "scrapped": "disposed"}


@dataclass(frozen=True)
class Item:
    """An item of the register: what it is, US$ minor units; what the Party proposes, and who keeps or receives it ("" where
    nothing is proposed).
    """

    name: str
    serial: str
    minor: int
    fate: str = ""
    holder: str = ""

    @property
    def key(self) -> tuple[str, str, int]:
        """Return what it is known by: another inventory lists it again."""
        return self.name, self.serial, self.minor

    @property
    def called(self) -> str:
        """Return its name with its serial number."""
        return " ".join(part for part in (self.name, self.serial) if part)


def register(award_id: UUID) -> list[Item]:
    """Return the equipment of the last accepted inventory, with what the final report proposes for each item."""
    last = (
        select(Report.id)
        .where(Report.award_id == award_id, Report.kind == "inventory", Report.state == "accepted")
        .order_by(Report.period_to.desc())
        .limit(1)
    )
    query = select(InventoryItem).where(InventoryItem.report_id == last.scalar_subquery())
    rows = list(session().scalars(query.order_by(InventoryItem.position)))
    proposed = _proposals(award_id) if rows else {}
    return [
        Item(
            one.description,
            one.serial,
            one.minor,
            *proposed.get((one.description, one.serial), ("", "")),
        )
        for one in rows
    ]


def _proposals(award_id: UUID) -> dict[tuple[str, str], tuple[str, str]]:
    query = select(Report.answers_id).where(
        Report.award_id == award_id, Report.kind == "final", Report.state.in_(("submitted", "accepted"))
    )
    answers_id = session().scalar(query.limit(1))
    values: dict[str, Any] = forms.values(forms.answers(answers_id)) if answers_id else {}
    return {
        (str(row.get("item") or ""), str(row.get("serial") or "")): (
            _PROPOSED.get(str(row.get("fate") or ""), ""),
            str(row.get("receiver") or ""),
        )
        for row in values.get("equipment") or []
    }


def agreed(award_id: UUID) -> list[AwardAsset]:
    """Return what was agreed of each item, in the order of the register."""
    query = select(AwardAsset).where(AwardAsset.award_id == award_id).order_by(AwardAsset.position)
    return list(session().scalars(query))


@dataclass(frozen=True)
class Equipment:
    """What was agreed, item by item, and the names of the items that are left."""

    agreed: tuple[AwardAsset, ...] = ()
    left: tuple[str, ...] = ()


def equipment(award_id: UUID) -> Equipment:
    """Return the equipment of an award; an item that an inventory changed since it was agreed on is left again."""
    rows = agreed(award_id)
    known = Counter((one.name, one.serial, one.minor) for one in rows)
    left = []
    for item in register(award_id):
        if known[item.key]:
            known[item.key] -= 1
        else:
            left.append(item.called)
    return Equipment(tuple(rows), tuple(left))
