"""Freezing a version: canonical content with its hash, a copy of the plan, the documents that certify it."""

import hashlib
from datetime import datetime
from typing import Any
from uuid import UUID

from sipgrants.accounts import queries as people
from sipgrants.applications import check_queries, hooks
from sipgrants.applications.check_queries import Draft
from sipgrants.applications.models import Application, ApplicationVersion
from sipgrants.core import outbox
from sipgrants.core.audit import canonical
from sipgrants.core.db import session
from sipgrants.documents import issuing_commands as issuing
from sipgrants.documents.models import IssuedDocument
from sipgrants.lifecycle import machine
from sipgrants.lifecycle.actor import TEAM, Actor
from sipgrants.plans import commands as plan_commands
from sipgrants.plans import queries as plans
from sipgrants.questionnaires import queries as questionnaires


def content(draft: Draft) -> dict[str, Any]:
    """Return the canonical content of an application as it stands: the same for the same answers, plan and files."""
    application = draft.application
    return {
        "reference": application.reference,
        "round": application.round.number,
        "language": application.language,
        "party": application.party_id,
        "partners": [
            {"party": one.party_id, "state": one.state}
            for one in sorted(application.partners, key=lambda one: one.party_id)
            if one.state in ("invited", "confirmed")
        ],
        "forms": {form: questionnaires.canonical(one) for form, one in draft.answers.items()},
        "plan": plans.canonical(draft.plan),
        "files": [
            {
                "kind": one.kind,
                "name": one.file.name,
                "media_type": one.file.media_type,
                "size": one.file.size,
                "sha256": one.file.sha256,
            }
            for one in sorted(draft.files, key=lambda one: (one.kind, one.file.name, one.file.sha256))
        ],
    }


def mark(application: Application) -> str:
    """Return a mark of the draft as it stands: the hash that a version frozen now would carry."""
    return hashlib.sha256(canonical(content(check_queries.draft(application))).encode()).hexdigest()


def freeze(
    application: Application,
    how: str,
    *,
    by: Actor,
    arrived_at: datetime,
    evidence: str = "",
    second: UUID | None = None,
) -> ApplicationVersion:
    """Freeze the present state as the version that counts, make the move `how`, and tell the team with a receipt."""
    draft = check_queries.draft(application)
    text = canonical(content(draft))
    number = application.submitted_version + 1
    version = ApplicationVersion(
        application_id=application.id,
        number=number,
        how=how,
        content=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        plan_id=plan_commands.snapshot(draft.plan, by=by).id,
        received_at=arrived_at,
        submitted_by=by.person_id,
        evidence=evidence,
    )
    session().add(version)
    application.submitted_version, application.submitted_at = number, arrived_at
    application.open_sections = []
    session().flush()
    told = {"number": number, "sha256": version.sha256, "arrived_at": arrived_at}
    machine.move(application, f"application.{how}", by=by, **told, **({"second": second} if second else {}))
    _certify(application, version)
    hooks.submitted(version, by=by)
    return version


def _certify(application: Application, version: ApplicationVersion) -> None:
    receipt = _issue(application, version, "application.receipt", "R")
    whole = _issue(application, version, "application.whole", "A")
    version.receipt_id, version.pdf_id = receipt.id, whole.id
    for person_id in people.recipients(TEAM, application.party_id):
        outbox.mail(
            "application_received",
            person_id=person_id,
            about=application,
            **mail_params(application),
            number=version.number,
            received_at=version.received_at.isoformat(),
            zone=application.party.zone,
            round_zone=application.round.zone,
            sha256=version.sha256,
            code=receipt.code,
        )


def _issue(application: Application, version: ApplicationVersion, kind: str, letter: str) -> IssuedDocument:
    return issuing.issue(
        kind,
        application,
        number=f"{application.reference}/{letter}{version.number}",
        title=application.title,
        locale=application.language,
        party_id=application.party_id,
        content_hash=version.sha256,
    )


def mail_params(application: Application) -> dict[str, Any]:
    """Return what every mail about an application is given."""
    return {
        "application_id": application.id,
        "reference": application.reference,
        "title": application.title,
        "party": application.party.names,
        "round_names": application.round.names,
    }
