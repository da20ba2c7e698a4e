"""Forms about rounds: shape only. Dates are typed as the wall clock of the round's zone."""

import re
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from wtforms import (
    BooleanField,
    DateField,
    DateTimeLocalField,
    FieldList,
    FormField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    widgets,
)
from wtforms import Form as Part
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional

from sipgrants.config import LOCALES
from sipgrants.core.i18n import Message, msg
from sipgrants.core.money import Money
from sipgrants.plans.framework import CLASS_LABELS, BudgetClass
from sipgrants.questionnaires.models import FormVersion
from sipgrants.questionnaires.texts import pick
from sipgrants.rounds.deadline import Twice
from sipgrants.rounds.models import Criterion, Round
from sipgrants.rounds.settings import (
    FRAMEWORK_LABELS,
    MAJORITIES,
    PARTNERS_CONFIRM,
    SCORING_MODES,
    CriterionSetting,
    Document,
    Settings,
)
from sipgrants.web import locale
from sipgrants.web.forms import Form, MoneyField, label, options

ASKED = [InputRequired()]
STEPS = tuple("012345")
TWICE = options(
    [("", label("It does not")), ("earlier", label("The earlier")), ("later", label("The later"))]
)


def _choices(messages: dict[str, Message]) -> list[SelectChoice]:
    return options((value, label(message.text)) for value, message in messages.items())


class DocumentRow(Part):
    """One document of the checklist."""

    key = HiddenField()
    label_en = StringField(label("Document, in English"), [Length(max=200)])
    label_fr = StringField(label("Document, in French"), [Length(max=200)])
    required = BooleanField(label("Required"), default=True)


class CriterionRow(Part):
    """One criterion with its weight."""

    key = HiddenField()
    label_en = StringField(label("Criterion, in English"), [Length(max=200)])
    label_fr = StringField(label("Criterion, in French"), [Length(max=200)])
    weight = IntegerField(label("Weight in per cent"), [Optional()])


class NewRound(Form):
    """Where a new round takes its settings from."""

    source = SelectField(label("Take the settings from"))

    def offer(self, rounds: list[Round]) -> None:
        """Offer the rounds of this system to copy from."""
        known = [(str(one.id), one.name(locale.choose())) for one in rounds if one.past is None]
        self.source.choices = options([("", label("No earlier round: use the defaults")), *known])


class SettingsForm(Form):
    """All settings of a round."""

    zone = StringField(label("Time zone of the dates"), ASKED, default="Europe/Zurich")
    opens = DateTimeLocalField(label("Opens"), [Optional()])
    closes = DateTimeLocalField(label("Deadline"), [Optional()])
    questions = DateTimeLocalField(label("Questions are taken until"), [Optional()])
    twice = RadioField(
        label("Where the clock shows that hour twice, which is meant?"), choices=TWICE, default=""
    )
    floor_minor = MoneyField(label("Smallest grant"), ASKED)
    ceiling_minor = MoneyField(label("Largest grant"), ASKED)
    envelope_minor = MoneyField(label("Envelope"))
    longest_months = IntegerField(label("Longest duration, in months"), ASKED)
    languages = SelectMultipleField(
        label("Languages of applications"),
        choices=options((code, locale.NAMES[code]) for code in LOCALES),
        widget=widgets.ListWidget(prefix_label=False),
        option_widget=widgets.CheckboxInput(),
    )
    framework_label = RadioField(label("The results framework speaks of"), choices=_choices(FRAMEWORK_LABELS))
    scoring_mode = RadioField(label("Scoring"), choices=_choices(SCORING_MODES))
    scores_due = DateTimeLocalField(label("Score sheets are due by"), [Optional()])
    quorum_part = IntegerField(label("Quorum: parts"), ASKED)
    quorum_whole = IntegerField(label("Quorum: of"), ASKED)
    majority = RadioField(label("Majority for a vote"), choices=_choices(MAJORITIES))
    partners_confirm = RadioField(label("Partners confirm"), choices=_choices(PARTNERS_CONFIRM))
    cure_days = IntegerField(label("Cure period, in days"), ASKED)
    grace_minutes = IntegerField(label("Grace after the deadline, in minutes"), ASKED)
    reconsideration_days = IntegerField(label("Time to ask for reconsideration, in days"), ASKED)
    status_day = DateField(label("The status of Parties is tested on"), [Optional()])
    reserve_until = DateField(label("A reserve lasts until"), [Optional()])
    form_a_id = SelectField(label("Form A"))
    form_b_id = SelectField(label("Form B"))
    form_c_id = SelectField(label("Form C"))
    checklist = FieldList(FormField(DocumentRow), label=label("Documents to attach"))
    criteria = FieldList(FormField(CriterionRow), label=label("Criteria of the Board"))

    def offer(self, versions: list[FormVersion]) -> None:
        """Offer the versions of the forms."""
        for kind in ("a", "b", "c"):
            mine = [one for one in versions if one.kind.lower() == kind]
            self[f"form_{kind}_id"].choices = [("", ""), *((str(one.id), _version(one)) for one in mine)]

    def settings(self) -> Settings:
        """Return what was typed."""
        values: dict[str, Any] = {name: self[name].data for name in _PLAIN}
        values |= {name: self[name].amount.minor if self[name].amount else None for name in _AMOUNTS}
        values |= {name: UUID(self[name].data) if self[name].data else None for name in _FORMS}
        caps = {str(one): self[f"cap_{one}"].data for one in BudgetClass}
        return Settings(
            names=texts(self, "name"),
            guidance=texts(self, "guidance"),
            twice=Twice(self.twice.data) if self.twice.data else None,
            languages=tuple(self.languages.data or ()),
            class_caps={one: cap for one, cap in caps.items() if cap is not None},
            checklist=tuple(_document(row.form) for row in self.checklist if row.form.label_en.data),
            criteria=tuple(_criterion(row.form) for row in self.criteria if row.form.label_en.data),
            **values,
        )


