"""Files that are being checked for viruses count for the deadline; nobody else opens them until they are clean."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from sipgrants.accounts.commands import infected  # noqa: F401 -- binds who is told
from sipgrants.accounts.queries import recipients
from sipgrants.applications import check_queries, commands, queries
from sipgrants.applications.models import Application
from sipgrants.core import audit, clock, files, outbox, scanning
from sipgrants.core.db import session
from sipgrants.core.errors import Conflict, Invalid
from sipgrants.core.files import Store
from sipgrants.core.outbox import Job, Mail
from sipgrants.core.runtime import Runtime
from sipgrants.lifecycle.actor import Actor, RoleName
from sipgrants.worker.carrying import carry
from tests.builders import applications, calls
from tests.builders.files import pdf
from tests.servers.clamd import Daemon, clamd

VIRUS = pdf("VIRUS")


@pytest.fixture
def daemon() -> Iterator[Daemon]:
    with clamd() as started:
        yield started


@pytest.fixture
def runtime(database: Any, tmp_path: Path, daemon: Daemon) -> Runtime:
    """As the others, with a scanner."""
    return Runtime(database, Store(f"file://{tmp_path / 'files'}", daemon.url))


def attached(data: bytes = applications.PDF) -> tuple[Application, Actor]:
    focal = calls.focal_point()
    made = applications.draft(by=focal)
    applications.attach(made, focal, data=data)
    return made, focal


def state(made: Application) -> str:
    (kept,) = queries.files(made)
    return scanning.states([kept.file])[kept.file.sha256]


def work_off() -> None:
    """The worker carries out the jobs that scan."""
    known = session().scalars(select(Job.id).where(Job.task == "file.scan", Job.done_at.is_(None)))
    for identifier in known.all():
        carry("job", identifier)


def mails(db: Session) -> list[tuple[object, str]]:
    db.rollback()
    found = db.scalars(select(Mail).where(Mail.kind == "file_infected"))
    return [(one.person_id, json.loads(one.params_json)["finding"]) for one in found]


@pytest.fixture(autouse=True)
def during() -> Iterator[None]:
    with clock.set_to(calls.DURING):
        yield


def test_a_file_is_being_checked_until_the_worker_has_had_it_scanned(db: Session, daemon: Daemon) -> None:
    made, focal = attached()
    (kept,) = queries.files(made)
    assert state(made) == "waiting"
    scanning.demand_readable(kept.file, focal)
    with pytest.raises(Conflict, match="being checked for viruses"):
        scanning.demand_readable(kept.file, calls.drafter())
    work_off()
    scanning.demand_readable(kept.file, calls.drafter())
    assert (state(made), daemon.scanned) == ("clean", [applications.PDF])


def test_an_application_with_a_file_that_is_still_being_checked_is_handed_in(db: Session) -> None:
    made, focal = attached()
    version = commands.submit(made, by=focal)
    (kept,) = queries.files(made)
    assert (made.state, kept.file.sha256 in version.content) == ("submitted", True)


def test_a_virus_is_told_to_everybody_concerned_and_closes_the_file_for_all(both: Session) -> None:
    made, focal = attached(VIRUS)
    drafter, officer = calls.drafter(), calls.officer()
    commands.submit(made, by=focal)
    work_off()
    (kept,) = queries.files(made)
    for reader in (focal, drafter, officer):
        with pytest.raises(Conflict, match="A virus was found in this file"):
            scanning.demand_readable(kept.file, reader)
    told = {focal.person_id, drafter.person_id, *recipients(RoleName.PROGRAMME_OFFICER)}
    assert officer.person_id in told
    assert sorted(map(str, told)) == sorted(str(who) for who, _finding in mails(both))
    entries = [one for one in audit.of("application", made.id) if one.action == "file.find_infected"]
    assert [one.details["finding"] for one in entries] == ["Eicar-Test-Signature"]


def test_of_a_draft_with_a_virus_only_the_team_hears_and_it_is_not_handed_in(db: Session) -> None:
    made, focal = attached(VIRUS)
    calls.officer()
    work_off()
    assert {who for who, _finding in mails(db)} == {focal.person_id}
    with pytest.raises(
        Invalid, match=r"A virus was found in paper\.pdf: remove this file and attach a clean copy\."
    ):
        commands.submit(made, by=focal)
    (kept,) = queries.files(made)
    commands.detach(made, by=focal, file_id=kept.id)
    assert check_queries.gaps(check_queries.draft(made)) == []


def test_the_same_content_is_scanned_once_and_known_the_next_time(db: Session, daemon: Daemon) -> None:
    attached(VIRUS)
    work_off()
    made, _focal = attached(VIRUS)
    work_off()
    assert (state(made), len(daemon.scanned)) == ("infected", 1)


def test_a_daemon_that_fails_leaves_the_file_closed_and_is_asked_again(db: Session, daemon: Daemon) -> None:
    daemon.answer = b"ERROR\x00"
    made, _focal = attached()
    work_off()
    scanning.scan_waiting()
    db.rollback()
    (job,) = db.scalars(select(Job).where(Job.task == "file.scan"))
    assert (state(made), job.done_at, str(job.error)[:10]) == ("waiting", None, "NotScanned")
    daemon.answer = None
    scanning.scan_waiting()
    assert (state(made), len(daemon.scanned)) == ("clean", 3)
    outbox.retry(job, by=calls.officer())
    work_off()
    assert (job.done_at is not None, len(daemon.scanned)) == (True, 3)


def test_what_came_before_the_scanner_was_named_is_closed_until_it_was_scanned(
    db: Session, daemon: Daemon, tmp_path: Path
) -> None:
    with files.using(Store(f"file://{tmp_path / 'files'}")):
        made, _focal = attached()
        assert (state(made), list(db.scalars(select(Job.id).where(Job.task == "file.scan")))) == ("clean", [])
    assert state(made) == "waiting"
    scanning.scan_waiting()
    assert state(made) == "clean"


def test_what_the_system_made_is_never_closed(db: Session, daemon: Daemon) -> None:
    made, focal = attached()
    commands.submit(made, by=focal)
    work_off()
    printed = [one for one in db.scalars(select(files.StoredFile)) if one.person_id is None]
    assert set(scanning.states(printed).values()) <= {"clean"}
    assert daemon.scanned == [applications.PDF]


def test_the_page_says_so_and_the_download_is_refused_with_the_reason(
    client: FlaskClient, db: Session, daemon: Daemon
) -> None:
    made, focal = attached(VIRUS)
    page = f"/applications/{made.id}/files"
    assert focal.person_id is not None
    applications.people.sign_in(client, focal.person_id)
    client.application.extensions["runtime"].store.scanner = daemon.url
    shown = client.get(page).text
    assert ("being checked for viruses" in shown, "counts as attached: you can submit" in shown) == (
        True,
        True,
    )
    work_off()
    assert "virus found: remove it" in client.get(page).text
    (kept,) = queries.files(made)
    answer = client.get(f"{page}/{kept.id}")
    assert (answer.status_code, "A virus was found in this file" in answer.text) == (409, True)
