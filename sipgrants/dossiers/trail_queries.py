"""Events with their notes, and the history of everything in the case, each entry by its number and hash."""

from typing import Any
from uuid import UUID

from sqlalchemy import or_, select

from sipgrants.accounts.history import names_of
from sipgrants.awards.models import Award
from sipgrants.changes.models import Change
from sipgrants.core import audit
from sipgrants.core.audit import AuditEntry
from sipgrants.core.db import session
from sipgrants.core.i18n import msg
from sipgrants.documents.award_dossier import Block, Facts, Files, Heading, Rows, Said
from sipgrants.documents.kit.language import Content, Language
from sipgrants.documents.kit.table import Column, Row
from sipgrants.dossiers.award_queries import entry
from sipgrants.events import queries
from sipgrants.events.kinds import KINDS
from sipgrants.events.models import AwardEvent
from sipgrants.lifecycle import events as sentences
from sipgrants.lifecycle import labels
from sipgrants.lifecycle.countersign import Proposal
from sipgrants.meetings.models import Decision
from sipgrants.reports.models import Report

_POINTS = [
    Column(msg("Action point"), 3),
    Column(msg("Who"), 1.5),
    Column(msg("By when"), 1.2),
    Column(msg("State"), 0.8),
    Column(msg("Note"), 2),
]


def events(award: Award, language: Language) -> list[Block]:
    """Return each event with its notes, those of the Secretariat too, its files and what was agreed."""
    blocks: list[Block] = []
    for one in reversed(queries.of_award(award.id)):
        blocks += [Heading(one.title), Facts(_facts(one, language))]
        if one.recorded_at is not None:
            blocks += [
                Said(msg("Notes shared with the Parties"), one.shared),
                Said(msg("Internal notes of the Secretariat"), one.internal),
            ]
        if one.points:
            blocks.append(Rows(_POINTS, _points(one, language)))
        kept = [each.file for each in one.files if each.removed_at is None]
        if kept:
            blocks.append(Files([entry(each) for each in kept]))
    return blocks


def _facts(one: AwardEvent, language: Language) -> list[tuple[Content, Content]]:
    pairs: list[tuple[Content, Content]] = [
        (msg("Kind of event"), KINDS[one.kind]),
        (msg("State"), labels.state("award_event", one.state)),
        (msg("Begins"), language.moment(one.starts_at, one.zone)),
        (msg("Place"), one.place or one.link),
        (msg("Awards"), ", ".join(each.number for each in one.awards)),
        (msg("Who was there"), one.attended),
    ]
    return [(words, value) for words, value in pairs if value != ""]


def _points(one: AwardEvent, language: Language) -> list[Row]:
    owing = queries.owing(one, language.locale)
    return [
        Row(
            (
                each.what,
                owing[each.id],
                language.day(each.due_on),
                labels.state("award_point", each.state),
                each.note,
            )
        )
        for each in one.points
    ]


_HISTORY = [
    Column(msg("Entry"), 0.7),
    Column(msg("When (UTC)"), 1.9),
    Column(msg("What happened"), 3),
    Column(msg("Reason"), 2),
    Column(msg("Hash"), 1.2),
]


def history(award: Award, language: Language) -> list[Block]:
    """Return every entry about the case, oldest first, and the head of the chain on which it hangs."""
    named = [
        (AuditEntry.subject_type == kind) & AuditEntry.subject_id.in_([str(one) for one in ids])
        for kind, ids in _subjects(award).items()
    ]
    entries = list(session().scalars(select(AuditEntry).where(or_(*named)).order_by(AuditEntry.seq)))
    names = names_of({one.actor for one in entries})
    rows = [_entry(one, names, language) for one in entries]
    number, head = audit.head()
    pairs: list[tuple[Content, Content]] = [
        (msg("Entries of the whole history"), language.number(number)),
        (msg("Its last hash (SHA-256)"), head),
    ]
    return [Facts(pairs), Rows(_HISTORY, rows)]


def _subjects(award: Award) -> dict[str, list[Any]]:
    """Everything in the case that has a history of its own."""
    of: dict[str, list[Any]] = {
        "award": [award.id],
        "instalment": [one.id for one in award.instalments],
        "application": [award.application_id] if award.application_id else [],
    }
    for kind, table in (("report", Report), ("change", Change)):
        of[kind] = list(session().scalars(select(table.id).where(table.award_id == award.id)))
    if award.application_id:
        decided = select(Decision.id).where(Decision.application_id == award.application_id)
        of["decision"] = list(session().scalars(decided))
    happened = queries.of_award(award.id)
    of["award_event"] = [one.id for one in happened]
    of["award_point"] = [point.id for one in happened for point in one.points]
    of["proposal"] = _proposals([str(one) for one in [award.id, *of["instalment"]]])
    return of


def _proposals(about: list[str]) -> list[UUID]:
    return list(session().scalars(select(Proposal.id).where(Proposal.about_id.in_(about))))


def _entry(one: AuditEntry, names: dict[str, str], language: Language) -> Row:
    who = names.get(one.actor) or msg("The system")
    said = sentences.sentence(one.action, who)
    reason = str(one.details.get("reason", ""))
    return Row((str(one.seq), language.moment(one.at), said, reason, one.hash[:16]))
