"""Every template can be read, imports only what exists, and holds nothing that the content security policy forbids."""

import re
from functools import cache
from pathlib import Path

from flask import Flask
from jinja2 import nodes

from sipgrants.app import create_app
from sipgrants.config import Config

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "templates"
PAGES = sorted(path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.html"))
COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)


def application() -> Flask:
    """The whole application, since rooms bring filters of their own; it never touches a database."""
    folder = ROOT / ".cache"
    return create_app(
        Config(
            instance=folder,
            database_url=f"sqlite:///{folder / 'no.sqlite'}",
            files_url="memory:///",
            queue_url=f"sqlite:///{folder / 'no-queue.sqlite'}",
            secret_key="for-tests-only-" * 4,
        )
    )


ENVIRONMENT = application().jinja_env


def source(name: str) -> str:
    return COMMENT.sub("", (FOLDER / name).read_text(encoding="utf-8"))


@cache
def tree(name: str) -> nodes.Template:
    return ENVIRONMENT.parse((FOLDER / name).read_text(encoding="utf-8"))


@cache
def exported(name: str) -> set[str]:
    parsed = tree(name)
    macros = {macro.name for macro in parsed.find_all(nodes.Macro)}
    return macros | {
        target.name for set_ in parsed.find_all(nodes.Assign) for target in set_.find_all(nodes.Name)
    }


def test_templates_compile_with_the_filters_of_the_edge() -> None:
    assert [ENVIRONMENT.get_template(name).name for name in PAGES] == PAGES


def test_templates_import_only_macros_that_exist() -> None:
    asked = {
        (name, import_.template.value, wanted if isinstance(wanted, str) else wanted[0])
        for name in PAGES
        for import_ in tree(name).find_all(nodes.FromImport)
        for wanted in import_.names
    }
    assert {one for one in asked if one[2] not in exported(one[1])} == set()


def test_templates_have_no_inline_style_or_script() -> None:
    inline, scripts = {}, {}
    for name in PAGES:
        inline[name] = re.findall(r"\sstyle=|\son[a-z]+=|<style|javascript:", source(name))
        scripts[name] = [tag for tag in re.findall(r"<script[^>]*>", source(name)) if "src=" not in tag]
    assert {name: found for name, found in inline.items() if found} == {}
    assert {name: found for name, found in scripts.items() if found} == {}


def test_every_form_that_posts_carries_its_token() -> None:
    open_to_forgery = {}
    for name in PAGES:
        forms = re.findall(r"<form\b[^>]*method=\"post\".*?</form>", source(name), re.DOTALL)
        open_to_forgery[name] = [
            form for form in forms if not re.search(r"csrf_token|guard\(|hidden_tag\(", form)
        ]
    assert {name: found for name, found in open_to_forgery.items() if found} == {}


def test_every_macro_file_says_how_it_is_used() -> None:
    macros = {
        name: (FOLDER / name).read_text(encoding="utf-8") for name in PAGES if name.startswith("_macros/")
    }
    silent = [
        name
        for name, text in macros.items()
        if not (text.startswith("{#") and f'{{% from "{name}" import' in text.split("#}")[0])
    ]
    assert silent == []
