"""The pages of Parties."""

from typing import Any

from flask import Blueprint

from sipgrants.core.db import session
from sipgrants.parties.models import Party
from sipgrants.web import locale

bp = Blueprint("parties", __name__, url_prefix="/parties")


@bp.app_template_filter("party_name")
def party_name(party: Any) -> str:
    """Return the short name of a Party (or of its code) in the reader's language."""
    found = session().get(Party, party) if isinstance(party, str) else party
    return found.name(locale.current()) if found else str(party or "")
