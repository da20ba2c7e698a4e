"""The editor's forms: shape only. Every text stands there once for each language in which a form may be written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wtforms import (
    BooleanField,
    FieldList,
    FormField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    widgets,
)
from wtforms import (
    Form as Part,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from sipgrants.config import LOCALES
from sipgrants.core.errors import Problem, require
from sipgrants.core.i18n import Message, msg
from sipgrants.questionnaires import kinds
from sipgrants.questionnaires.content import Content
from sipgrants.questionnaires.crossing import RULES
from sipgrants.questionnaires.editing import slug
from sipgrants.questionnaires.values import read_money, typed
from sipgrants.web import locale
from sipgrants.web.forms import Form, label, options

SHORT, LONG, HINT = 300, 4000, 1500
MOST_OPTIONS = 60
Texts = dict[str, str]


def read_texts(form: Any, name: str) -> Texts:
    """Return what was typed in each language, empty ones aside."""
    typed_texts = {code: (form[f"{name}_{code}"].data or "").strip() for code in LOCALES}
    return {code: text for code, text in typed_texts.items() if text}


def spread(name: str, texts: Mapping[str, str] | None) -> dict[str, str]:
    """Return texts by language as the fields of a form."""
    return {f"{name}_{code}": text for code, text in (texts or {}).items() if code in LOCALES}


def _in_languages(form: type, name: str, kind: Any, most: int) -> None:
    for code in LOCALES:
        setattr(form, f"{name}_{code}", kind(locale.NAMES[code], [Length(max=most)]))


class FormTexts(Form):
    """Title and introduction of a version."""


class SectionForm(Form):
    """A section; its key only where it is new."""

    key = StringField(label("Key"), [Length(max=40)])


class NewQuestion(Form):
    """What a question begins with: its words and its kind."""

    kind = SelectField(label("Kind"), [InputRequired()])
    key = StringField(label("Key"), [Length(max=40)])

    def offer(self, column: bool) -> None:
        """Offer the kinds; a column has fewer."""
        self.kind.choices = options(_kinds(column))


class OptionRow(Part):
    """One answer to choose from: its value, and its words in each language."""

    value = StringField(label("Value"), [Length(max=60)])


class QuestionForm(Form):
    """A question or a column; what its kind does not know is not drawn, and not read."""

    kind = SelectField(label("Kind"), [InputRequired()])
    required = BooleanField(label("Must be answered"))
    max_words = IntegerField(label("Word limit"), [Optional(), NumberRange(1, 20_000)])
    least = StringField(label("Least"), [Length(max=30)])
    most = StringField(label("Most"), [Length(max=30)])
    options = FieldList(FormField(OptionRow), label=label("Answers to choose from"), max_entries=MOST_OPTIONS)
    when = SelectField(label("Shown only if this was answered"))

    def offer(self, conditions: list[tuple[str, str]], column: bool, present: str) -> None:
        """Offer the kinds (its `present` one whatever it is), and the earlier answers on which it may depend."""
        self.kind.choices = options(_kinds(column, present))
        self.when.choices = options([("", label("It is always shown")), *conditions])

    def asked(self) -> Content:
        """Return the question as it was typed; Invalid with all that cannot be read."""
        kind = self.kind.data
        problems: list[Problem] = []
        bounds = {
            name: _bound(kind, field, self[field].data or "", problems)
            for name, field in (("min", "least"), ("max", "most"))
            if name in kinds.fitting(kind)
        }
        offered = [one for row in self.options if (one := _option(row.form))]
        require(problems)
        found: Content = {
            "kind": kind, "label": read_texts(self, "label"), "hint": read_texts(self, "hint"),
            "required": bool(self.required.data), "show_when": _condition(self.when.data or ""), **bounds,
        }  # fmt: skip
        found |= {"max_words": self.max_words.data} if "max_words" in kinds.fitting(kind) else {}
        return found | ({"options": offered} if kind in kinds.CHOICES else {})


class CheckForm(Form):
    """A check between answers, with what the applicant is told where it does not hold."""

    left = SelectField(label("This answer"), [InputRequired()])
    rule = RadioField(
        label("What has to hold"),
        [InputRequired()],
        choices=options((name, label(words.text)) for name, words in RULES.items()),
    )
    right = SelectMultipleField(
        label("Compared with"),
        [InputRequired()],
        widget=widgets.ListWidget(prefix_label=False),
        option_widget=widgets.CheckboxInput(),
    )

    def offer(self, operands: list[tuple[str, str]]) -> None:
        """Offer the answers that can be compared."""
        self.left.choices = options([("", label("Choose")), *operands])
        self.right.choices = options(operands)

    def check(self) -> Content:
        """Return the check as typed."""
        words = read_texts(self, "message")
        return {
            "left": self.left.data,
            "rule": self.rule.data,
            "right": list(self.right.data or ()),
            "message": words,
        }


_in_languages(FormTexts, "title", StringField, SHORT)
_in_languages(FormTexts, "introduction", TextAreaField, LONG)
_in_languages(SectionForm, "title", StringField, SHORT)
_in_languages(SectionForm, "guidance", TextAreaField, LONG)
_in_languages(NewQuestion, "label", StringField, SHORT)
_in_languages(OptionRow, "label", StringField, SHORT)
_in_languages(QuestionForm, "label", StringField, SHORT)
_in_languages(QuestionForm, "hint", TextAreaField, HINT)
_in_languages(CheckForm, "message", StringField, SHORT)


def question_as_typed(question: Content) -> dict[str, Any]:
    """Return a question as its form shows it."""
    kind, when = question["kind"], question.get("show_when")
    return {
        "kind": kind,
        "required": question.get("required", True),
        "max_words": question.get("max_words"),
        "least": typed(kind, question.get("min")),
        "most": typed(kind, question.get("max")),
        "options": [
            {"value": one["value"], **spread("label", one["label"])} for one in question.get("options", ())
        ],
        "when": f"{when['question']}={when['is']}" if when else "",
        **spread("label", question["label"]),
        **spread("hint", question.get("hint")),
    }


def check_as_typed(check: Content) -> dict[str, Any]:
    """Return a check as its form shows it."""
    return {name: check[name] for name in ("left", "rule", "right")} | spread("message", check["message"])


def _kinds(column: bool, present: str | None = None) -> list[tuple[str, Any]]:
    offered = (
        {name: kinds.PLAIN[name] for name in kinds.COLUMN_KINDS}
        if column
        else {**kinds.PLAIN, **kinds.BUILT_IN}
    )
    if present is not None:
        offered.setdefault(present, kinds.LABELS.get(present) or Message(present))
    return [(name, label(words.text)) for name, words in offered.items()]


def _bound(kind: str, field: str, text: str, problems: list[Problem]) -> int | None:
    if not text.strip():
        return None
    found = (
        read_money(text) if kind == "money" else int(text) if text.isascii() and text.isdecimal() else None
    )
    if found is None or not 0 <= found <= 10**15:
        problems.append(Problem(field, _FIGURE))
    return found


_FIGURE: Message = msg("Enter a figure, for example 12.")


def _option(row: Any) -> Content | None:
    words = read_texts(row, "label")
    value = (row.value.data or "").strip() or slug(words.get("en", ""))
    return {"value": value, "label": words} if value or words else None


def _condition(chosen: str) -> Content | None:
    question, _equals, value = chosen.partition("=")
    return {"question": question, "is": value} if question and value else None
