"""Awards that run and the reports on them; rows of the award are put in place, reports are made by their commands."""

from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from sqlalchemy import select

from sipgrants.awards import due as rules
from sipgrants.awards.models import Award, Due, Instalment
from sipgrants.core import files
from sipgrants.core.db import command, session
from sipgrants.fund import award_entries
from sipgrants.fund import commands as fund
from sipgrants.lifecycle.actor import SYSTEM, Actor
from sipgrants.lifecycle.actor import RoleName as R
from sipgrants.plans import commands as plan_commands
from sipgrants.questionnaires import commands as forms
from sipgrants.questionnaires import queries as form_queries
from sipgrants.reports import commands, content_queries
from sipgrants.reports.models import Report
from tests.builders import people, plans
from tests.builders.files import pdf
from tests.builders.remembering import remembered

STARTS, ENDS = date(2026, 1, 1), date(2027, 12, 31)
NOW = datetime(2026, 8, 3, 9, tzinfo=UTC)
_numbers = count(1)


@remembered
def acting(*roles: R, party: str | None = None) -> Actor:
    return people.actor_of(people.person(*roles, party=party))


@remembered
def manager(party: str = "ZM") -> Actor:
    return acting(R.PROJECT_MANAGER, party=party)


@remembered
def officer() -> Actor:
    return acting(R.PROGRAMME_OFFICER)


@remembered
def finance() -> Actor:
    return acting(R.FINANCE_OFFICER)


@remembered
def approver() -> Actor:
    return acting(R.APPROVING_OFFICER)


@command
def _put(row: Any) -> Any:
    session().add(row)
    session().flush()
    return row


@remembered
@command
def put(row: Any, **values: Any) -> Any:
    """Set columns directly."""
    for name, value in values.items():
        setattr(row, name, value)
    session().flush()
    return row


@remembered
def award(
    party: str = "ZM", dollars: int = 60_000, state: str = "active", starts: date = STARTS, ends: date = ENDS
) -> Award:
    """An award that runs from January 2026 to December 2027, with its plan, its dues and half of it paid."""
    people.party(party)
    forms.load_forms(by=SYSTEM)
    plan = plans.whole_plan(dollars)
    plan_commands.freeze(plan, by=SYSTEM)
    number = next(_numbers)
    made = _put(
        Award(
            number=f"SIP/R3/{party}{number}",
            party_id=party,
            title="Fewer thermometers with mercury",
            amount_minor=dollars * 100,
            state=state,
            is_opening=True,
            plan_id=plan.id,
            starts_on=starts,
            ends_on=ends,
            agreement_number=f"SSFA/{number}",
        )
    )
    for place, minor in enumerate((dollars * 50, dollars * 50), start=1):
        _put(Instalment(award_id=made.id, number=place, minor=minor, state="planned"))
    for one in rules.schedule(starts, ends):
        _put(
            Due(
                award_id=made.id,
                kind=str(one.kind),
                period_from=one.period_from,
                period_to=one.period_to,
                due_on=one.due_on,
            )
        )
    _pay(made, dollars * 50)
    return made


@command
def _pay(of: Award, minor: int) -> None:
    fund.post(award_entries.instalment_paid(of.id, minor), by=SYSTEM, about=of)


def due(of: Award, kind: str, period_from: date = STARTS) -> Due:
    found = session().scalar(
        select(Due).where(Due.award_id == of.id, Due.kind == kind, Due.period_from == period_from)
    )
    assert found is not None
    return found


@remembered
def opened(kind: str = "expenditure", of: Award | None = None, period_from: date = STARTS) -> Report:
    """A report that was opened for its due."""
    of = of or award()
    return commands.create(of, by=SYSTEM, due=due(of, kind, period_from))


