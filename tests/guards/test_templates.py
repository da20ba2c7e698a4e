"""Every template can be read, imports only what exists, and holds nothing that the content security policy forbids."""

import re
from pathlib import Path

import pytest
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


def tree(name: str) -> nodes.Template:
    return ENVIRONMENT.parse((FOLDER / name).read_text(encoding="utf-8"))


def exported(name: str) -> set[str]:
    parsed = tree(name)
    macros = {macro.name for macro in parsed.find_all(nodes.Macro)}
    return macros | {
        target.name for set_ in parsed.find_all(nodes.Assign) for target in set_.find_all(nodes.Name)
    }


@pytest.mark.parametrize("name", PAGES)
def test_template_compiles_with_the_filters_of_the_edge(name: str) -> None:
    assert ENVIRONMENT.get_template(name).name == name


@pytest.mark.parametrize("name", PAGES)
def test_template_imports_only_macros_that_exist(name: str) -> None:
    asked = {
        (import_.template.value, wanted if isinstance(wanted, str) else wanted[0])
        for import_ in tree(name).find_all(nodes.FromImport)
        for wanted in import_.names
    }
    assert {(file, macro) for file, macro in asked if macro not in exported(file)} == set()


@pytest.mark.parametrize("name", PAGES)
def test_template_has_no_inline_style_or_script(name: str) -> None:
    text = source(name)
    inline = re.findall(r"\sstyle=|\son[a-z]+=|<style|javascript:", text)
    scripts = [tag for tag in re.findall(r"<script[^>]*>", text) if "src=" not in tag]
    assert (inline, scripts) == ([], [])


@pytest.mark.parametrize("name", PAGES)
def test_every_form_that_posts_carries_its_token(name: str) -> None:
    forms = re.findall(r"<form\b[^>]*method=\"post\".*?</form>", source(name), re.DOTALL)
    assert [form for form in forms if not re.search(r"csrf_token|guard\(|hidden_tag\(", form)] == []


@pytest.mark.parametrize("name", [name for name in PAGES if name.startswith("_macros/")])
def test_every_macro_file_says_how_it_is_used(name: str) -> None:
    text = (FOLDER / name).read_text(encoding="utf-8")
    assert text.startswith("{#")
    assert f'{{% from "{name}" import' in text.split("#}")[0]
