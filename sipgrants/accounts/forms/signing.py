"""Forms for getting in."""

from wtforms import PasswordField, StringField
from wtforms.validators import InputRequired, Length

from sipgrants.accounts.forms.fields import address_field, locale_field, zone_field
from sipgrants.accounts.passwords import SHORTEST
from sipgrants.web.forms import Form, label


class SignInForm(Form):
    """Address and password."""

    email = address_field(label("Mail address"), render_kw={"autocomplete": "username"})
    password = PasswordField(
        label("Password"), [InputRequired(), Length(max=1000)], render_kw={"autocomplete": "current-password"}
    )


class ForgottenForm(Form):
    """Whose password is forgotten."""

    email = address_field(label("Mail address"), render_kw={"autocomplete": "username"})


class PasswordForm(Form):
    """A new password, twice."""

    password = PasswordField(
        label("New password"),
        [InputRequired()],
        description=label("At least 12 characters; several words are easy to remember."),
        render_kw={"autocomplete": "new-password", "minlength": SHORTEST},
    )
    again = PasswordField(
        label("The same password again"), [InputRequired()], render_kw={"autocomplete": "new-password"}
    )


class InvitationForm(PasswordForm):
    """Who accepts an invitation says how to be addressed."""

    name = StringField(label("Name"), [InputRequired(), Length(max=200)], render_kw={"autocomplete": "name"})
    locale = locale_field()
    zone = zone_field()
