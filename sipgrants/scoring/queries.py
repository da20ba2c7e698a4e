"""What the Board has before it in a round: applications, members, bars, sheets; and who sees what of them."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from uuid import UUID

from sqlalchemy import select

from sipgrants.applications.models import BEFORE_BOARD, Application
from sipgrants.board import queries as board
from sipgrants.board.bars import Bar
from sipgrants.board.models import Seat
from sipgrants.core import clock
from sipgrants.core.db import session
from sipgrants.lifecycle.actor import BOARD, Actor
from sipgrants.lifecycle.rights import known
from sipgrants.rounds.criteria import Criterion, Scale
from sipgrants.rounds.models import Round
from sipgrants.scoring import ranking
from sipgrants.scoring.facts import dossier
from sipgrants.scoring.filled import Filled, blocks
from sipgrants.scoring.models import Seal, Sheet
from sipgrants.scoring.standings import Standings, standings

SCALE = Scale()
Pair = tuple[UUID, UUID]  # application, person


@dataclass
class Picture:
    """A round before the Board. `seats` are held today; `all_seats` also those whose holders handed in before."""

    round: Round
    applications: list[Application]
    seats: list[Seat]
    all_seats: dict[UUID, Seat]
    bars: dict[UUID, dict[UUID, Bar]]
    declared: board.Declared
    sheets: list[Sheet]
    seal: Seal | None
    hidden: frozenset[UUID] = field(default_factory=frozenset)

    @property
    def is_open(self) -> bool:
        """Whether the seal is open."""
        return self.seal is not None and self.seal.opened_at is not None

    @cached_property
    def handed_in(self) -> dict[Pair, Sheet]:
        """Sheets that count: handed in, by somebody who is not barred."""
        return {
            (one.application_id, one.person_id): one
            for one in self.sheets
            if one.state == "handed_in" and one.person_id not in self.bars.get(one.application_id, {})
        }

    @cached_property
    def expected(self) -> set[Pair]:
        """Who scores what: every member every application before the Board, bars and predecessors' sheets aside."""
        if self.round.scoring_mode == "none":
            return set()
        scored = {(one.application_id, one.seat_id) for one in self.handed_in.values()}
        found = set()
        for seat in self.seats:
            earlier = [one for one in board.line_of(seat, self.all_seats) if one != seat.id]
            for one in self.applications:
                barred = seat.person_id in self.bars[one.id]
                if (
                    one.state == "with_board"
                    and not barred
                    and not any((one.id, e) in scored for e in earlier)
                ):
                    found.add((one.id, seat.person_id))
        return found

    @cached_property
    def missing(self) -> set[Pair]:
        """Sheets that are expected and not handed in."""
        return self.expected - self.handed_in.keys()

    @property
    def seen(self) -> list[Application]:
        """The applications that this reader may know the fate of."""
        return [one for one in self.applications if one.id not in self.hidden]

    def members(self) -> list[Seat]:
        """Return the columns of the matrix: who sits, then who handed in and left."""
        scorers = {
            sheet.seat_id
            for (application, _), sheet in self.handed_in.items()
            if application not in self.hidden
        }
        sitting = {seat.id for seat in self.seats}
        return [*self.seats, *(self.all_seats[one] for one in scorers - sitting)]

    def standings(self) -> Standings:
        """Return ranking, ranges and severities for this reader: hidden rows leave before the first sum."""
        weights = {one.key: one.weight for one in self.round.criteria}
        keys = {one.id: one.key for one in self.round.criteria}
        now, sealed = (
            [
                ranking.Sheet(one.application_id, one.person_id, read(one, keys))
                for one in self.handed_in.values()
            ]
            for read in (values, sealed_values)
        )
        return standings(now, weights, [one.id for one in self.applications], self.hidden, sealed)


def picture(round_: Round, reader: Actor | None = None) -> Picture:
    """Return a round before the Board as `reader` may know it, in a fixed number of statements."""
    applications = list(
        session()
        .scalars(
            select(Application)
            .where(Application.round_id == round_.id, Application.state.in_(BEFORE_BOARD))
            .order_by(Application.reference)
        )
        .unique()
    )
    found = _sheets(round_.id)
    everyone = {one.id: one for one in session().scalars(select(Seat)).unique()}
    sitting = board.sitting()
    told = board.declared(board.declarations(round_.id))
    people = {**{one.seat_id: everyone[one.seat_id] for one in found}, **{one.id: one for one in sitting}}
    bars = board.bars([dossier(one) for one in applications], people.values(), told)
    hidden = barred(reader) if reader else frozenset()
    return Picture(round_, applications, sitting, everyone, bars, told, found, seal_of(round_.id), hidden)


def barred(reader: Actor) -> frozenset[UUID]:
    """Return the applications that a reader may know nothing of but title, country and why."""
    found: frozenset[UUID] = known("barred_from", reader)
    return found


