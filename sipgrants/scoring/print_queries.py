"""A dossier as it is printed: read from what lies beside the score sheet, written as PDF."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import select

from sipgrants.applications import check_queries
from sipgrants.applications.check_queries import Draft
from sipgrants.applications.models import Application
from sipgrants.appraisal.models import Appraisal, ExpertInvitation
from sipgrants.core.db import session
from sipgrants.core.i18n import Message, msg
from sipgrants.documents import application as whole
from sipgrants.documents import dossier as document
from sipgrants.documents import issuing_commands as issuing
from sipgrants.documents.files import FileEntry
from sipgrants.documents.kit.language import Language
from sipgrants.plans import printing_queries as plan_parts
from sipgrants.questionnaires import printing_queries as form_parts
from sipgrants.questionnaires import queries as questionnaires


def dossier(one: Application, locale: str) -> bytes:
    """Return the dossier of an application before the Board as PDF. Call it outside a transaction."""
    draft, language = check_queries.draft(one), issuing.language(locale)
    appraisal, comments = _opinions(one.id)
    imprint = replace(issuing.imprint(None, number=one.reference), instead=document.FOR_THE_BOARD)
    printed = document.Dossier(
        imprint=imprint,
        reference=one.reference,
        title=one.title,
        party=one.party.name(locale),
        partners=[each.party.name(locale) for each in one.partners if each.party_id in one.party_ids],
        round_name=one.round.name(locale),
        amount=draft.asked,
        months=one.months,
        sections=_sections(draft, language),
        files=[FileEntry(each.file.name, each.file.size, each.file.sha256) for each in draft.files],
        appraisal=appraisal,
        comments=comments,
    )
    return document.render(printed, language)


def _opinions(application_id: UUID) -> tuple[list[tuple[Message, str]], list[str]]:
    """Return the officer's finished appraisal by heading, and what experts without an interest commented."""
    note = session().scalar(select(Appraisal).where(Appraisal.application_id == application_id))
    said = comments_of(application_id)
    if note is None or note.finished_at is None:
        return [], [one.comment for one in said]
    parts = [
        (msg("Summary"), note.summary),
        (msg("Strengths"), note.strengths),
        (msg("Weaknesses"), note.weaknesses),
        (msg("Questions"), note.questions),
    ]
    return [(words, text) for words, text in parts if text.strip()], [one.comment for one in said]


def comments_of(application_id: UUID) -> list[ExpertInvitation]:
    """Return the comments that the Board reads, oldest first."""
    wanted = select(ExpertInvitation).where(
        ExpertInvitation.application_id == application_id,
        ExpertInvitation.has_interest.is_not(True),
        ExpertInvitation.commented_at.is_not(None),
    )
    return list(session().scalars(wanted.order_by(ExpertInvitation.commented_at)))


def _sections(draft: Draft, language: Language) -> list[whole.Section]:
    elsewhere = _plan_parts(draft)
    found, asked = [], set()
    for form, answers in draft.answers.items():
        values = questionnaires.values(answers)
        asked |= {one.kind for one in questionnaires.questions(answers.form)}
        for section in form_parts.sections(answers.form, values, language, elsewhere):
            label = section.number if form == "A" else f"{form}.{section.number}"
            found.append(whole.Section(label, section.title, section.parts))
    left = [part() for kind, part in elsewhere.items() if kind not in asked]
    return [*found, whole.Section("", msg("Plan and budget"), left)] if left else found


def _plan_parts(draft: Draft) -> Mapping[str, Callable[[], whole.Part]]:
    answers: dict[str, Any] = questionnaires.values(draft.answers["A"]) if "A" in draft.answers else {}
    plan = draft.plan
    return {
        "framework": lambda: plan_parts.framework(plan, str(answers.get("objective") or "")),
        "workplan": lambda: plan_parts.workplan(plan),
        "risks": lambda: plan_parts.risks(plan),
        "budget": lambda: plan_parts.budget(plan),
    }
