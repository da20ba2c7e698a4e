"""The addresses of instalments, and what several pages need."""

from typing import Any
from uuid import UUID

from flask import Blueprint, url_for

from sipgrants.awards import queries as awards
from sipgrants.awards.models import Instalment
from sipgrants.core.i18n import Message, msg
from sipgrants.web import formats, gate
from sipgrants.web.steps import Step

bp = Blueprint("disbursements", __name__)


def instalment_of(id: UUID) -> Instalment:
    """Return the instalment that this person may read; NotFound otherwise."""
    return awards.instalment(gate.actor(), id)


def crumbs(one: Instalment | None = None) -> list[tuple[str, Any]]:
    """Return the pages above an instalment."""
    above = [(url_for("awards.index"), msg("Awards"))]
    return [*above, (url_for("awards.show", id=one.award_id), one.award.number)] if one else above


def step(one: Instalment, action: str, lede: Message, **more: Any) -> Step:
    """Return the page of a step of an instalment."""
    back = url_for("disbursements.show", id=one.id)
    facts = [
        (msg("Award"), f"{one.award.number}, {one.award.title}"),
        (msg("Instalment"), str(one.number)),
        (msg("Amount"), formats.money(one.amount)),
        (msg("Vendor record"), one.award.vendor_reference),
    ]
    trail = [*crumbs(one), (back, msg("Instalment %(number)s", number=one.number))]
    return Step(action, back, lede, subject=one, crumbs=trail, here="awards.index", facts=facts, **more)
