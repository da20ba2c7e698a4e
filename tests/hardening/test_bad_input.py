"""Junk in every field of every form: each time an answer that a person can read, and nothing typed is lost."""

from html import unescape

import pytest
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from tests.hardening.conftest import Place
from tests.hardening.doors import BESIDE, BY_LINK, BY_SCRIPT, DOORS
from tests.hardening.filling import Filled, forms
from tests.hardening.lists import LISTS

OVER_LONG = "w" * 30_000
JUNK = {
    "empty": "",
    "over-long": OVER_LONG,
    "negative": "-1",
    "1e400": "1e400",
    "not a number": "NaN",
    "null byte": "null\x00byte",
    "forty digits": "9" * 40,
    "a raised two": "²",
    "markup": "<script>\"'&</script>",
    "the last minute": "9999-12-31T23:59",
}
ANSWERS = {200, 302, 303, 400, 403, 404, 409, 413, 422, 429}
# Drafts keep what was typed, however long: it is complained about beside the field, and where the draft is submitted.
DRAFTS = {
    "applications.part", "applications.paste", "applications.section", "applications.sign", "appraisal.edit",
    "awards.plan_part", "changes.part", "reports.rows", "reports.section", "scoring.sheet",
}  # fmt: skip


def test_every_form_is_in_the_table(place: Place) -> None:
    """A new form gets a row in `doors.py`: who fills it in, and on which page of the world it stands."""
    taken = {rule.endpoint for rule in place.app.url_map.iter_rules() if "POST" in (rule.methods or ())}
    known = {*DOORS, *BESIDE, *BY_LINK, *BY_SCRIPT}
    assert (taken - known, known - taken) == (set(), set())


_opened: dict[str, Filled] = {}


def opened(place: Place, endpoint: str) -> Filled:
    """The form as its page shows it; the page is asked once, the world is the same every time."""
    if endpoint not in _opened:
        _opened[endpoint] = _read(place, endpoint)
    return _opened[endpoint]


def _read(place: Place, endpoint: str) -> Filled:
    who, page = DOORS[endpoint]
    address = place.at(page)
    answer = place.client(who).get(address)
    assert answer.status_code == 200, (endpoint, answer.status_code)
    found = list(forms(answer.text, address, endpoint, place.app.url_map.bind("localhost")))
    assert found != [], f"no form for {endpoint} on {page}"
    return found[0]


def send(place: Place, endpoint: str, action: str, values: dict[str, list[str]]) -> TestResponse:
    fields = MultiDict((name, value) for name, several in values.items() for value in several)
    answer = place.client(DOORS[endpoint][0]).post(action, data=fields)
    if answer.status_code < 400:
        place.again()
    return answer


def lost(answer: TestResponse, form: Filled, junk: str) -> list[str]:
    """The fields whose text is not in the answer, though it was refused."""
    if answer.status_code < 400 or answer.status_code == 404 or not junk.strip():
        return []
    shown = unescape(answer.text)
    return [] if junk.replace("\0", "") in shown else form.typed


@pytest.mark.parametrize("endpoint", sorted(DOORS))
def test_junk_is_told_in_place_and_never_lost(place: Place, endpoint: str) -> None:
    wrong = []
    form = opened(place, endpoint)
    for name, junk in JUNK.items() if form.typed else ():
        answer = send(place, endpoint, form.action, form.with_junk(junk))
        if answer.status_code not in ANSWERS or lost(answer, form, junk):
            wrong.append((name, answer.status_code, lost(answer, form, junk)))
        if junk == OVER_LONG and form.typed and answer.status_code == 303 and endpoint not in DRAFTS:
            wrong.append((name, answer.status_code, ["accepted"]))
    assert wrong == []


@pytest.mark.parametrize("endpoint", sorted(DOORS))
def test_what_no_browser_sends_is_refused_or_harmless(place: Place, endpoint: str) -> None:
    """Hidden fields and choices are no safer than text."""
    wrong = []
    form = opened(place, endpoint)
    for junk in ("", "zz", "9" * 40, "²", "null\x00byte", "00000000-0000-0000-0000-000000000007"):
        answer = send(place, endpoint, form.action, form.with_junk(junk, everywhere=True))
        if answer.status_code not in ANSWERS:
            wrong.append((junk[:9], answer.status_code))
    if send(place, endpoint, form.action, {}).status_code not in ANSWERS:
        wrong.append(("nothing", 0))
    assert wrong == []


@pytest.mark.parametrize("endpoint", sorted(BESIDE))
def test_a_script_that_sends_junk_is_answered_and_what_was_typed_is_kept(place: Place, endpoint: str) -> None:
    form = opened(place, BESIDE[endpoint])
    for junk in JUNK.values():
        answer = send(place, BESIDE[endpoint], f"{form.action}/autosave", form.with_junk(junk))
        assert (answer.status_code, answer.is_json) == (200, True)


# Every name that a page reads from its address.
ARGUMENTS = (
    "about", "action", "after", "before", "check", "code", "country", "day", "donor", "from", "kind", "next", "page",
    "party", "q", "region", "replaces", "role", "round", "since", "state", "status", "text", "theme", "to", "until",
    "version", "year",
)  # fmt: skip


def one_of_each(place: Place) -> list[tuple[str, str]]:
    """Who opens it, and one address for every page that has a form or a list."""
    pages, addresses = {}, place.app.url_map.bind("localhost")
    for who, page in sorted({*DOORS.values(), *LISTS}):
        endpoint, _arguments = addresses.match(place.at(page).partition("?")[0])
        pages.setdefault(endpoint, (who, page))
    return list(pages.values())


@pytest.mark.parametrize("junk", ["-1", "²", "9" * 40, "null%00byte", "zz", "%ff", "2027-02-31", "a" * 2000])
def test_junk_in_the_address_of_a_page_is_no_failure(place: Place, junk: str) -> None:
    wrong = []
    asked = "&".join(f"{name}={junk}" for name in ARGUMENTS)
    for who, page in one_of_each(place):
        status = place.client(who).get(f"{place.at(page)}?{asked}").status_code
        if status not in ANSWERS:
            wrong.append((page, status))
    assert wrong == []
