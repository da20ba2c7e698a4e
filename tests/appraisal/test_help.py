"""What helps to judge an application: what its Parties had before, and titles that resemble it."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from sipgrants.appraisal import similar
from sipgrants.appraisal.help_queries import help_for
from sipgrants.core import clock
from tests.builders import calls
from tests.builders import screening as made


@pytest.fixture(autouse=True)
def _in_june() -> Any:
    with clock.set_to(made.SCREENING):
        yield


def test_earlier_applications_of_every_party_and_titles_of_anybody_are_found(db: Session) -> None:
    round_ = made.screened_round()
    one = made.submitted(round_, "ZM", partners=("GH",))
    calls.put(one, title="Clean gold in the northern hills: a project on mercury")
    of_partner = made.submitted(round_, "GH")
    calls.put(of_partner, title="Lamps in public buildings")
    alike = made.submitted(round_, "PE")
    calls.put(alike, title="Clean gold in the southern hills")
    found = help_for(one)
    assert [other.id for other in found.earlier] == [of_partner.id]
    assert [(other.record.id, other.percent, other.is_grant) for other in found.alike] == [
        (alike.id, 60, False)
    ]
    assert (found.grants, found.late) == ([], [])


@pytest.mark.parametrize(("one", "other", "alike"), [
    ("Étude des déchets d'amalgame", "Etude: déchets d’amalgame", True),
    ("Mercury project of the convention", "Mercury project for Minamata", False),
    ("Gold and lamps", "Lamps, thermometers, batteries and skin creams", False),
])  # fmt: skip
def test_titles_are_compared_by_the_words_that_tell_something(one: str, other: str, alike: bool) -> None:
    assert bool(similar.resembling(one, [("key", other)])) == alike
