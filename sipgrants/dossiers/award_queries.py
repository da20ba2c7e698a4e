"""The award with its conditions and agreement, the plan in force, what was changed, what was issued."""

from sqlalchemy import or_, select

from sipgrants.accounts import queries as people
from sipgrants.awards.models import Award, Condition
from sipgrants.awards.terms import TYPES
from sipgrants.changes import kinds
from sipgrants.changes import queries as changed
from sipgrants.changes.models import Change
from sipgrants.core.db import session
from sipgrants.core.files import StoredFile
from sipgrants.core.i18n import msg
from sipgrants.documents.award_dossier import Block, Facts, Files, Heading, Rows, Said
from sipgrants.documents.files import FileEntry
from sipgrants.documents.kit.language import Content, Language
from sipgrants.documents.kit.table import Column, Row
from sipgrants.documents.models import IssuedDocument
from sipgrants.lifecycle import labels
from sipgrants.plans import printing_queries as plan_parts
from sipgrants.plans import queries as plans
from sipgrants.reports.models import Report


def award(one: Award, language: Language) -> list[Block]:
    """Return the award, the conditions of the Board and the agreement as it was signed."""
    blocks: list[Block] = [Facts(_dates(one, language)), Heading(msg("Conditions of the Board"))]
    blocks.append(Rows(_CONDITION, [_condition(each, language) for each in one.conditions]))
    blocks += [Heading(msg("Agreement")), Facts(_agreement(one, language))]
    if one.signed_copy is not None:
        blocks.append(Files([entry(one.signed_copy)]))
    if one.notice:
        blocks.append(Said(msg("Notice"), one.notice))
    if one.assets_note:
        blocks.append(Said(msg("Equipment"), one.assets_note))
    return blocks


def entry(stored: StoredFile) -> FileEntry:
    """Return a stored file as documents list it."""
    return FileEntry(stored.name, stored.size, stored.sha256)


_DATES = (
    ("offered_on", msg("Offered on")),
    ("answer_by", msg("To be answered by")),
    ("activated_on", msg("Active since")),
    ("completed_on", msg("Completed on")),
    ("terminated_on", msg("Terminated on")),
    ("closed_on", msg("Closed on")),
    ("opened_on", msg("Recorded while running on")),
)


def _dates(one: Award, language: Language) -> list[tuple[Content, Content]]:
    days = [(words, language.day(day)) for name, words in _DATES if (day := getattr(one, name)) is not None]
    return [
        (msg("State"), labels.state("award", one.state)),
        (msg("Amount of the award"), language.money(one.amount)),
        *days,
        (msg("Accepted"), language.moment(one.accepted_at) if one.accepted_at else ""),
    ]


_CONDITION = [
    Column(msg("Condition"), 3),
    Column(msg("To be met by"), 1.2),
    Column(msg("Met on"), 1.2),
    Column(msg("Evidence"), 2),
]


def _condition(one: Condition, language: Language) -> Row:
    due = language.day(one.due_on) if one.due_on else ""
    met = language.day(one.met_at.date()) if one.met_at else msg("not met yet")
    return Row((one.text, due, met, one.evidence))


def _agreement(one: Award, language: Language) -> list[tuple[Content, Content]]:
    def signed(name: str, day: object) -> str:
        return f"{name}, {language.day(day)}" if day else ""  # type: ignore[arg-type]

    who = people.names_of([one.vendor_confirmed_by])
    return [
        (msg("Type"), TYPES.get(one.agreement_type, one.agreement_type)),
        (msg("Number"), one.agreement_number),
        (msg("Institution"), one.institution),
        (msg("Start"), language.day(one.starts_on) if one.starts_on else ""),
        (msg("End"), language.day(one.ends_on) if one.ends_on else ""),
        (msg("Signed for the Party"), signed(one.signed_by_party, one.signed_by_party_on)),
        (msg("Signed for the Secretariat"), signed(one.signed_by_secretariat, one.signed_by_secretariat_on)),
        (msg("Vendor record"), one.vendor_reference),
        (msg("Vendor record confirmed by"), ", ".join(who.values())),
        (msg("Share of the last advance to be spent before the next"), f"{one.spent_share} %"),
    ]


def plan(one: Award, _language: Language) -> list[Block]:
    """Return results framework, workplan and budget as they are in force."""
    if one.plan_id is None:
        return []
    whole = plans.whole(one.plan_id)
    return [
        Heading(msg("Results framework")),
        plan_parts.framework(whole, ""),
        Heading(msg("Workplan")),
        plan_parts.workplan(whole),
        Heading(msg("Budget")),
        plan_parts.budget(whole),
    ]


def changes(one: Award, language: Language) -> list[Block]:
    """Return every change that was asked for, oldest first, with who decided and signed."""
    blocks: list[Block] = []
    for change in reversed(changed.of_award(one.id)):
        blocks += [Heading(f"{change.reference}: {language.text(kinds.label(change.kind))}")]
        blocks += [Facts(_change(change, language)), Said(msg("Reasons"), change.reasons)]
        if change.decision_reason:
            blocks.append(Said(msg("Reason of the decision"), change.decision_reason))
        if change.files:
            blocks.append(Files([entry(each.file) for each in change.files]))
    return blocks


def _change(one: Change, language: Language) -> list[tuple[Content, Content]]:
    who = people.names_of([one.proposed_by, one.decided_by])
    ends = " > ".join(language.day(day) for day in (one.old_ends_on, one.new_ends_on) if day is not None)
    pairs: list[tuple[Content, Content]] = [
        (msg("State"), labels.state("change", one.state)),
        (msg("Proposed"), f"{language.moment(one.proposed_at)}, {who.get(one.proposed_by, '')}"),
        (msg("End"), ends if one.new_ends_on else ""),
        (msg("New project manager"), one.new_manager_name),
        (msg("Signed for the Party"), one.signed_by_party),
        (msg("Signed for the Secretariat"), one.signed_by_secretariat),
        (msg("In force since"), language.moment(one.in_force_at) if one.in_force_at else ""),
    ]
    if one.decided_at is not None:
        decided = f"{language.moment(one.decided_at)}, {who.get(one.decided_by, '')}"  # type: ignore[arg-type]
        pairs.insert(2, (msg("Decided"), decided))
    return [(words, value) for words, value in pairs if value != ""]


_ISSUED = [
    Column(msg("Number"), 2),
    Column(msg("Issued on"), 1.2),
    Column(msg("Verification code"), 1.5),
    Column(msg("SHA-256"), 3),
]


def documents(one: Award, language: Language) -> list[Block]:
    """Return letters, agreement, amendments, authorizations and reports that were issued, each with its hash."""
    about = [("award", [one.id]), ("instalment", [each.id for each in one.instalments])]
    for kind, table in (("report", Report), ("change", Change)):
        about.append((kind, list(session().scalars(select(table.id).where(table.award_id == one.id)))))
    of_these = or_(
        *(
            (IssuedDocument.about_type == kind) & IssuedDocument.about_id.in_([str(each) for each in ids])
            for kind, ids in about
        )
    )
    query = select(IssuedDocument, StoredFile.sha256).join(
        StoredFile, StoredFile.id == IssuedDocument.file_id
    )
    rows = session().execute(query.where(of_these).order_by(IssuedDocument.created_at, IssuedDocument.number))
    found = [Row((doc.number, language.day(doc.issued_on), doc.code, sha256)) for doc, sha256 in rows]
    return [Rows(_ISSUED, found)] if found else []
