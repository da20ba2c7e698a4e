"""One grant, the whole way, by people in browsers: from the announcement of a round to the closure of an award.

Nothing here touches the database: people open pages, follow links, fill in forms and press buttons; they read their mails;
where a date has to come, the clock is moved on. The award has everything in its way (`three_instalments`), and the money
is proved after every button that is pressed.
"""

import pytest
from flask import Flask

from tests.journeys import applying, award, board, meeting, reporting, screening, three_instalments
from tests.journeys.office import Office, open_a_round
from tests.journeys.proofs import WHOLE, verify
from tests.journeys.walkers import World

TO_THE_DECISION = (
    open_a_round,
    applying.apply,
    screening.screen,
    board.seat_the_board,
    board.declare,
    board.judge,
    meeting.decide,
    award.offer,
    award.revise_plan,
)
TO_THE_CLOSURE = (
    three_instalments.sign,
    three_instalments.send_back,
    three_instalments.extend,
    three_instalments.override,
    three_instalments.report_late,
    three_instalments.report_on_time,
    reporting.report_finally,
    reporting.close,
)


@pytest.mark.browser
def test_a_grant_goes_the_whole_way(world: World, app: Flask) -> None:
    office = Office(world).settle()
    office.invite_guarded("head@secretariat.example", "Head", "head")
    found: list[tuple[int, int, bool]] = []
    for stage in TO_THE_DECISION:
        stage(office)
    world.proof = lambda: found.append(verify(app))
    for stage in TO_THE_CLOSURE:
        stage(office)
        assert set(found) == {WHOLE}, stage.__name__
    assert len(found) > 100
