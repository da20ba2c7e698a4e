"""What must hold after every way: the money agrees to the cent, and the history is whole."""

import re

from flask import Flask


def verify(app: Flask) -> tuple[int, int, bool]:
    """Exit codes of `flask fund verify` and `flask audit verify`; whether the latter ends with COUNT HEAD."""
    runner = app.test_cli_runner()
    fund, audit = (runner.invoke(args=[what, "verify"]) for what in ("fund", "audit"))
    last = audit.stdout.splitlines()[-1] if audit.stdout else ""
    return fund.exit_code, audit.exit_code, re.fullmatch(r"\d+ [0-9a-f]{64}", last) is not None


WHOLE = (0, 0, True)
