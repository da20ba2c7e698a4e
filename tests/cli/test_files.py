"""`flask files verify` names what nothing uses, and fails where the bytes of a file are gone."""

from flask import Flask
from sqlalchemy.orm import Session

from sipgrants.core import files
from tests.builders import applications, calls


def test_what_is_unused_is_named_and_what_is_gone_fails(app: Flask, session: Session) -> None:
    focal = calls.focal_point()
    applications.attach(applications.draft(by=focal, filled=False), focal)
    unused = files.keep(b"a workbook that nobody took over").sha256
    session.rollback()
    good = app.test_cli_runner().invoke(args=["files", "verify"])
    assert (good.exit_code, f"{unused}, 32 bytes" in good.stdout) == (0, True)
    last = "Every file of the database is in the store; 1 pieces are used by nothing."
    assert good.stdout.splitlines()[-1] == last
    used = next(one.name for one in files.current().lying() if one.name != unused)
    files.current().put_aside(used)
    files.current().drop_aside(used)
    bad = app.test_cli_runner().invoke(args=["files", "verify"])
    assert (bad.exit_code, f"gone: {used}" in bad.stderr) == (1, True)
