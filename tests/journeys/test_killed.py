"""The server is killed with SIGKILL at many moments of the whole way; the way goes on, and everything agrees at the end."""

import socket
from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask

from sipgrants.config import Config
from tests.journeys import award, reporting
from tests.journeys.conftest import world_of
from tests.journeys.hunted import Hunt, HuntedForms
from tests.journeys.office import Office
from tests.journeys.proofs import WHOLE, verify
from tests.journeys.test_whole_way import TO_THE_DECISION
from tests.journeys.walkers import World
from tests.servers.killable import Killable
from tests.servers.live import address_of
from tests.servers.mail import Mailbox

WAY = (
    *TO_THE_DECISION,
    award.sign,
    award.pay_first,
    reporting.report_progress,
    reporting.report_finally,
    reporting.close,
)


@pytest.fixture
def live_server(app: Flask, config: Config, listening: socket.socket) -> str:
    """The address; the server itself is another process, on the same files."""
    return address_of(listening)


@pytest.fixture
def hunt(app: Flask, config: Config, listening: socket.socket) -> Iterator[Hunt]:
    """The server and who kills it."""
    server = Killable(config, listening)
    server.start()
    yield Hunt(server, seed=4)
    server.close()


@pytest.fixture
def hunted_world(app: Flask, live_server: str, hunt: Hunt, mailbox: Mailbox, letter: str) -> Iterator[World]:
    """People on that server; both clocks are moved on together."""
    with world_of(app, live_server, mailbox, letter, lambda _heard: HuntedForms(hunt)) as made:
        move_here = made.move_on

        def move_on(by: timedelta) -> None:
            move_here(by)
            hunt.server.ahead.value += by.total_seconds()

        made.move_on, made.tries = move_on, 3
        yield made


def test_the_way_goes_on_whenever_the_server_is_killed(hunted_world: World, hunt: Hunt, app: Flask) -> None:
    office = Office(hunted_world).settle()
    for stage in WAY:
        before = len(hunt.struck)
        stage(office)
        assert verify(app) == WHOLE, hunt.struck[before:]
    lost = sum(was_lost for _path, was_lost in hunt.struck)
    assert (len(hunt.struck) >= 20, lost >= 3) == (True, True), hunt.struck
