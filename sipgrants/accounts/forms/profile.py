"""Forms of one's own account."""

from wtforms import PasswordField, RadioField, StringField
from wtforms.validators import InputRequired, Length

from sipgrants.accounts.forms.fields import address_field, locale_field, zone_field
from sipgrants.accounts.forms.signing import PasswordForm
from sipgrants.accounts.notices import CHOICES
from sipgrants.web.forms import Form, label, options


class ProfileForm(Form):
    """How a person is addressed."""

    name = StringField(label("Name"), [InputRequired(), Length(max=200)], render_kw={"autocomplete": "name"})
    locale = locale_field()
    zone = zone_field()
    notices = RadioField(
        label("Mails that only tell what happened"),
        choices=options((str(key), label(words.text)) for key, words in CHOICES.items()),
    )


class ChangePasswordForm(PasswordForm):
    """The present password and a new one."""

    present = PasswordField(
        label("Present password"), [InputRequired()], render_kw={"autocomplete": "current-password"}
    )


class AddressForm(Form):
    """A new address, confirmed by a link."""

    email = address_field(label("New mail address"))
    present = PasswordField(
        label("Present password"), [InputRequired()], render_kw={"autocomplete": "current-password"}
    )


class FactorForm(Form):
    """The first code of an authenticator, and the password: a session left open is not enough."""

    code = StringField(
        label("Six digits that it shows now"),
        [InputRequired(), Length(max=20)],
        render_kw={"inputmode": "numeric", "autocomplete": "one-time-code"},
    )
    password = PasswordField(
        label("Your password"), [InputRequired()], render_kw={"autocomplete": "current-password"}
    )
