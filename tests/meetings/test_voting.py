"""The rule of a vote, and how it is told."""

import pytest

from sipgrants.meetings.voting import how, tally
from sipgrants.rounds.settings import MAJORITIES


@pytest.mark.parametrize(
    ("yes", "no", "abstain", "simple", "two_thirds"),
    [
        (3, 2, 0, True, False),
        (4, 2, 0, True, True),
        (2, 1, 7, True, True),  # abstaining is not voting
        (5, 3, 0, True, False),
        (6, 3, 1, True, True),
        (2, 2, 3, False, False),
        (1, 0, 6, True, True),
        (0, 0, 7, False, False),
        (2, 3, 0, False, False),
        (0, 0, 0, False, False),
    ],
)
def test_the_majority_of_the_round_decides_among_those_voting(
    yes: int, no: int, abstain: int, simple: bool, two_thirds: bool
) -> None:
    cast = ["yes"] * yes + ["no"] * no + ["abstain"] * abstain
    counted = {rule: tally(cast, rule) for rule in MAJORITIES}
    assert {(one.in_favour, one.against, one.abstained) for one in counted.values()} == {(yes, no, abstain)}
    assert {rule: one.carried for rule, one in counted.items()} == {
        "simple_majority": simple,
        "two_thirds_majority": two_thirds,
    }


@pytest.mark.parametrize(
    ("mode", "cast", "words"),
    [
        ("correspondence", ["yes"], "Decided by correspondence."),
        ("meeting", None, "Decided by consensus."),
        ("meeting", ["yes", "no"], "Decided by consensus."),
        (
            "meeting",
            ["yes", "yes", "no", "abstain", "abstain", "abstain"],
            "Decided by vote, by a simple majority of those present and voting: 2 in favour, 1 against, 3 abstaining.",
        ),
    ],
)
def test_how_it_was_decided_is_told(mode: str, cast: list[str] | None, words: str) -> None:
    assert str(how(mode, None if cast is None else tally(cast))) == words


@pytest.mark.parametrize(
    ("rule", "told", "decided"),
    [
        (
            "simple_majority",
            "2 in favour, 1 against, 0 abstaining; a simple majority of those present and voting decides.",
            "Decided by vote, by a simple majority of those present and voting: 2 in favour, 1 against, 0 abstaining.",
        ),
        (
            "two_thirds_majority",
            "2 in favour, 1 against, 0 abstaining; two thirds of those present and voting decide.",
            "Decided by vote, by two thirds of those present and voting: 2 in favour, 1 against, 0 abstaining.",
        ),
    ],
)
def test_a_vote_names_its_rule(rule: str, told: str, decided: str) -> None:
    counted = tally(["yes", "yes", "no"], rule)
    assert (str(counted.told), str(how("meeting", counted))) == (told, decided)
