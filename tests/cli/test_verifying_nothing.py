"""To verify a database that was never begun is answered in a sentence."""

from pathlib import Path

import pytest

from tests.cli.installations import new_app


@pytest.mark.parametrize("what", ["audit", "fund"])
def test_an_empty_database_is_refused_with_what_to_do(tmp_path: Path, what: str) -> None:
    result = new_app(tmp_path).test_cli_runner().invoke(args=[what, "verify"])
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.startswith("Error: This database is empty: begin it with `flask init`")
