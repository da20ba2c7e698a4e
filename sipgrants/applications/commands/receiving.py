"""Receiving by mail: where the system failed before a deadline, two officers take in what came with its evidence."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sipgrants.applications import queries
from sipgrants.applications.commands.drafting import mirror, new
from sipgrants.applications.commands.filing import too_much
from sipgrants.applications.commands.freezing import freeze
from sipgrants.applications.commands.submitting import demand_in_time
from sipgrants.applications.models import Application, ApplicationFile, ApplicationVersion
from sipgrants.core import audit, db, files
from sipgrants.core.db import command, session
from sipgrants.core.errors import Conflict, Problem, require
from sipgrants.core.files import Blob
from sipgrants.core.i18n import msg
from sipgrants.lifecycle import countersign, machine, rights
from sipgrants.lifecycle.actor import Actor
from sipgrants.lifecycle.countersign import Proposal, countersigned
from sipgrants.parties.models import Party
from sipgrants.questionnaires import commands as questionnaires
from sipgrants.rounds.models import Round


@dataclass(frozen=True)
class Attachment:
    """A file that came with the mail, kept already."""

    kind: str
    name: str
    media_type: str
    blob: Blob


@command
def receive(
    round_: Round,
    *,
    by: Actor,
    party_id: str,
    title: str,
    amount_minor: int | None,
    months: int | None,
    arrived_at: datetime,
    evidence: str,
    attachments: Iterable[Attachment] = (),
    application: Application | None = None,
) -> Proposal:
    """Take in an application that came by mail at `arrived_at`, and ask a second officer to confirm it."""
    rights.demand(by, "application.receive", application)
    kept = tuple(attachments)
    require(_problems(title, evidence, kept))
    if application is None:
        application = new(round_, db.find(Party, party_id), "", by)
        application.state = "draft"
        audit.record("application.create", application, by, reference=application.reference, by_mail=True)
        session().flush()
    if (application.round_id, application.party_id, application.state) != (round_.id, party_id, "draft"):
        raise Conflict(msg("That application is no draft of this Party in this round."))
    application.by_mail = True
    demand_in_time(application, arrived_at)
    require(too_much(application, sum(one.blob.size for one in kept), "others"))
    _fill(application, by, title, amount_minor, months)
    _attach(application, by, kept)
    session().flush()
    return countersign.ask(
        application,
        "application.receive",
        by=by,
        reason=evidence.strip(),
        arrived_at=arrived_at.isoformat(),
        evidence=evidence.strip(),
    )


@countersigned("application.receive")
def received(
    application: Application, *, by: Actor, second: Actor, arrived_at: str, evidence: str
) -> ApplicationVersion:
    """Submit what came by mail, with the time of the mail; the team gets the receipt. Completeness is screened."""
    arrived = datetime.fromisoformat(arrived_at)
    machine.check(application, "application.receive", by=by)
    demand_in_time(application, arrived)
    return freeze(
        application, "receive", by=by, arrived_at=arrived, evidence=evidence, second=second.person_id
    )


def _problems(title: str, evidence: str, kept: tuple[Attachment, ...]) -> list[Problem]:
    found = []
    if not title.strip():
        found.append(Problem("title", msg("Give the title of the project.")))
    if not evidence.strip():
        found.append(
            Problem("evidence", msg("Say from whom the mail came, when, and how its time is known."))
        )
    if not any(one.kind == "signed_letter" for one in kept):
        found.append(Problem("signed_letter", msg("Attach the signed Form C.")))
    return found


def _fill(
    application: Application, by: Actor, title: str, amount_minor: int | None, months: int | None
) -> None:
    answers = queries.answers(application)["A"]
    values = {"title": title.strip(), "amount": amount_minor, "months": str(months) if months else None}
    given = {key: value for key, value in values.items() if value is not None}
    section = next(
        (one for one in answers.form.sections if any(question.key == "title" for question in one.questions)),
        None,
    )
    if section is not None:
        questionnaires.save_section(answers, section.key, given, by=by)
        session().flush()
        mirror(application, answers)
    application.title = title.strip()
    application.amount_minor, application.months = amount_minor, months


def _attach(application: Application, by: Actor, kept: tuple[Attachment, ...]) -> None:
    for one in kept:
        stored = files.record(one.blob, name=one.name, media_type=one.media_type, by=by)
        session().add(
            ApplicationFile(
                application_id=application.id, kind=one.kind, file_id=stored.id, added_by=by.person_id
            )
        )
