"""What the home page shows of what waits, from every stage; the whole history; the demonstration's mails."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import func, select

from sipgrants.accounts import history
from sipgrants.accounts.models import Person
from sipgrants.applications.models import Application
from sipgrants.core import clock, outbox
from sipgrants.core.audit import AuditEntry
from sipgrants.core.db import session
from sipgrants.core.i18n import Message, msg, nmsg
from sipgrants.core.outbox import Job, Mail
from sipgrants.desk.naming_queries import called
from sipgrants.lifecycle import countersign, events, labels, rights
from sipgrants.lifecycle.actor import Actor
from sipgrants.lifecycle.countersign import Proposal
from sipgrants.lifecycle.states import ApplicationState
from sipgrants.lifecycle.waiting import Waiting, most_urgent_first
from sipgrants.rounds.models import Round

PAGE = 50
NEAR = timedelta(days=3)
Source = Callable[[Actor], list[Waiting]]
SOURCES: list[Source] = []


def waiting_for(actor: Actor) -> list[Waiting]:
    """Return everything that waits for `actor`, most urgent first."""
    return most_urgent_first([thing for source in [*SOURCES, _second_person] for thing in source(actor)])


def _second_person(actor: Actor) -> list[Waiting]:
    proposals = countersign.waiting(actor)
    subjects = countersign.subjects_of(proposals)
    return [
        Waiting(
            what=_asked(proposal, called(subjects.get(proposal.about_id))),
            button=msg("Look and confirm"),
            endpoint="desk.proposal",
            values={"id": proposal.id},
            action="proposal.confirm",
        )
        for proposal in proposals
    ]


def _asked(proposal: Proposal, record: Message | str | None) -> Message:
    step = labels.action(proposal.action)
    if record is None:
        return msg("Another officer asks you to confirm: %(step)s", step=step)
    return msg("Another officer asks you to confirm: %(step)s (%(record)s)", step=step, record=record)


def tone(due: datetime | None) -> str | None:
    """Return how urgent a day is: "danger" where it has passed, "attention" where it is near."""
    if due is None:
        return None
    left = due - clock.now()
    return "danger" if left < timedelta(0) else "attention" if left < NEAR else None


@dataclass(frozen=True)
class Strip:
    """One running round with its applications counted by state."""

    round: Round
    counts: list[tuple[str, int]]


def strips() -> list[Strip]:
    """Return the rounds that are running, newest first, with counts by state: two statements."""
    rounds = session().scalars(
        select(Round).where(Round.state.not_in(("completed", "cancelled"))).order_by(Round.number.desc())
    )
    counted: dict[UUID, list[tuple[str, int]]] = {}
    for round_id, state, count in session().execute(
        select(Application.round_id, Application.state, func.count()).group_by(
            Application.round_id, Application.state
        )
    ):
        counted.setdefault(round_id, []).append((state, count))
    return [Strip(round_, sorted(counted.get(round_.id, []), key=_in_order)) for round_ in rounds]


def _in_order(counted: tuple[str, int]) -> int:
    """Sort states as an application goes through them."""
    return list(ApplicationState).index(ApplicationState(counted[0]))


@dataclass(frozen=True)
class Line:
    """One line of the history."""

    seq: int
    at: datetime
    sentence: Message
    action: str
    about: str
    details: dict[str, object]


def entries(page: int, *, action: str = "", about: str = "") -> tuple[list[Line], int]:
    """Return one page of the whole history, newest first, and how many entries there are: three statements."""
    wanted = select(AuditEntry)
    if action:
        wanted = wanted.where(AuditEntry.action == action)
    if about:
        wanted = wanted.where(AuditEntry.subject_id == about)
    total = session().scalar(select(func.count()).select_from(wanted.subquery())) or 0
    found = list(
        session().scalars(wanted.order_by(AuditEntry.seq.desc()).offset((page - 1) * PAGE).limit(PAGE))
    )
    names = history.names_of({entry.actor for entry in found})
    return [_line(entry, names) for entry in found], total


def _line(entry: AuditEntry, names: dict[str, str]) -> Line:
    who = names.get(entry.actor) or msg("The system")
    kind, one = entry.subject_type.replace("_", " "), entry.subject_id
    about = one if kind == "path" else f"{kind} {one[:8]}"
    return Line(entry.seq, entry.at, events.sentence(entry.action, who), entry.action, about, entry.details)


def own_proposals(actor: Actor) -> list[Proposal]:
    """Return what `actor` asked for and nobody has answered yet."""
    return list(
        session().scalars(
            select(Proposal)
            .where(Proposal.state == "asked", Proposal.asked_by == actor.person_id)
            .order_by(Proposal.created_at)
        )
    )


def failed_mails(page: int) -> tuple[list[tuple[Mail, str]], int]:
    """Return one page of the mails that could not be sent, with addresses, newest first; and how many there are."""
    total = session().scalar(select(func.count()).select_from(Mail).where(outbox.failed(Mail))) or 0
    rows = session().execute(
        select(Mail, Person.email)
        .outerjoin(Person, Person.id == Mail.person_id)
        .where(outbox.failed(Mail))
        .order_by(Mail.created_at.desc(), Mail.id)
        .offset((page - 1) * PAGE)
        .limit(PAGE)
    )
    return [(mail, mail.address or address or "") for mail, address in rows], total


def failed_jobs() -> list[Job]:
    """Return the newest pieces of other work that failed (papers to print, mostly)."""
    query = select(Job).where(outbox.failed(Job)).order_by(Job.created_at.desc(), Job.id).limit(PAGE)
    return list(session().scalars(query))


def failed_work(actor: Actor) -> list[Waiting]:
    """Return what tells those who run the system of mails and papers that failed."""
    if not rights.can(actor, "mail.retry"):
        return []
    counts = [select(func.count()).select_from(kind).where(outbox.failed(kind)) for kind in (Mail, Job)]
    number = sum(session().scalar(count) or 0 for count in counts)
    if not number:
        return []
    what = nmsg(
        "%(num)s mail or paper could not go out.", "%(num)s mails or papers could not go out.", number
    )
    return [Waiting(what, msg("See what failed"), "desk.failed", action="mail.list")]


def mails(page: int) -> tuple[list[tuple[Mail, str]], int]:
    """Return one page of the outbox with addresses, newest first."""
    total = session().scalar(select(func.count()).select_from(Mail)) or 0
    rows = session().execute(
        select(Mail, Person.email)
        .outerjoin(Person, Person.id == Mail.person_id)
        .order_by(Mail.created_at.desc())
        .offset((page - 1) * PAGE)
        .limit(PAGE)
    )
    return [(mail, mail.address or address or "") for mail, address in rows], total
