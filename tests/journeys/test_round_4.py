"""The shape of round 4, replayed: 36 received, 29 eligible, ten approved with US$ 2,061,813.

On an instance made by `flask init`, without the database. The steps that 36 teams repeat are plain posts of the pages'
forms through a session of their own (no browser, no script); the Secretariat uses its pages for many at once.
"""

from flask import Flask

from tests.journeys import crowd
from tests.journeys import crowd_decisions as then
from tests.journeys.office import Office, open_a_round
from tests.journeys.proofs import WHOLE, verify
from tests.journeys.walkers import World


def test_round_4_is_run_by_one_officer_and_a_board(plain_world: World, app: Flask) -> None:
    office = Office(plain_world).settle()
    open_a_round(office, money="3000000", envelope="2100000")
    crowd.receive_all(office)
    for stage in (then.screen_all, then.appraise_all, then.judge_all, then.decide_all):
        stage(office)
    office["officer"].go(f"{office.places['meeting']}/decisions").must_see("US$\u00a02,061,813")
    assert verify(app) == WHOLE
