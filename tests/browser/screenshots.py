"""Pictures of the running demonstration (`make run` in another terminal): `make screenshots`.

Signs in as each kind of person, follows every link of the pages, and keeps each kind of page wide and narrow as
screenshots/<person>-<locale>/<page>-<width>.png; records of one kind three times, since they differ by state. Ends with an
error where a page failed, ran out of the screen, or complained on the console.
"""

import argparse
import re
import shutil
import sys
from collections import Counter, deque
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from sipgrants.cli.demo import PASSWORD
from tests.conftest import CHROMIUM, CHROMIUM_ARGUMENTS

FOLDER = Path(__file__).parents[2] / "screenshots"
SIZES = {1280: 900, 360: 740}
PEOPLE = (
    "public",
    "focal.point@zm.example",
    "drafter@zm.example",
    "manager@zm.example",
    "board@ee.example",
    "board@th.example",
    "officer@secretariat.example",
    "finance@secretariat.example",
    "approver@secretariat.example",
    "head@secretariat.example",
    "admin@secretariat.example",
    "expert@who.example",
    "auditor@un.example",
)
MOST = 120  # pages of one person
_IDENTIFIER = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_NAMED = re.compile(r"/(parties|public/rounds|projects|versions|receipt)/[^/?]+")
_RECORD = re.compile(r"/(applications|awards|instalments|reports|changes|meetings|rounds)/ID$")
_NO_PAGE = re.compile(r"\.(pdf|csv|xlsx|ics)\b|/(files|documents|letters|signed_copy)\b|/form-c|/held/")


@dataclass
class Walk:
    """One person's way through the pages."""

    page: Page
    address: str
    folder: Path
    taken: Counter[str] = field(default_factory=Counter)
    complaints: list[str] = field(default_factory=list)

    def go(self) -> None:
        """Follows links from where the page stands until every kind of page was seen."""
        self.page.on("console", self._listen)
        waiting, known = deque([self.page.url]), {self.page.url}
        while waiting and self.taken.total() < MOST:
            link = waiting.popleft()
            if not self._is_enough(link):
                self._visit(link)
                fresh = [one for one in self._links() if one not in known]
                known.update(fresh)
                waiting.extend(fresh)

    def _listen(self, message: object) -> None:
        if getattr(message, "type", "") in ("error", "warning"):
            self.complaints.append(f"{self.page.url}: {getattr(message, 'text', '')}")

    def _kind(self, link: str) -> str:
        path = _IDENTIFIER.sub("ID", link.removeprefix(self.address).split("?")[0])
        return _NAMED.sub(r"/\1/ONE", path) + ("?" if "?" in link else "")

    def _is_enough(self, link: str) -> bool:
        kind = self._kind(link)
        return self.taken[kind] >= (3 if _RECORD.search(kind) else 1)

    def _links(self) -> list[str]:
        every = self.page.locator("main a[href], nav a[href]").evaluate_all("all => all.map(one => one.href)")
        plain = dict.fromkeys(link.split("#")[0] for link in every)
        return [one for one in plain if one.startswith(self.address) and not _NO_PAGE.search(one)]

    def _visit(self, link: str) -> None:
        answer, kind = self.page.goto(link), self._kind(link)
        self.taken[kind] += 1
        if answer is None or answer.status >= 400:
            self.complaints.append(f"{link}: answered {answer.status if answer else 'nothing'}")
        name = re.sub(r"[^A-Za-z0-9]+", "-", kind).strip("-") or "start"
        for width, height in SIZES.items():
            self.page.set_viewport_size({"width": width, "height": height})
            if self.page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                self.complaints.append(f"{link}: runs out of {width} pixels")
            number = self.taken[kind] if self.taken[kind] > 1 else ""
            self.page.screenshot(path=self.folder / f"{name}{number}-{width}.png", full_page=True)


def sign_in(page: Page, address: str, person: str) -> None:
    """Goes through the sign-in page as a person would."""
    page.goto(f"{address}/sign-in")
    page.locator("main input[name=email]").fill(person)
    page.locator("main input[type=password]").fill(PASSWORD)
    page.locator("main form button").first.click()
    page.wait_for_load_state()


def walk(browser: Browser, address: str, person: str, locale: str) -> Walk:
    """Takes one person's pictures in one language."""
    context = browser.new_context(locale=locale)
    page = context.new_page()
    if person == "public":
        page.goto(address)
    else:
        sign_in(page, address, person)
    folder = FOLDER / f"{person.partition('@')[0]}-{person.rpartition('@')[2].partition('.')[0]}-{locale}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    found = Walk(page, address, folder)
    found.go()
    context.close()
    return found


def main() -> int:
    """Reads the arguments, takes the pictures, tells what was wrong; 1 where something was."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--address", default="http://127.0.0.1:8000")
    parser.add_argument("--people", nargs="+", default=PEOPLE, metavar="ADDRESS")
    parser.add_argument("--locale", default="en")
    given = parser.parse_args()
    chromium = next(filter(None, map(shutil.which, CHROMIUM)))
    complaints: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_ARGUMENTS)
        for person in given.people:
            found = walk(browser, given.address.rstrip("/"), person, given.locale)
            complaints += [f"{person}: {one}" for one in found.complaints]
            print(f"{person}: {found.taken.total()} pages in {found.folder}")  # noqa: T201
        browser.close()
    print("\n".join(complaints) or "Nothing to complain about.")  # noqa: T201
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
