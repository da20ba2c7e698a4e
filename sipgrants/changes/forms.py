"""Forms about changes: shape only."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from flask_wtf.file import FileField, FileRequired
from wtforms import (
    DateField,
    FieldList,
    FormField,
    HiddenField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms import Form as Part
from wtforms.validators import InputRequired, Length, Optional

from sipgrants.accounts.models import Person
from sipgrants.awards.commands import SIDES
from sipgrants.awards.models import Instalment
from sipgrants.changes.commands import Asked
from sipgrants.changes.commands.closing import Fate
from sipgrants.changes.commands.deciding import Days
from sipgrants.changes.due_lines import DueLine
from sipgrants.changes.kinds import EXTENSION, LABELS, MANAGER
from sipgrants.changes.models import FATES, Change
from sipgrants.core import clock
from sipgrants.core.errors import Problem, require
from sipgrants.core.i18n import msg
from sipgrants.lifecycle import labels
from sipgrants.lifecycle.states import ChangeState
from sipgrants.web import uploads
from sipgrants.web.forms import Form, label, options

_PROOF = label("PDF, Word, Excel, JPEG or PNG; at most 20 MB.")


class Filters(Form):
    """What the list of changes is narrowed to; read from the address."""

    class Meta:
        csrf = False

    state = SelectField(
        label("State"),
        choices=options(
            [
                ("", label("Any")),
                *((str(one), label(labels.state("change", one).text)) for one in ChangeState),
            ]
        ),
    )
    kind = SelectField(
        label("Kind of change"),
        choices=options([("", label("Any")), *((key, label(words.text)) for key, words in LABELS.items())]),
    )

    @property
    def chosen(self) -> int:
        """Return how many filters are set."""
        return sum(bool(one.data) for one in (self.state, self.kind))


class Kind(Form):
    """What is to change."""

    kind = RadioField(
        label("What is to change?"),
        [InputRequired()],
        choices=options((key, label(words.text)) for key, words in LABELS.items()),
    )


class DueDay(Part):
    """The day of one report."""

    key = HiddenField()
    due_on = DateField(label("Due on"), [Optional()])


def days_typed(rows: Any) -> dict[str, date]:
    """Return the days of reports by key; those left empty stay."""
    return {
        row.form.key.data: row.form.due_on.data for row in rows if row.form.key.data and row.form.due_on.data
    }


def due_rows(lines: Iterable[DueLine], days: Mapping[str, date] | None = None) -> list[dict[str, Any]]:
    """Return the reports whose day may move as the form shows them. `days`: what is filled in by key; nothing otherwise."""
    filled = days or {}
    return [
        {"key": one.key, "due_on": filled.get(one.key)}
        for one in lines
        if not one.is_settled and one.becomes is not None
    ]


_NEEDED = {EXTENSION: ("new_ends_on",), MANAGER: ("manager_name", "manager_email")}


class Proposal(Form):
    """Why, with evidence; and what the kind asks for."""

    kind = HiddenField()
    new_ends_on = DateField(label("New last day of the project"), [Optional()])
    dues = FieldList(FormField(DueDay), label=label("Days of reports that are not accepted yet"))
    manager_name = StringField(label("Name of the new project manager"), [Length(max=200)])
    manager_email = StringField(label("Mail address of the new project manager"), [Length(max=254)])
    old_manager = SelectField(label("Who leaves"), validate_choice=False)
    reasons = TextAreaField(label("Reasons"), [InputRequired(), Length(max=8000)])
    evidence = FileField(label("Evidence"), description=_PROOF)

    def offer(self, kind: str, managers: Iterable[Person]) -> None:
        """Ask for what the kind cannot do without, and offer the present project managers."""
        for one in (self[name] for name in _NEEDED.get(kind, ())):
            one.validators = [
                InputRequired(),
                *(rule for rule in one.validators if not isinstance(rule, Optional)),
            ]
            one.flags.required = True
        self.old_manager.choices = options(
            [("", label("Nobody")), *((str(one.id), one.name) for one in managers)]
        )

    def asked(self, kind: str) -> Asked:
        """Return what was typed; a file that was brought is looked at and kept."""
        return Asked(
            kind=kind,
            reasons=self.reasons.data or "",
            new_ends_on=self.new_ends_on.data,
            manager_name=self.manager_name.data or "",
            manager_email=self.manager_email.data or "",
            old_manager_id=_identifier(self.old_manager.data),
            evidence=uploads.of(self.evidence),
            due_days=days_typed(self.dues),
        )


def as_asked(change: Change) -> dict[str, Any]:
    """Return a change as the form shows it, to be asked for again."""
    return {
        "kind": change.kind,
        "new_ends_on": change.new_ends_on,
        "manager_name": change.new_manager_name,
        "manager_email": change.new_manager_email,
        "old_manager": str(change.old_manager_id or ""),
        "reasons": change.reasons,
    }


def _identifier(text: str | None) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        require([Problem("old_manager", msg("Choose one of the present project managers."))])
        return None


class Reason(Form):
    """A reason in words."""

    reason = TextAreaField(label("Reason"), [InputRequired(), Length(max=4000)])


class Evidence(Form):
    """One more file that shows why."""

    evidence = FileField(label("Evidence"), [FileRequired()], description=_PROOF)


class InstalmentDays(Part):
    """The days of one instalment."""

    number = HiddenField()
    due_on = DateField(label("Planned for"), [Optional()])
    waits_for_day = DateField(label("Not before"), [Optional()])


class Approval(Form):
    """The reasons, and new days: of the instalments that are not under way yet, of reports that are not accepted yet."""

    reason = TextAreaField(label("Reasons for the approval"), [InputRequired(), Length(max=4000)])
    dues = FieldList(FormField(DueDay), label=label("Days of reports that are not accepted yet"))
    instalments = FieldList(FormField(InstalmentDays), label=label("Days of the instalments"))

    def due_days(self) -> dict[str, date]:
        """Return the days of reports by key."""
        return days_typed(self.dues)

    def days(self) -> dict[int, Days]:
        """Return the days by the number of the instalment."""
        rows = [row.form for row in self.instalments if str(row.form.number.data or "").isdecimal()]
        return {int(row.number.data): Days(row.due_on.data, row.waits_for_day.data) for row in rows}


def present_days(instalments: Iterable[Instalment]) -> list[dict[str, Any]]:
    """Return the days as they are, for the form."""
    return [
        {"number": one.number, "due_on": one.due_on, "waits_for_day": one.waits_for_day}
        for one in instalments
    ]


class Signature(Form):
    """Who signed for which side, and when."""

    side = RadioField(
        label("Which side signed?"),
        [InputRequired()],
        choices=options((key, label(words.text)) for key, words in SIDES.items()),
    )
    name = StringField(label("Who signed"), [InputRequired(), Length(max=200)])
    signed_on = DateField(label("Day of the signature"), [InputRequired()], default=clock.today)
    copy = FileField(label("Signed copy"), description=_PROOF)


class PartySignature(Signature):
    """The Party's own signature: with the signed copy."""

    side = HiddenField(default="party")
    copy = FileField(label("Signed copy"), [FileRequired()], description=_PROOF)


class AssetRow(Part):
    """What becomes of one item of equipment."""

    fate = SelectField(
        label("What becomes of it"),
        choices=options([("", label("Choose")), *((key, label(one.text)) for key, one in FATES.items())]),
        validate_choice=False,
    )
    holder = StringField(label("Who keeps it or receives it"), [Length(max=200)])
    note = StringField(label("Remark"), [Length(max=500)])


class Assets(Form):
    """The fate of every item, in the order of the inventory."""

    items = FieldList(FormField(AssetRow), label=label("Equipment"))

    def fates(self) -> list[Fate]:
        """Return what was chosen."""
        rows = [row.form for row in self.items]
        return [Fate(one.fate.data or "", one.holder.data or "", one.note.data or "") for one in rows]
