"""Static files under hashed names."""

import re
from pathlib import Path

import pytest
from flask import Flask, render_template_string
from werkzeug.datastructures import Headers

from sipgrants.web import assets


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "static"
    (folder / "icons").mkdir(parents=True)
    (folder / "icons" / "tick.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    (folder / "style.css").write_text("a { background: url(icons/tick.svg) }\n" + "p { margin: 0 }\n" * 50)
    (folder / "grid.js").write_text('import { add } from "./sums.js";\nadd();\n')
    (folder / "sums.js").write_text("export const add = () => 1;\n")
    return folder


def make_app(source: Path, cache: Path) -> Flask:
    app = Flask(__name__, static_folder=None)
    assets.init(app, source, cache)
    return app


def address(app: Flask, name: str) -> str:
    with app.app_context():
        return render_template_string("{{ static(name) }}", name=name)


def fetch(app: Flask, name: str, **headers: str) -> tuple[str, Headers]:
    with app.test_client().get(address(app, name), headers=headers, buffered=True) as answer:
        assert answer.status_code == 200
        return answer.text if "Content-Encoding" not in answer.headers else "", answer.headers


def test_file_is_served_under_its_hash_and_kept_for_ever(source: Path, tmp_path: Path) -> None:
    app = make_app(source, tmp_path / "cache")
    text, headers = fetch(app, "sums.js")
    assert text == "export const add = () => 1;\n"
    assert "immutable" in headers["Cache-Control"]
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_compressed_file_is_served_to_who_takes_it(source: Path, tmp_path: Path) -> None:
    app = make_app(source, tmp_path / "cache")
    encodings = {
        accepted: fetch(app, "style.css", accept_encoding=accepted)[1].get("Content-Encoding")
        for accepted in ("br", "gzip", "identity")
    }
    assert encodings == {"br": "br", "gzip": "gzip", "identity": None}


def test_references_between_files_carry_the_hash(source: Path, tmp_path: Path) -> None:
    app = make_app(source, tmp_path / "cache")
    style, script = fetch(app, "style.css")[0], fetch(app, "grid.js")[0]
    tick = address(app, "icons/tick.svg").removeprefix("/static/")
    sums = address(app, "sums.js").removeprefix("/static/")
    assert re.findall(r"url\((.+)\)", style) == [f"./{tick}"]
    assert re.findall(r'"(.+)"', script) == [f"./{sums}"]


def test_change_in_a_file_changes_the_names_of_those_that_use_it(source: Path, tmp_path: Path) -> None:
    before = address(make_app(source, tmp_path / "cache"), "grid.js")
    (source / "sums.js").write_text("export const add = () => 2;\n")
    after = address(make_app(source, tmp_path / "cache"), "grid.js")
    assert before != after


def test_second_start_finds_what_the_first_prepared(source: Path, tmp_path: Path) -> None:
    first = assets.prepare(source, tmp_path / "cache")
    made_at = first.stat().st_mtime_ns
    assert assets.prepare(source, tmp_path / "cache") == first
    assert first.stat().st_mtime_ns == made_at


def test_unknown_name_fails_in_the_template(source: Path, tmp_path: Path) -> None:
    app = make_app(source, tmp_path / "cache")
    with pytest.raises(KeyError):
        address(app, "missing.css")


def test_reference_to_a_missing_file_fails_at_the_start(source: Path, tmp_path: Path) -> None:
    (source / "style.css").write_text("a { background: url(missing.png) }")
    with pytest.raises(KeyError):
        assets.prepare(source, tmp_path / "cache")
