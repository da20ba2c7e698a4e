"""The Party reports, the Secretariat reviews and accepts; the last advance, the final report, the balance, the closure."""

from datetime import date, timedelta

from sipgrants.core import clock
from tests.journeys.answers import TEXT, rows, texts
from tests.journeys.award import MANAGER, pay
from tests.journeys.office import Office, half_year
from tests.journeys.walkers import Walker

Values = dict[str, str]
INDICATORS = [{"value": "40", "standing": "reached", "evidence": "Visits"}] * 2
BOTH = ("agree", "receipts", "purpose")
RATES = {"rates.local_currency": "no"}


def progress() -> dict[str, Values]:
    """The sections of a progress report."""
    soon = (clock.today() + timedelta(days=30)).isoformat()
    risk = {"risk": "Elections", "likelihood": "low", "impact": "low", "mitigation": "An order"}
    return {
        "overview": {"overview.standing": "on_track", "overview.overview": TEXT},
        "gender": texts("gender", "gender_progress"),
        "risks": {
            **rows("risks", "risks", risk, risk, risk),
            "risks.difficulties": "None.",
            "risks.change_needed": "no",
        },
        "next_steps": rows("next_steps", "next_steps", {"step": "Visit", "who": "Manager", "by": soon}),
    }


FINAL = {
    "summary": texts("summary", "public_summary"),
    "results": texts("results", "objective_reached obligations"),
    "people": {
        "people.women_reached": "300",
        "people.men_reached": "200",
        **texts("people", "gender_results"),
    },
    "lessons": texts("lessons", "lessons sustainability"),
    "equipment": {"equipment.has_equipment": "no"},
}
BALANCE = {"balance.bank_interest": "0", "balance.certified_by": "The accountant"}


def open_report(office: Office, kind: str, first: date | None = None) -> tuple[Walker, str]:
    """The project manager opens a report (of the period that begins on `first`) from the page of the award."""
    row = f"{kind} {first:%-d %B %Y}" if first else None
    manager = office[MANAGER].go(office.places["award"]).follow(kind, row=row)
    return manager, manager.url


def write(manager: Walker, report: str, sections: dict[str, Values]) -> None:
    """Section by section."""
    for key, values in sections.items():
        manager.go(f"{report}/sections/{key}").fill(**values).send("Save and continue")


def write_rows(manager: Walker, report: str, kind: str, place: str, given: list[Values]) -> None:
    """Rows on the agreed plan."""
    manager.go(f"{report}/rows/{kind}").fill(**rows(*place.split("."), *given)).send("Save and go back")


def sign_balance(manager: Walker, report: str) -> None:
    """What the accountant confirms."""
    manager.go(f"{report}/sections/balance").fill(**BALANCE)
    for one in BOTH:
        manager.fill(**{"balance.confirmations": one})
    manager.send("Save and continue")


def submit(manager: Walker, report: str) -> None:
    """Check and submit, with the second factor."""
    manager.go(f"{report}/submit").send().go(report).must_see("Submitted")


def accept(office: Office, report: str, *, with_figures: bool) -> None:
    """Finance accepts the figures where there are any, then an officer the report."""
    if with_figures:
        office["finance"].go(f"{report}/review").send("Accept figures")
    office["officer"].go(f"{report}/review").send("Accept report").go(report).must_see("Accepted")


def write_progress(manager: Walker, report: str) -> None:
    """Everything a progress report asks."""
    write(manager, report, progress())
    write_rows(manager, report, "indicators", "results.indicators", INDICATORS)
    write_rows(manager, report, "activities", "activities.activities", [{"state": "under_way", "done": TEXT}])


def report_spending(office: Office, amounts: list[int], first: date | None = None) -> None:
    """The period's spending is reported and accepted."""
    manager, report = open_report(office, "Expenditure report", first)
    spend(manager, report, "spending", amounts)
    submit(manager, report)
    accept(office, report, with_figures=True)


def report_progress(office: Office) -> None:
    """Half a year later: progress and expenditure are reported and accepted, and the second instalment is paid."""
    office.wait_until(half_year(clock.today()) + timedelta(days=1))
    manager, report = open_report(office, "Progress report")
    write_progress(manager, report)
    submit(manager, report)
    accept(office, report, with_figures=False)
    report_spending(office, [67_500, 0, 0])
    pay(office, 2)


def spend(manager: Walker, report: str, section: str, amounts: list[int]) -> None:
    """What was spent on each budget line, in US dollars; what goes with it."""
    given = [{"spent": str(amount)} for amount in amounts]
    write_rows(manager, report, "spending", f"{section}.spending", given)
    write(manager, report, {section: texts(section, "variance"), "rates": RATES})
    sign_balance(manager, report)


def report_finally(office: Office) -> None:
    """After the end: the final report and statement; 10,000 were not spent and come back; the award is closed."""
    office.wait_until(date.fromisoformat(office.places["ends"]) + timedelta(days=1))
    manager, report = open_report(office, "Final report")
    write(manager, report, FINAL)
    write_rows(manager, report, "indicators", "results.indicators", INDICATORS)
    write_rows(manager, report, "activities", "results.activities", [{"state": "completed", "done": TEXT}])
    submit(manager, report)
    accept(office, report, with_figures=False)
    manager, report = open_report(office, "Final statement")
    spend(manager, report, "statement", [67_500, 62_500, 10_000])
    manager.go(f"{report}/sections/statement").fill(**{"statement.assurance": "audited"}).send()
    manager.go(f"{report}/upload/assurance_file").fill(file=office.world.letter).send()
    submit(manager, report)
    accept(office, report, with_figures=True)


def close(office: Office) -> None:
    """The project is completed, the balance comes back, and the award is closed by two."""
    award = office.places["award"]
    office["officer"].go(award).follow("Complete award").send()
    finance = office["finance"].go(award).follow("Record refund")
    finance.fill(kind="due", amount="10000", reason="Not spent").send()
    finance.go(award).follow("Record refund")
    finance.fill(kind="received", amount="10000", reference="DEP-2", reason="Not spent").send()
    finance.go(award).follow("Close award").fill(assets_note="The clinics keep what there is.").send()
    office.confirm("approver")
    finance.go(award).must_see("Closed")
    finance.go("/fund").must_see("US$\u00a0140,000")
