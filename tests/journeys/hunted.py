"""People whose server is killed under their hands: whoever gets no answer sends once more, as a browser offers."""

from http.client import HTTPException
from random import Random
from threading import Timer
from urllib.error import URLError
from urllib.request import Request

from tests.journeys.plain import Forms
from tests.servers.killable import Killable

LOST = (URLError, ConnectionError, TimeoutError, HTTPException)  # the server went away before it had answered
CHANCE, LATEST = 0.2, 0.05  # of a post to be struck; seconds after which the server dies at the latest
TOLD = (400, 403, 404, 409, 422)


class Hunt:
    """Who strikes, and where it struck: addresses of posts, with whether the answer was lost."""

    def __init__(self, server: Killable, seed: int) -> None:
        self.server, self.random = server, Random(seed)
        self.struck: list[tuple[str, bool]] = []

    def strikes(self) -> bool:
        """Tell whether the next post is struck."""
        return self.random.random() < CHANCE


class HuntedForms(Forms):
    """Plain forms on a server that may die at each post."""

    def __init__(self, hunt: Hunt) -> None:
        super().__init__()
        self.hunt = hunt

    def _ask(self, request: Request) -> None:
        if request.data is None or not self.hunt.strikes():
            super()._ask(request)
        else:
            self._ask_while_it_dies(request)

    def _ask_while_it_dies(self, request: Request) -> None:
        again = Request(request.full_url, request.data, dict(request.headers))
        killer = Timer(self.hunt.random.uniform(0, LATEST), self.hunt.server.kill)
        killer.start()
        try:
            super()._ask(request)
            lost = False
        except LOST:
            lost = True
        killer.join()
        self.hunt.server.start()
        self.hunt.struck.append((request.full_url, lost))
        if lost:
            self._send_again(again)

    def _send_again(self, request: Request) -> None:
        """The step happens now, or the person is told that it cannot happen (again), and looks at the page anew."""
        super()._ask(request)
        assert self.status < 500, self.text()
        if self.status in TOLD:
            self.open(request.headers["Referer"])
