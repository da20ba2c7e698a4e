"""Applications that came in, in any state, with a version whose checklist is clear but for what takes an officer.

round_ = screened_round()                        in screening since June 2027; cure period 10 days
application = submitted(round_, "ZM")            complete and eligible as far as the system can tell
clear(application, officer)                      every line of the checklist says yes
"""

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID

from sqlalchemy import event, select

from sipgrants.applications.models import Application, ApplicationVersion, Partner
from sipgrants.appraisal import commands as appraisal
from sipgrants.core import clock
from sipgrants.core.db import Database, command, session
from sipgrants.lifecycle import countersign
from sipgrants.lifecycle.actor import SYSTEM, Actor
from sipgrants.parties.models import Party, PartyStatus
from sipgrants.plans import commands as plans
from sipgrants.questionnaires.commands import freeze
from sipgrants.questionnaires.models import FormVersion
from sipgrants.rounds.models import Round
from sipgrants.screening import commands, queries
from tests.builders import calls
from tests.builders.plans import empty_plan, whole_plan
from tests.builders.questionnaires import add_form, answers_to, question, writer
from tests.builders.remembering import remembered

SCREENING = calls.AFTER + timedelta(days=1)
SECTIONS = {"A": ("background", "project"), "B": ("budget",), "C": ("signature",)}
_numbers = count(1)


@remembered
def forms() -> None:
    """Forms A, B and C with a section or two; no question of theirs has to be answered (made once)."""
    if session().scalar(select(FormVersion.id).where(FormVersion.kind == "A")) is None:
        for kind, keys in SECTIONS.items():
            sections = {key: [question(f"{key}_text", required=False)] for key in keys}
            if kind == "A":
                sections["project"].append(question("framework", "framework", required=False))
            freeze(add_form(kind, sections), by=SYSTEM)  # as those that ship: announced as they are


@remembered
def screened_round(**changes: Any) -> Round:
    """A round whose deadline has passed and whose screening has started."""
    forms()
    return calls.round_in("screening", **changes)


@remembered
def party(iso2: str, eligibility: str | None = "developing") -> Party:
    """A Party in force since 2017, with its status (made once)."""
    found = calls.party(iso2)
    if eligibility and not found.statuses:
        _keep(PartyStatus(party_id=iso2, kind="eligibility", value=eligibility, source="List of Parties"))
        session().refresh(found)
    return found


@command
def _keep(row: Any) -> Any:
    session().add(row)
    session().flush()
    return row


@remembered
def submitted(
    round_: Round,
    iso2: str = "ZM",
    *,
    title: str = "Mercury-free hospitals",
    amount_minor: int = 6_000_000,
    budget_dollars: int = 60_000,
    months: int = 24,
    partners: tuple[str, ...] = (),
    received_at: datetime = calls.DURING,
    plan: Any = None,
    eligibility: str | None = "developing",
    state: str = "submitted",
    how: str = "submit",
) -> Application:
    """An application with its first version."""
    for one in (iso2, *partners):
        party(one, eligibility if one == iso2 else "developing")
    values = {"title": title, "amount_minor": amount_minor, "months": months, "state": state}
    application = _application(round_, iso2, (plan or whole_plan(budget_dollars)).id, received_at, values)
    for one in partners:
        _keep(Partner(application_id=application.id, party_id=one, state="invited"))
    session().refresh(application)
    version(application, received_at=received_at, how=how)
    return application


def _application(
    round_: Round, iso2: str, plan_id: UUID, received_at: datetime, values: dict[str, Any]
) -> Application:
    form_a, form_b, form_c = (answers_to(_form(kind)).id for kind in "ABC")
    return _keep(
        Application(
            reference=f"SIP{round_.number}-{iso2}-{next(_numbers):03d}",
            round_id=round_.id,
            party_id=iso2,
            answers_id=form_a,
            form_b_id=form_b,
            form_c_id=form_c,
            plan_id=plan_id,
            submitted_version=1,
            submitted_at=received_at,
            open_sections=[],
            **values,
        )
    )


