"""The seal: opened once, by both Co-Chairs or by who stands in for them; it cannot be closed again."""

from sipgrants.board import queries as board
from sipgrants.board.confirming import Confirmers, confirmers
from sipgrants.core import audit, clock, outbox
from sipgrants.core.db import command, session
from sipgrants.core.errors import Conflict, Forbidden
from sipgrants.core.i18n import msg, nmsg
from sipgrants.lifecycle import rights
from sipgrants.lifecycle.actor import Actor
from sipgrants.rounds.models import Round
from sipgrants.scoring import queries
from sipgrants.scoring.models import Seal, SealConsent
from sipgrants.scoring.queries import Picture


@command
def open_seal(round_: Round, *, by: Actor, absent: str = "") -> bool:
    """Say, as Co-Chair, that the seal be opened; it opens with the last word needed. Returns whether it is open.

    `absent`: why the other Co-Chair's word is not waited for. From the opening on every member who is not barred sees all
    scores, nothing more is handed in, and who was missing is on record.
    """
    rights.demand(by, "seal.open", round_)
    picture = queries.picture(round_)
    _check(picture)
    seal = picture.seal or _begin(round_)
    asked = needed(picture, by, absent)
    refused = asked.refuse(by.person_id)
    if refused:
        raise Forbidden(refused)
    if by.person_id not in {one.person_id for one in seal.consents}:
        seal.consents.append(SealConsent(person_id=by.person_id))
    seal.absent = absent.strip() or seal.absent
    audit.record("seal.consent", round_, by, absent=seal.absent)
    if asked.done({one.person_id for one in seal.consents}):
        _open(seal, picture, asked, by)
    session().flush()
    rights.forget()
    return seal.opened_at is not None


def needed(picture: Picture, by: Actor, absent: str = "") -> Confirmers:
    """Return whose word opens the seal: both Co-Chairs; one, where the other is barred or (so `by` says) absent."""
    chairs = board.co_chairs(picture.seats)
    away = {one for one in chairs if one != by.person_id} if absent.strip() else set()
    given = {one.person_id for one in picture.seal.consents} if picture.seal else set()
    return confirmers(chairs, queries.chairs_barred(picture, chairs), away - given)


def _check(picture: Picture) -> None:
    if picture.is_open:
        raise Conflict(msg("The seal is open already."))
    if picture.round.state != "with_board":
        raise Conflict(msg("The seal is opened while the round is before the Board."))
    if not queries.may_be_opened(picture):
        text = nmsg(
            "%(num)s score sheet is not in yet, and the time set for scoring has not passed.",
            "%(num)s score sheets are not in yet, and the time set for scoring has not passed.",
            len(picture.missing),
        )
        raise Conflict(text)


def _begin(round_: Round) -> Seal:
    made = Seal(round_id=round_.id, missing=[], consents=[])
    session().add(made)
    return made


def _open(seal: Seal, picture: Picture, asked: Confirmers, by: Actor) -> None:
    seal.opened_at = clock.now()
    seal.note = str(asked.note or "")
    seal.missing = [{"application": str(one), "person": str(who)} for one, who in sorted(picture.missing)]
    audit.record(
        "seal.open", picture.round, by, missing=len(seal.missing), note=seal.note, absent=seal.absent
    )
    for seat in picture.seats:
        outbox.mail(
            "seal_opened",
            person_id=seat.person_id,
            about=picture.round,
            round_id=picture.round.id,
            names=picture.round.names,
            number=picture.round.number,
        )
