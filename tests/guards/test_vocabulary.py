"""One word, six places: what the tables name must exist everywhere, and nothing else."""

import importlib
import pkgutil
import re
from pathlib import Path

import pytest
from flask import Flask

import sipgrants
from sipgrants.config import ROOT
from sipgrants.lifecycle import labels, process
from sipgrants.lifecycle.actor import RoleName
from sipgrants.lifecycle.moves import Process
from sipgrants.lifecycle.policy import POLICY
from sipgrants.web import gate

MOVES = [move for table in process.PROCESSES.values() for move in table.moves]
TABLES = ("process.py", "policy.py", "policy_of_awards.py", "labels.py", "state_labels.py")
SOURCES = [path for path in (ROOT / "sipgrants").rglob("*.py") if path.name not in TABLES]
ROOM_SOURCES = "\n".join(path.read_text() for path in SOURCES)


def test_every_move_has_a_right_and_a_label() -> None:
    actions = {move.action for move in MOVES}
    assert (actions - POLICY.keys(), actions - labels.ACTIONS.keys()) == (set(), set())


@pytest.mark.parametrize("table", process.PROCESSES.values(), ids=lambda table: table.subject)
def test_every_state_has_a_label_and_can_be_reached(table: Process) -> None:
    states = {str(state) for state in table.states}
    assert states == labels.STATES[table.subject].keys()
    named = {move.target for move in table.moves if move.target} | {s for m in table.moves for s in m.sources}
    assert named - states == set()
    assert states - {move.target for move in table.moves} == _begun_elsewhere(table.subject)


def _begun_elsewhere(subject: str) -> set[str]:
    """`record_running` brings an award in as it stands, so no row leads to a state of its own."""
    return set()


def test_every_move_is_made_by_a_command() -> None:
    assert {move.action for move in MOVES if f'"{move.action}"' not in ROOM_SOURCES} == set()


def test_every_step_that_has_a_page_of_its_own_has_a_label() -> None:
    asked = {name for name, action in POLICY.items() if action.factor or action.second}
    steps = asked | set(re.findall(r"""step\([a-z_]+, "([a-z_]+\.[a-z_]+)\"""", ROOM_SOURCES))
    assert steps - labels.ACTIONS.keys() == set()


def test_every_role_has_a_label() -> None:
    assert {str(role) for role in RoleName} - labels.ROLES.keys() == set()


def test_every_view_declares_an_action(app: Flask) -> None:
    silent = [name for name in app.view_functions if gate.action_of(app, name) is None]
    assert silent == []


def test_every_action_is_in_use(app: Flask) -> None:
    templates = "\n".join(path.read_text() for path in (ROOT / "templates").rglob("*.html"))
    # Asked by `documents.rights` for whatever a document is about.
    asked_by_documents = {"meeting_report.read", "report_copy.read"}
    wanted = POLICY.keys() - asked_by_documents
    unused = [name for name in wanted if f'"{name}"' not in ROOM_SOURCES and name not in templates]
    assert unused == []


def test_every_module_can_be_imported() -> None:
    package = Path(sipgrants.__file__).parent
    names = [module.name for module in pkgutil.walk_packages([str(package)], "sipgrants.")]
    assert [name for name in names if importlib.import_module(name) is None] == []
