"""The published status of contributions: the last one, and every one before it, as they were published."""

from collections.abc import Callable
from datetime import date
from typing import Any

from flask import Blueprint, Response, render_template, request

from sipgrants.core import db, files
from sipgrants.core.errors import NotFound
from sipgrants.documents.models import IssuedDocument
from sipgrants.fund import status_queries, status_tables
from sipgrants.fund.published_models import PublishedStatus
from sipgrants.fund.routes.status import workbook
from sipgrants.fund.status import read
from sipgrants.web import downloads, gate, locale
from sipgrants.web.tables import csv_answer


def add(bp: Blueprint) -> None:
    """Put these pages on the public blueprint."""
    rules: dict[str, tuple[str, Callable[..., Any]]] = {
        "": ("contributions", contributions),
        "/<day>": ("contributions_of", contributions_of),
        "/<day>/status.pdf": ("contributions_pdf", contributions_pdf),
        "/<day>/status.xlsx": ("contributions_xlsx", contributions_xlsx),
        "/<day>/status.csv": ("contributions_csv", contributions_csv),
    }
    for rule, (endpoint, view) in rules.items():
        bp.add_url_rule(f"/public/contributions{rule}", endpoint, view, methods=["GET"])


@gate.requires("public.read")
def contributions() -> str:
    """Show the last status that was published."""
    return _page(next(iter(status_queries.published()), None))


@gate.requires("public.read")
def contributions_of(day: str) -> str:
    """Show the status that was published as at a day."""
    return _page(_published(day))


def _page(found: PublishedStatus | None) -> str:
    papers = _papers(found)
    mine = next((one for one in papers if one.locale == locale.choose()), papers[0] if papers else None)
    file_id = mine.file_id if mine else None
    return render_template(
        "portfolio/contributions.html",
        found=found,
        status=read(found.content) if found else None,
        file=db.session().get(files.StoredFile, file_id) if file_id else None,
        paper=mine,
        papers=[one for one in papers if one.file_id],
        published=status_queries.published(),
    )


def _papers(found: PublishedStatus | None) -> list[IssuedDocument]:
    return status_queries.papers(found).get(str(found.id), []) if found else []


@gate.requires("public.read")
def contributions_pdf(day: str) -> Response:
    """Give out the paper as it was issued, in the language that is asked for, else in English."""
    found = _published(day)
    wanted = request.args.get("language", "en")
    paper = next((one for one in _papers(found) if one.locale == wanted), found.document)
    if paper.file_id is None:
        raise NotFound()
    return downloads.stored(db.find(files.StoredFile, paper.file_id))


@gate.requires("public.read")
def contributions_xlsx(day: str) -> Response:
    """Give out its figures as a workbook."""
    return workbook(read(_published(day).content))


@gate.requires("public.read")
def contributions_csv(day: str) -> Response:
    """Give out its figures as CSV."""
    status = read(_published(day).content)
    return csv_answer(
        f"contributions-as-at-{status.on.isoformat()}", status_tables.HEAD, status_tables.plain(status)
    )


def _published(day: str) -> PublishedStatus:
    try:
        found = status_queries.published_on(date.fromisoformat(day))
    except ValueError:
        raise NotFound() from None
    if found is None:
        raise NotFound()
    return found
