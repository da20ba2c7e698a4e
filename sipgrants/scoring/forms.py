"""Forms of scoring: shape only."""

from wtforms import TextAreaField
from wtforms.validators import Length

from sipgrants.web.forms import Form, label


class OpenForm(Form):
    """A Co-Chair's word to open the seal."""

    absent = TextAreaField(label("The other Co-Chair is absent because"), [Length(max=500)])
