"""What the Secretariat does with what came in: the checklist, refusals by two officers, appraisals, on to the Board."""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from sipgrants.appraisal import commands as appraising
from sipgrants.cli.demonstration import contents, scores
from sipgrants.cli.stories.applying import find
from sipgrants.cli.stories.people import EXPERT
from sipgrants.cli.stories.telling import Story, World
from sipgrants.core import clock
from sipgrants.lifecycle.actor import SYSTEM
from sipgrants.lifecycle.countersign import confirm
from sipgrants.rounds import commands as rounds
from sipgrants.screening import checklist, queries
from sipgrants.screening import commands as screening
from sipgrants.screening.letters import commands as letters

# What an officer says of a line that the system leaves open, and the line by which an application is refused.
SAID = {
    "serves_convention": "Read beside the Articles named in section 2: the outputs serve them.",
    "no_duplication": "No similar project in the list of the Global Environment Facility.",
    "reports_in": "Reports are under way; the officers see no reason to wait.",
}
OTHERWISE = "Looked at by an officer: in order."
REFUSED_BY = {
    "obligations": "serves_convention",
    "duplication": "no_duplication",
    "late_report": "reports_in",
}
MEND = "Please complete what is named below. What is not mended by the date is judged as it stands."
LAST_ANSWERED = 24  # a few questions are still open
SECTIONS = {"form_c": ["signature"], "incomplete": ["gender", "monitoring", "budget"]}


def screened(world: World, key: str, closes: int, applications: list[contents.Application]) -> Story:
    """A round is screened: what can be mended is sent back, what is in order goes on, two officers refuse the rest."""
    yield world.at(closes + 1, 9)
    officer = world.office("officer")
    refused = [one for one in applications if one.ineligible]
    rounds.start_screening(world.round(key), by=officer)
    for identifier in _ids(world, key, applications):
        screening.propose(find(identifier), by=SYSTEM)
    yield world.at(closes + 3, 10)
    for one in refused:
        if one.ineligible and one.ineligible.sent_back:
            screening.send_back(
                find(world.applications[key, one.number]),
                by=officer,
                sections=SECTIONS[one.ineligible.code],
                until=world.day(closes + 10),
                text=MEND,
            )
    yield world.at(closes + 5, 11)
    for one in applications:
        _decide_lines(world, key, one)
    screening.find_all_eligible(world.round(key), by=officer)
    yield world.at(closes + 12, 6)
    for one in refused:
        if one.ineligible and one.ineligible.sent_back:
            screening.lapse(find(world.applications[key, one.number]), by=SYSTEM)
    yield from _refused(world, key, closes + 13, refused)
    yield world.at(closes + 23, 16)
    if refused:
        letters.release(world.round(key), by=officer)
    yield world.at(closes + 24, 9)
    rounds.start_appraisal(world.round(key), by=officer)


def _refused(world: World, key: str, day: int, refused: list[contents.Application]) -> Story:
    """One refusal a day, asked for by the two officers in turn and confirmed by the other on the next."""
    officer, second = world.office("officer"), world.office("officer2")
    for number, one in enumerate(refused):
        yield world.at(day + number, 10)
        asking, other = (officer, second) if number % 2 else (second, officer)
        asked = screening.find_ineligible(
            find(world.applications[key, one.number]),
            by=asking,
            reasons=one.ineligible.reason if one.ineligible else "",
        )
        yield world.at(day + 1 + number, 15)
        confirm(asked, by=other)


def appraised(world: World, key: str, closes: int, applications: list[contents.Application]) -> Story:
    """The officer writes an appraisal of each application; some are asked a question, some are shown to the expert."""
    eligible = [one for one in applications if not one.ineligible]
    for number, one in enumerate(eligible):
        yield world.at(closes + 25 + number // 2, 10 + 3 * (number % 2), number)
        _ask(world, key, one, number)
    for number, one in enumerate(eligible):
        yield world.at(closes + 42 + number // 3, 9 + 2 * (number % 3), number)
        _appraise(world, key, one, number)
    yield world.at(closes + 53, 14)
    rounds.ask_declarations(world.round(key), by=world.office("officer"))
    appraising.forward_all(world.round(key), by=world.office("officer"))
    yield world.at(closes + 54, 9)
    rounds.open_board(world.round(key), by=world.office("officer"))


def _decide_lines(world: World, key: str, content: contents.Application) -> None:
    """Decide what the system leaves open, and the line for which the application is refused."""
    application = find(world.applications[key, content.number])
    wrong = REFUSED_BY.get(content.ineligible.code) if content.ineligible else None
    if application.state != "submitted":
        return
    for line in queries.lines(application):
        rule = checklist.rule_of(line.key)
        if rule == wrong and content.ineligible:
            said, reason = "no", content.ineligible.reason
        elif checklist.answer(line) is checklist.Answer.OPEN:
            said, reason = "yes", SAID.get(rule, OTHERWISE)
        else:
            continue
        screening.check(application, by=world.office("officer"), key=line.key, decided=said, reason=reason)


def _ask(world: World, key: str, content: contents.Application, number: int) -> None:
    """Every third applicant is asked a question, every fifth application is shown to the expert."""
    application, says = find(world.applications[key, content.number]), scores.appraisal(content)
    officer, day = world.office("officer"), clock.today()
    if number % 3 == 0:
        asked = appraising.ask(application, by=officer, text=says.question, due_on=day + timedelta(10))
        if number % 2 == 0 or number < LAST_ANSWERED:
            appraising.answer(asked, by=world.of(content.lead, "drafter"), text=says.answer)
    if number % 5 == 0:
        asked_expert = appraising.invite(
            application, by=officer, email=EXPERT[0], name=EXPERT[1], due_on=day + timedelta(14)
        )
        expert = world.who(EXPERT[0])
        appraising.declare_none(asked_expert, by=expert)
        appraising.comment(asked_expert, by=expert, text=says.comment)


def _appraise(world: World, key: str, content: contents.Application, number: int) -> None:
    application, says = find(world.applications[key, content.number]), scores.appraisal(content)
    officer = world.office("officer2" if number % 3 == 2 else "officer")
    questions = says.question if number % 3 == 0 else ""
    appraising.edit(
        application,
        by=officer,
        values={
            "summary": says.summary,
            "strengths": says.strengths,
            "weaknesses": says.weaknesses,
            "questions": questions,
        },
    )
    appraising.finish(application, by=officer)


def _ids(world: World, key: str, applications: list[contents.Application]) -> Iterable[UUID]:
    return (world.applications[key, one.number] for one in applications)
