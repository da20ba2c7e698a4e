"""Events of a round: webinars and clinics before the deadline. Everybody with a draft is told of each change."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from sipgrants.core import audit, clock, outbox
from sipgrants.core.db import command, session
from sipgrants.core.errors import Conflict, Problem, require
from sipgrants.core.i18n import msg
from sipgrants.lifecycle import rights
from sipgrants.lifecycle.actor import Actor
from sipgrants.rounds import deadline
from sipgrants.rounds.commands.announcing import mail_params
from sipgrants.rounds.deadline import Twice
from sipgrants.rounds.models import Round, RoundEvent

KINDS = ("webinar", "clinic", "other")
OPEN = ("draft", "announced", "screening", "appraisal", "with_board")


@dataclass(frozen=True)
class Happening:
    """An event as typed: `starts` is the wall clock of the round's zone."""

    kind: str
    titles: dict[str, str]
    starts: datetime
    minutes: int
    link: str = ""
    place: str = ""
    twice: Twice | None = None


@command
def add_event(round_: Round, *, by: Actor, happening: Happening) -> RoundEvent:
    """Add an event to the round; once the round is announced everybody with a draft is told."""
    rights.demand(by, "round_event.add", round_)
    _demand_open(round_)
    row = RoundEvent(round=round_, changed_at=clock.now(), **_values(round_, happening))
    session().add(row)
    session().flush()
    audit.record("round_event.add", round_, by, event=row.id, kind=row.kind, starts_at=row.starts_at)
    _tell(row, "added")
    return row


@command
def change_event(event: RoundEvent, *, by: Actor, happening: Happening) -> None:
    """Change an event; calendars that took it over follow, and everybody with a draft is told."""
    rights.demand(by, "round_event.change", event)
    _demand_coming(event)
    values = _values(event.round, happening)
    before = {name: getattr(event, name) for name in values}
    difference = audit.changed(before, values)
    if not difference:
        return
    for name, value in values.items():
        setattr(event, name, value)
    _next(event)
    audit.record("round_event.change", event.round, by, event=event.id, changed=sorted(difference))
    _tell(event, "changed")


@command
def cancel_event(event: RoundEvent, *, by: Actor) -> None:
    """Cancel an event: it stays on the page and in calendars, as cancelled."""
    rights.demand(by, "round_event.cancel", event)
    _demand_coming(event)
    event.cancelled_at = clock.now()
    _next(event)
    audit.record("round_event.cancel", event.round, by, event=event.id)
    _tell(event, "cancelled")


def _next(event: RoundEvent) -> None:
    event.sequence, event.changed_at = event.sequence + 1, clock.now()


def _values(round_: Round, typed: Happening) -> dict[str, Any]:
    """Return the columns of what was typed; refused with everything that is wrong with it."""
    titles = {code: text.strip() for code, text in typed.titles.items() if text.strip()}
    starts = deadline.to_utc(typed.starts, round_.zone, typed.twice, "starts")
    require([*([starts] if isinstance(starts, Problem) else _past(starts)), *_wrong(typed, titles)])
    return {
        "kind": typed.kind,
        "titles": titles,
        "starts_at": starts,
        "minutes": typed.minutes,
        "link": typed.link.strip(),
        "place": typed.place.strip(),
    }


def _past(starts: datetime) -> list[Problem]:
    return [] if starts > clock.now() else [Problem("starts", msg("An event begins in the future."))]


def _wrong(typed: Happening, titles: dict[str, str]) -> list[Problem]:
    found = [] if titles.get("en") else [Problem("title_en", msg("Name the event in English."))]
    if typed.kind not in KINDS:
        found.append(Problem("kind", msg("Choose one of the answers.")))
    if not 5 <= typed.minutes <= 1440:
        text = msg("Enter a number from %(least)s to %(most)s.", least=5, most=1440)
        found.append(Problem("minutes", text))
    if not (typed.link.strip() or typed.place.strip()):
        found.append(Problem("link", msg("Say how to get there: a link or a place.")))
    if typed.link.strip() and not _is_address(typed.link.strip()):
        found.append(Problem("link", msg("A link begins with https://.")))
    return found


def _is_address(link: str) -> bool:
    try:
        parts = urlsplit(link)
    except ValueError:
        return False
    return parts.scheme in ("https", "http") and bool(parts.netloc) and not any(map(str.isspace, link))


def _demand_open(round_: Round) -> None:
    if round_.state not in OPEN:
        raise Conflict(msg("This round is over: its events stay as they are."))


def _demand_coming(event: RoundEvent) -> None:
    _demand_open(event.round)
    if event.cancelled_at is not None:
        raise Conflict(msg("This event is cancelled."))
    if event.starts_at <= clock.now():
        raise Conflict(msg("This event has begun: it stays as it is."))


def _tell(event: RoundEvent, how: str) -> None:
    round_ = event.round
    if round_.state == "draft":
        return
    told = {
        **mail_params(round_),
        "how": how,
        "titles": event.titles,
        "starts_at": event.starts_at.isoformat(),
        "link": event.link,
        "place": event.place,
    }
    for person_id in sorted(rights.known("round.drafters", round_.id), key=str):
        outbox.mail("round_event", person_id=person_id, about=round_, **told)
