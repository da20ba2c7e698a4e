"""The rule of a vote, and how it is told."""

import pytest

from sipgrants.meetings.voting import how, tally


@pytest.mark.parametrize(
    ("yes", "no", "abstain", "carried"),
    [
        (3, 2, 0, True),
        (2, 2, 3, False),
        (1, 0, 6, True),
        (0, 0, 7, False),
        (2, 3, 0, False),
        (0, 0, 0, False),
    ],
)
def test_a_simple_majority_of_those_voting_decides_and_a_tie_is_not_carried(
    yes: int, no: int, abstain: int, carried: bool
) -> None:
    counted = tally(["yes"] * yes + ["no"] * no + ["abstain"] * abstain)
    assert (counted.in_favour, counted.against, counted.abstained, counted.carried) == (
        yes,
        no,
        abstain,
        carried,
    )


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
