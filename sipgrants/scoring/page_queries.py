"""What the pages of scoring show, read once and in a fixed number of statements."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from sipgrants.applications.models import BEFORE_BOARD, Application
from sipgrants.appraisal.models import Appraisal, ExpertInvitation
from sipgrants.board import queries as board
from sipgrants.board.bars import Bar
from sipgrants.board.items import BoardRound
from sipgrants.board.models import Seat
from sipgrants.core import db
from sipgrants.core.db import session
from sipgrants.core.errors import NotFound
from sipgrants.core.i18n import Message, msg
from sipgrants.lifecycle.actor import BOARD, Actor
from sipgrants.lifecycle.waiting import Waiting
from sipgrants.plans import queries as plans
from sipgrants.questionnaires import queries as questionnaires
from sipgrants.rounds.models import Round
from sipgrants.scoring import print_queries, queries
from sipgrants.scoring.facts import dossier
from sipgrants.scoring.models import Sheet, SheetChange
from sipgrants.scoring.queries import Picture
from sipgrants.scoring.sheets import progress

EARLIER = 50  # texts that a page lists


@dataclass(frozen=True)
class Item:
    """One application on a member's list: their sheet, or why they are barred."""

    application: Application
    bar: Bar | None
    sheet: Sheet | None
    is_expected: bool
    is_declared: bool
    answered: int = 0

    @property
    def waits(self) -> bool:
        """Whether the member still has to hand in."""
        return self.is_expected and (self.sheet is None or self.sheet.state != "handed_in")


def round_of(round_id: UUID) -> Round:
    """Return a round that is or was before the Board; NotFound otherwise."""
    found = db.find(Round, board.board_round(round_id).id)
    return found


def chosen(wanted: str | None) -> BoardRound | None:
    """Return the round with that identifier, else the one before the Board, else the latest."""
    every = board.rounds()
    named = next((one for one in every if str(one.id) == wanted), None)
    return named or next((one for one in every if one.state == "with_board"), every[0] if every else None)


def application(application_id: UUID) -> Application:
    """Return an application that is or was before the Board; NotFound otherwise."""
    found = db.find(Application, application_id)
    if found.state not in BEFORE_BOARD:
        raise NotFound()
    return found


def items(found: Picture, member: Actor) -> list[Item]:
    """Return a member's list of applications, by reference."""
    own = board.seat_of(member.person_id)
    sheets = {one.application_id: one for one in found.sheets if one.person_id == member.person_id}
    return [_item(found, one, own, sheets.get(one.id)) for one in found.applications]


def _item(found: Picture, one: Application, own: Seat | None, sheet: Sheet | None) -> Item:
    keys = {each.id: each.key for each in found.round.criteria}
    person = own.person_id if own else None
    answered = progress(queries.values(sheet, keys), queries.pure_criteria(found.round))[0] if sheet else 0
    return Item(
        one,
        found.bars[one.id].get(person) if person else None,
        sheet,
        (one.id, person) in found.expected,
        person in found.declared.get(one.id, {}),
        answered,
    )


@dataclass(frozen=True)
class Reading:
    """What lies beside the sheet: Form A, the plan, the officer's appraisal, experts' comments."""

    sections: list[Any]
    parts: list[Any]
    appraisal: Appraisal | None
    comments: list[ExpertInvitation]


def reading(one: Application, locale: str) -> Reading:
    """Return the dossier of an application before the Board; what was submitted cannot change any more."""
    answers = questionnaires.answers(one.answers_id)
    return Reading(
        questionnaires.dossier(answers.form, questionnaires.values(answers), locale),
        plans.pages(plans.whole(one.plan_id), months=one.months or 36),
        session().scalar(select(Appraisal).where(Appraisal.application_id == one.id)),
        print_queries.comments_of(one.id),
    )


def earlier(own: Sheet | None) -> list[SheetChange]:
    """Return the texts that stood on one's own sheet before, newest first."""
    if own is None:
        return []
    wanted = select(SheetChange).where(SheetChange.sheet_id == own.id, SheetChange.before != "")
    return list(session().scalars(wanted.order_by(SheetChange.created_at.desc()).limit(EARLIER)))


