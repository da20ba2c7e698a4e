"""An application as a workbook: what goes out comes back, what was changed is shown first, then taken over once."""

import io
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy.orm import Session

from sipgrants.applications import commands
from sipgrants.applications.models import Application
from sipgrants.core import clock
from sipgrants.core.audit import AuditEntry
from sipgrants.core.errors import Conflict, Forbidden, Invalid, Stale
from sipgrants.lifecycle.actor import Actor
from tests.builders import applications, calls
from tests.builders.offline import (
    answers,
    contents,
    download,
    pasted,
    plan_from_nothing,
    preview,
    put,
    sent_back,
    take_over,
)
from tests.builders.workbooks import saved_again, saved_elsewhere


@pytest.fixture
def focal(session: Session) -> Actor:
    return calls.focal_point("ZM")


@pytest.fixture
def draft(focal: Actor) -> Iterator[Application]:
    with clock.set_to(calls.DURING):
        yield applications.draft(by=focal)


@pytest.fixture
def begun(focal: Actor) -> Iterator[Application]:
    """A draft in which nothing is written yet."""
    with clock.set_to(calls.DURING):
        yield applications.draft(by=focal, filled=False)


def paths(found: list[Any]) -> list[str]:
    return [one.path for one in found]


def retitled(workbook: Any) -> None:
    put(workbook["A1 Summary"], "A.summary.title", "=Mercury out of hospitals")


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("saved", [saved_again, saved_elsewhere])
def test_what_nobody_changed_changes_nothing(
    draft: Application, focal: Actor, language: str, saved: Callable[[bytes], bytes]
) -> None:
    data = download(draft, focal, language=language)
    found = preview(draft, focal, sent_back(draft, saved(data)))
    assert (found.changes, found.clashes, found.misfits) == ([], [], [])
    sheets = load_workbook(io.BytesIO(data)).worksheets
    assert {one.sheet_view.rightToLeft for one in sheets[:-2]} == {language == "ar" or None}
    assert {one.sheet_state for one in sheets[-2:]} == {"hidden", "veryHidden"}


def test_every_change_is_shown_and_then_made(draft: Application, focal: Actor, both: Session) -> None:
    risk = contents(draft)["risks"][0]["id"]

    def change(workbook: Any) -> None:
        retitled(workbook)
        put(workbook["A1 Summary"], "A.summary.amount", 123456.5)
        put(workbook["Risks"], f"plan.risks#{risk}", "Floods")

    back = sent_back(draft, saved_again(download(draft, focal), change))
    shown = {one.path: (one.before, one.after) for one in preview(draft, focal, back).changes}
    assert shown["A.summary.title"] == (("Plain words",), ("=Mercury out of hospitals",))
    assert shown["A.summary.amount"] == (("60,000",), ("123,456.50",))
    assert [line.partition(" | ")[0] for one in shown["plan.risks"] for line in one] == [
        "Elections",
        "Floods",
    ]
    assert answers(draft)["title"] == "Plain words"
    changed = ["A.summary.amount", "A.summary.title", "plan.risks"]
    assert take_over(draft, focal, back) == changed
    assert (answers(draft)["title"], draft.amount_minor) == ("=Mercury out of hospitals", 12_345_650)
    assert contents(draft)["risks"][0] | {"id": risk, "text": "Floods"} == contents(draft)["risks"][0]
    entry = both.query(AuditEntry).filter_by(action="application.take_over").one()
    assert entry.details["changed"] == changed


def test_a_second_press_does_nothing_twice(begun: Application, focal: Actor) -> None:
    back = sent_back(begun, saved_again(download(begun, focal), retitled))
    marks = preview(begun, focal, back).seen
    pressed = [take_over(begun, focal, back, marks) for _ in range(2)]
    assert pressed == [["A.summary.title"], []]


def test_what_was_changed_while_the_page_was_open_is_told_and_nothing_is_taken(
    begun: Application, focal: Actor
) -> None:
    back = sent_back(begun, saved_again(download(begun, focal), retitled))
    marks = preview(begun, focal, back).seen
    commands.save_section(begun, by=calls.drafter("ZM"), section="summary", values={"title": "A colleague's"})
    with pytest.raises(Stale):
        take_over(begun, focal, back, marks)
    assert answers(begun)["title"] == "A colleague's"


