"""What tests in a real browser share."""

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page

from tests.builders.browsing import Browsers


@pytest.fixture
def browsers(page: Page, browser: Browser, app: Flask, live_server: str) -> Iterator[Browsers]:
    """Browsers of several people on the running application."""
    opened = Browsers(browser, app, live_server)
    yield opened
    opened.close()