@dataclass(frozen=True)
class Line:
    """One application in the table of what was handed in: member > in, missing, barred or nothing expected."""

    application: Application
    cells: dict[UUID, str]


def handed_in(found: Picture) -> list[Line]:
    """Return who has handed in what, and nothing of what it says; rows hidden from the reader are left out."""
    return [
        Line(one, {seat.person_id: _cell(found, one, seat.person_id) for seat in found.members()})
        for one in found.seen
    ]


def _cell(found: Picture, one: Application, person_id: UUID) -> str:
    if person_id in found.bars[one.id]:
        return "barred"
    if (one.id, person_id) in found.handed_in:
        return "in"
    return "missing" if (one.id, person_id) in found.expected else "none"


def missing_at_opening(found: Picture) -> dict[str, int]:
    """Return how many sheets of each member were missing when the seal was opened, as this reader may know it."""
    names = {str(seat.person_id): seat.person.name for seat in found.all_seats.values()}
    hidden = {str(one) for one in found.hidden}
    counts: dict[str, int] = {}
    for one in found.seal.missing if found.seal else []:
        if one["application"] not in hidden:
            name = names.get(one["person"], "")
            counts[name] = counts.get(name, 0) + 1
    return counts


@dataclass(frozen=True)
class Given:
    """One member's sheet of one application, as it is read once it may be."""

    seat: Seat
    sheet: Sheet
    scores: dict[str, int | None]
    sealed: dict[str, int | None]
    comments: dict[str, str]
    revised: list[tuple[datetime, str]]


def given(found: Picture, reader: Actor, one: Application) -> list[Given]:
    """Return the sheets of one application that the reader may read now."""
    keys = {each.id: each.key for each in found.round.criteria}
    return [
        Given(
            sheet.seat,
            sheet,
            queries.values(sheet, keys),
            queries.sealed_values(sheet, keys),
            queries.comments(sheet, keys),
            [(each.created_at, each.reason) for each in sheet.revisions],
        )
        for sheet in queries.readable_by(reader, found, one)
    ]


def reason_of(bar: Bar | None) -> Message:
    """Return why somebody is barred, in two words for a table."""
    if bar is None:
        return msg("barred")
    return msg("declared interest") if bar.can_be_lifted else msg("own country")


def dossier_of(one: Application) -> Any:
    """Return what is seen of an application before it may be opened: title and Parties."""
    return dossier(one)


def waiting_for(actor: Actor) -> list[Waiting]:
    """Return the sheets that a member still owes, and for Co-Chairs the seal that may be opened."""
    found: list[Waiting] = []
    if not actor.has(BOARD):
        return found
    for one in board.rounds():
        if one.state == "with_board" and not queries.is_unsealed(one.id):
            found += _round_waiting(queries.picture(session().get_one(Round, one.id), actor), actor)
    return found


def _round_waiting(found: Picture, actor: Actor) -> list[Waiting]:
    round_, waiting = found.round, []
    own = sum(person == actor.person_id for _, person in found.missing)
    if own:
        what = msg(
            "Score the applications of round %(number)s: %(missing)s sheets are not in.",
            number=round_.number,
            missing=own,
        )
        values = {"round": str(round_.id)}
        waiting.append(
            Waiting(what, msg("Score"), "scoring.index", values, round_.scores_due_at, "sheet.edit")
        )
    said = {one.person_id for one in found.seal.consents} if found.seal else set()
    chairs = board.co_chairs(found.seats)
    asked = actor.person_id in set(chairs) - queries.chairs_barred(found, chairs) - said
    if asked and found.expected and queries.may_be_opened(found):
        what = msg("The scores of round %(number)s are in: open the seal.", number=round_.number)
        values = {"round_id": str(round_.id)}
        waiting.append(Waiting(what, msg("Open the seal"), "scoring.seal", values, None, "seal.open"))
    return waiting
