"""How values are shown: money, moments, days, states. Templates reach these as filters and globals."""

import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from importlib.metadata import PackageNotFoundError, version
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale
from flask import Flask, current_app
from flask_babel import (
    format_date,
    format_datetime,
    format_decimal,
    format_percent,
    format_timedelta,
    get_locale,
)

from sipgrants.config import ROOT
from sipgrants.core import clock
from sipgrants.core.i18n import Message, msg
from sipgrants.core.money import Money
from sipgrants.lifecycle import labels, machine, rights, told
from sipgrants.web import gate, locale

# The zone a deadline is announced in, as people say it.
_NAMED: dict[str, Message | str] = {"Europe/Zurich": msg("Geneva"), "UTC": "UTC"}
# Where the currency follows the figure.
_TRAILING = ("fr", "es", "ru")


def _version() -> str:
    try:
        return version("sipgrants")
    except PackageNotFoundError:  # run from a checkout that is not installed
        return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]


_VERSION = _version()


def money(value: Money | int | None) -> str:
    """Return an amount ("US$ 2,061,813", cents only where there are any); an integer is US$ minor units."""
    if value is None:
        return ""
    amount = value if isinstance(value, Money) else Money(value)
    major = amount.decimal()
    whole = major == major.to_integral_value()
    text = format_decimal(major if not whole else int(major), format="#,##0" if whole else "#,##0.00")
    sign = "US$" if amount.currency == "USD" else amount.currency
    return f"{text}\u00a0{sign}" if locale.current() in _TRAILING else f"{sign}\u00a0{text}"


def day(value: date | datetime | str | None) -> str:
    """Return a day ("31 July 2024"); a moment is taken in the reader's zone, ISO text (in mails) is read."""
    if isinstance(value, str):
        value = _read(value)
    if isinstance(value, datetime):
        value = value.astimezone(locale.zone()).date()
    return format_date(value, "d MMMM y") if value else ""


def moment(value: datetime | str | None, zone: str | None = None, seconds: bool = False) -> str:
    """Return a moment in `zone` (the reader's where none is given) with the zone's name; ISO text (in mails) is read."""
    if isinstance(value, str):
        value = datetime.fromisoformat(value) if value else None
    if value is None:
        return ""
    name = zone or locale.zone_name()
    local = value.astimezone(ZoneInfo(name)).replace(tzinfo=None)
    pattern = "d MMMM y, HH:mm:ss" if seconds else "d MMMM y, HH:mm"
    return f"{format_datetime(local, pattern, rebase=False)} ({place(name)})"


def _read(text: str) -> date | datetime | None:
    if not text:
        return None
    return datetime.fromisoformat(text) if len(text) > 10 else date.fromisoformat(text)


def pick(texts: Mapping[str, str] | None) -> str:
    """Return the text in the reader's language, else in English."""
    kept = texts or {}
    return kept.get(str(get_locale() or "en")) or kept.get("en", "")


def clock_time(value: datetime, zone: str | None = None) -> str:
    """Return the time of day in `zone`."""
    local = value.astimezone(ZoneInfo(zone or locale.zone_name())).replace(tzinfo=None)
    return format_datetime(local, "HH:mm", rebase=False)


def place(zone: str) -> str:
    """Return the place a time zone is called by, in the reader's language."""
    if zone in _NAMED:
        return locale.translate(_NAMED[zone])
    city = (get_locale() or Locale("en")).time_zones.get(zone, {}).get("city")
    return str(city or zone.rsplit("/", 1)[-1].replace("_", " "))


def language_name(code: str) -> str:
    """Return what a language is called in the reader's language."""
    return str((get_locale() or Locale("en")).languages.get(code, code))


def deadline(value: datetime | None, zone: str | None = None) -> str:
    """Return a deadline in its own zone (Geneva's where none is given) with the time left and the reader's time."""
    if value is None:
        return ""
    name, own = zone or "Europe/Zurich", locale.zone_name()
    there, here = (value.astimezone(ZoneInfo(each)).replace(tzinfo=None) for each in (name, own))
    when = format_datetime(there, "d MMMM y, HH:mm", rebase=False)
    if there == here:
        return locale.translate(
            msg("%(when)s %(place)s time (%(left)s)", when=when, place=place(name), left=ago(value))
        )
    mine = format_datetime(here, "HH:mm" if here.date() == there.date() else "d MMMM, HH:mm", rebase=False)
    return locale.translate(
        msg(
            "%(when)s %(place)s time (%(left)s; %(mine)s in %(home)s)",
            when=when,
            place=place(name),
            left=ago(value),
            mine=mine,
            home=place(own),
        )
    )


def ago(value: datetime) -> str:
    """Return how far off a moment is: "in 6 hours", "3 days ago"."""
    return format_timedelta(value - clock.now(), add_direction=True, threshold=1.2)


def tenths(value: Fraction | None) -> str:
    """Return a figure with one decimal, rounded half up; a dash where there is none."""
    if value is None:
        return "–"
    return format_decimal(Decimal((value * 20 + 1) // 2).scaleb(-1), format="#,##0.0")


def percent(part: int | Decimal, whole: int | Decimal) -> str:
    """Return part of whole in per cent with one decimal, or "-" where the whole is nothing."""
    if not whole:
        return "–"
    pattern = (
        (get_locale() or Locale("en")).percent_formats[None].pattern
    )  # with or without a space before the sign
    return format_percent(Decimal(part) / Decimal(whole), format=pattern.replace("##0", "##0.#"))


def init(app: Flask) -> None:
    """Give the templates of `app` their filters and globals."""
    app.jinja_env.filters.update(
        t=locale.translate,
        money=money,
        day=day,
        moment=moment,
        clock_time=clock_time,
        ago=ago,
        place=place,
        language_name=language_name,
        deadline=deadline,
        pick=pick,
        tenths=tenths,
    )
    locale.SHOWN.update({Money: money, datetime: moment, date: day})
    app.jinja_env.globals.update(percent=percent, now=clock.now, today=clock.today)
    # Globals, not context: imported macros see nothing else.
    app.jinja_env.globals.update(
        can=lambda action, subject=None: rights.can(gate.actor(), action, subject),
        possible=lambda subject, action: machine.possible(subject, action, gate.actor()),
        state_label=lambda subject, state: locale.translate(labels.state(subject, state)),
        shown_state=_shown_state,
        action_label=lambda action: locale.translate(labels.action(action)),
        role_label=lambda role: locale.translate(labels.role(role)),
    )
    app.context_processor(_context)
    locale.SHOWN.update({Money: money, date: day, datetime: moment})


def _shown_state(subject: Any) -> str:
    """Return the state of a record as whoever reads the page may know it."""
    is_application = subject.subject_type == "application"
    return told.state(gate.actor(), subject) if is_application else str(subject.state)


def _context() -> dict[str, Any]:
    return {
        "current_actor": gate.actor(),
        "locale": locale.current(),
        "locales": [(code, locale.NAMES[code]) for code in locale.offered()],
        "direction": locale.direction(),
        "demo": current_app.extensions["config"].demo,
        "release": _VERSION,
    }
