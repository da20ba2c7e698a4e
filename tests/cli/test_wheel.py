"""A wheel: it names what it needs, and serves from wherever it lies."""

import os
import subprocess
import sys
import zipfile
from email import message_from_bytes
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from sipgrants.config import ROOT


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


def test_a_wheel_names_what_it_needs(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as opened:
        (name,) = [one for one in opened.namelist() if one.endswith(".dist-info/METADATA")]
        needs = message_from_bytes(opened.read(name)).get_all("Requires-Dist") or []
    listed = [line.split("#")[0].strip() for line in (ROOT / "requirements/run.in").read_text().splitlines()]
    assert sorted(needs) == sorted(str(Requirement(line)) for line in listed if line)


def test_a_wheel_serves_from_another_folder(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as opened:
        opened.extractall(tmp_path / "installed")
    script = "from sipgrants.app import create_app; c = create_app().test_client();"
    script += "print(c.get('/healthz').status_code, c.get('/sign-in').status_code)"
    settings = {"PYTHONPATH": str(tmp_path / "installed"), "SIPGRANTS_INSTANCE": str(tmp_path / "instance")}
    subprocess.run(
        [sys.executable, "-m", "flask", "--app", "sipgrants.app", "migrate"],
        cwd=tmp_path, env={**os.environ, **settings}, check=True, capture_output=True,
    )  # fmt: skip
    answered = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path, env={**os.environ, **settings}, check=True, capture_output=True, text=True,
    )  # fmt: skip
    assert answered.stdout.splitlines()[-1] == "200 200"
