"""What leaves as a file leaves through one door: as an attachment, never sniffed, in a sandbox, with its own media type."""

import ast
from pathlib import Path

import pytest

from sipgrants.core.media import office
from tests.builders.applications import PDF
from tests.hardening.conftest import Place

PACKAGE = Path(__file__).parents[2] / "sipgrants"
DOOR = "web/downloads.py"
# Who may read what lies in the store, or answer with bytes, beside the door; and why.
BESIDE_THE_DOOR = {
    "web/kept_files.py: current": "a form that is shown once more takes its own files in again",
    "core/scanning.py: current": "the scanner reads what it scans",
    "portfolio/routes.py: current": "whether the store answers",
    "core/partial.py: current": "parts are put together",
    "core/storekeeping.py: current": "what nothing uses is taken away, and never given out",
    "applications/workbook_waiting_queries.py: current": "a workbook that came back is read in, never given out",
    "reports/workbook_waiting_queries.py: current": "a workbook that came back is read in, never given out",
    "scoring/workbook_waiting_queries.py: current": "a workbook that came back is read in, never given out",
    "disbursements/matching_queries.py: read": "a file of payments is read in, never given out",
    "scoring/pack_jobs.py: current": "dossiers that we made ourselves are put into one file",
    "screening/routes/blueprint.py: send_file": "a letter that we made ourselves is looked at before it goes out",
}
FILES = """
focal_point        /applications/{application.draft}/files/{application_file.draft}    application/pdf
focal_point        /applications/{application.draft}/form-c.pdf                        application/pdf
programme_officer  /awards/{award.active}/signed_copy                                  application/pdf
board_member       /meetings/papers/{paper.in_session}/1                              application/pdf
focal_point        /reports/{report.statement}/files/{report_file.some}                application/pdf
focal_point        /reports/{report.draft}/workbook.xlsx                                XLSX
programme_officer  /awards/awards.csv                                                  text/csv
focal_point        /events/files/{award_event_file.shared}                             image/png
finance_officer    /instalments/payments/files/{payment_file.sent}/file                text/csv
finance_officer    /fund/ledger.csv                                                    text/csv
programme_officer  /scoring/rounds/{round.deciding}/ranking.csv                        text/csv
board_member       /scoring/applications/{board.unscored}/dossier.pdf                  application/pdf
board_member       /scoring/rounds/{round.with_board}/dossiers.zip                     application/zip
board_member       /scoring/rounds/{round.with_board}/score-sheets.xlsx                XLSX
"""
DOWNLOADS = [tuple(line.replace("XLSX", office.XLSX).split()) for line in FILES.strip().splitlines()]


def readers(path: Path) -> set[str]:
    """What a module calls that reads the store or answers with a file."""
    name, found = path.relative_to(PACKAGE).as_posix(), set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and node.value == "Content-Disposition":
            found.add(f"{name}: Content-Disposition")
        if not isinstance(node, ast.Call):
            continue
        called = ast.unparse(node.func)
        if called in ("send_file", "send_from_directory", "files.read", "files.current"):
            found.add(f"{name}: {called.rpartition('.')[2]}")
    return found


def test_nothing_but_the_door_gives_files_out() -> None:
    found = set().union(*(readers(path) for path in sorted(PACKAGE.rglob("*.py"))))
    assert {one for one in found if not one.startswith(DOOR)} == set(BESIDE_THE_DOOR)


@pytest.mark.parametrize(("who", "address", "kind"), DOWNLOADS)
def test_every_download_is_an_attachment_that_nothing_runs_in(
    place: Place, who: str, address: str, kind: str
) -> None:
    answer = place.client(who).get(place.at(address))
    headers = answer.headers
    assert (answer.status_code, answer.mimetype) == (200, kind)
    assert headers["Content-Disposition"].startswith('attachment; filename="')
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert headers["Cache-Control"] == "no-store"


def test_a_file_leaves_as_it_came(place: Place) -> None:
    page = place.at("/applications/{application.draft}/files/{application_file.draft}")
    assert place.client("focal_point").get(page).data == PDF


def test_while_the_scanner_says_nothing_only_what_the_system_makes_is_given_out(place: Place) -> None:
    """Everybody here reads what somebody else brought."""
    store = place.app.extensions["runtime"].store
    store.scanner = "tcp://127.0.0.1:9"
    try:
        answers = {page: place.client(who).get(place.at(page)).status_code for who, page, _kind in DOWNLOADS}
    finally:
        store.scanner = ""
    brought = {
        page for page in answers if "/files/" in page or "/papers/" in page or page.endswith("/signed_copy")
    }
    assert answers == {page: 409 if page in brought else 200 for page in answers}