def _version(form: FormVersion) -> str:
    title, number = pick(form.title, locale.choose()), form.number
    told = msg("%(title)s (%(number)s)", title=title, number=number)
    draft = msg("%(title)s (%(number)s, a draft)", title=title, number=number)
    return locale.translate(told if form.frozen_at else draft)


_AMOUNTS = ["floor_minor", "ceiling_minor", "envelope_minor"]
_MOMENTS = {
    "opens": "opens_at",
    "closes": "closes_at",
    "questions": "questions_until",
    "scores_due": "scores_due_at",
}
_FORMS = ["form_a_id", "form_b_id", "form_c_id"]
_PLAIN = [
    *[
        "zone",
        "opens",
        "closes",
        "questions",
        "scores_due",
        "longest_months",
        "framework_label",
        "scoring_mode",
        "quorum_part",
    ],
    *["quorum_whole", "majority", "partners_confirm", "cure_days", "grace_minutes", "reconsideration_days"],
    *["status_day", "reserve_until"],
]
for _code in LOCALES:
    _own = locale.NAMES[_code]
    setattr(SettingsForm, f"name_{_code}", StringField(_own, [Length(max=200)]))
    setattr(SettingsForm, f"guidance_{_code}", TextAreaField(_own, [Length(max=20_000)]))
for _class in BudgetClass:
    setattr(SettingsForm, f"cap_{_class}", IntegerField(label(CLASS_LABELS[_class].text), [Optional()]))


def texts(form: Form, name: str) -> dict[str, str]:
    """Return what was typed in each language, empty ones aside."""
    typed = {code: (form[f"{name}_{code}"].data or "").strip() for code in LOCALES}
    return {code: text for code, text in typed.items() if text}


def as_typed(round_: Round) -> dict[str, Any]:
    """Return a round's settings as the form shows them."""
    place = ZoneInfo(round_.zone)
    values = {name: getattr(round_, name) for name in _PLAIN if name not in _MOMENTS}
    values |= {
        name: Money(minor) if (minor := getattr(round_, name)) is not None else None for name in _AMOUNTS
    }
    values |= {name: str(getattr(round_, name) or "") for name in _FORMS}
    values |= {f"name_{code}": text for code, text in round_.names.items()}
    values |= {f"guidance_{code}": text for code, text in round_.guidance.items()}
    values |= {f"cap_{one}": cap for one, cap in round_.class_caps.items()}
    for name, column in _MOMENTS.items():
        moment = getattr(round_, column)
        values[name] = moment.astimezone(place).replace(tzinfo=None) if moment else None
    values["languages"] = round_.languages
    values["checklist"] = [
        {"key": one["key"], "required": one["required"], **_labels(one["label"])} for one in round_.checklist
    ]
    values["criteria"] = [
        {"key": one.key, "weight": one.weight, **_labels(one.label)} for one in round_.criteria
    ]
    return values


def _labels(kept: dict[str, str]) -> dict[str, str]:
    return {"label_en": kept.get("en", ""), "label_fr": kept.get("fr", "")}


def _label_of(row: Any) -> dict[str, str]:
    typed = {"en": row.label_en.data, "fr": row.label_fr.data}
    return {code: text.strip() for code, text in typed.items() if text and text.strip()}


def _key(row: Any) -> str:
    plain = re.sub(r"[^a-z0-9]+", "_", row.label_en.data.lower()).strip("_")
    return row.key.data or plain[:40] or "document"


def _document(row: Any) -> Document:
    return Document(_key(row), _label_of(row), bool(row.required.data))


def _criterion(row: Any) -> CriterionSetting:
    return CriterionSetting(_key(row), _label_of(row), row.weight.data or 0)


class StepsForm(Form):
    """The description of each step of a criterion's scale, in English and French."""

    def steps(self) -> dict[str, dict[str, str]]:
        """Return the descriptions by step and language."""
        return {
            step: {code: (self[f"step_{step}_{code}"].data or "").strip() for code in ("en", "fr")}
            for step in STEPS
        }


for _step in STEPS:
    for _code, _words in (("en", label("In English")), ("fr", label("In French"))):
        setattr(StepsForm, f"step_{_step}_{_code}", TextAreaField(_words, [Length(max=1000)]))


def steps_as_typed(criterion: Criterion) -> dict[str, str]:
    """Return a criterion's descriptions as the form shows them."""
    return {
        f"step_{step}_{code}": text
        for step, kept in criterion.steps.items()
        for code, text in (kept or {}).items()
    }


def scores_due_as_typed(round_: Round) -> dict[str, Any]:
    """Return the moment as the form shows it."""
    moment = round_.scores_due_at
    return {"scores_due": moment.astimezone(ZoneInfo(round_.zone)).replace(tzinfo=None) if moment else None}
