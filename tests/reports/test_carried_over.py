"""What a report takes over from those before it, and what may not vanish on the way."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from sipgrants.core.errors import Invalid
from sipgrants.reports import check_queries, commands, content_queries, page_queries
from sipgrants.reports.models import Report
from tests.builders import reports as made

SECOND_HALF, NEXT_YEAR = date(2026, 7, 1), date(2027, 1, 1)
STORY = {"fate": "sold", "fate_note": "On 3 May, to a clinic; the Secretariat agreed"}


def cells(report: Report, kind: str) -> list[dict[str, Any]]:
    return list(content_queries.content(report).cells[kind].values())


def items(report: Report, **changed: Any) -> list[dict[str, Any]]:
    return [{**row, **changed} for row in made.answers_of(report)["items"]]


def wrong(report: Report) -> list[str]:
    found = check_queries.problems(content_queries.content(report))
    return [one.field for one in found if one.field.startswith("items.")]


def test_a_progress_report_begins_with_the_values_and_states_of_the_last_one(db: Session) -> None:
    award = made.award()
    made.submitted("progress", award)
    following = made.opened("progress", award, SECOND_HALF)
    assert {tuple(row.items()) for row in cells(following, "indicators")} == {(("value", "12 of 40"),)}
    assert {tuple(row.items()) for row in cells(following, "activities")} == {(("state", "under_way"),)}
    assert made.answers_of(following)["risks"][0]["risk"] == "Elections"


def test_what_was_said_before_is_frozen_with_the_version(db: Session) -> None:
    award = made.award()
    made.submitted("progress", award)
    following = made.submitted("progress", award, SECOND_HALF)
    row = content_queries.canonical(content_queries.content(following))["rows"]["indicators"][0]
    assert (row["before"]["value"], "unit" in row) == ("12 of 40", True)


def test_a_final_report_says_in_words_what_goes_on_though_it_offers_no_such_state(db: Session) -> None:
    award = made.award()
    made.accepted("progress", award)
    content = content_queries.content(made.opened("final", award))
    shown = page_queries.read_rows(content, "activities", "fr")
    said = {shown.words[cells["state"]]["fr"] for cells in shown.before.values() if "state" in cells}
    assert said == {"En cours"}
    assert "under_way" not in {
        one.value for row in shown.page.questions[0].rows for one in row.cells[0].options
    }


def test_the_final_statement_begins_with_what_was_reported_in_all(db: Session) -> None:
    award = made.award()
    made.accepted(of=award, dollars=(5_000, 0, 1_000))
    statement = made.opened("statement", award)
    assert sorted(row["spent"] for row in cells(statement, "spending")) == [100_000, 500_000]


def test_equipment_that_is_kept_comes_back_and_what_was_sold_does_not(db: Session) -> None:
    award = made.award()
    first = made.accepted("inventory", award)
    second = made.opened("inventory", award, NEXT_YEAR)
    assert items(second) == items(first, fate="")
    made.fill(second, by=made.manager())
    commands.save_section(second, "items", {"items": items(second, **STORY)}, by=made.manager())
    commands.submit(second, by=made.manager())
    made.accept(second)
    assert [(one.fate, one.fate_note) for one in second.items] == [tuple(STORY.values())]
    assert "equipment" not in made.answers_of(made.opened("final", award))


def test_the_final_report_lists_the_equipment_that_is_still_there(db: Session) -> None:
    award = made.award()
    made.accepted("inventory", award)
    final = made.opened("final", award)
    rows = [{"item": "Mercury analyser", "serial": "40-1127", "condition": "good"}]
    assert made.answers_of(final)["equipment"] == rows


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"has_items": "yes", "items": []}, "items.items"),
        ({"has_items": "no"}, "items.has_items"),
        ({"fate": "lost"}, "items.items.0.fate_note"),
        ({"serial": "another"}, "items.items"),
    ],
)
def test_nothing_vanishes_from_the_inventory_in_silence(
    db: Session, values: dict[str, Any], field: str
) -> None:
    award = made.award()
    made.accepted("inventory", award)
    report, who = made.opened("inventory", award, NEXT_YEAR), made.manager()
    made.fill(report, by=who)
    assert wrong(report) == []
    typed = values if "has_items" in values else {"items": items(report, **values)}
    commands.save_section(report, "items", typed, by=who)
    assert field in wrong(report)
    with pytest.raises(Invalid):
        commands.submit(report, by=who)
