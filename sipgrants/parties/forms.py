"""Forms of Parties: shape only."""

from functools import lru_cache
from typing import Any
from zoneinfo import available_timezones

from wtforms import BooleanField, DateField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from sipgrants.core.i18n import msg
from sipgrants.parties.models import Party
from sipgrants.parties.regions import CATEGORIES, KINDS, LABELS, REGIONS, STANDINGS
from sipgrants.web import formats, locale
from sipgrants.web.forms import Form, label

LANGUAGES = ("en", "fr", "es", "ru", "zh", "ar")
_ZONE_REGIONS = {
    "Africa": msg("Africa"),
    "America": msg("America"),
    "Asia": msg("Asia"),
    "Atlantic": msg("Atlantic"),
    "Australia": msg("Australia"),
    "Europe": msg("Europe"),
    "Indian": msg("Indian Ocean"),
    "Pacific": msg("Pacific"),
}
_DATES = ("deposited_on", "in_force_from", "left_on", "ldc_expected_until")


def _named(table: dict[str, Any], first: Any = None) -> list[tuple[str, str]]:
    start = [("", locale.translate(first))] if first else []
    return [*start, *((key, locale.translate(text)) for key, text in table.items() if key)]


def zones() -> list[tuple[str, str]]:
    """Return all places that have a time of their own, by region, in the reader's language."""
    return _zones(locale.current())


@lru_cache
def _zones(_language: str) -> list[tuple[str, str]]:
    regions = {name: locale.translate(text) for name, text in _ZONE_REGIONS.items()}
    split = sorted(name.partition("/") for name in available_timezones())
    named = [
        ("".join(parts), f"{regions[parts[0]]}: {formats.place(''.join(parts))}")
        for parts in split
        if parts[0] in regions
    ]
    return [("UTC", "UTC"), *named]


class FilterForm(Form):
    """What the list is narrowed to; read from the address."""

    class Meta:
        csrf = False

    text = StringField(label("Name or code"), [Optional(), Length(max=100)])
    region = SelectField(label("Region"), choices=lambda: _named(LABELS, label("All regions")))
    standing = SelectField(label("Eligibility"), choices=lambda: _named(STANDINGS, label("All")))
    ldc = BooleanField(label("Least developed countries only"))
    sids = BooleanField(label("Small island developing States only"))


class PartyForm(Form):
    """What is known of a Party."""

    name_en = StringField(label("Short name in English"), [InputRequired(), Length(max=200)])
    name_fr = StringField(label("Short name in French"), [Length(max=200)])
    name_es = StringField(label("Short name in Spanish"), [Length(max=200)])
    name_ru = StringField(label("Short name in Russian"), [Length(max=200)])
    name_zh = StringField(label("Short name in Chinese"), [Length(max=200)])
    name_ar = StringField(label("Short name in Arabic"), [Length(max=200)], render_kw={"dir": "rtl"})
    region = SelectField(
        label("Region"),
        choices=lambda: [
            *((key, locale.translate(LABELS[key])) for key in REGIONS),
            ("", locale.translate(LABELS[""])),
        ],
    )
    category = SelectField(label("Category"), [InputRequired()], choices=lambda: _named(CATEGORIES))
    zone = SelectField(label("Time zone"), [InputRequired()], choices=zones)
    deposited_on = DateField(label("Instrument deposited on"), [Optional()])
    in_force_from = DateField(label("Convention in force from"), [Optional()])
    left_on = DateField(label("Withdrawal takes effect on"), [Optional()])
    ldc_expected_until = DateField(
        label("Departure from the list of least developed countries announced for"), [Optional()]
    )
    source = StringField(label("Source"), [Length(max=500)])
    notes = TextAreaField(label("Notes"), [Length(max=4000)])

    def show(self, party: Party) -> None:
        """Fill in what is known."""
        for language in LANGUAGES:
            self[f"name_{language}"].data = party.names.get(language, "")
        for name in ("region", "category", "zone", *_DATES, "source", "notes"):
            self[name].data = getattr(party, name)

    def values(self) -> dict[str, Any]:
        """Return what the commands take."""
        names = {one: (self[f"name_{one}"].data or "").strip() for one in LANGUAGES}
        plain = {name: self[name].data for name in ("region", "category", "zone", *_DATES)}
        texts = {name: (self[name].data or "").strip() for name in ("source", "notes")}
        return {"names": {one: text for one, text in names.items() if text}, **plain, **texts}


class NewPartyForm(PartyForm):
    """A Party that joined the Convention."""

    iso2 = StringField(label("Code of two letters (ISO 3166-1)"), [InputRequired(), Length(max=2)])
    iso3 = StringField(label("Code of three letters (ISO 3166-1)"), [Length(max=3)])
    m49 = StringField(label("Numerical code (UN M49)"), [Length(max=3)])


class StatusForm(Form):
    """What a Party is from a day on."""

    kind = SelectField(label("Status"), [InputRequired()], choices=lambda: _named(KINDS))
    value = SelectField(
        label("From then on"),
        [InputRequired()],
        choices=lambda: [*_named(STANDINGS), ("yes", locale.translate(label("Yes, on the list")))],
    )
    from_day = DateField(
        label("From"),
        [Optional()],
        description=label("Leave empty where what stands now was wrong from the beginning."),
    )
    reason = TextAreaField(label("Reason"), [InputRequired(), Length(max=2000)])
    source = StringField(label("Source"), [Length(max=500)])
