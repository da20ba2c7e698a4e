"""Rates uploaded, a status published and read by the public, in a real browser."""

from datetime import date
from decimal import Decimal
from pathlib import Path

from playwright.sync_api import expect
from sqlalchemy.orm import Session

from sipgrants.core.money import Money
from sipgrants.documents import issuing_commands as issuing
from sipgrants.fund import commands, status_queries
from sipgrants.lifecycle.actor import RoleName as R
from tests.builders import money, people
from tests.builders.browsing import Browsers


def test_rates_are_uploaded_and_a_status_is_published(
    browsers: Browsers, db: Session, tmp_path: Path
) -> None:
    given = Money(1_250_000_00, "EUR")
    made = money.pledged(
        donor=money.donor("Norway"), pledged=given, rate=Decimal("1.1"), pledged_on=date(2025, 3, 1)
    )
    day, officer = date(2025, 4, 1), money.finance()
    commands.agree(made, by=officer, agreed=given, agreed_on=day, agreement="N", rate=Decimal("1.1"))
    commands.receive(
        made, by=officer, amount=Money(100_00, "EUR"), day=day, reference="D", rate=Decimal("1.2")
    )
    money.pledged(
        0, donor=money.donor("United Kingdom"), in_kind=True, note="A seconded officer", pledged_on=day
    )
    office = browsers.of(people.person(R.FINANCE_OFFICER))
    (tmp_path / "rates.csv").write_text("Currency,Rate\nEUR,0.92\nNOK,10.64\n")
    office.goto("/fund/rates/upload")
    browsers.look(office, "rates-upload")
    office.get_by_label("File", exact=False).first.set_input_files(tmp_path / "rates.csv")
    office.get_by_role("button", name="Upload rates").click()
    expect(office.get_by_text("2 rates are new.")).to_be_visible()
    browsers.look(office, "rates")
    office.goto(f"/fund/contributions/{made.id}/receive")
    expect(office.get_by_text("1.0869565217")).to_be_visible()
    browsers.look(office, "receive")
    office.goto("/fund/status")
    browsers.look(office, "status")
    office.get_by_role("link", name="Publish status of contributions").click()
    browsers.look(office, "publish")
    office.get_by_role("button", name="Publish status of contributions").click()
    expect(office.get_by_text("The status is published.")).to_be_visible()
    db.rollback()
    issuing.print_(str(status_queries.published()[0].document_id))
    office.goto("/fund/statement?since=2025-01-01")
    browsers.look(office, "statement")
    office.goto("/public/contributions")
    expect(office.get_by_text("US$ 120").first).to_be_visible()
    browsers.look(office, "public")
