"""Writing a report: sections, rows on the plan, files, submitting. A save keeps whatever was typed."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from sipgrants.core import db
from sipgrants.core.errors import Conflict, Invalid, Problem
from sipgrants.core.i18n import Message, msg, nmsg
from sipgrants.lifecycle import machine
from sipgrants.questionnaires import queries as forms
from sipgrants.questionnaires.commands import Saved
from sipgrants.questionnaires.pages import named
from sipgrants.questionnaires.reading import read_section, wants_more
from sipgrants.questionnaires.texts import pick
from sipgrants.reports import check_queries, commands, content_queries, kinds, page_queries, queries
from sipgrants.reports.commands.writing import SavedRows, Shown
from sipgrants.reports.content_queries import Content
from sipgrants.reports.forms import Confirmation, Photograph, Upload
from sipgrants.reports.models import Report, ReportFile
from sipgrants.reports.routes.pages import bp, find
from sipgrants.reports.rows import SPENDING, read_rows
from sipgrants.web import gate, locale, saving, uploads

Page = str | Response | tuple[Any, int]


def open_for_writing(id: UUID) -> Report:
    """Return a report that this person may write in now; Conflict where its state does not allow it."""
    report = find(id)
    if not machine.possible(report, "report.edit", gate.actor()):
        raise Conflict(msg("The report is not open for writing now."))
    return report


def demand_opened(content: Content, section: str) -> None:
    """Say that a section is closed before anything is typed in it: where only some of them were sent back."""
    if section not in check_queries.opened(content):
        raise Conflict(msg("Only the sections that were sent back can be changed."))


@bp.route("/<uuid:id>/sections/<key>", methods=["GET", "POST"])
@gate.requires("report.edit")
def section(id: UUID, key: str) -> Page:
    """Show a section for writing, or keep what was typed."""
    report = open_for_writing(id)
    content = content_queries.content(report)
    demand_opened(content, key)
    conflicts: Any = ()
    if request.method == "POST":
        values = read_section(forms.section(content.answers, key), request.form)
        saved = keep_section(report, key, values)
        conflicts, content = saved.conflicts, content_queries.content(report)
        if not conflicts:
            return redirect(request.url if wants_more(request.form) else _following(content, key), 303)
    page = forms.page(
        content.answers,
        key,
        locale.choose(),
        check_queries.context(content),
        conflicts,
        told=bool(conflicts) or request.args.get("check") == "1",
    )
    return _draw_section(report, content, key, page), 409 if conflicts else 200


def keep_section(report: Report, key: str, values: dict[str, Any]) -> Saved:
    """Keep what was typed in a section, by this window."""
    seen, window = request.form.get("seen"), saving.window()
    return commands.save_section(report, key, values, by=gate.actor(), marks=seen, page=window)


def _draw_section(report: Report, content: Content, key: str, page: Any) -> str:
    keys = _open_keys(content, key)
    place = keys.index(key)
    return render_template(
        "reports/section.html",
        report=report,
        label=kinds.label(report.kind),
        page=page,
        number=place + 1,
        count=len(keys),
        previous=url_for("reports.section", id=report.id, key=keys[place - 1]) if place else None,
        elsewhere=_elsewhere(content),
        rates=content.un_rates if any(one.key == "rates" for one in page.questions) else None,
    )


def _following(content: Content, key: str) -> str:
    """The page of the next section that is open, or the report where this was the last one."""
    keys = _open_keys(content, key)
    place = keys.index(key) + 1
    if place < len(keys):
        return url_for("reports.section", id=content.report.id, key=keys[place])
    return url_for("reports.show", id=content.report.id)


def _open_keys(content: Content, here: str) -> list[str]:
    """The sections to go through, in order; `here` is one even where mending it has closed it."""
    opened = check_queries.opened(content) | {here}
    return [one.key for one in content.answers.form.sections if one.key in opened]


def _elsewhere(content: Content) -> dict[str, Any]:
    """The cards of what is not kept among the answers: rows on the plan, and files by question."""
    report = content.report
    cards: dict[str, Any] = {
        one.kind: {
            "url": url_for("reports.rows", id=report.id, kind=one.kind),
            "words": nmsg(
                "%(num)s row of the agreed plan",
                "%(num)s rows of the agreed plan",
                len(content.items(one.kind)),
            ),
            "verb": msg("Fill in"),
        }
        for _section, one in content.questions
    }
    cards["file"] = {
        one.key: {
            "url": url_for("reports.files", id=report.id, question=one.key),
            "words": _names(report, one.key),
            "verb": msg("Add or remove files"),
        }
        for one in forms.questions(content.answers.form)
        if one.kind == "file"
    }
    return cards


def _names(report: Report, question: str) -> str:
    return ", ".join(
        one.file.name for one in report.files if one.question == question and one.removed_at is None
    ) or locale.translate(msg("No file yet"))


@bp.route("/<uuid:id>/rows/<kind>", methods=["GET", "POST"])
@gate.requires("report.edit")
def rows(id: UUID, kind: str) -> Page:
    """Show indicators, activities or budget lines for writing, or keep what was typed."""
    report = open_for_writing(id)
    content = content_queries.content(report)
    wanted, asked = content_queries.question(content, kind)
    demand_opened(content, wanted.key)
    typed: dict[str, Any] = {}
    conflicts: tuple[str, ...] = ()
    if request.method == "POST":
        typed = read_rows(wanted, asked, request.form)
        saved = keep_rows(report, kind, typed)
        conflicts, content = saved.conflicts, content_queries.content(report)
        if not conflicts:
            to_check = request.form.get("go") == "check"
            where = url_for("reports.rows", id=id, kind=kind, check=1) if to_check else None
            return redirect(where or _back(content, wanted.key), 303)
    mine = {key: typed[key] for key in conflicts}
    begun = any(row.changed_by for row in report.rows if row.question == kind)
    told = request.args.get("check") == "1" or begun
    shown = page_queries.read_rows(content, kind, locale.choose(), mine=mine or None, told=told)
    theirs = {key: content.cells[kind].get(key, {}) for key in conflicts}
    page = render_template(
        "reports/spending.html" if kind == SPENDING else "reports/framework.html",
        report=report,
        label=kinds.label(report.kind),
        shown=shown,
        theirs=theirs,
        back=url_for("reports.section", id=id, key=wanted.key),
    )
    return page, 409 if conflicts else 200


def _back(content: Content, section: str) -> str:
    """The section to which rows belong, or the report where mending them has closed it."""
    if section in check_queries.opened(content):
        return url_for("reports.section", id=content.report.id, key=section)
    return url_for("reports.show", id=content.report.id)


def keep_rows(report: Report, kind: str, typed: dict[str, dict[str, Any]]) -> SavedRows:
    """Keep what was typed on the rows of the plan, by this window."""
    seen, window = request.form.get("seen"), saving.window()
    return commands.save_rows(report, kind, typed, by=gate.actor(), marks=seen, page=window)


@bp.route("/<uuid:id>/upload/<question>", methods=["GET", "POST"], endpoint="files")
@gate.requires("report.edit")
def upload(id: UUID, question: str) -> Page:
    """Show the files of a question, or add one."""
    report = open_for_writing(id)
    section, asked = content_queries.file_question(report, question)
    demand_opened(content_queries.content(report), section.key)
    form = Photograph() if question == kinds.PHOTOGRAPHS else Upload()
    if form.validate_on_submit():
        try:
            return _keep(report, question, form)
        except Invalid as refusal:
            form.take(refusal)
    there = [one for one in report.files if one.question == question and one.removed_at is None]
    page = render_template(
        "reports/files.html",
        report=report,
        form=form,
        question=asked,
        there=there,
        back=url_for("reports.section", id=id, key=section.key),
    )
    return page, 422 if form.errors else 200


def _keep(report: Report, question: str, form: Upload) -> Response:
    """Look at the file and keep its bytes, then note it: nothing of that inside the transaction."""
    brought = uploads.taken(request.files.get("file"))
    if brought is None:
        raise Invalid([Problem("file", msg("Choose a file."))])
    shown = Shown()
    if isinstance(form, Photograph):
        shown = Shown(form.caption.data or "", form.place.data or "", form.taken_on.data)
    commands.add_file(report, by=gate.actor(), question=question, upload=brought, shown=shown)
    flash(locale.translate(msg("The file was added.")), "good")
    return redirect(request.url, 303)


@bp.post("/<uuid:id>/files/<uuid:file_id>/remove")
@gate.requires("report.edit")
def remove_file(id: UUID, file_id: UUID) -> Response:
    """Take a file out of the report."""
    report, found = open_for_writing(id), db.find(ReportFile, file_id)
    commands.remove_file(report, found, by=gate.actor())
    flash(locale.translate(msg("The file was removed.")), "good")
    return redirect(url_for("reports.files", id=id, question=found.question), 303)


@bp.route("/<uuid:id>/submit", methods=["GET", "POST"])
@gate.requires("report.submit")
def submit(id: UUID) -> Page:
    """Show what is submitted and what is still missing, or submit it."""
    report, form = find(id), Confirmation()
    if form.validate_on_submit():
        try:
            commands.submit(report, by=gate.actor(), seen=gate.seen())
        except Invalid as refusal:
            return _check(report, form, refusal.problems), 422
        flash(locale.translate(msg("Submitted: the receipt is on this page and was sent by mail.")), "good")
        return redirect(url_for("reports.show", id=id), 303)
    if not machine.possible(report, "report.submit", gate.actor()):
        return redirect(
            url_for("reports.show", id=id), 303
        )  # an old mail or a page gone back to: its receipt is there
    return _check(report, form, check_queries.problems(content_queries.content(report)))


def _check(report: Report, form: Confirmation, problems: Sequence[Problem]) -> str:
    content = content_queries.content(report)
    return render_template(
        "reports/submit.html",
        report=report,
        label=kinds.label(report.kind),
        form=form,
        count=len(problems),
        groups=_groups(content, problems),
        figures=content.figures if report.kind in kinds.WITH_FIGURES else None,
        deadline=queries.deadline(report, report.award),
    )


def _groups(content: Content, problems: Sequence[Problem]) -> list[tuple[str, list[tuple[Message, str]]]]:
    """Gather what is missing by section: its title, then each question with its problem and the page that mends it."""
    language, identifier = locale.choose(), content.report.id
    sections = {one.key: one for one in content.answers.form.sections}
    rows = {f"{section.key}.{one.key}": one.kind for section, one in content.questions}
    found: dict[str, list[tuple[Message, str]]] = {}
    for one in problems:
        section = sections[one.field.split(".")[0]]
        kind = rows.get(".".join(one.field.split(".")[:2]))
        if kind:
            page = url_for("reports.rows", id=identifier, kind=kind, check=1, _anchor=one.field)
        else:
            page = url_for("reports.section", id=identifier, key=section.key, check=1, _anchor=one.field)
        found.setdefault(pick(section.title, language), []).append((named(section, one, language), page))
    return list(found.items())
