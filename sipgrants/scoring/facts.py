"""What the Board asks about rounds and applications by name: titles and Parties only."""

from uuid import UUID

from sqlalchemy import select

from sipgrants.applications.models import Application
from sipgrants.board.items import BoardRound, Dossier
from sipgrants.core.db import session
from sipgrants.lifecycle.rights import fact
from sipgrants.rounds.models import Round

ON_THE_WAY = ("eligible", "with_board", "approved", "reserve", "not_approved")
_ROUND_STATES = ("appraisal", "with_board", "decided", "completed")


@fact("board.rounds")
def board_rounds() -> tuple[BoardRound, ...]:
    """Return the rounds from their appraisal on, newest first; those from before this system have no applications."""
    rows = session().scalars(
        select(Round)
        .where(Round.state.in_(_ROUND_STATES), Round.past.is_(None))
        .order_by(Round.number.desc())
    )
    return tuple(_round(one) for one in rows)


def _round(row: Round) -> BoardRound:
    return BoardRound(
        row.id, row.number, row.names, row.state, row.zone, row.declarations_asked_at, row.scores_due_at
    )


@fact("round.dossiers")
def dossiers(round_id: UUID) -> tuple[Dossier, ...]:
    """Return what is or will be before the Board in a round, by reference."""
    rows = session().scalars(
        select(Application)
        .where(Application.round_id == round_id, Application.state.in_(ON_THE_WAY))
        .order_by(Application.reference)
    )
    return tuple(dossier(one) for one in rows.unique())


def dossier(application: Application) -> Dossier:
    """Return an application as the Board knows it before opening it."""
    parties = {application.party_id: application.party.names}
    for partner in application.partners:
        if partner.party_id in application.party_ids:
            parties[partner.party_id] = partner.party.names
    return Dossier(
        application.id,
        application.round_id,
        application.reference,
        application.title,
        application.state,
        application.party_id,
        parties,
    )
