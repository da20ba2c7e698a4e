"""What a form with a token does is one command: a repetition is told after the first, and would lose a second one."""

import pytest

from sipgrants.core import db, once
from tests.hardening.conftest import Place
from tests.hardening.doors import DOORS
from tests.hardening.test_bad_input import opened, send


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The token that each command carries when it begins, "" where it has none."""
    found: list[str] = []
    hooks = [*db._on_lock, lambda: found.append(once.carried() or "")]
    monkeypatch.setattr(db, "_on_lock", hooks)
    return found


def test_a_form_with_a_token_calls_one_command(place: Place, begun: list[str]) -> None:
    tried, wrong = 0, []
    for endpoint in sorted(DOORS):
        form = opened(place, endpoint)
        if "once" not in form.values:
            continue
        begun.clear()
        if send(place, endpoint, form.action, form.values).status_code == 303:
            tried += 1
            if len(begun) > 1:
                wrong.append((endpoint, len(begun)))
    assert (wrong, tried > 30) == ([], True)
