"""What other rooms ask about awards by name, and the proof that awards and ledger agree."""

from collections import Counter
from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import func, select

from sipgrants.applications.models import Application
from sipgrants.awards import queries
from sipgrants.awards.models import Award, Instalment
from sipgrants.core.db import session
from sipgrants.core.errors import Problem
from sipgrants.core.i18n import Message, msg
from sipgrants.core.money import Money
from sipgrants.fund import queries as fund
from sipgrants.fund.constraints import reconcile
from sipgrants.fund.proofs import proof
from sipgrants.fund.statements import Named
from sipgrants.lifecycle.rights import fact
from sipgrants.meetings.models import Decision
from sipgrants.meetings.portfolio import Granted
from sipgrants.parties.models import Party
from sipgrants.rounds.models import Round


@fact("awards.granted")
def granted() -> tuple[Granted, ...]:
    """Return every award with its application, Party and state."""
    rows = session().execute(select(Award.application_id, Award.party_id, Award.state))
    return tuple(Granted(*row) for row in rows)


@fact("awards.named")
def named() -> Mapping[UUID, Named]:
    """Return what the statement of the fund says of every award, in two statements."""
    parts: dict[UUID, Counter[str]] = {}
    count = select(Instalment.award_id, Instalment.state, func.count()).where(Instalment.state != "cancelled")
    for award_id, status, amount in session().execute(count.group_by(Instalment.award_id, Instalment.state)):
        parts.setdefault(award_id, Counter())[status] = amount
    about = (Award.id, Award.number, Award.title, Party.names, Award.state, Award.amount_minor)
    found = {}
    for one, number, title, names, state, minor in session().execute(select(*about).join(Party)):
        mine = parts.get(one, Counter())
        paid = mine["paid"] + mine["acknowledged"]
        found[one] = Named(number, title, names, state, minor, mine.total(), paid)
    return found


@fact("rounds.names")
def names_of_rounds() -> Mapping[UUID, Mapping[str, str]]:
    """Return the names of the rounds by language: the fund shows what is meant for which."""
    rows = session().execute(select(Round.id, Round.names, Round.number))
    return {one: names or {"en": f"Round {number}"} for one, names, number in rows}


@proof("awards")
def awards_and_ledger_agree() -> list[Problem]:
    """Prove that the ledger explains its cash and agrees with every award and its instalments."""
    awards = list(session().scalars(select(Award).order_by(Award.number)).unique())
    numbers = {str(one.id): one.number for one in awards}
    found = reconcile(fund.ledger_lines(), queries.money_rows(awards))
    return [Problem(_named(one.field, numbers), one.message) for one in found]


@proof("envelopes")
def decisions_keep_to_the_envelope() -> list[Problem]:
    """Programme rule (section 4): "A decision may not exceed the round's envelope, where awards declined or lapsed no
    longer count".
    """
    fell = select(Award.application_id).where(
        Award.state.in_(("declined", "lapsed")), Award.application_id.is_not(None)
    )
    query = (
        select(Round.number, Round.envelope_minor, func.sum(Decision.amount_minor))
        .join(Application, Application.round_id == Round.id)
        .join(Decision, Decision.application_id == Application.id)
        .where(Decision.state == "confirmed", Decision.outcome == "approved", Application.id.not_in(fell))
        .where(Round.envelope_minor.is_not(None))
        .group_by(Round.number, Round.envelope_minor)
    )
    return [
        Problem(f"round {number}", _more(Money(int(decided or 0)), Money(envelope)))
        for number, envelope, decided in session().execute(query)
        if envelope is not None and (decided or 0) > envelope
    ]


def _more(decided: Money, envelope: Money) -> Message:
    return msg(
        "More is decided than the envelope holds: %(decided)s, %(envelope)s.",
        decided=decided,
        envelope=envelope,
    )


def _named(field: str, numbers: Mapping[str, str]) -> str:
    identifier, _dot, part = field.partition(".")
    return f"{numbers.get(identifier, identifier)}.{part}".rstrip(".")
