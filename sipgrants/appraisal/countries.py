"""The bar of an expert by country. Programme rule (section 2): "declares interests; barred by country too"."""

from typing import Any

from sipgrants.board.bars import Item, bar
from sipgrants.core.i18n import Message
from sipgrants.lifecycle.actor import Actor, RoleName


def country_bar(actor: Actor, application: Any) -> Message | None:
    """Return why an expert of a country that applies takes no part, or None: whatever they hold a role for there."""
    partners = frozenset(application.party_ids) - {application.party_id}
    item = Item(application.party_id, partners)
    for country in sorted(actor.parties(RoleName)):
        found = bar(country, item)
        if found is not None:
            return found.reason
    return None
