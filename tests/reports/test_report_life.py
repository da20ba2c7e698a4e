"""Opening, what is filled in, freezing, the register of equipment, lateness, papers."""

import json
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from sipgrants.awards.waiting_queries import waited
from sipgrants.core import clock, outbox
from sipgrants.core.db import session
from sipgrants.core.errors import Conflict, Invalid
from sipgrants.core.files import StoredFile, read
from sipgrants.core.outbox import Job, Mail
from sipgrants.documents.models import IssuedDocument
from sipgrants.lifecycle import rights
from sipgrants.lifecycle.actor import SYSTEM
from sipgrants.reports import commands, content_queries, queries
from sipgrants.reports.models import Report, ReportVersion
from tests.builders import reports as made
from tests.documents.reading import says, squeezed


def at(*parts: int) -> datetime:
    return datetime(*parts, 9, tzinfo=UTC)


def test_reports_open_by_themselves_sixty_days_before(db: Session) -> None:
    award = made.award()  # the first ones are due on 31 July
    with clock.set_to(at(2026, 5, 31)):
        assert commands.open_near() == 0
    with clock.set_to(at(2026, 6, 1)):
        assert (commands.open_near(), commands.open_near()) == (2, 0)
    opened = [(one.kind, one.number, one.state, one.due_on) for one in queries.of_award(award.id)]
    assert opened == [
        ("expenditure", 1, "draft", date(2026, 7, 31)),
        ("progress", 1, "draft", date(2026, 7, 31)),
    ]


def test_the_team_is_told_when_a_report_opens(db: Session) -> None:
    award = made.award()
    manager = made.manager()
    made.opened("progress", award)
    told = session().scalars(select(Mail).where(Mail.kind == "report_moved")).all()
    assert [(one.person_id, one.params["what"]) for one in told] == [(manager.person_id, "create")]


def test_a_due_has_one_report(db: Session) -> None:
    award = made.award()
    made.opened("progress", award)
    with pytest.raises(Conflict):
        made.opened("progress", award)


def test_nothing_is_opened_for_an_award_that_does_not_run(db: Session) -> None:
    award = made.award(state="accepted")
    with pytest.raises(Conflict):
        commands.create(award, by=SYSTEM, due=made.due(award, "progress"))


def test_risks_begin_from_the_plan_then_from_the_last_report(db: Session) -> None:
    award = made.award()
    first = made.opened("progress", award)
    assert [row["risk"] for row in made.answers_of(first)["risks"]] == ["Elections"]
    who = made.manager()
    made.fill(first, by=who)
    commands.submit(first, by=who)
    second = made.opened("progress", award, date(2026, 7, 1))
    assert made.answers_of(second)["risks"][0]["mitigation"] == "An order"
    before = content_queries.content(second).before
    assert {cells["value"] for cells in before.values() if "value" in cells} == {"12 of 40"}


def test_an_accepted_inventory_is_the_register_and_the_next_one_begins_from_it(db: Session) -> None:
    award = made.award()
    report = made.accepted("inventory", award)
    assert [(one.serial, one.minor, one.bought_on) for one in report.items] == [
        ("40-1127", 1_420_000, date(2026, 3, 3))
    ]
    following = made.opened("inventory", award, date(2027, 1, 1))
    assert made.answers_of(following)["items"][0]["serial"] == "40-1127"
    commands.reopen(report, by=made.officer(), reason="An item is missing.")
    session().refresh(report)
    assert report.items == []


def test_an_item_of_1500_dollars_is_no_equipment_yet(db: Session) -> None:
    report = made.opened("inventory")
    who = made.manager()
    made.fill(report, by=who)
    row = made.ANSWERS["inventory"]["items"]["items"][0]
    commands.save_section(report, "items", {"has_items": "yes", "items": [row | {"cost": 150_000}]}, by=who)
    with pytest.raises(Invalid):
        commands.submit(report, by=who)


def test_a_version_is_frozen_with_the_hash_of_its_content(db: Session) -> None:
    report = made.submitted(dollars=(5_000, 0, 1_000))
    version = session().scalars(select(ReportVersion)).one()
    content = json.loads(version.content)
    assert (version.number, len(version.sha256), content["award"]) == (1, 64, report.award.number)
    assert [row["spent"] for row in content["rows"]["spending"]] == [500_000, 0, 100_000]
    assert content["money"] == {"paid": 3_000_000, "total": 600_000, "adds": 600_000}


def test_what_is_overdue_is_counted_by_party_until_it_is_handed_in(db: Session) -> None:
    award = made.award("ZM")
    made.award("GH", starts=date(2026, 7, 1))
    with clock.set_to(at(2026, 7, 31)):
        assert rights.known("party.late_reports") == {}
    with clock.set_to(at(2026, 8, 1)):
        rights.forget()
        assert rights.known("party.late_reports") == {"ZM": 2}
        made.submitted("progress", award)
        commands.waive(made.opened(of=award), by=made.approver(), reason="Nothing was spent.")
        rights.forget()
        assert rights.known("party.late_reports") == {}


def test_what_waits_for_whom(db: Session) -> None:
    award = made.award()
    made.submitted(of=award)
    made.opened("progress", award)
    assert [str(one.what) for one in queries.waiting_for(made.manager())] == [
        f"Progress report of {award.number}: write and submit it"
    ]
    assert queries.waiting_for(made.manager("GH")) == []
    assert queries.waiting_for(made.finance())[0].action == "report.accept_figures"
    assert queries.waiting_for(made.officer()) == []


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("progress", ["Progress report", "12 of 40", "The decree is drafted.", "Draft it"]),
        ("expenditure", ["Expenditure statement", "Contractual services", "Chief accountant"]),
        ("inventory", ["Mercury analyser", "40-1127", "Customs laboratory"]),
        ("final", ["Hospitals work without mercury.", "Begin with the nurses.", "Printer"]),
        ("statement", ["Final statement of expenditure", "ZMW", "audited"]),
    ],
)
def test_every_kind_is_printed_once_from_what_was_frozen(
    app, db: Session, kind: str, said: list[str]
) -> None:
    report = made.submitted(kind)
    with app.app_context(), app.test_request_context():
        for job in session().scalars(select(Job).where(Job.task == "document.print")).all():
            outbox.TASKS[job.task](**job.args)
    document = session().scalars(select(IssuedDocument)).one()
    assert (document.kind, document.about_id) == (f"report.{kind}", str(report.id))
    text = says(read(session().get_one(StoredFile, document.file_id)))
    assert [word for word in said if squeezed(word) not in text] == []


def test_a_report_follows_the_award_to_its_new_plan_and_days(db: Session) -> None:
    report = made.opened()
    due = made.due(report.award, "expenditure")
    made.put(due, due_on=date(2026, 9, 30))
    commands.follow_award(report.award, by=SYSTEM)
    assert report.due_on == date(2026, 9, 30)
    made.put(due, void=True)
    commands.follow_award(report.award, by=SYSTEM)
    assert session().get_one(Report, report.id).state == "waived"


def test_nobody_is_reminded_of_a_report_that_was_handed_in(db: Session) -> None:
    award = made.award()
    made.manager()
    made.submitted(of=award)
    with clock.set_to(at(2026, 8, 1)):
        rights.forget()
        assert {one.what for one in waited([award]) if one.due_on == date(2026, 7, 31)} == {"progress"}
