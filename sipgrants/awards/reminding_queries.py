"""Which Parties are waited for on their awards: answer, conditions, plan, signature, reports."""

from collections.abc import Iterable

from sipgrants.accounts import queries as people
from sipgrants.awards import waiting_queries as waiting
from sipgrants.awards.models import Award
from sipgrants.awards.queries import facts
from sipgrants.awards.waited import Waited, Who
from sipgrants.core import clock
from sipgrants.lifecycle import reminding
from sipgrants.lifecycle.actor import FOCAL, RoleName
from sipgrants.lifecycle.reminding import Missing


@reminding.source("award", mail="award_reminder", words=reminding.parties)
def owing(about: Award | None) -> list[Missing]:
    """Return who is waited for on an award, whatever it is that waits."""
    awards = [about] if about is not None else waiting.under_way()
    return _missing(awards, waiting.waited(awards))


@reminding.source("late_reports", mail="award_reminder", words=reminding.parties, has_ladder=False)
def late(about: Award | None) -> list[Missing]:
    """Return whose reports are late; their ladder is that of the award."""
    awards = [about] if about is not None else waiting.under_way()
    return _missing(
        awards,
        [one for one in waiting.waited(awards) if one.about_type == "due" and one.due_on < clock.today()],
    )


def _missing(awards: Iterable[Award], waited: list[Waited]) -> list[Missing]:
    by_id = {one.id: one for one in awards}
    focal, managers = (
        people.recipients_by_party(roles) if waited else {}
        for roles in (FOCAL, FOCAL | {RoleName.PROJECT_MANAGER})
    )
    found = []
    for one in waited:
        award = by_id[one.award]  # type: ignore[index]
        told = {
            "what": one.what,
            "detail": one.detail,
            "due_on": one.due_on,
            "late": one.due_on < clock.today(),
        }
        found += [
            Missing(
                (one.about_type, _thing(one)),
                award.party_id,
                person_id,
                award,
                {**told, **facts(award)},
                one.due_on,
                one.begun,
            )
            for person_id in (focal if one.who is Who.FOCAL else managers).get(award.party_id, [])
        ]
    return found


def _thing(one: Waited) -> str:
    """A report whose day moves, or a later suspension, climbs a ladder of its own."""
    begins_anew = one.about_type in ("due", "cure")
    return f"{one.about_id}/{one.due_on.isoformat()}" if begins_anew else str(one.about_id)
