"""ClamAV is asked over a socket; only a clear answer is one."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from sipgrants import config
from sipgrants.core import clamd
from sipgrants.core.clamd import NotScanned
from tests.servers.clamd import Daemon
from tests.servers.clamd import clamd as stand_in


@pytest.fixture
def daemon() -> Iterator[Daemon]:
    with stand_in() as started:
        yield started


def test_a_clean_file_and_one_with_a_virus_are_told_apart(daemon: Daemon) -> None:
    large = b"x" * 300_000
    assert clamd.scan(daemon.url, large) == ""
    assert clamd.scan(daemon.url, b"a VIRUS") == "Eicar-Test-Signature"
    assert daemon.scanned == [large, b"a VIRUS"]


@pytest.mark.parametrize(
    "answer",
    [
        b"", b"\x00", b"OK\x00", b"stream: \x00", b"INSTREAM size limit exceeded. ERROR\x00", b"stream: OK\x00FOUND\x00",
        b"HTTP/1.1 200 OK\r\n\r\n", b"stream: Access denied. ERROR\x00", b"x" * 5000, b"stream: a b FOUND\x00",
    ],
)  # fmt: skip
def test_whatever_is_no_clear_answer_leaves_the_file_unscanned(daemon: Daemon, answer: bytes) -> None:
    daemon.answer = answer
    with pytest.raises(NotScanned):
        clamd.scan(daemon.url, b"words")


def test_a_daemon_that_says_nothing_is_not_waited_for(daemon: Daemon) -> None:
    daemon.silent = True
    with pytest.raises(NotScanned, match="TimeoutError"):
        clamd.scan(daemon.url, b"words", seconds=0.2)


def test_a_daemon_that_is_not_there_scans_nothing(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    for url in (f"tcp://127.0.0.1:{port}", f"unix://{tmp_path}/none.sock"):
        with pytest.raises(NotScanned):
            clamd.scan(url, b"words")


@pytest.mark.parametrize(
    ("url", "where"),
    [
        ("tcp://127.0.0.1:3310", ("127.0.0.1", 3310)),
        ("tcp://[::1]:3310", ("::1", 3310)),
        ("unix:///run/clamav/clamd.ctl", "/run/clamav/clamd.ctl"),
    ],
)
def test_the_address_is_a_port_or_a_socket(url: str, where: object, tmp_path: Path) -> None:
    assert clamd.address(url) == where
    loaded = config.load({"SIPGRANTS_INSTANCE": str(tmp_path), "SIPGRANTS_CLAMAV_URL": url})
    assert loaded.clamav_url == url


@pytest.mark.parametrize(
    "url",
    [
        "clamd",
        "http://localhost:3310",
        "tcp://localhost",
        "unix://clamd",
        "tcp://:1",
        "tcp://a:b",
        "tcp://a:70000",
    ],
)
def test_an_address_that_is_neither_stops_the_start(url: str, tmp_path: Path) -> None:
    assert clamd.address(url) is None
    with pytest.raises(config.Misconfigured, match="SIPGRANTS_CLAMAV_URL is tcp://host:port or unix:///path"):
        config.load({"SIPGRANTS_INSTANCE": str(tmp_path), "SIPGRANTS_CLAMAV_URL": url})
