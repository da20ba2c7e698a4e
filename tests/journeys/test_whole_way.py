"""One grant, the whole way, by people in browsers: from the announcement of a round to the closure of an award.

Nothing here touches the database: people open pages, follow links, fill in forms and press buttons; they read their mails;
where a date has to come, the clock is moved on.
"""

import pytest
from flask import Flask

from tests.journeys import applying, award, board, meeting, reporting, screening
from tests.journeys.office import Office, open_a_round
from tests.journeys.proofs import WHOLE, verify
from tests.journeys.walkers import World

WAY = (
    open_a_round,
    applying.apply,
    screening.screen,
    board.seat_the_board,
    board.declare,
    board.judge,
    meeting.decide,
    award.offer,
    award.revise_plan,
    award.sign,
    award.pay_first,
    reporting.report_progress,
    reporting.report_finally,
    reporting.close,
)


@pytest.mark.browser
def test_a_grant_goes_the_whole_way(world: World, app: Flask) -> None:
    office = Office(world).settle()
    for stage in WAY:
        stage(office)
    assert verify(app) == WHOLE
