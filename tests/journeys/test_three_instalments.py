"""One award of three instalments, by people in browsers; the money is proved after every button that is pressed.

How the Board came to its decision is walked through with plain forms; from the offer on, everybody has Chromium.
"""

import pytest
from flask import Flask
from playwright.sync_api import Browser

from tests.journeys import applying, award, board, meeting, reporting, screening, three_instalments
from tests.journeys.drivers import Chromium
from tests.journeys.office import Office, open_a_round
from tests.journeys.proofs import WHOLE, verify
from tests.journeys.walkers import World

BEFORE = (
    open_a_round,
    applying.apply,
    screening.screen,
    board.seat_the_board,
    board.declare,
    board.judge,
    meeting.decide,
)
WAY = (
    award.offer,
    award.revise_plan,
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
def test_an_award_of_three_instalments_reconciles_after_every_step(
    plain_world: World, app: Flask, browser: Browser
) -> None:
    office = Office(plain_world).settle()
    office.invite_guarded("head@secretariat.example", "Head", "head")
    for stage in BEFORE:
        stage(office)
    office.change_to(lambda heard: Chromium(browser, heard))
    found: list[tuple[int, int, bool]] = []
    plain_world.proof = lambda: found.append(verify(app))
    for stage in WAY:
        stage(office)
        assert set(found) == {WHOLE}, stage.__name__
    assert len(found) > 100
