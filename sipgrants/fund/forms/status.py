"""Forms of the status of contributions."""

from datetime import date
from uuid import UUID

from wtforms import DateField, SelectField
from wtforms.validators import Optional

from sipgrants.core import clock
from sipgrants.fund.forms.fields import ASKED
from sipgrants.fund.models import Donor
from sipgrants.fund.status_queries import GENERAL, Chosen
from sipgrants.web.forms import Form, label, options


class StatusFilter(Form):
    """Which status: of a day, of a donor, of the pledges of a year, of what is meant for a round."""

    class Meta:
        csrf = False

    on = DateField(label("As at"), [Optional()])
    donor = SelectField(label("Donor"), default="")
    year = SelectField(label("Pledged in"), default="")
    round = SelectField(label("Meant for"), default="")

    def offer(self, donors: list[Donor], years: list[int], rounds: list[tuple[str, str]]) -> None:
        """Offer what there is."""
        every = ("", label("All"))
        self.donor.choices = options([every, *((str(one.id), one.name) for one in donors)])
        self.year.choices = options([every, *((str(one), str(one)) for one in years)])
        self.round.choices = options([every, (GENERAL, label("The fund as a whole")), *rounds])

    def day(self) -> date:
        """Return the day that is asked for, never one to come."""
        return min(self.on.data or clock.today(), clock.today())

    def chosen(self) -> Chosen:
        """Return what is asked for; what is not on offer counts as not chosen."""
        kept = {
            name: self[name].data
            for name in ("donor", "year", "round")
            if self[name].data in {one.value for one in self[name].choices}
        }
        return Chosen(
            donor=UUID(kept["donor"]) if kept.get("donor") else None,
            year=int(kept["year"]) if kept.get("year") else None,
            round=kept.get("round", ""),
        )


class PublishForm(Form):
    """The day of the status that is published."""

    on = DateField(label("As at"), ASKED)
