"""Questions about a round and its events, by the commands."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sipgrants.core import clock
from sipgrants.lifecycle.actor import Actor
from sipgrants.rounds import commands
from sipgrants.rounds.commands.events import Happening
from sipgrants.rounds.models import Round, RoundEvent, RoundQuestion
from tests.builders.remembering import remembered

WORDING = {"en": "May a regional centre lead?", "fr": "Un centre régional peut-il diriger ?"}
ANSWER = {"en": "No, a Party leads.", "fr": "Non, une Partie dirige."}


@remembered
def question(round_: Round, by: Actor, text: str = "We in Peru ask: may our centre lead?") -> RoundQuestion:
    """A question of a team, for the Party of which `by` is."""
    return commands.ask(round_, by=by, party_id=min(by.parties()), text=text)


@remembered
def answered(asked: RoundQuestion, by: Actor, **more: Any) -> RoundQuestion:
    """The same, answered to all in English and French."""
    commands.answer(asked, by=by, **{"wording": WORDING, "answer": ANSWER, **more})
    return asked


def happening(round_: Round, **changes: Any) -> Happening:
    """A webinar of an hour, next week at this time."""
    starts = (clock.now() + timedelta(days=7)).astimezone(ZoneInfo(round_.zone))
    typed: dict[str, Any] = {
        "kind": "webinar",
        "titles": {"en": "How to fill in Form A", "fr": "Remplir le formulaire A"},
        "starts": datetime.replace(starts, tzinfo=None),
        "minutes": 60,
        "link": "https://example.org/webinar",
    }
    return Happening(**{**typed, **changes})


@remembered
def event(round_: Round, by: Actor, **changes: Any) -> RoundEvent:
    """An event of a round."""
    return commands.add_event(round_, by=by, happening=happening(round_, **changes))
