"""What an application's documents say: the receipt and the whole application, from the frozen version they certify."""

import json
from collections.abc import Callable
from typing import Any

from sqlalchemy import or_, select

from sipgrants.accounts.models import Person
from sipgrants.applications.models import Application, ApplicationVersion
from sipgrants.core.db import session
from sipgrants.core.money import Money
from sipgrants.documents import application as whole
from sipgrants.documents import issuing_commands as issuing
from sipgrants.documents import receipt
from sipgrants.documents.files import FileEntry
from sipgrants.documents.kit.language import Language
from sipgrants.documents.models import IssuedDocument
from sipgrants.parties.models import Party
from sipgrants.plans import printing_queries as plan_parts
from sipgrants.plans import queries as plans
from sipgrants.plans.models import Plan
from sipgrants.questionnaires import printing_queries as form_parts
from sipgrants.questionnaires import queries as questionnaires

FORMS = ("A", "B", "C")


@issuing.printer("application.receipt")
def print_receipt(document: IssuedDocument) -> bytes:
    """Return the receipt of the version that it certifies."""
    version = _version_of(document)
    application = version.application
    content = json.loads(version.content)
    language = issuing.language(document.locale)
    who = session().get(Person, version.submitted_by) if version.submitted_by else None
    return receipt.render(
        receipt.Receipt(
            imprint=issuing.imprint(document),
            received_at=version.received_at,
            submitted_by=who.name if who else "",
            files=_files(content),
            deadline=application.round.closes_at,
            by_mail=version.how == "receive",
            zone=application.party.zone,
            round_zone=application.round.zone,
            sha256=version.sha256,
            version=version.number,
            **_told(application, content, document.locale),
        ),
        language,
    )


@issuing.printer("application.whole")
def print_whole(document: IssuedDocument) -> bytes:
    """Return the whole application in the version that was submitted."""
    version = _version_of(document)
    application = version.application
    content = json.loads(version.content)
    language = issuing.language(document.locale)
    answers = _answers(content, "A")
    return whole.render(
        whole.WholeApplication(
            imprint=issuing.imprint(document),
            institution=str(answers.get("lead_institution", "")),
            submitted_at=version.received_at,
            zone=application.party.zone,
            sha256=version.sha256,
            version=version.number,
            sections=sections_of(version, language),
            files=_files(content),
            **_told(application, content, document.locale),
        ),
        language,
    )


def sections_of(version: ApplicationVersion, language: Language) -> list[whole.Section]:
    """Return what a frozen version says, form by form: for its own PDF, and for the dossier of its award."""
    return _sections(json.loads(version.content), plans.whole(version.plan_id), language)


def files_of(version: ApplicationVersion) -> list[FileEntry]:
    """Return the files of a frozen version with their hashes."""
    return _files(json.loads(version.content))


def _version_of(document: IssuedDocument) -> ApplicationVersion:
    wanted = select(ApplicationVersion).where(
        or_(ApplicationVersion.receipt_id == document.id, ApplicationVersion.pdf_id == document.id)
    )
    return session().scalars(wanted).one()


def _answers(content: dict[str, Any], form: str) -> dict[str, Any]:
    found: dict[str, Any] = content["forms"].get(form, {}).get("answers", {})
    return found


def _told(application: Application, content: dict[str, Any], locale: str) -> dict[str, Any]:
    """Return what receipt and application say alike, from the frozen content: the draft may have gone on since."""
    answers = _answers(content, "A")
    partners = [one["party"] for one in content["partners"]]
    named = {party.id: party for party in session().scalars(select(Party).where(Party.id.in_(partners)))}
    return {
        "reference": application.reference,
        "title": str(answers.get("title") or application.title),
        "party": application.party.name(locale),
        "partners": [named[code].name(locale) for code in partners if code in named],
        "round_name": application.round.name(locale),
        "amount": Money(_whole(answers.get("amount"))),
        "months": _whole(answers.get("months")),
    }


def _whole(value: Any) -> int:
    """Return a kept figure; what is no figure (an application that came by mail may lack it) counts as none."""
    return int(value) if str(value).isdecimal() else 0


def _files(content: dict[str, Any]) -> list[FileEntry]:
    return [FileEntry(one["name"], one["size"], one["sha256"]) for one in content["files"]]


def _sections(content: dict[str, Any], plan: Plan, language: Language) -> list[whole.Section]:
    objective = str(_answers(content, "A").get("objective", ""))
    elsewhere: dict[str, Callable[[], whole.Part]] = {
        "framework": lambda: plan_parts.framework(plan, objective),
        "workplan": lambda: plan_parts.workplan(plan),
        "risks": lambda: plan_parts.risks(plan),
        "budget": lambda: plan_parts.budget(plan),
    }
    found: list[whole.Section] = []
    for form in FORMS:
        kept = content["forms"].get(form)
        if kept:
            version = questionnaires.form_version(form, kept["number"])
            for section in form_parts.sections(version, kept["answers"], language, elsewhere):
                label = section.number if form == "A" else f"{form}.{section.number}"
                found.append(whole.Section(label, section.title, section.parts))
    return found
