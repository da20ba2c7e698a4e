"""Fields that several forms of this room share."""

from typing import Any

from wtforms import EmailField, SelectField, ValidationError
from wtforms.validators import InputRequired, Length

from sipgrants.parties.forms import zones
from sipgrants.web import locale
from sipgrants.web.forms import label


def address_field(text: Any, **kwargs: Any) -> EmailField:
    """Return a field for a mail address."""
    return EmailField(text, [InputRequired(), Length(max=254), looks_like_an_address], **kwargs)


def looks_like_an_address(_form: Any, field: Any) -> None:
    """Refuse what no mail could reach; whether one does, a mail shows."""
    name, at, domain = (field.data or "").strip().rpartition("@")
    if not (name and at and "." in domain and " " not in name + domain):
        raise ValidationError(label("Enter a mail address, for example name@ministry.example."))


def locale_field() -> SelectField:
    """Return a choice of the languages that this installation offers, each by its own name."""
    return SelectField(
        label("Language"), choices=lambda: [(code, locale.NAMES[code]) for code in locale.offered()]
    )


def zone_field(text: Any = None) -> SelectField:
    """Return a choice of time zones by region and place."""
    return SelectField(text or label("Time zone"), [InputRequired()], choices=zones, validate_choice=True)