ANSWERS: dict[str, dict[str, dict[str, Any]]] = {
    "progress": {
        "overview": {"standing": "on_track", "overview": "The decree is drafted."},
        "gender": {"gender_progress": "Half of those trained are women."},
        "risks": {
            "risks": [{"risk": "Elections", "likelihood": "medium", "impact": "high", "mitigation": "An order"}],
            "difficulties": "None.",
            "change_needed": "no",
        },
        "next_steps": {"next_steps": [{"step": "Publish", "who": "Ministry", "by": "2026-12-01"}]},
    },
    "expenditure": {
        "spending": {"variance": "None."},
        "rates": {"local_currency": "no"},
        "balance": {
            "bank_interest": 0,
            "certified_by": "Chief accountant",
            "confirmations": ["agree", "receipts", "purpose"],
        },
    },
    "inventory": {
        "items": {
            "has_items": "yes",
            "items": [
                {
                    "item": "Mercury analyser", "serial": "40-1127", "bought_on": "2026-03-03", "cost": 1_420_000,
                    "place": "Customs laboratory", "custodian": "Storekeeper", "condition": "good",
                    "fate": "kept",
                }
            ],
        },
        "check": {"checked_on": "2026-12-20", "checked_by": "Storekeeper", "losses": "None."},
    },
    "final": {
        "summary": {"public_summary": "Hospitals work without mercury."},
        "results": {"objective_reached": "Yes.", "obligations": "Article 4."},
        "people": {"women_reached": "40", "men_reached": "38", "gender_results": "Equal shares."},
        "lessons": {"lessons": "Begin with the nurses.", "sustainability": "The ministry pays from now on."},
        "equipment": {
            "has_equipment": "yes",
            "equipment": [
                {"item": "Mercury analyser", "serial": "40-1127", "condition": "good", "fate": "stays"},
                {"item": "Printer", "serial": "P-1", "condition": "good", "fate": "stays"},
            ],
        },
    },
    "statement": {
        "statement": {"variance": "None.", "assurance": "audited"},
        "rates": {
            "local_currency": "yes",
            "rates": [{"currency": "ZMW", "month": "June", "rate": "25", "source": "UN operational rate"}],
        },
        "balance": {
            "bank_interest": 0,
            "certified_by": "Chief accountant",
            "confirmations": ["agree", "receipts", "purpose"],
        },
    },
}  # fmt: skip
CELLS: dict[str, dict[str, Any]] = {
    "indicators": {"value": "12 of 40", "standing": "on_track", "evidence": "Visits"},
    "activities": {"state": "under_way", "done": "Drafted."},
}
AT_THE_END: dict[str, dict[str, Any]] = {
    "indicators": {"standing": "reached"},
    "activities": {"state": "completed"},
}


@remembered
def spend(report: Report, *dollars: int, by: Actor, **cells: Any) -> None:
    """Report spending line by line, in the order of the budget."""
    content = content_queries.content(report)
    keys = [item.key for item in content.items("spending")]
    typed = {key: {"spent": amount * 100, **cells} for key, amount in zip(keys, dollars, strict=False)}
    commands.save_rows(report, "spending", typed, by=by)


@remembered
def fill(report: Report, *dollars: int, by: Actor) -> Report:
    """Answer everything that the report's form asks; spending in the order of the budget's lines."""
    for section, values in ANSWERS[report.kind].items():
        commands.save_section(report, section, values, by=by)
    content = content_queries.content(report)
    for kind, usual in CELLS.items():
        cells = usual | (AT_THE_END[kind] if report.kind == "final" else {})
        if any(one.kind == kind for _section, one in content.questions):
            rows = {item.key: dict(cells) for item in content.items(kind)}
            commands.save_rows(report, kind, rows, by=by)
    if any(one.kind == "spending" for _section, one in content.questions):
        spend(report, *(dollars or (5_000, 0, 1_000)), by=by, explanation="Prices rose.")
    if report.kind == "statement":
        attach(report, "assurance_file", by=by)
    return report


@remembered
def attach(report: Report, question: str, *, by: Actor, name: str = "proof.pdf") -> None:
    """Put a file to a question."""
    blob = files.keep(pdf("proof"))
    upload = files.Upload(name, "application/pdf", blob)
    commands.add_file(report, by=by, question=question, upload=upload)


@remembered
def submitted(
    kind: str = "expenditure",
    of: Award | None = None,
    period_from: date = STARTS,
    dollars: tuple[int, ...] = (),
) -> Report:
    """A report that was submitted by the project manager."""
    report = opened(kind, of, period_from)
    who = manager(report.party_id)
    fill(report, *dollars, by=who)
    commands.submit(report, by=who)
    return report


@remembered
def accepted(
    kind: str = "expenditure",
    of: Award | None = None,
    period_from: date = STARTS,
    dollars: tuple[int, ...] = (),
) -> Report:
    """A report that both officers accepted."""
    return accept(submitted(kind, of, period_from, dollars))


@remembered
def accept(report: Report) -> Report:
    if report.kind in ("expenditure", "statement"):
        commands.accept_figures(report, by=finance())
    commands.accept(report, by=officer())
    return report


@remembered
def in_state(state: str, kind: str = "expenditure") -> Report:
    """A report in `state`."""
    if state == "draft":
        return opened(kind)
    if state == "waived":
        made = opened(kind)
        commands.waive(made, by=approver(), reason="The project was not begun.")
        return made
    made = submitted(kind)
    if state == "accepted":
        return accept(made)
    if state == "returned":
        commands.return_(made, by=officer(), reason="The evidence is missing.", sections=["spending"])
    return made


def answers_of(report: Report) -> dict[str, Any]:
    return form_queries.values(form_queries.answers(report.answers_id))
