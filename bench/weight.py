"""How many bytes a page for writing costs over the wire, at the first visit and after, compressed as in real life.

A demonstration of its own is served as in real life (or the running one whose address is given); Chromium counts every byte
that comes in, headers included (Network.loadingFinished of its debugging protocol).
"""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from sipgrants.config import ROOT

PAGES = {
    "section (summary)": "sections/summary",
    "section (background)": "sections/background",
    "results framework": "plan/framework",
    "budget": "plan/budget",
}
FIRST, LATER = 40_000, 15_000  # what a section may cost at the first visit, and after
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
WHO, PASSWORD = "drafter@zm.example", "open to everybody here"


@contextmanager
def served() -> Iterator[str]:
    """Serve a new demonstration on a free port; yields its address."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        port = found.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder:
        command = [str(Path(sys.executable).with_name("flask")), "up", "--port", str(port)]
        setting = os.environ | {"SIPGRANTS_INSTANCE": folder, "SIPGRANTS_DEMO": "1"}
        with subprocess.Popen(command, env=setting, cwd=ROOT, stdout=subprocess.DEVNULL) as server:
            try:
                yield waited_for(f"http://127.0.0.1:{port}")
            finally:
                server.send_signal(signal.SIGINT)


def waited_for(address: str) -> str:
    """Return the address as soon as somebody answers there."""
    for _ in range(600):
        try:
            urllib.request.urlopen(f"{address}/sign-in").close()
            return address
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.5)
    raise TimeoutError(address)


class Wire:
    """What comes in since the last look."""

    def __init__(self, page: Page) -> None:
        self.bytes = self.requests = 0
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.on("Network.loadingFinished", self._add)

    def _add(self, told: dict[str, Any]) -> None:
        self.bytes += int(told["encodedDataLength"])
        self.requests += told["encodedDataLength"] > 0

    def look(self) -> tuple[int, int]:
        """Return bytes and requests that cost some, and begin anew."""
        found = self.bytes, self.requests
        self.bytes = self.requests = 0
        return found


def draft_of(page: Page, address: str) -> tuple[str, list[dict[str, Any]]]:
    """Sign in as the drafter; returns the address of the draft and the cookies of the session."""
    page.goto(f"{address}/sign-in")
    page.fill("[name=email]", WHO)
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/home")
    page.goto(f"{address}/applications/")
    for one in dict.fromkeys(re.findall(r"/applications/([0-9a-f-]{36})\"", page.content())):
        answer = page.goto(f"{address}/applications/{one}/tasks")
        if answer is not None and answer.status == 200:
            return f"{address}/applications/{one}", page.context.cookies()
    raise LookupError("no draft")


def measured(browser: Browser, where: str, cookies: list[Any]) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return (bytes, requests) of the first visit with an empty cache, and of the second; each with its first heartbeat."""
    context = browser.new_context()
    context.add_cookies(cookies)
    page = context.new_page()
    wire = Wire(page)
    found = []
    for _ in range(2):
        page.goto(where)
        page.wait_for_timeout(1800)
        found.append(wire.look())
    context.close()
    return found[0], found[1]


def main() -> None:
    """Print the figures."""
    given = nullcontext(sys.argv[1].rstrip("/")) if len(sys.argv) > 1 else served()
    chromium = next(filter(None, map(shutil.which, CHROMIUM)))
    with given as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        draft, cookies = draft_of(browser.new_page(), address)
        for name, path in PAGES.items():
            (first, asked), (later, again) = measured(browser, f"{draft}/{path}", cookies)
            print(
                f"{name}: first visit {first / 1000:.1f} kB in {asked} requests (at most {FIRST / 1000:.0f}), "
                f"after {later / 1000:.1f} kB in {again} (at most {LATER / 1000:.0f})"
            )
        browser.close()


if __name__ == "__main__":
    main()
