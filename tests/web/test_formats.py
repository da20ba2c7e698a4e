"""How deadlines are told: in their own zone, with the time left, and in the reader's zone where that differs."""

from collections.abc import Iterator
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from flask import Flask, g
from flask_babel import force_locale

from sipgrants.core import clock
from sipgrants.web import formats, locale

CLOSES = datetime(2024, 7, 31, 21, 59, tzinfo=UTC)


@pytest.fixture
def reader() -> Iterator[SimpleNamespace]:
    app = Flask("formats")
    app.config["OFFERED_LOCALES"] = ("en",)
    locale.init(app)
    with app.test_request_context(), clock.set_to(datetime(2024, 7, 31, 15, 59, tzinfo=UTC)):
        g.person = SimpleNamespace(locale="en", zone="Europe/Zurich")
        yield g.person


def test_deadline_in_the_readers_own_zone_is_told_once(reader: SimpleNamespace) -> None:
    assert formats.deadline(CLOSES, "Europe/Zurich") == "31 July 2024, 23:59 Geneva time (in 6 hours)"


def test_deadline_names_the_readers_time_of_the_same_day(reader: SimpleNamespace) -> None:
    reader.zone = "Africa/Accra"
    assert (
        formats.deadline(CLOSES, "Europe/Zurich")
        == "31 July 2024, 23:59 Geneva time (in 6 hours; 21:59 in Accra)"
    )


def test_deadline_names_the_readers_day_where_it_is_another(reader: SimpleNamespace) -> None:
    reader.zone = "Asia/Tehran"
    assert (
        formats.deadline(CLOSES, "Europe/Zurich")
        == "31 July 2024, 23:59 Geneva time (in 6 hours; 1 August, 01:29 in Tehran)"
    )


def test_deadline_that_is_not_set_is_told_as_nothing(reader: SimpleNamespace) -> None:
    assert formats.deadline(None) == ""


def test_french_readers_get_amounts_and_places_as_french_writes_them(reader: SimpleNamespace) -> None:
    reader.locale = "fr"
    with force_locale("fr"):
        assert formats.money(206181300).replace("\u202f", " ") == "2 061 813\u00a0US$"
        assert (formats.place("Africa/Cairo"), formats.place("Europe/Zurich")) == ("Le Caire", "Genève")
