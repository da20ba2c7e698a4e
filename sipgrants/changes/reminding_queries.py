"""Who is waited for on a change: the Party to sign or to mend it, the officers to decide or to record their signature."""

from collections.abc import Iterator
from datetime import date, timedelta

from sqlalchemy import select

from sipgrants.accounts.queries import recipients, recipients_by_party
from sipgrants.changes.models import Change
from sipgrants.changes.queries import OPEN
from sipgrants.core import clock
from sipgrants.core.db import session
from sipgrants.core.i18n import Message, nmsg
from sipgrants.fund import queries as fund
from sipgrants.lifecycle import reminding
from sipgrants.lifecycle.actor import FOCAL, MANAGERS, OFFICER
from sipgrants.lifecycle.reminding import Missing

_PARTY = "party"


def people(number: int) -> Message:
    """Return the button's words."""
    return nmsg("Remind those who are missing", "Remind those who are missing", number)


@reminding.source("change", mail="change_reminder", words=people)
def owing(about: Change | None) -> list[Missing]:
    """Return who is waited for; the ladder runs from the last move over the days that the settings give."""
    changes = [about] if about is not None else _open()
    waited = [(one, *found) for one in changes for found in _waits(one)]
    if not waited:
        return []
    days, officers = timedelta(fund.setting("change_days")), recipients(OFFICER)
    focal, managers = recipients_by_party(FOCAL), recipients_by_party(MANAGERS)
    found = []
    for change, what, who, begun in waited:
        of_party = {"sign_party": focal, "revise": managers}.get(what, {}).get(change.party_id, [])
        for person_id in of_party if who == _PARTY else officers:
            found.append(_missing(change, what, begun, begun + days, person_id))
    return found


def _open() -> list[Change]:
    return list(session().scalars(select(Change).where(Change.state.in_(OPEN))).unique())


def _waits(change: Change) -> Iterator[tuple[str, str, date]]:
    """Yield what is waited for, on which side, since when."""
    decided = (change.decided_at or change.proposed_at).date()
    if change.state == "proposed":
        yield "decide", "office", change.proposed_at.date()
    elif change.state == "returned":
        yield "revise", _PARTY, decided
    elif change.state == "approved":
        if change.signed_by_party_on is None:
            yield "sign_party", _PARTY, decided
        if change.signed_by_secretariat_on is None:
            yield "sign_secretariat", "office", decided


def _missing(change: Change, what: str, begun: date, due_on: date, person_id: object) -> Missing:
    told = {
        "what": what,
        "change_id": change.id,
        "change_kind": change.kind,
        "number": change.award.number,
        "title": change.award.title,
        "due_on": due_on,
        "late": due_on < clock.today(),
    }
    of = change.party_id if what in ("sign_party", "revise") else "office"
    # What comes a second time (asked for again, sent back again) climbs a ladder of its own.
    thing = (f"change.{what}", f"{change.id}/{due_on.isoformat()}")
    return Missing(thing, of, person_id, change, told, due_on, begun)  # type: ignore[arg-type]