@pytest.mark.parametrize("mine", [(), ("A.summary.title",)])
def test_what_a_colleague_changed_since_stays_unless_ones_own_is_ticked(
    begun: Application, focal: Actor, mine: tuple[str, ...]
) -> None:
    data = saved_again(download(begun, focal), retitled)
    colleague = calls.somebody(name="Drafting office", of="ZM")
    drafter = Actor(colleague.person_id, calls.drafter("ZM").roles)
    commands.save_section(begun, by=drafter, section="summary", values={"title": "A colleague's"})
    back = sent_back(begun, data)
    found = preview(begun, focal, back)
    clash = found.clashes[0]
    assert (found.changes, clash.who) == ([], "Drafting office")
    assert (clash.differing.before, clash.differing.after) == (
        ("A colleague's",),
        ("=Mercury out of hospitals",),
    )
    assert take_over(begun, focal, back, mine=mine) == list(mine)
    assert answers(begun)["title"] == ("=Mercury out of hospitals" if mine else "A colleague's")


def test_a_plan_that_begins_in_the_workbook_keeps_its_activities_together(focal: Actor) -> None:
    with clock.set_to(calls.DURING):
        empty = applications.draft(by=focal, filled=False)
        back = sent_back(empty, saved_again(download(empty, focal), plan_from_nothing))
        found = preview(empty, focal, back)
        assert (found.misfits, paths(found.changes)) == (
            [],
            ["plan.framework", "plan.workplan", "plan.budget"],
        )
        take_over(empty, focal, back)
        again = preview(empty, focal, back)
    kept = contents(empty)
    outcome = kept["framework"][0]
    first, second = outcome["outputs"][0]["activities"]
    assert outcome["outputs"][0]["indicators"][0]["target"] == "40"
    assert [(one["id"], one["responsible"], one["quarters"]) for one in kept["workplan"]] == [
        (first["id"], "", []),
        (second["id"], "Us", [1, 3]),
    ]
    line = kept["budget"][0]
    assert (line["activity"], line["budget_class"], line["year1"], line["year2"]) == (
        first["id"],
        "travel",
        "1000",
        "2500.75",
    )
    assert (again.changes, again.clashes) == ([], [])


def add_an_activity(application: Application, by: Actor, title: str) -> None:
    rows = contents(application)["framework"]
    rows[0]["outputs"][0]["activities"].append({"id": "", "title": title})
    commands.save_part(application, by=by, part="framework", content=rows)


def test_what_a_colleague_added_since_is_no_clash_where_nothing_was_written(
    draft: Application, focal: Actor
) -> None:
    data = saved_again(download(draft, focal), retitled)
    add_an_activity(draft, calls.drafter("ZM"), "Theirs")
    back = sent_back(draft, data)
    assert (preview(draft, focal, back).clashes, take_over(draft, focal, back)) == ([], ["A.summary.title"])


def test_a_budget_hangs_on_the_framework_that_clashes(focal: Actor) -> None:
    with clock.set_to(calls.DURING):
        begun = applications.draft(by=focal, filled=False)
        data = saved_again(download(begun, focal), plan_from_nothing)
        rows = [{"id": "", "title": "Theirs", "indicators": [], "outputs": []}]
        commands.save_part(begun, by=calls.drafter("ZM"), part="framework", content=rows)
        back = sent_back(begun, data)
        clashing = [one.differing.path for one in preview(begun, focal, back).clashes]
        assert clashing == ["plan.framework", "plan.workplan", "plan.budget"]
        with pytest.raises(Conflict, match="take that over too"):
            take_over(begun, focal, back, mine=("plan.budget",))
        assert take_over(begun, focal, back, mine=tuple(clashing)) == sorted(clashing)
    activity = contents(begun)["framework"][0]["outputs"][0]["activities"][0]["id"]
    assert contents(begun)["budget"][0]["activity"] == activity


def test_what_does_not_fit_is_named_with_sheet_cell_and_reason(draft: Application, focal: Actor) -> None:
    def change(workbook: Any) -> None:
        put(workbook["A1 Summary"], "A.summary.amount", "a lot")
        put(workbook["A1 Summary"], "A.summary.summary", "word " * 251)
        put(workbook["A2 Background"], "A.background.asgm", "perhaps")
        put(workbook["A2 Background"], "A.background.articles=4", "why not")
        put(workbook["C2 Confirmations"], "C.confirmation.confirmations=agreed", None)

    found = preview(draft, focal, sent_back(draft, saved_again(download(draft, focal), change)))
    told = [(one.sheet, one.cell[:1], str(one.reason)) for one in found.misfits]
    assert told == [
        ("A1 Summary", "C", "This is no amount. Enter it in US dollars, in figures, for example 180000."),
        ("A2 Background", "C", "Choose one of the answers offered."),
        ("A2 Background", "C", "Write “yes” here, or leave the cell empty."),
        ("C2 Confirmations", "", "For reading only: what is signed is filled in on its own page."),
    ]
    summary = found.changes[0]
    assert (paths(found.changes), [str(one) for one in summary.complaints]) == (
        ["A.summary.summary"],
        ["At most 250 words: 1 word is too many."],
    )


