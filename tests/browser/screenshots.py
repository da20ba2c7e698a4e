"""Pictures of the running demonstration (`make run` in another terminal): `make screenshots`.

Signs in as each kind of person and takes home and every place of theirs, wide and narrow, in English and in French, into
screenshots/<person>-<place>-<locale>-<width>.png.
"""

import argparse
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.conftest import CHROMIUM, CHROMIUM_ARGUMENTS

FOLDER = Path(__file__).parents[2] / "screenshots"
SIZES = {1280: 900, 360: 740}
LOCALES = ("en", "fr")
PEOPLE = {
    "public": None,
    "focal-point": "focal.point@zm.example",
    "board": "board@ee.example",
    "officer": "officer@secretariat.example",
    "finance": "finance@secretariat.example",
    "head": "head@secretariat.example",
    "admin": "admin@secretariat.example",
    "auditor": "auditor@un.example",
}


def sign_in(page: Page, address: str, person: str, password: str) -> None:
    """Goes through the sign-in page as a person would."""
    page.goto(address)
    page.locator("header.bar > .within > a").last.click()
    page.locator("main input[type=email], main input[name=email]").fill(person)
    page.locator("main input[type=password]").fill(password)
    page.locator("main form button").first.click()
    page.wait_for_load_state()


def places(page: Page, address: str) -> Iterator[tuple[str, str]]:
    """The name and address of home and of every place in the frame."""
    page.goto(address)
    yield "home", page.url
    links = page.locator("nav.places a").evaluate_all("all => all.map(one => one.href)")
    for link in dict.fromkeys(links):
        yield re.sub(r"[^a-z0-9]+", "-", link.removeprefix(address).lower()).strip("-") or "home", link


def take(browser: Browser, address: str, password: str) -> int:
    """Takes all pictures; returns how many."""
    count = 0
    for who, person in PEOPLE.items():
        for locale in LOCALES:
            context = browser.new_context(locale=locale)
            page = context.new_page()
            if person:
                sign_in(page, address, person, password)
            for name, link in list(places(page, address)):
                page.goto(link)
                for width, height in SIZES.items():
                    page.set_viewport_size({"width": width, "height": height})
                    page.screenshot(path=FOLDER / f"{who}-{name}-{locale}-{width}.png", full_page=True)
                    count += 1
            context.close()
    return count


def main() -> None:
    """Reads the arguments and takes the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--address", default="http://127.0.0.1:8000")
    parser.add_argument("--password", default="demonstration")
    given = parser.parse_args()
    FOLDER.mkdir(exist_ok=True)
    chromium = next(filter(None, map(shutil.which, CHROMIUM)))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_ARGUMENTS)
        print(take(browser, given.address.rstrip("/"), given.password), "pictures in", FOLDER)  # noqa: T201
        browser.close()


if __name__ == "__main__":
    main()
