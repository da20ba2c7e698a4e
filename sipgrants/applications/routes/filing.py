"""Files of an application: upload, remove; Form C to print and sign."""

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext

from sipgrants.applications import commands, print_queries, queries
from sipgrants.applications.commands.filing import kinds, section_of
from sipgrants.applications.forms import Upload
from sipgrants.applications.models import Application
from sipgrants.applications.routes.blueprint import Page, bp
from sipgrants.core import media, scanning
from sipgrants.core.errors import Invalid
from sipgrants.questionnaires import queries as questionnaires
from sipgrants.questionnaires.texts import pick
from sipgrants.web import arriving, gate, locale
from sipgrants.web.downloads import attachment
from sipgrants.web.forms import options
from sipgrants.web.gate import requires

arriving.ask_first("applications.files")(commands.demand_room)


@bp.route("/<uuid:application_id>/files", methods=["GET", "POST"])
@requires("application.edit")
def files(application_id: UUID) -> Page:
    """The files, and one more."""
    application = queries.find(gate.actor(), application_id)
    commands.edit(application, by=gate.actor())
    form = Upload(kind=request.args.get("kind", ""))
    names = kind_names(application)
    opened = {one: words for one, words in names.items() if _is_open(application, one)}
    form.kind.choices = options([("", ""), *opened.items()])
    if form.validate_on_submit():
        try:
            _upload(application, form)
            return redirect(url_for("applications.files", application_id=application_id), 303)
        except Invalid as refused:
            form.take(refused)
    status = 422 if request.method == "POST" else 200
    present = queries.files(application)
    page = render_template(
        "applications/files.html",
        application=application,
        form=form,
        files=present,
        names=names,
        opened=opened,
        short=media.SHORT,
        total=sum(one.file.size for one in present),
        states=scanning.states(one.file for one in present),
    )
    return page, status


def _is_open(application: Application, kind: str) -> bool:
    return application.state != "returned" or commands.is_open(application, section_of(application, kind))


def _upload(application: Application, form: Any) -> None:
    sent = form.file.data
    commands.upload(
        application,
        by=gate.actor(),
        kind=form.kind.data,
        name=sent.filename or "file",
        data=sent.stream.read(media.ANY.largest + 1),
        note=form.note.data or "",
    )
    flash(gettext("The file is attached."), "good")


def kind_names(application: Application) -> dict[str, str]:
    """Return what each kind of file is called."""
    found = {one["key"]: pick(one["label"], locale.choose()) for one in application.round.checklist}
    for answers in queries.answers(application).values():
        for question in questionnaires.questions(answers.form):
            if question.kind == "file":
                found[question.key] = pick(question.label, locale.choose())
    ordered = {kind: found[kind] for kind in kinds(application) if kind in found}
    return {**ordered, "annex": gettext("Another annex")}


@bp.post("/<uuid:application_id>/files/<uuid:file_id>/remove")
@requires("application.edit")
def remove_file(application_id: UUID, file_id: UUID) -> Page:
    """Take a file out of the draft."""
    application = queries.find(gate.actor(), application_id)
    commands.detach(application, by=gate.actor(), file_id=file_id)
    return redirect(url_for("applications.files", application_id=application_id), 303)


@bp.get("/<uuid:application_id>/form-c.pdf")
@requires("application.read")
def form_c(application_id: UUID) -> Page:
    """Form C to print, sign and upload."""
    application = queries.find(gate.actor(), application_id)
    data = print_queries.transmittal(application, locale.choose())
    return attachment(data, f"{application.reference} Form C.pdf", media.PDF)
