"""Completeness: ten lines, each proposed with a reason, none decided."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sipgrants.core.money import Money
from sipgrants.rounds.deadline import timeliness
from sipgrants.screening.completeness import Answer, Asked, Line, Submission, is_complete, proposals

CLOSES = datetime(2026, 7, 31, 21, 59, tzinfo=UTC)
TODAY = date(2026, 8, 5)
ASKED = Asked(frozenset({"en", "fr"}), Money.usd(50_000), Money.usd(250_000), 36)
WHOLE = Submission(
    forms=frozenset("ABC"),
    language="en",
    signed_by="A. Diop",
    timeliness=timeliness(CLOSES, CLOSES),
    unanswered=(),
    missing_documents=(),
    asked=Money.usd(200_000),
    budget_total=Money.usd(200_000),
    months=24,
)
LATE = timeliness(CLOSES + timedelta(seconds=1), CLOSES)


def _by_line(submission, asked=ASKED):
    return {one.line: one for one in proposals(submission, asked, TODAY)}


def test_a_whole_application_has_yes_on_every_line_in_order() -> None:
    found = proposals(WHOLE, ASKED, TODAY)
    assert [(one.line, one.answer) for one in found] == [(line, Answer.YES) for line in Line]
    assert is_complete(found) is True


@pytest.mark.parametrize(
    ("change", "line", "answer", "reason"),
    [
        ({"forms": frozenset("A")}, "forms", "no", "Missing forms: B, C."),
        ({"forms": frozenset("AB")}, "signed", "no", "Form C is missing."),
        ({"language": "pt"}, "language", "no", "This round accepts applications in: en, fr."),
        ({"signed_by": None}, "signed", "officer", "Form C came as a file: look at the signature."),
        ({"timeliness": LATE}, "in_time", "no", "Received after the deadline."),
        ({"unanswered": ("Audit",)}, "answered", "no", "1 is missing: Audit."),
        ({"unanswered": ("Audit", "Team")}, "answered", "no", "2 are missing: Audit; Team."),
        ({"missing_documents": ("Map",)}, "documents", "no", "1 is missing: Map."),
        (
            {"budget_total": Money.usd("199999.99")},
            "totals",
            "no",
            "The amount asked for is USD 200,000.00, the total of the budget USD 199,999.99.",
        ),
        ({"months": None}, "months", "no", "The duration is missing."),
        ({"months": 37}, "months", "no", "A project of this round lasts from 1 to 36 months."),
        ({"months": 0}, "months", "no", "A project of this round lasts from 1 to 36 months."),
        ({"waiting_partners": ("TG", "BF")}, "partners", "no", "Not confirmed: TG, BF."),
    ],
)
def test_each_line_says_what_is_missing(change, line, answer, reason) -> None:
    found = _by_line(replace(WHOLE, **change))[Line(line)]
    assert (found.answer.value, str(found.reason)) == (answer, reason)


@pytest.mark.parametrize(
    ("amount", "answer"),
    [("49999.99", "no"), ("50000", "yes"), ("250000", "yes"), ("250000.01", "no")],
)
def test_the_amount_lies_between_floor_and_ceiling(amount, answer) -> None:
    assert _by_line(replace(WHOLE, asked=Money.usd(amount)))[Line.AMOUNT].answer.value == answer


@pytest.mark.parametrize(
    ("by", "answer"), [(TODAY, "officer"), (TODAY + timedelta(1), "officer"), (TODAY - timedelta(1), "no")]
)
def test_partners_may_confirm_until_the_cure_date_where_the_round_says_so(by, answer) -> None:
    waiting = replace(WHOLE, waiting_partners=("TG",))
    assert _by_line(waiting, replace(ASKED, partners_by=by))[Line.PARTNERS].answer.value == answer


@given(st.booleans(), st.booleans(), st.integers(0, 40))
def test_one_no_makes_it_incomplete_and_one_doubt_leaves_it_open(paper, late, months) -> None:
    submission = replace(
        WHOLE,
        signed_by=None if paper else "A. Diop",
        timeliness=LATE if late else WHOLE.timeliness,
        months=months,
    )
    wrong = late or not 1 <= months <= 36
    assert is_complete(proposals(submission, ASKED, TODAY)) is (False if wrong else None if paper else True)