def _form(kind: str) -> FormVersion:
    return (
        session().scalars(select(FormVersion).where(FormVersion.kind == kind, FormVersion.number == 1)).one()
    )


@remembered
def version(
    application: Application, *, received_at: datetime, how: str = "submit", number: int = 1, **answers: Any
) -> ApplicationVersion:
    """A frozen version of an application."""
    first = {
        "title": application.title,
        "amount": application.amount_minor,
        "months": str(application.months),
        "articles": ["4", "16"],
        **answers,
    }
    given = {"A": first, "B": {"value_for_money": "Yes"}, "C": {"signatory": "A. Minister"}}
    content = json.dumps(
        {
            "forms": {kind: {"form": kind, "number": 1, "answers": told} for kind, told in given.items()},
            "plan": {},
            "partners": [],
            "files": [],
        },
        sort_keys=True,
    )
    focal = calls.focal_point(application.party_id)
    plan = plans.snapshot(session().get_one(type(empty_plan()), application.plan_id), by=writer())
    return _keep(
        ApplicationVersion(
            application_id=application.id,
            number=number,
            how=how,
            content=content,
            sha256=hashlib.sha256(content.encode()).hexdigest(),
            plan_id=plan.id,
            received_at=received_at,
            submitted_by=None if how == "receive" else focal.person_id,
        )
    )


@remembered
def clear(application: Application, by: Actor) -> None:
    """Decides every line with yes."""
    commands.propose(application, by=by)
    for line in queries.lines(application):
        if line.decided != "yes" and line.proposed != "yes":
            commands.check(application, by=by, key=line.key, decided="yes", reason="Looked at.")


@remembered
def eligible(round_: Round, iso2: str = "ZM", **values: Any) -> Application:
    """An application that an officer found eligible."""
    application, by = submitted(round_, iso2, **values), calls.officer()
    clear(application, by)
    commands.find_eligible(application, by=by)
    return application


@remembered
def appraised(round_: Round, iso2: str = "ZM", **values: Any) -> Application:
    """An eligible application with a finished appraisal."""
    application, by = eligible(round_, iso2, **values), calls.officer()
    appraisal.edit(
        application, by=by, values={"summary": "Sound.", "strengths": "Clear.", "weaknesses": "Few."}
    )
    appraisal.finish(application, by=by)
    return application


@remembered
def before_board(round_: Round, iso2: str = "ZM", **values: Any) -> Application:
    """An application before the Board."""
    application = appraised(round_, iso2, **values)
    appraisal.forward(application, by=calls.officer())
    return application


@remembered
def ineligible(
    round_: Round,
    iso2: str = "ZM",
    *,
    at_once: bool = True,
    by: Actor | None = None,
    second: Actor | None = None,
) -> Application:
    """An application found ineligible by two officers; by default the letter is out."""
    application = submitted(round_, iso2)
    asked = commands.find_ineligible(
        application, by=by or calls.officer(), reasons="Not in force.", at_once=at_once
    )
    countersign.confirm(asked, by=second or calls.approver())
    return application


@remembered
def in_state(state: str, round_: Round | None = None) -> Application:
    """An application in one state of its process, whatever led there."""
    application = submitted(round_ or screened_round())
    calls.put(
        application,
        state=state,
        submitted_version=0 if state == "draft" else 1,
        cure_until=clock.now() + timedelta(days=5) if state == "returned" else None,
    )
    return application


@contextmanager
def statements(of: Database | None = None) -> Iterator[list[str]]:
    """Gathers every statement that the session's database, or that `of` an application, is given inside the block."""
    counted: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        counted.append(statement)

    engine = of.engine if of else session().get_bind()
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield counted
    finally:
        event.remove(engine, "before_cursor_execute", note)


@command
def run(work: Callable[[], Any]) -> Any:
    """Runs `work` inside a transaction of its own."""
    return work()


def confirm(asked: countersign.Proposal) -> None:
    """A second officer confirms."""
    countersign.confirm(asked, by=calls.approver())


def day(offset: int) -> date:
    """A day from today."""
    return clock.today() + timedelta(days=offset)
