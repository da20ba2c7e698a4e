"""What all forms share: the reader's language, money and zoned moments as fields, the version seen."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import Field, FieldList, StringField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.widgets import DateTimeLocalInput

from sipgrants.core.errors import Invalid
from sipgrants.core.money import Money
from sipgrants.web import locale


def label(text: str) -> Any:
    """Mark a field's label for translation (typed once here: WTForms' stubs do not know lazy strings)."""
    return lazy_gettext(text)


def options(pairs: Iterable[tuple[str, Any]]) -> list[SelectChoice]:
    """Return (value, words) pairs as the choices of a field."""
    return [SelectChoice(value, words) for value, words in pairs]


class Form(FlaskForm):
    """The base of every form. Shape only: what the Programme's rules say is checked by the command."""

    def take(self, refusal: Invalid) -> None:
        """Show a command's problems at the fields they name; others go to the top of the page."""
        for problem in refusal.problems:
            field = self._fields.get(problem.field.split(".")[0])
            text = locale.translate(problem.message)
            if field is not None:
                field.errors = [*field.errors, text]
            else:
                self.form_errors.append(text)


def row_button(form: FlaskForm, data: Mapping[str, str]) -> bool:
    """Add, remove or move a row of one of the form's lists where that button was pressed; True: show the page again."""
    adds, removes = data.get("add"), data.get("remove")
    if adds in form and isinstance(form[adds], FieldList):
        form[adds].append_entry()
        return True
    rows = _rows_of(form, removes)
    if rows is not None:
        rows.entries = [entry for entry in rows.entries if entry.name != removes]
        return True
    return any(_move(form, data.get(button), by) for button, by in (("up", -1), ("down", 1)))


def _rows_of(form: FlaskForm, row: str | None) -> Any:
    name = (row or "").rpartition("-")[0]
    return form[name] if name in form and isinstance(form[name], FieldList) else None


def _move(form: FlaskForm, row: str | None, by: int) -> bool:
    """Exchange what stands in a row with its neighbour; the names stay, since a list is read in their order."""
    rows = _rows_of(form, row)
    if rows is None:
        return False
    names = [entry.name for entry in rows.entries]
    at = names.index(row) if row in names else -1
    if at >= 0 and 0 <= at + by < len(names):
        for one, other in zip(rows.entries[at].form, rows.entries[at + by].form, strict=True):
            one.data, other.data = other.data, one.data
            one.raw_data, other.raw_data = other.raw_data, one.raw_data
    return True


class MoneyField(StringField):
    """An amount typed by a person, read as `Money` in `currency`; what was typed stays where it is not an amount."""

    def __init__(
        self, label: Any = None, validators: Any = None, currency: str = "USD", **kwargs: Any
    ) -> None:
        super().__init__(label, validators, **kwargs)
        self.currency = currency
        self.amount: Money | None = None

    def _value(self) -> str:
        if isinstance(self.data, Money):
            return f"{self.data.decimal():f}"
        return str(self.data) if self.data else ""

    def minor(self) -> int:
        """Return the amount in minor units; 0 where nothing was typed."""
        return self.amount.minor if self.amount is not None else 0

    def post_validate(self, form: Any, validation_stopped: bool) -> None:
        """Read the amount once the other validators have passed."""
        if validation_stopped or not self.data or isinstance(self.data, Money):
            self.amount = self.data if isinstance(self.data, Money) else None
            return
        try:
            self.amount = Money.parse(str(self.data), self.currency)
        except ValueError:
            raise ValidationError(
                lazy_gettext("Enter an amount in figures, for example 180000 or 180000.50.")
            ) from None


class ZonedMomentField(Field):
    """A local date and time (`datetime-local`), read as the wall clock of a zone given by another field."""

    widget = DateTimeLocalInput()

    def __init__(
        self, label: Any = None, validators: Any = None, zone: str = "Europe/Zurich", **kwargs: Any
    ) -> None:
        super().__init__(label, validators, **kwargs)
        self.zone = zone
        self.typed: str | None = None

    def _value(self) -> str:
        if self.typed is not None:
            return self.typed
        local = self.data.astimezone(ZoneInfo(self.zone)) if self.data else None
        return local.strftime("%Y-%m-%dT%H:%M") if local else ""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the wall clock; the command decides on hours that the zone skips or repeats."""
        if not valuelist or not valuelist[0].strip():
            return
        self.typed = valuelist[0].strip()
        try:
            self.data = datetime.fromisoformat(self.typed).replace(tzinfo=ZoneInfo(self.zone))
        except ValueError:
            raise ValueError(lazy_gettext("Enter a date and a time, for example 2027-03-31 23:59.")) from None
