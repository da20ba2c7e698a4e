"""Forms of the desk."""

from wtforms import TextAreaField
from wtforms.validators import InputRequired, Length

from sipgrants.web.forms import Form, label


class RefusalForm(Form):
    """Why a second person does not confirm."""

    reason = TextAreaField(
        label("Why you do not confirm"),
        [InputRequired(label("Say why: the other officer reads it.")), Length(max=2000)],
    )
