"""What pages and later stages ask about applications. Who may know of what is decided here, once."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, false, func, not_, or_, select

from sipgrants.applications.models import (
    BEFORE_BOARD,
    Application,
    ApplicationFile,
    ApplicationVersion,
    Partner,
)
from sipgrants.core.db import session
from sipgrants.core.errors import Forbidden, NotFound
from sipgrants.core.files import StoredFile
from sipgrants.core.paging import Page, paginate
from sipgrants.documents.models import IssuedDocument
from sipgrants.lifecycle import rights, told
from sipgrants.lifecycle.actor import BOARD, OFFICE, TEAM, Actor, RoleName
from sipgrants.questionnaires import queries as questionnaires
from sipgrants.questionnaires.models import AnswerSet

FORMS = ("A", "B", "C")


@dataclass(frozen=True)
class Filter:
    """What a list is narrowed to; empty: everything."""

    round_id: UUID | None = None
    party_id: str = ""
    state: str = ""
    text: str = ""


def visible_to(actor: Actor) -> Select[Application]:
    """Return the applications that `actor` may know of, as a query to narrow further.

    A Party: its own, and those where it is a partner (invited or confirmed). The Secretariat and the auditor: what was
    submitted, or sent by mail. The Board: what is before it, except where barred. An expert: what they were asked about.
    """
    mine = [_of_parties(actor.parties(TEAM))] if actor.parties(TEAM) else []
    if actor.has(OFFICE):
        mine.append(or_(Application.submitted_version > 0, Application.by_mail))
    if actor.has(BOARD):
        barred = rights.known("barred_from", actor)
        mine.append(and_(Application.state.in_(BEFORE_BOARD), Application.id.not_in(barred)))
    if actor.has({RoleName.EXPERT}):
        mine.append(Application.id.in_(rights.known("invited_to", actor.person_id)))
    return select(Application).where(or_(false(), *mine))


def _of_parties(parties: Iterable[str]) -> ColumnElement[bool]:
    named = list(parties)
    beside = select(Partner.application_id).where(
        Partner.party_id.in_(named), Partner.state.in_(("invited", "confirmed"))
    )
    return or_(Application.party_id.in_(named), Application.id.in_(beside))


def find(actor: Actor, application_id: UUID, action: str = "application.read") -> Application:
    """Return an application on which `actor` may do `action`, a way of reading. NotFound where they may not know of it;
    Forbidden with the reason for a Board member who is barred, or has not declared yet.
    """
    found = session().get(Application, application_id)
    if found is None:
        raise NotFound()
    refused = rights.refusal(actor, action, found)
    if refused is None:
        return found
    if actor.has(BOARD) and found.state in BEFORE_BOARD:
        raise Forbidden(refused)
    raise NotFound()


def listed(actor: Actor, wanted: Filter, page: int = 1) -> Page[Application]:
    """Return one page of what `actor` may know of, newest first: a fixed number of statements."""
    query = visible_to(actor).order_by(Application.created_at.desc(), Application.reference)
    return paginate(_narrowed(query, wanted, actor), page)


def _narrowed(query: Select[Application], wanted: Filter, actor: Actor) -> Select[Application]:
    if wanted.round_id:
        query = query.where(Application.round_id == wanted.round_id)
    if wanted.party_id:
        query = query.where(Application.party_id == wanted.party_id)
    if wanted.state:
        query = query.where(_in_state(wanted.state, actor))
    if wanted.text:
        pattern = "%" + wanted.text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
        found = or_(
            Application.title.ilike(pattern, escape="\\"), Application.reference.ilike(pattern, escape="\\")
        )
        query = query.where(found)
    return query


def _in_state(wanted: str, actor: Actor) -> ColumnElement[bool]:
    """Narrow to a state as `actor` may know it: what a Party was not told is not to be found by asking for it either."""
    is_so = Application.state == wanted
    if actor.has(OFFICE | BOARD) and not actor.has(TEAM):
        return is_so
    also, less = told.listed_under(wanted)
    shown = or_(Application.id.in_(also), and_(is_so, Application.id.not_in(less)))
    if not actor.has(OFFICE | BOARD):
        return shown
    ours = _of_parties(actor.parties(TEAM))
    return or_(and_(ours, shown), and_(not_(ours), is_so))


def of_round(round_id: UUID, *states: str) -> list[Application]:
    """Return the applications of a round (in `states` where given), by reference."""
    query = select(Application).where(Application.round_id == round_id).order_by(Application.reference)
    return list(session().scalars(query.where(Application.state.in_(states)) if states else query).unique())


def of_party(party_id: str, round_id: UUID | None = None) -> list[Application]:
    """Return the applications that a Party leads (in a round where given), newest first."""
    query = select(Application).where(Application.party_id == party_id)
    query = query.where(Application.round_id == round_id) if round_id else query
    return list(session().scalars(query.order_by(Application.created_at.desc())).unique())


def number_of(round_id: UUID, party_id: str) -> int:
    """Return how many applications a Party has led in a round."""
    counted = select(func.count()).where(Application.round_id == round_id, Application.party_id == party_id)
    return session().scalar(counted) or 0


def versions(application: Application) -> list[ApplicationVersion]:
    """Return the frozen versions, newest first."""
    query = (
        select(ApplicationVersion)
        .where(ApplicationVersion.application_id == application.id)
        .order_by(ApplicationVersion.number.desc())
    )
    return list(session().scalars(query))


def version(application: Application, number: int | None = None) -> ApplicationVersion:
    """Return one frozen version (the one that counts where no number is given); NotFound where there is none."""
    found = session().scalar(
        select(ApplicationVersion).where(
            ApplicationVersion.application_id == application.id,
            ApplicationVersion.number == (number or application.submitted_version),
        )
    )
    if found is None:
        raise NotFound()
    return found


def answers(application: Application) -> dict[str, AnswerSet]:
    """Return the present answers by form."""
    sets = zip(FORMS, (application.answers_id, application.form_b_id, application.form_c_id), strict=True)
    return {form: questionnaires.answers(one) for form, one in sets if one is not None}


def files(application: Application) -> list[ApplicationFile]:
    """Return the present files, oldest first."""
    query = (
        select(ApplicationFile)
        .where(ApplicationFile.application_id == application.id, ApplicationFile.removed_at.is_(None))
        .order_by(ApplicationFile.created_at, ApplicationFile.id)
    )
    return list(session().scalars(query))


def documents(application: Application) -> list[IssuedDocument]:
    """Return the documents issued about the application that are out, newest first: receipts and letters."""
    query = select(IssuedDocument).where(
        IssuedDocument.about_type == application.subject_type,
        IssuedDocument.about_id == str(application.id),
        IssuedDocument.is_released.is_(True),
    )
    return list(session().scalars(query.order_by(IssuedDocument.created_at.desc(), IssuedDocument.number)))


def file(application: Application, file_id: UUID) -> ApplicationFile:
    """Return a file of the application, removed or not (a version may hold it); NotFound where it is not one of its own."""
    found = session().get(ApplicationFile, file_id)
    if found is None or found.application_id != application.id:
        raise NotFound()
    return found


def stored(application: Application, sha256: str) -> StoredFile:
    """Return the stored file with that hash, where it belongs to the application."""
    query = (
        select(StoredFile)
        .join(ApplicationFile, ApplicationFile.file_id == StoredFile.id)
        .where(ApplicationFile.application_id == application.id, StoredFile.sha256 == sha256)
    )
    found = session().scalars(query.limit(1)).first()
    if found is None:
        raise NotFound()
    return found


def partner(actor: Actor, partner_id: UUID) -> Partner:
    """Return a partner's record for its own focal point or the lead's team; NotFound otherwise."""
    found = session().get(Partner, partner_id)
    if found is None or not {found.party_id, found.application.party_id} & actor.parties(TEAM):
        raise NotFound()
    return found


def is_in_a_version(application: Application, sha256: str) -> bool:
    """Tell whether a submitted version holds the file: what is only in the draft is the team's own."""
    query = select(ApplicationVersion.id).where(
        ApplicationVersion.application_id == application.id,
        ApplicationVersion.content.contains(f'"sha256":"{sha256}"', autoescape=True),
    )
    return session().scalar(query.limit(1)) is not None
