"""The reader's language and time zone: chosen by person, then session, then browser."""

from collections.abc import Callable
from datetime import tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale
from flask import Flask, current_app, g, has_request_context, request, session
from flask_babel import Babel, force_locale, get_locale
from flask_babel import gettext as _gettext
from flask_babel import ngettext as _ngettext
from flask_babel import pgettext as _pgettext

from sipgrants.config import ROOT, spoken
from sipgrants.core.i18n import Message

NAMES = {"en": "English", "fr": "Français", "es": "Español", "ru": "Русский", "zh": "中文", "ar": "العربية"}


def init(app: Flask) -> None:
    """Give `app` its languages."""
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(ROOT / "translations")
    app.config["BABEL_DEFAULT_LOCALE"] = "en"
    Babel(app, locale_selector=choose, timezone_selector=zone_name)


def offered() -> tuple[str, ...]:
    """Return the languages this installation offers."""
    found: tuple[str, ...] | None = current_app.config.get("OFFERED_LOCALES")
    return found or spoken()


def nearest(*wanted: str | None) -> str:
    """Return the first of the wanted languages that this installation speaks, else English."""
    return next((code for code in wanted if code in offered()), "en")


def choose() -> str:
    """Return the language of this request; outside one, English."""
    if not has_request_context():
        return "en"
    person = g.get("person")
    tags = [tag.replace("_", "-").split("-")[0] for tag, _quality in request.accept_languages]
    return nearest(getattr(person, "locale", None), session.get("locale"), *tags)


def current() -> str:
    """Return the language that is spoken now: the reader's, or the recipient's while a mail is written."""
    return str(get_locale() or "en").partition("_")[0]


def zone_name() -> str:
    """Return the reader's time zone: the person's own, else Geneva's."""
    return getattr(g.get("person"), "zone", None) or "Europe/Zurich"


def zone() -> tzinfo:
    """Return the reader's time zone."""
    return ZoneInfo(zone_name())


def direction() -> str:
    """Return `rtl` or `ltr`."""
    locale = get_locale() or Locale("en")
    return str(locale.text_direction)


# How amounts, days and moments inside a message are written: `formats` fills it.
SHOWN: dict[type, Callable[[Any], str]] = {}


def _shown(value: Any) -> Any:
    if isinstance(value, Message):
        return translate(value)
    show = SHOWN.get(type(value))
    return show(value) if show else value


def translate(message: Message | str) -> str:
    """Return `message` in the reader's language; what is a text already stays as it is."""
    if not isinstance(message, Message):
        return message if isinstance(message, str) else str(message)  # a form's lazy label speaks now
    params = {key: _shown(value) for key, value in message.params.items()}
    if message.plural is not None:
        rest = {key: value for key, value in params.items() if key != "num"}
        return str(_ngettext(message.text, message.plural, message.number or 0, **rest))
    if message.context is not None:
        return str(_pgettext(message.context, message.text, **params))
    return str(_gettext(message.text, **params))


def into(code: str) -> Callable[[Message], str]:
    """Return a function that translates into the language `code`, whoever reads the page: for documents."""

    def say(message: Message) -> str:
        with force_locale(code):
            return translate(message)

    return say
