"""The address under which all pages of awards lie, and what several of them need."""

from typing import Any
from uuid import UUID

from flask import Blueprint, url_for

from sipgrants.awards import queries
from sipgrants.awards.models import Award
from sipgrants.core.i18n import Message, msg
from sipgrants.lifecycle.rights import known
from sipgrants.web import formats, gate
from sipgrants.web.steps import Step

bp = Blueprint("awards", __name__, url_prefix="/awards")


def award_of(id: UUID) -> Award:
    """Return the award that this person may read; NotFound otherwise."""
    return queries.award(gate.actor(), id)


def crumbs(award: Award | None = None) -> list[tuple[str, Any]]:
    """Return the pages above one of an award."""
    above = [(url_for("awards.index"), msg("Awards"))]
    return [*above, (url_for("awards.show", id=award.id), award.number)] if award else above


def step(award: Award, action: str, lede: Message, **more: Any) -> Step:
    """Return the page of a step of an award."""
    facts = [
        (msg("Award"), f"{award.number}, {award.title}"),
        (msg("Party"), formats.pick(award.party.names)),
        (msg("Amount"), formats.money(award.amount)),
    ]
    given = {"subject": award, "crumbs": crumbs(award), "here": "awards.index", "facts": facts, **more}
    return Step(action, given.pop("back", url_for("awards.show", id=award.id)), lede, **given)


def round_choices() -> list[tuple[str, str]]:
    """Return the rounds by name."""
    return [(str(one), formats.pick(names)) for one, names in known("rounds.names").items()]
