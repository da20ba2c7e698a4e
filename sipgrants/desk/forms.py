"""Forms of the desk."""

from uuid import UUID

from flask_wtf import FlaskForm
from wtforms import FieldList, FormField, HiddenField, SelectField, TextAreaField
from wtforms.validators import InputRequired, Length

from sipgrants.core.errors import NotFound
from sipgrants.desk.watched_queries import Chosen
from sipgrants.desk.watching_queries import STATES
from sipgrants.lifecycle import labels
from sipgrants.parties.regions import LABELS, REGIONS
from sipgrants.plans.measuring import HOWS, MEASURES
from sipgrants.web.forms import Form, label, options


class RefusalForm(Form):
    """Why a second person does not confirm."""

    reason = TextAreaField(
        label("Why you do not confirm"),
        [InputRequired(label("Say why: the other officer reads it.")), Length(max=2000)],
    )


class WatchFilter(Form):
    """What the portfolio is narrowed by: round, and, for whoever may see single awards, region, country, status."""

    class Meta:
        csrf = False

    round = SelectField(label("Round"), default="")
    region = SelectField(label("Region"), default="")
    country = SelectField(label("Country"), default="")
    state = SelectField(label("Status"), default="")

    def offer(self, rounds: list[tuple[str, str]], countries: list[tuple[str, str]]) -> None:
        """Offer what there is."""
        every = ("", label("All"))
        regions = [(key, label(LABELS[key].text)) for key in REGIONS]
        states = [(state, label(labels.state("award", state).text)) for state in STATES]
        for field, pairs in (
            (self.round, rounds),
            (self.region, regions),
            (self.country, countries),
            (self.state, states),
        ):
            field.choices = options([every, *pairs])

    def chosen(self) -> Chosen:
        """Return what is asked for; what is not on offer counts as not chosen."""
        kept = {one.name: one.data for one in self if one.data in {choice.value for choice in one.choices}}
        return Chosen(
            UUID(kept["round"]) if kept.get("round") else None,
            kept.get("region", ""),
            kept.get("country", ""),
            kept.get("state", ""),
        )


class CountsFor(FlaskForm):
    """What one indicator counts for. `root`: its first ancestor; `was`: what the page showed."""

    class Meta:
        csrf = False

    root = HiddenField()
    was = HiddenField()
    measure = SelectField(
        label("Counts for"),
        choices=options(
            [("", label("None")), *((str(key), label(one.text)) for key, one in MEASURES.items())]
        ),
    )
    how = SelectField(
        label("What is added"), choices=options((str(key), label(one.text)) for key, one in HOWS.items())
    )


class MeasuresForm(Form):
    """What the indicators of a page count for."""

    rows = FieldList(FormField(CountsFor))

    def changed(self) -> dict[UUID, tuple[str, str]]:
        """Return what differs from what the page showed: what a colleague decided meanwhile stays."""
        found = {}
        for row in self.rows:
            measure, how = row.form.measure.data or "", row.form.how.data
            if row.form.was.data != f"{measure}:{how}":
                found[_root(row.form.root.data)] = (measure, how)
        return found


def _root(text: str | None) -> UUID:
    try:
        return UUID(text or "")
    except ValueError:
        raise NotFound() from None
