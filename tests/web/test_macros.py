"""What the macros promise those who write pages: who may sees the button, a state has a shape, problems are all told."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from jinja2 import StrictUndefined
from werkzeug.datastructures import MultiDict
from wtforms import FieldList, Form, FormField, StringField
from wtforms.validators import InputRequired

from sipgrants.config import ROOT
from sipgrants.lifecycle import labels
from sipgrants.web import formats, locale

AT = datetime(2024, 7, 31, 21, 59, tzinfo=UTC)
DRAFT = SimpleNamespace(subject_type="application", state="draft", version=7)


class Risk(Form):
    what = StringField("Risk", [InputRequired("Name the risk.")])


class Section(Form):
    title = StringField("Title", [InputRequired("Write the title.")])
    risks = FieldList(FormField(Risk), label="Risks", min_entries=1)


@pytest.fixture
def edge() -> Iterator[Flask]:
    app = Flask("macros", template_folder=str(ROOT / "templates"))
    app.config["OFFERED_LOCALES"] = ("en",)
    app.extensions["config"] = SimpleNamespace(demo=False)
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.globals.update(
        csrf_token=lambda: "token", once=lambda: "page", static=lambda name: f"/static/{name}"
    )
    locale.init(app)
    formats.init(app)
    with app.test_request_context():
        yield app


def drawn(edge: Flask, file: str, call: str, **values: Any) -> str:
    name = re.split(r"[^a-z_]", call)[0]
    source = f'{{% from "_macros/{file}.html" import {name} %}}{{{{ {call} }}}}'
    return edge.jinja_env.from_string(source).render(values)


def test_action_is_not_drawn_for_those_who_may_not(edge: Flask) -> None:
    call = 'action("application.submit", draft, "/submit")'
    assert drawn(edge, "actions", call, draft=DRAFT) == ""


def test_form_of_a_subject_carries_token_and_version(edge: Flask) -> None:
    html = drawn(edge, "actions", 'post("/submit", "Submit application", subject=draft)', draft=DRAFT)
    assert re.findall(r'name="(\w+)" value="(\w+)"', html) == [
        ("csrf_token", "token"),
        ("once", "page"),
        ("seen", "7"),
    ]


@pytest.mark.parametrize(
    ("of", "name"), [(of, name) for of, names in labels.STATES.items() for name in names]
)
def test_every_state_has_its_word_and_its_own_mark(edge: Flask, of: str, name: str) -> None:
    html = drawn(edge, "state", f'state("{of}", "{name}")')
    marks = edge.jinja_env.get_template("_macros/state.html").module.marks  # type: ignore[attr-defined]
    assert (name in marks, str(labels.STATES[of][name].text) in html, "<svg" in html) == (True, True, True)


def test_all_problems_are_told_with_links_also_those_of_rows(edge: Flask) -> None:
    form = Section(MultiDict({"title": "", "risks-0-what": ""}))
    form.validate()
    html = drawn(edge, "fields", "error_summary(form)", form=form)
    assert re.findall(r'href="#([\w-]+)">([^<]+)', html) == [
        ("title", "Title: Write the title."),
        ("risks-0-what", "Risk: Name the risk."),
    ]


def test_form_without_problems_has_no_summary(edge: Flask) -> None:
    assert drawn(edge, "fields", "error_summary(form)", form=Section()) == ""


def test_field_keeps_what_was_typed_and_names_hint_and_error(edge: Flask) -> None:
    form = Section(MultiDict({"title": "<b>Gold</b>"}))
    form.title.errors = ["Write it without marks."]
    html = drawn(edge, "fields", 'field(form.title, hint="Short.")', form=form)
    assert 'value="&lt;b&gt;Gold&lt;/b&gt;"' in html
    assert 'aria-describedby="title-hint title-error"' in html
    assert [html.index(part) for part in ("<label", "Short.", "Write it", "<input")] == sorted(
        html.index(part) for part in ("<label", "Short.", "Write it", "<input")
    )


@pytest.mark.parametrize(("many", "folds"), [(5, 0), (6, 1)])
def test_timeline_folds_after_five(edge: Flask, many: int, folds: int) -> None:
    entries = [SimpleNamespace(at=AT, sentence=f"Saved {number}") for number in range(many)]
    html = drawn(edge, "record", "timeline(entries)", entries=entries)
    assert (html.count("<li>"), html.count("<details>")) == (many, folds)
