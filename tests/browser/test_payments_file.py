"""A file of UNEP's system: the finance officer sees what fits and what does not, then records it at one press."""

from pathlib import Path

from sqlalchemy.orm import Session

from sipgrants.accounts.models import Person
from sipgrants.awards.models import Instalment
from sipgrants.core import clock
from sipgrants.core.db import find
from tests.builders import awards
from tests.builders.browsing import Browsers


def test_payments_are_recorded_from_a_file(browsers: Browsers, db: Session, tmp_path: Path) -> None:
    who = awards.team()
    paid, waits = awards.instalment_in("approved", who), awards.instalment_in("certified", who)
    day, amount = clock.today(), paid.amount.decimal()
    rows = [
        f"3000012345;{day};{amount};{paid.award.agreement_number}",
        f"3000012346;{day};{amount};{waits.award.agreement_number}",
        f"3000012347;{day};{amount};Rent of the office",
    ]
    file = tmp_path / "payments.csv"
    file.write_text("\n".join(["Payment document;Posting date;Amount in USD;Text", *rows]))
    office = browsers.of(find(Person, who.payer.person_id))
    office.goto("/instalments")
    office.get_by_role("link", name="Payments from a file").click()
    browsers.look(office, "payments")
    office.get_by_label("File of payments").set_input_files(file)
    office.get_by_role("button", name="Show what would be recorded").click()
    office.get_by_role("heading", name="What would be recorded").wait_for()
    browsers.look(office, "match")
    office.get_by_role("button", name="Record 1 payment").click()
    office.get_by_text("1 payment is recorded.").wait_for()
    browsers.look(office, "matched")
    assert office.get_by_role("button", name="Record").count() == 0
    db.rollback()
    assert [find(Instalment, one.id).state for one in (paid, waits)] == ["paid", "certified"]
