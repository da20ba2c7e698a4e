"""Forms of the register of people and roles."""

from typing import Any

from flask_wtf.file import FileField
from wtforms import BooleanField, DateField, EmailField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from sipgrants.accounts import terms
from sipgrants.accounts.forms.fields import address_field, locale_field, looks_like_an_address, zone_field
from sipgrants.lifecycle import labels
from sipgrants.lifecycle.actor import RoleName
from sipgrants.parties import queries as parties
from sipgrants.parties.regions import LABELS, REGIONS
from sipgrants.web import locale
from sipgrants.web.forms import Form, label


def role_choices(roles: Any) -> list[tuple[str, str]]:
    """Return roles for a choice, with what each is called."""
    return [(str(role), locale.translate(labels.role(role))) for role in roles]


def party_choices(first: Any) -> list[tuple[str, str]]:
    """Return all Parties for a choice."""
    return [("", locale.translate(first)), *parties.choices(locale.current())]


class PeopleFilterForm(Form):
    """What the list of people is narrowed to; read from the address."""

    class Meta:
        csrf = False

    text = StringField(label("Name or address"), [Optional(), Length(max=100)])
    role = SelectField(
        label("Role today"), choices=lambda: [("", locale.translate(label("Any"))), *role_choices(RoleName)]
    )
    party = SelectField(label("Party"), choices=lambda: party_choices(label("Any")))
    state = SelectField(
        label("Account"),
        choices=lambda: [
            ("", locale.translate(label("Any"))),
            ("active", locale.translate(label("Active"))),
            ("invited", locale.translate(label("Invited, not accepted yet"))),
            ("closed", locale.translate(label("Closed"))),
        ],
    )


class RoleForm(Form):
    """A role from a day on."""

    role = SelectField(label("Role"), [InputRequired()], choices=lambda: role_choices(terms.GIVEN_ONE_BY_ONE))
    party = SelectField(
        label("Party"),
        choices=lambda: party_choices(label("None")),
        description=label("For roles in a Party's team."),
    )
    from_day = DateField(label("First day"), [Optional()], description=label("Empty: from today on."))
    until_day = DateField(label("Last day"), [Optional()], description=label("Empty: until it is ended."))
    letter = FileField(label("Designating letter"), description=label("PDF, at most 10 MB."))


class InviteForm(RoleForm):
    """A person, new or known, with a role."""

    email = address_field(label("Mail address"))
    name = StringField(
        label("Name"), [Length(max=200)], description=label("Only for somebody who has no account yet.")
    )
    locale = locale_field()


class EndForm(Form):
    """The last day of a role."""

    until_day = DateField(
        label("Last day in this role"), [InputRequired()], description=label("Yesterday ends it at once.")
    )
    reason = TextAreaField(label("Reason"), [InputRequired(), Length(max=2000)])


class SuccessorForm(Form):
    """The successor whom a Government's letter names."""

    email = address_field(label("Mail address of the successor"))
    name = StringField(
        label("Name"), [Length(max=200)], description=label("Only for somebody who has no account yet.")
    )
    locale = locale_field()
    from_day = DateField(label("First day"), [InputRequired()])
    letter = FileField(label("The Government's letter"), description=label("PDF, at most 10 MB."))


class LetterForm(Form):
    """A letter that comes later."""

    letter = FileField(label("Designating letter"), description=label("PDF, at most 10 MB."))


class PersonForm(Form):
    """How a person is addressed."""

    name = StringField(label("Name"), [InputRequired(), Length(max=200)])
    locale = locale_field()
    zone = zone_field()


class ReasonForm(Form):
    """Why."""

    reason = TextAreaField(label("Reason"), [InputRequired(), Length(max=2000)])


class RecoverForm(ReasonForm):
    """What the person lost."""

    email = EmailField(
        label("New mail address"),
        [Optional(), Length(max=254), looks_like_an_address],
        description=label("Empty: the address stays."),
    )
    drop_factor = BooleanField(label("The authenticator is lost: forget it"))


class RegisterFilterForm(Form):
    """What the register of focal points is narrowed to."""

    class Meta:
        csrf = False

    region = SelectField(
        label("Region"),
        choices=lambda: [
            ("", locale.translate(label("All regions"))),
            *((key, locale.translate(LABELS[key])) for key in REGIONS),
        ],
    )
    missing = BooleanField(label("Only Parties without a focal point"))


class TeamForm(Form):
    """Whom the focal point takes into the team."""

    email = address_field(label("Mail address"))
    name = StringField(label("Name"), [InputRequired(), Length(max=200)])
    role = RadioField(
        label("Role"), [InputRequired()], choices=lambda: role_choices(terms.INVITED_BY_FOCAL_POINT)
    )
    locale = locale_field()


class HandOverForm(Form):
    """Who takes over somebody's role in the team."""

    email = address_field(label("Mail address"))
    name = StringField(label("Name"), [InputRequired(), Length(max=200)])
    locale = locale_field()


class ImportForm(Form):
    """A list of people: a file, or pasted."""

    file = FileField(label("File"), description=label("CSV, as spreadsheets save it."))
    list = TextAreaField(label("Or paste the list here"), [Length(max=1_000_000)])
