"""ClamAV's INSTREAM: bytes go over a socket of their own, a line comes back. What is no clear answer is none."""

import re
import socket
from urllib.parse import urlsplit

_PIECE = 128 * 1024
_ANSWER = re.compile(rb"\Astream: (?:OK|(?P<finding>[\x21-\x7e]{1,200}) FOUND)\x00?\n?\Z")


class NotScanned(Exception):
    """The daemon could not be reached, was too slow, or did not say clearly whether the file is clean."""


def address(url: str) -> tuple[str, int] | str | None:
    """Return host and port of `tcp://host:port`, the path of `unix:///path`; None where the address is neither."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    if parts.scheme == "tcp" and parts.hostname and port and parts.path in ("", "/"):
        return parts.hostname, port
    if parts.scheme == "unix" and not parts.netloc and len(parts.path) > 1:
        return parts.path
    return None


def scan(url: str, data: bytes, seconds: float = 60.0) -> str:
    """Return the name of what was found in `data`, or "" where it is clean; NotScanned where nobody can say."""
    try:
        with _connected(url, seconds) as daemon:
            daemon.sendall(b"zINSTREAM\x00")
            for at in range(0, len(data), _PIECE):
                piece = data[at : at + _PIECE]
                daemon.sendall(len(piece).to_bytes(4, "big") + piece)
            daemon.sendall(b"\x00\x00\x00\x00")
            answer = _answer(daemon)
    except OSError as error:
        raise NotScanned(f"{type(error).__name__}: {error}") from error
    said = _ANSWER.match(answer)
    if said is None:
        raise NotScanned(f"no clear answer: {answer[:100]!r}")
    return (said["finding"] or b"").decode("ascii")


def _connected(url: str, seconds: float) -> socket.socket:
    where = address(url)
    if isinstance(where, tuple):
        return socket.create_connection(where, timeout=seconds)
    opened = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    opened.settimeout(seconds)
    try:
        opened.connect(where or "")
    except OSError:
        opened.close()
        raise
    return opened


def _answer(daemon: socket.socket) -> bytes:
    found = b""
    while len(found) < 1000 and not found.endswith(b"\x00"):
        piece = daemon.recv(1000)
        if not piece:
            break
        found += piece
    return found
