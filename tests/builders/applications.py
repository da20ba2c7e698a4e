"""Applications in any state, with real forms, a whole plan and everything answered.

draft(round_)                     a draft that lacks nothing, of Zambia
submitted(round_)                 the same, submitted by its focal point in April 2027
application_in("with_board")      any state, with its round in a state that fits
"""

from typing import Any

from sipgrants.applications import commands, queries
from sipgrants.applications.models import Application
from sipgrants.core import clock, partial
from sipgrants.core.db import command
from sipgrants.core.files import keep
from sipgrants.core.partial import PartialUpload
from sipgrants.lifecycle.actor import SYSTEM, Actor, RoleName
from sipgrants.plans.models import Plan
from sipgrants.plans.reading import read_part
from sipgrants.questionnaires import commands as questionnaires
from sipgrants.questionnaires.asking import columns
from sipgrants.questionnaires.models import Question
from sipgrants.rounds.models import Round
from tests.builders import calls, people, plans
from tests.builders.files import pdf
from tests.builders.remembering import remembered

PDF = pdf("a test's file")
AFTER_DEADLINE = ("eligible", "ineligible", "with_board", "approved", "reserve", "not_approved", "returned")
ROUND_OF = {
    "draft": "announced",
    "submitted": "announced",
    "withdrawn": "announced",
    "returned": "screening",
    "eligible": "screening",
    "ineligible": "screening",
    "with_board": "with_board",
    "approved": "decided",
    "reserve": "decided",
    "not_approved": "decided",
}


@remembered
def forms() -> None:
    """The forms that ship with the system (loaded once)."""
    questionnaires.load_forms(by=SYSTEM)


@remembered
def open_round(**changes: Any) -> Round:
    """A round that is open from March to May 2027, with the real forms."""
    forms()
    return calls.announced_round(**changes)


@remembered
def team(of: str = "ZM") -> tuple[Actor, Actor]:
    """The focal point and a drafter of a Party."""
    return calls.focal_point(of), calls.drafter(of)


def value_for(question: Question) -> Any:
    """Some answer that is in order."""
    settings = question.settings
    options = [one["value"] for one in settings.get("options", [])]
    least = max(1, int(settings.get("min") or 1))
    if question.key == "amount":
        return 6_000_000
    if question.key == "months":
        return "24"
    if question.kind == "choice":
        return options[-1]
    if question.kind in ("many", "articles", "sdgs"):
        return options[:least]
    if question.kind == "date":
        return "2027-04-15"
    if question.kind in ("contacts", "table"):
        return [_row(question) for _ in range(least)]
    return "Plain words"


def _row(question: Question) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for column in columns(question):
        options = [one["value"] for one in column.settings.get("options", [])]
        if column.kind == "mail":
            made[column.key] = "somebody@ministry.example"
        elif column.kind == "money":
            made[column.key] = 100_000
        elif column.kind in ("number", "months"):
            made[column.key] = "1"
        elif column.kind == "date":
            made[column.key] = "2027-04-15"
        else:
            made[column.key] = options[0] if options else "Words"
    return made


@remembered
@command
def fill(application: Application, by: Actor) -> None:
    """Answer every question of every form and make the plan whole."""
    for answers in queries.answers(application).values():
        for section in answers.form.sections:
            kept = [one for one in section.questions if one.kind not in ELSEWHERE]
            commands.save_section(
                application, by=by, section=section.key, values={one.key: value_for(one) for one in kept}
            )
    fill_plan(application, by)


ELSEWHERE = ("parties", "framework", "workplan", "risks", "budget", "other_funding", "file")


def fill_plan(application: Application, by: Actor) -> None:
    """A whole plan of US$ 60,000 in two years."""

    def save(part: str, fields: dict[str, Any]) -> Plan:
        content = read_part(part, plans.typed(fields))
        return commands.save_part(application, by=by, part=part, content=content)

    plan = save("framework", dict(plans.FRAMEWORK))
    first, second = plans.activity_ids(plan)
    save("workplan", plans.workplan(first, second))
    save("budget", plans.budget(first, second, 60_000))
    risks = {key.replace(".0.", f".{row}."): value for row in range(5) for key, value in plans.RISK.items()}
    save("risks", risks)


@remembered
def draft(
    round_: Round | None = None, of: str = "ZM", by: Actor | None = None, filled: bool = True
) -> Application:
    """A draft that lacks nothing (or everything)."""
    made_in = round_ or open_round()
    focal = by or calls.focal_point(of)
    with clock.set_to(calls.DURING):
        made = commands.create(made_in, by=focal, party_id=of)
        if filled:
            fill(made, focal)
    return made


@remembered
def submitted(round_: Round | None = None, of: str = "ZM", by: Actor | None = None) -> Application:
    """An application submitted in April 2027."""
    focal = by or calls.focal_point(of)
    made = draft(round_, of, focal)
    with clock.set_to(calls.DURING):
        commands.submit(made, by=focal)
    return made


@remembered
def application_in(
    state: str, round_: Round | None = None, of: str = "ZM", by: Actor | None = None
) -> Application:
    """An application in `state`; its round is brought into a state that fits."""
    if state == "draft":
        return draft(round_, of, by)
    made = submitted(round_, of, by)
    if state != "submitted":
        values: dict[str, Any] = {"state": state}
        if state == "returned":
            values |= {"cure_until": calls.AFTER.replace(day=11), "open_sections": ["summary", "budget"]}
        calls.put(made, **values)
        calls.put(made.round, state=ROUND_OF[state])
    return made


@remembered
def attach(application: Application, by: Actor, kind: str = "annex", data: bytes = PDF) -> None:
    """A file."""
    commands.upload(application, by=by, kind=kind, name="paper.pdf", data=data)


@remembered
def on_the_way(application: Application, by: Actor) -> PartialUpload:
    """A file of which the first part has arrived."""

    def ask(upload: PartialUpload) -> None:
        commands.demand_room(application, by, upload)

    begun = partial.begin(
        application, by=by, ask=ask, form="applications.files", kind="annex", name="plan.pdf", size=len(PDF),
        fingerprint="plan.pdf 1 2",
    )  # fmt: skip
    partial.take(application, by=by, ask=ask, upload_id=begun.id, at=0, data=PDF[:100])
    return begun


@remembered
def board_member(of: str = "GH") -> Actor:
    """A sitting member of the Board."""
    member = people.actor_of(people.person(RoleName.BOARD_MEMBER, party=of, password=False))
    calls.seat(member, of)
    return member


def kept(data: bytes = PDF) -> commands.Attachment:
    """The signed Form C as it came with a mail."""
    return commands.Attachment("signed_letter", "form_c.pdf", "application/pdf", keep(data))
