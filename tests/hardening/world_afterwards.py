"""What stands beside awards that run: their events, a dossier, a file of payments."""

from types import SimpleNamespace

from sipgrants.awards.models import Instalment
from sipgrants.core import clock
from sipgrants.disbursements import commands as payments
from sipgrants.disbursements import matching_queries
from sipgrants.dossiers import commands as dossiers
from sipgrants.lifecycle.actor import RoleName as R
from tests.builders import awards, money, people
from tests.builders import events as happening
from tests.hardening.names import PARTY, Found, first


def events_of_awards() -> Found:
    """Events about an award: to come, over and written up; a dossier that is being made."""
    award, by = awards.active(), people.actor_of(people.person(R.PROGRAMME_OFFICER))
    yield "award_event.planned", happening.event(by, award)
    yield "award_event.over", happening.event(by, award, days=-1)
    recorded = happening.recorded(by, award)
    yield "award_event.recorded", recorded
    yield "award_point.open", happening.point(recorded, by, f"party:{PARTY}")
    yield "award_event_file.shared", happening.file(recorded, by, is_shared=True)
    yield "award_event_file.internal", happening.file(recorded, by)
    yield "award_dossier.asked", dossiers.ask(award, by=by, locale="en")


def file_of_payments() -> Found:
    """A file of UNEP's system with a payment that fits, and one that does not."""
    one = first(Instalment, Instalment.state == "approved")
    fits = f"U-71,{clock.today()},{one.amount.decimal()},{one.award.number}"
    text = f"payment reference,paid on,amount,award\n{fits}\nU-72,{clock.today()},5,Nobody's\n"
    upload, lines = matching_queries.looked_through(text.encode(), "payments.csv")
    sent = payments.file_payments(by=money.finance(), upload=upload, lines=lines)
    yield "payments_waiting.file", SimpleNamespace(id=sent.sha256)
    yield "payment_file.sent", sent