def test_of_a_returned_application_only_what_was_sent_back_is_taken(focal: Actor) -> None:
    returned = applications.application_in("returned", by=focal)  # summary and budget are open

    def change(workbook: Any) -> None:
        retitled(workbook)
        put(workbook["A2 Background"], "A.background.problem", "Another problem")

    with clock.set_to(calls.AFTER):
        back = sent_back(returned, saved_again(download(returned, focal), change))
        found = preview(returned, focal, back)
        assert [(one.sheet, str(one.reason)) for one in found.misfits] == [
            ("A2 Background", "Only the sections that were sent back can be changed.")
        ]
        assert take_over(returned, focal, back) == ["A.summary.title"]


def test_nobody_takes_over_what_they_may_not_change(begun: Application, focal: Actor) -> None:
    back = sent_back(begun, saved_again(download(begun, focal), retitled))
    for somebody in (calls.focal_point("GH"), calls.officer()):
        with pytest.raises(Forbidden):
            take_over(begun, somebody, back, marks="x")
    calls.put(begun, state="eligible", submitted_version=1)
    with pytest.raises(Conflict):
        take_over(begun, focal, back, marks="x")


def test_a_workbook_of_another_application_or_form_is_refused(begun: Application, focal: Actor) -> None:
    other = applications.draft(begun.round, by=focal, filled=False)
    with pytest.raises(Invalid, match="of another application"):
        sent_back(begun, download(other, focal))

    def older(workbook: Any) -> None:
        row = next(one for one in workbook["_about"].rows if one[0].value == "form")
        row[1].value = "0" * 16

    with pytest.raises(Invalid, match="another version of the form"):
        sent_back(begun, saved_again(download(begun, focal), older))


def test_a_text_too_long_for_a_cell_stays_as_it_is(begun: Application, focal: Actor) -> None:
    long = "1" * 32_768
    commands.save_section(begun, by=focal, section="summary", values={"summary": long})
    back = sent_back(begun, saved_again(download(begun, focal), retitled))
    assert take_over(begun, focal, back) == ["A.summary.title"]
    assert answers(begun)["summary"] == long


BUDGET = 'Year 2, US$\tBudget class\tActivity\tExplanation\n"1,000"\tTravel\t1.1.2\t"Two\nlines"\nmuch\tFood\t9.9\tx\n'


@pytest.mark.parametrize("is_added", [False, True])
def test_pasted_rows_are_read_by_their_heads(draft: Application, focal: Actor, is_added: bool) -> None:
    before = contents(draft)
    back = pasted(draft, "budget", BUDGET, is_added)
    found = preview(draft, focal, back)
    assert [(one.cell, str(one.reason)) for one in found.misfits] == [
        ("3", "This is no amount. Enter it in US dollars, in figures, for example 180000."),
        ("3", "Choose one of the answers offered."),
        ("3", "The results framework has no such activity."),
    ]
    assert take_over(draft, focal, back) == ["plan.budget"]
    rows = contents(draft)["budget"]
    second = before["framework"][0]["outputs"][0]["activities"][1]["id"]
    assert rows[: -2 if is_added else 0] == (before["budget"] if is_added else [])
    assert (rows[-2]["activity"], rows[-2]["explanation"], rows[-2]["year2"]) == (
        second,
        "Two\nlines",
        "1000",
    )


def test_a_pasted_framework_keeps_what_hangs_on_its_activities(draft: Application, focal: Actor) -> None:
    before = contents(draft)
    text = "Outcome\tFewer thermometers\nOutput\tA decree\nActivity\tDraft it well\nActivity\tConsult\n"
    text = "".join(line.replace("\t", "\t\t") + "\t\t\t\t\t\n" for line in text.splitlines())
    take_over(draft, focal, pasted(draft, "framework", text))
    after = contents(draft)
    assert [one["activity"] for one in after["budget"]] == [one["activity"] for one in before["budget"]]
    assert after["framework"][0]["outputs"][0]["activities"][0]["title"] == "Draft it well"
