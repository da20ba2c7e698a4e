"""Every text of the source is in every catalogue: translated, with its places, in letters that can be printed."""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_keywords
from babel.messages.pofile import read_po

from sipgrants.config import LOCALES, ROOT, spoken
from sipgrants.documents.kit import fonts

PLACE = re.compile(r"%\(\w+\)[a-z]|%%|</?[a-z][^>]*>")
CATALOGUES = sorted((ROOT / "translations").glob("*/LC_MESSAGES/messages.po"))
every_catalogue = pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])

Key = tuple[str | None, Any]


@cache
def source() -> dict[Key, set[str]]:
    """The texts marked in Python and templates, as `.ci/translations` collects them, each with its files."""
    named = re.findall(r"--keyword=(\S+)", (ROOT / ".ci/translations").read_text())
    keywords = {**DEFAULT_KEYWORDS, **parse_keywords(named)}
    methods: list[tuple[str, str]] = []
    options: dict[str, dict[str, str]] = {}
    for mapping in tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["babel"]["mappings"]:
        method, patterns = mapping.pop("method"), mapping.pop("pattern")
        methods += [(pattern, method) for pattern in texts(patterns)]
        options |= dict.fromkeys(texts(patterns), mapping)
    found: dict[Key, set[str]] = {}
    for folder in ("sipgrants", "templates"):
        marked = extract_from_dir(ROOT / folder, methods, options, keywords, directory_filter=_enter)
        for file, _line, text, _comments, context in marked:
            found.setdefault((context, text), set()).add(f"{folder}/{file}")
    return found


def _enter(_folder: str) -> bool:
    """By itself Babel passes over folders that begin with an underscore."""
    return True


@cache
def catalogue(path: Path) -> Catalog:
    with path.open("rb") as opened:
        return read_po(opened, locale=path.parts[-3])


def entries(path: Path) -> list[Message]:
    return [message for message in catalogue(path) if message.id]


def texts(words: Any) -> tuple[str, ...]:
    """One text, or the forms of a plural."""
    return (words,) if isinstance(words, str) else tuple(words)


def test_texts_of_every_kind_of_file_are_collected() -> None:
    files = {file for found in source().values() for file in found}
    kinds = ("sipgrants/lifecycle/", "templates/_macros/", "templates/mail/", "templates/base.html")
    assert [kind for kind in kinds if not any(file.startswith(kind) for file in files)] == []


@every_catalogue
def test_catalogue_has_the_texts_of_the_source_and_no_other(path: Path) -> None:
    wanted = {(context, texts(text)[0]) for context, text in source()}
    assert {(message.context, texts(message.id)[0]) for message in entries(path)} ^ wanted == set()


@every_catalogue
def test_every_text_is_translated_and_none_is_doubtful(path: Path) -> None:
    assert [message.id for message in entries(path) if message.fuzzy or not all(texts(message.string))] == []


@every_catalogue
def test_every_plural_has_all_its_forms(path: Path) -> None:
    forms = catalogue(path).num_plurals
    assert [m.id for m in entries(path) if m.pluralizable and len(texts(m.string)) != forms] == []


@every_catalogue
def test_every_translation_has_the_places_of_its_source(path: Path) -> None:
    different = [
        (message.id, text)
        for message in entries(path)
        for text in texts(message.string)
        if sorted(PLACE.findall(text)) != sorted(PLACE.findall(texts(message.id)[-1]))
    ]
    assert different == []


@every_catalogue
def test_every_letter_can_be_printed(path: Path) -> None:
    letters = "".join(text for message in entries(path) for text in texts(message.string)).replace("\n", "")
    assert fonts.missing(letters) == set()


def test_pages_are_offered_in_english_and_in_the_languages_that_have_a_catalogue() -> None:
    written = {path.parts[-3] for path in CATALOGUES}
    assert spoken() == ("en", *(code for code in LOCALES if code in written))
    assert "fr" in spoken()


def test_a_per_cent_sign_is_written_so_that_the_template_can_fill_its_places() -> None:
    """In a template every text takes its places, also where there are none: a bare sign would break the page."""
    bare = re.compile(r"%(?!%|\(\w+\)[a-z])")
    shown = {
        text: files
        for (_context, marked), files in source().items()
        for text in texts(marked)
        if bare.search(text.replace("%%", "")) and any(file.startswith("templates/") for file in files)
    }
    assert shown == {}