def _sheets(round_id: UUID) -> list[Sheet]:
    query = (
        select(Sheet)
        .join(Application, Application.id == Sheet.application_id)
        .where(Application.round_id == round_id)
        .order_by(Sheet.created_at)
    )
    return list(session().scalars(query).unique())


def seal_of(round_id: UUID) -> Seal | None:
    """Return the seal of a round; None where no Co-Chair has said a word yet."""
    return session().scalar(select(Seal).where(Seal.round_id == round_id))


def is_unsealed(round_id: UUID) -> bool:
    """Tell whether the seal of a round is open."""
    opened: bool = round_id in known("opened_seals")
    return opened


def sheet_of(application_id: UUID, person_id: UUID | None) -> Sheet | None:
    """Return a member's own sheet."""
    query = select(Sheet).where(Sheet.application_id == application_id, Sheet.person_id == person_id)
    return session().scalar(query)


def was_scored_before(application_id: UUID, seat: Seat) -> bool:
    """Tell whether whoever held this seat before has handed in a sheet: it stands, and the successor's is not asked for."""
    if seat.replaces_id is None:
        return False
    everyone = {one.id: one for one in session().scalars(select(Seat)).unique()}
    earlier = [one for one in board.line_of(seat, everyone) if one != seat.id]
    found = select(Sheet.id).where(Sheet.application_id == application_id, Sheet.seat_id.in_(earlier))
    return session().scalar(found.where(Sheet.state == "handed_in").limit(1)) is not None


def pure_criteria(round_: Round) -> list[Criterion]:
    """Return the criteria as the rules of sheets see them."""
    return [Criterion(one.key, one.label.get("en", one.key), one.weight) for one in round_.criteria]


def sealed_values(sheet: Sheet, keys: Mapping[UUID, str]) -> dict[str, int | None]:
    """Return what a sheet said when it was handed in, by criterion; None is an abstention."""
    return {
        keys[one.criterion_id]: one.value for one in sheet.scores if one.abstains or one.value is not None
    }


def values(sheet: Sheet, keys: Mapping[UUID, str], until: datetime | None = None) -> dict[str, int | None]:
    """Return what a sheet says now, or said at a moment, by criterion: the last revision counts; None is an abstention."""
    found = sealed_values(sheet, keys)
    for revision in sheet.revisions:
        if until is None or revision.created_at <= until:
            found[keys[revision.criterion_id]] = revision.value
    return found


def comments(sheet: Sheet, keys: Mapping[UUID, str]) -> dict[str, str]:
    """Return a sheet's comments by criterion, those of revisions instead of what they revise."""
    found = {keys[one.criterion_id]: one.comment for one in sheet.scores}
    for revision in sheet.revisions:
        if revision.comment:
            found[keys[revision.criterion_id]] = revision.comment
    return found


def present_blocks(sheet: Sheet | None, round_: Round) -> dict[str, str]:
    """Return what stands on a sheet now, block by block."""
    return blocks(filled(sheet, round_), [one.key for one in round_.criteria])


def filled(sheet: Sheet | None, round_: Round) -> Filled:
    """Return what is filled in on a sheet; nothing where there is none yet."""
    if sheet is None:
        return Filled()
    keys = {one.id: one.key for one in round_.criteria}
    return Filled(values(sheet, keys), comments(sheet, keys), sheet.comment, sheet.notes, sheet.confidence)


def readable_by(reader: Actor, found: Picture, application: Application) -> list[Sheet]:
    """Return the members' sheets of one application that `reader` may read now.

    Programme rule (section 6, Seal) and the round's mode: sealed (after the opening), after_own (members: once their own
    is in), open (members: what is in). Nobody else sees anything before the seal is open; a barred member never does.
    """
    sheets = [one for (key, _), one in found.handed_in.items() if key == application.id]
    if application.id in found.hidden:
        return []
    if found.is_open:
        return sheets
    own = [one for one in sheets if one.person_id == reader.person_id]
    if not reader.has(BOARD) or found.round.scoring_mode == "sealed":
        return own
    if found.round.scoring_mode == "after_own" and not own:
        return []
    return sheets


def by_person(seats: Iterable[Seat]) -> dict[UUID, Seat]:
    """Return seats by who holds them."""
    return {one.person_id: one for one in seats}


def may_be_opened(found: Picture) -> bool:
    """Tell whether the seal may be opened now: all are in, or the set time has passed."""
    due = found.round.scores_due_at
    return not found.missing or (due is not None and clock.now() >= due)


def chairs_barred(found: Picture, chairs: Collection[UUID]) -> frozenset[UUID]:
    """Return the Co-Chairs barred from an application of the round; where that is all of them, it keeps none away."""
    barred_ones = frozenset(one for one in chairs if any(one in row for row in found.bars.values()))
    return frozenset() if barred_ones == frozenset(chairs) else barred_ones
