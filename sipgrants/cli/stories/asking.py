"""What happens around Round 6 before its deadline: questions of Parties with their answers, a webinar and a clinic."""

from datetime import datetime, time

from sipgrants.cli.stories.telling import Story, World
from sipgrants.rounds import commands as rounds
from sipgrants.rounds.commands.events import Happening

# Asked on which day, by which Party, in which words; published as; answered. (Nothing of this was ever asked.)
ANSWERED = (
    -25,
    "PE",
    "May our regional centre lead the project instead of the ministry?",
    {
        "en": "May a regional centre lead a project?",
        "fr": "Un centre régional peut-il diriger un projet ?",
        "es": "¿Puede un centro regional dirigir un proyecto?",
    },
    {
        "en": "No. A Party leads; a regional centre may carry out activities (demonstration).",
        "fr": "Non. Une Partie dirige ; un centre régional peut mener des activités (démonstration).",
        "es": "No. Dirige una Parte; un centro regional puede ejecutar actividades (demostración).",
    },
)
WAITING = (-3, "GH", "Do laboratory scales count as equipment or as supplies?")
EVENTS = (
    (9, "webinar", {"en": "How to write Form A", "fr": "Comment rédiger le formulaire A"}, 90),
    (16, "clinic", {"en": "Budget clinic", "fr": "Atelier sur le budget"}, 60),
)


def questions(world: World) -> Story:
    """Two Parties ask; one has its answer, the other waits."""
    day, party, text, wording, answer = ANSWERED
    yield world.at(day)
    asked = rounds.ask(world.round("sixth"), by=world.of(party), party_id=party, text=text)
    yield world.at(day + 2)
    rounds.answer(asked, by=world.office("officer"), wording=wording, answer=answer)
    day, party, text = WAITING
    yield world.at(day)
    rounds.ask(world.round("sixth"), by=world.of(party), party_id=party, text=text)


def events(world: World) -> Story:
    """The officer puts a webinar and a clinic on the round's page."""
    yield world.at(-30)
    for day, kind, titles, minutes in EVENTS:
        starts = datetime.combine(world.day(day), time(14))
        link = f"https://example.org/{kind}"
        happening = Happening(kind=kind, titles=titles, starts=starts, minutes=minutes, link=link)
        rounds.add_event(world.round("sixth"), by=world.office("officer"), happening=happening)
