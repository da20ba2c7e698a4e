"""Applications as teams write them: section by section, with partners, signed by the focal point, submitted or not."""

from collections.abc import Callable
from typing import cast
from uuid import UUID

from sipgrants.applications import commands as applications
from sipgrants.applications.commands import Attachment
from sipgrants.applications.models import Application
from sipgrants.cli.demonstration import contents
from sipgrants.cli.demonstration.source import Row
from sipgrants.cli.stories.telling import Story, World
from sipgrants.cli.stories.writing import by_section, write_plan
from sipgrants.core import clock
from sipgrants.core.db import session
from sipgrants.lifecycle.countersign import confirm
from sipgrants.plans.models import Plan
from sipgrants.questionnaires.models import AnswerSet

SIGNED = ("confirmation", "signature")
EVIDENCE = "Mail of the National Focal Point to the mailbox of the Secretariat; time of the mail server."
REFUSAL = (
    "Our own application on the same subject is before the ministry. We would gladly be told of the results."
)
WITHDRAWN = "The ministry has decided to include the work in a regional project."


def begin(world: World, key: str, content: contents.Application) -> Application:
    """Start an application, as its drafter."""
    return applications.create(world.round(key), by=world.of(content.lead, "drafter"), party_id=content.lead)


def write(world: World, application: Application, content: contents.Application) -> None:
    """Write all that the team has written, Form C up to where the focal point signs."""
    drafter = world.of(content.lead, "drafter")
    # Held until all is written: a session forgets what nobody holds, and reads it again at every section.
    sets = {form: session().get_one(AnswerSet, one) for form, one in _sets(application).items()}
    for form, answers in sets.items():
        for section, values in by_section(answers.form, content.answers.get(form, {})):
            if section not in SIGNED:
                applications.save_section(application, by=drafter, section=section, values=values)
    plan = session().get_one(Plan, application.plan_id)
    risks = cast("list[Row]", content.answers["A"].get("risks", []))
    beside = cast("list[Row]", content.answers.get("B", {}).get("other_funding", []))
    write_plan(
        plan,
        content.plan,
        lambda part, rows: applications.save_part(application, by=drafter, part=part, content=rows),
        risks=risks,
        beside=beside,
    )


def sign(world: World, application: Application, content: contents.Application) -> None:
    """Sign Form C, as focal point, today."""
    sets = {form: session().get_one(AnswerSet, one) for form, one in _sets(application).items()}
    said = {**content.answers["C"], "signed_on": clock.today().isoformat()}
    for section, values in by_section(sets["C"].form, said):
        if section in SIGNED:
            applications.sign(application, by=world.of(content.lead), section=section, values=values)


def invite_partners(world: World, application: Application, content: contents.Application) -> None:
    """Invite the other Parties of a joint application."""
    for party in content.partners:
        applications.invite(application, by=world.of(content.lead, "drafter"), party_id=party)


def answer_as_partners(world: World, application: Application, content: contents.Application) -> None:
    """Let the partners answer: they confirm, unless the contents say otherwise."""
    for partner in application.partners:
        state = content.partner_states.get(partner.party_id, "confirmed")
        if state == "confirmed":
            applications.confirm(partner, by=world.of(partner.party_id))
        elif state == "refused":
            applications.refuse(partner, by=world.of(partner.party_id), reason=REFUSAL)


def submit(world: World, application: Application, content: contents.Application) -> None:
    """Submit, as focal point; what is not complete, or came on paper, comes by mail and is received by two officers."""
    if not content.by_mail:
        applications.submit(application, by=world.of(content.lead))
        return
    letter = Attachment("signed_letter", "form-c.pdf", "application/pdf", world.paper)
    asked = applications.receive(
        application.round,
        by=world.office("officer"),
        party_id=content.lead,
        title=content.title,
        amount_minor=content.amount.minor,
        months=content.months,
        arrived_at=clock.now(),
        evidence=EVIDENCE,
        attachments=[letter],
        application=application,
    )
    confirm(asked, by=world.office("officer2"))


def whole(
    world: World, key: str, content: contents.Application, days: tuple[int, int, int], minute: int
) -> Story:
    """An application from its first line to its submission: begun, written and submitted on these days."""
    begun, written, submitted = days
    yield world.at(begun, 10, minute)
    made = begin(world, key, content).id
    world.applications[key, content.number] = made
    yield world.at(written, 11, minute)
    write(world, find(made), content)
    invite_partners(world, find(made), content)
    yield world.at(written + 2, 13, minute)
    answer_as_partners(world, find(made), content)
    if not content.by_mail:
        sign(world, find(made), content)
    yield world.at(submitted, 14, minute)
    submit(world, find(made), content)


def draft(world: World, content: contents.Application, day: int) -> Story:
    """A draft of Round 6 in its condition, begun on `day`."""
    key = "sixth"
    yield world.at(day, 9, content.number % 60)
    made = begin(world, key, content).id
    world.applications[key, content.number] = made
    yield world.at(day + 3, 15, content.number % 60)
    first = contents.first_version(content.number) if content.first_amount else content
    write(world, find(made), first)
    invite_partners(world, find(made), content)
    yield world.at(day + 5, 16, content.number % 60)
    answer_as_partners(world, find(made), content)
    yield world.at(day + 7, 12, content.number % 60)
    CONDITIONS.get(content.condition, _leave)(world, find(made), content)
    if content.first_amount:
        yield world.at(day + 9, 12, content.number % 60)
        _replace(world, find(made), content)


def find(identifier: UUID) -> Application:
    """Return an application as it is now."""
    return session().get_one(Application, identifier)


def _sets(application: Application) -> dict[str, UUID]:
    found = {"A": application.answers_id, "B": application.form_b_id, "C": application.form_c_id}
    return {form: one for form, one in found.items() if one is not None}


def _leave(_world: World, _application: Application, _content: contents.Application) -> None:
    """The draft stays as it is."""


def _submit(world: World, application: Application, content: contents.Application) -> None:
    sign(world, application, content)
    submit(world, application, content)


def _replace(world: World, application: Application, content: contents.Application) -> None:
    write(world, application, content)
    applications.replace(application, by=world.of(content.lead))


def _withdraw(world: World, application: Application, content: contents.Application) -> None:
    _submit(world, application, content)
    applications.withdraw(application, by=world.of(content.lead), reason=WITHDRAWN)


CONDITIONS: dict[str, Callable[[World, Application, contents.Application], None]] = {
    "complete": sign,
    "joint_waiting": sign,
    "partner_refused": sign,
    "submitted": _submit,
    "replaced": _submit,
    "withdrawn": _withdraw,
}
