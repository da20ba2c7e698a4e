"""The filters of the funded projects; their state is the address."""

from collections.abc import Iterable, Mapping

from flask_babel import gettext
from wtforms import SelectField
from wtforms.fields.choices import SelectChoice

from sipgrants.lifecycle import labels
from sipgrants.portfolio.queries import PUBLIC_STATES, Chosen
from sipgrants.rounds.models import Round
from sipgrants.web import locale
from sipgrants.web.forms import Form, label

REGIONS = {
    "Africa": label("Africa"),
    "Asia and the Pacific": label("Asia and the Pacific"),
    "Central and Eastern Europe": label("Central and Eastern Europe"),
    "Latin America and the Caribbean": label("Latin America and the Caribbean"),
}


class ProjectFilter(Form):
    """Round, region, country, status."""

    round = SelectField(label("Round"), validate_choice=False)
    region = SelectField(label("Region"), validate_choice=False)
    country = SelectField(label("Country"), validate_choice=False)
    state = SelectField(label("Status"), validate_choice=False)

    def offer(self, rounds: Iterable[Round], names: Mapping[str, str]) -> None:
        """Fill the choices."""
        every = SelectChoice("", gettext("All"))
        self.round.choices = [
            every,
            *(SelectChoice(str(one.number), one.name(locale.choose())) for one in rounds),
        ]
        self.region.choices = [every, *(SelectChoice(key, str(words)) for key, words in REGIONS.items())]
        by_name = sorted(names.items(), key=lambda pair: pair[1])
        self.country.choices = [every, *(SelectChoice(code, name) for code, name in by_name)]
        self.state.choices = [
            every,
            *(SelectChoice(state, locale.translate(labels.state("award", state))) for state in PUBLIC_STATES),
        ]

    def chosen(self) -> Chosen:
        """Return what is asked for; what is not on offer counts as not chosen."""
        values = {}
        for name in ("round", "region", "country", "state"):
            field = self[name]
            on_offer = {choice.value for choice in field.choices}
            values[name] = field.data if field.data in on_offer else ""
        return Chosen(**values)
