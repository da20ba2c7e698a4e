"""After the opening: the ranking, the matrix, the sheets of one application, and their exports."""

import csv
import io
from uuid import UUID

from flask import Response, render_template

from sipgrants.lifecycle import rights
from sipgrants.scoring import page_queries, queries, resampling
from sipgrants.scoring.queries import Picture
from sipgrants.scoring.ranking import Key
from sipgrants.scoring.routes.blueprint import Page, bp
from sipgrants.scoring.tables import matrix_rows, ranking_rows
from sipgrants.web import gate, locale
from sipgrants.web.downloads import attachment
from sipgrants.web.gate import requires


def _picture(round_id: UUID) -> Picture:
    round_ = page_queries.round_of(round_id)
    rights.demand(gate.actor(), "ranking.read", round_)
    return queries.picture(round_, gate.actor())


@bp.get("/rounds/<uuid:round_id>/ranking")
@requires("ranking.read")
def ranking(round_id: UUID) -> Page:
    """Ranking and matrix, for this reader: what they are barred from is not in any figure."""
    picture = _picture(round_id)
    return render_template(
        "scoring/ranking.html",
        round=picture.round,
        picture=picture,
        found=picture.standings(),
        applications={one.id: one for one in picture.applications},
        members=picture.members(),
        own=page_queries.items(picture, gate.actor()),
        reason_of=page_queries.reason_of,
        draws=resampling.DRAWS,
        seed=resampling.SEED,
    )


@bp.get("/applications/<uuid:application_id>/scores")
@requires("ranking.read")
def scores(application_id: UUID) -> Page:
    """All members' sheets of one application, with their comments."""
    found = page_queries.application(application_id)
    rights.demand(gate.actor(), "ranking.read", found)
    rights.demand(gate.actor(), "application.read", found)
    picture = queries.picture(found.round, gate.actor())
    standings = picture.standings()
    return render_template(
        "scoring/scores.html",
        application=found,
        round=found.round,
        given=page_queries.given(picture, gate.actor(), found),
        means=standings.scores.get(found.id, {}),
        independent=standings.independent.get(found.id, {}),
        row=next((one for one in standings.rows if one.application == found.id), None),
        barred=[
            (one, picture.bars[found.id][one.person_id])
            for one in picture.seats
            if one.person_id in picture.bars[found.id]
        ],
        reason_of=page_queries.reason_of,
    )


@bp.get("/rounds/<uuid:round_id>/ranking.csv")
@requires("ranking.read")
def ranking_csv(round_id: UUID) -> Response:
    """The ranking as CSV."""
    picture = _picture(round_id)
    return _csv(ranking_rows(picture.standings(), _names(picture)), f"ranking-{picture.round.number}")


@bp.get("/rounds/<uuid:round_id>/scores.csv")
@requires("ranking.read")
def scores_csv(round_id: UUID) -> Response:
    """The matrix as CSV, with exact figures: as it is now, and as it lay under the seal."""
    picture = _picture(round_id)
    members: dict[Key, str] = {one.person_id: one.person.name for one in picture.members()}
    rows = matrix_rows(picture.standings(), _names(picture), members)
    return _csv(rows, f"scores-{picture.round.number}")


def _names(picture: Picture) -> dict[Key, tuple[str, str, str]]:
    chosen = locale.choose()
    return {one.id: (one.reference, one.title, one.party.name(chosen)) for one in picture.seen}


def _csv(rows: list[list[str]], name: str) -> Response:
    text = io.StringIO()
    csv.writer(text).writerows([_harmless(cell) for cell in row] for row in rows)
    # The mark at the beginning lets spreadsheets read UTF-8.
    return attachment(("\ufeff" + text.getvalue()).encode(), f"{name}.csv", "text/csv")


def _harmless(cell: str) -> str:
    """A title that begins like a formula is text to a spreadsheet, too."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@") and not cell[1:2].isdigit() else cell
