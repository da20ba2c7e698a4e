"""Verification codes as they are printed and typed in again."""

import pytest

from sipgrants.documents import codes

CODE = codes.formatted(codes.from_bytes(bytes(range(100, 110))))


def test_a_code_is_four_groups_of_four() -> None:
    assert [len(group) for group in CODE.split("-")] == [4, 4, 4, 4]


def test_a_code_is_found_however_it_is_typed() -> None:
    plain = codes.normalized(CODE)
    assert codes.normalized(f"  {plain.lower()[:7]} {plain[7:]} ") == plain


def test_letters_that_are_misread_are_forgiven() -> None:
    plain = codes.from_bytes(bytes(10))
    assert plain == "0" * 16
    assert codes.normalized("OOOO-oooo-0000-0000") == plain


@pytest.mark.parametrize("place", range(16))
def test_one_wrong_character_is_noticed(place) -> None:
    plain = codes.normalized(CODE)
    for other in codes.ALPHABET.replace(plain[place], ""):
        with pytest.raises(ValueError, match="not a verification code"):
            codes.normalized(plain[:place] + other + plain[place + 1 :])


@pytest.mark.parametrize("typed", ["", "7K2M", "U" * 16, CODE + "0"])
def test_what_cannot_be_a_code_is_refused(typed) -> None:
    with pytest.raises(ValueError, match="not a verification code"):
        codes.normalized(typed)


def test_two_new_codes_differ() -> None:
    assert len({codes.new() for _ in range(100)}) == 100
