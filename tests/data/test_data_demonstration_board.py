"""The Board of the demonstration: its seats, its scores, and what is written beside them."""

from __future__ import annotations

from collections import Counter

from sipgrants.cli.demonstration.contents import Application, round5
from sipgrants.cli.demonstration.scores import appraisal, criteria, recommendation, seats, sheet
from tests.data.contents_checks import load, parties


def eligible() -> list[Application]:
    return [one for one in round5() if not one.ineligible]


def test_the_board_has_ten_seats_two_from_each_region_and_two_co_chairs() -> None:
    assert Counter(seat["region"] for seat in seats()) == dict.fromkeys(
        [region["key"] for region in load("regions.json")["regions"]], 2
    )
    assert [seat["country"] for seat in seats() if seat["co_chair"]] == ["TH", "NL"]
    assert [s["country"] for s in seats() if parties()[s["country"]]["region"] != s["region"]] == []


def test_members_are_barred_by_country_as_in_real_rounds() -> None:
    countries = {seat["country"] for seat in seats()}
    barred = {one.lead for one in eligible() if countries & {one.lead, *one.partners}}
    assert barred == {"ML", "NG", "IR", "AM", "BR", "SR"}


def test_scores_lie_on_the_scale_and_are_explained_where_it_asks() -> None:
    scores = [score for one in eligible() for seat in seats() for score in sheet(seat, one)]
    assert {score.value for score in scores} <= {None, 0, 1, 2, 3, 4, 5}
    assert [score for score in scores if score.value in {0, 1, 5} and not score.comment] == []
    assert sum(score.value is None for score in scores) == 3
    assert len(scores) == 29 * 10 * 7


def test_members_differ_in_severity_and_applications_in_quality() -> None:
    by_seat = {
        seat["key"]: sum(score.value or 0 for one in eligible() for score in sheet(seat, one))
        for seat in seats()
    }
    assert max(by_seat, key=lambda key: by_seat[key]) == "cee_1"
    assert min(by_seat, key=lambda key: by_seat[key]) == "lac_2"
    means = [sum(score.value or 0 for seat in seats() for score in sheet(seat, one)) for one in eligible()]
    assert max(means) > 1.5 * min(means)


def test_every_application_before_the_board_has_an_appraisal_and_a_recommendation() -> None:
    for one in eligible():
        note = appraisal(one)
        assert one.country.removeprefix("the ") in note.summary
        assert all((note.strengths, note.weaknesses, note.question, note.answer, note.comment))
        for outcome in ("approved", "reserve", "not_approved"):
            assert recommendation(one, outcome).endswith(".")


def test_comments_cover_every_criterion_of_the_round() -> None:
    data = load("demonstration/board.json")
    assert list(data["comments"]) == criteria()


def test_sheets_are_the_same_each_time() -> None:
    first, second = eligible(), eligible()
    assert [sheet(s, one) for s in seats() for one in first] == [
        sheet(s, one) for s in seats() for one in second
    ]
