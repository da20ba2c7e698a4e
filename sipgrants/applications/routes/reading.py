"""Applications to read: list, record, dossier, versions, comparison, receipt, files."""

from uuid import UUID

from flask import render_template, request

from sipgrants.applications import check_queries, page_queries, queries, version_queries
from sipgrants.applications.forms import Narrow
from sipgrants.applications.models import Application
from sipgrants.applications.routes.blueprint import Page, bp
from sipgrants.core import db
from sipgrants.core.errors import NotFound
from sipgrants.core.money import Money
from sipgrants.documents.models import IssuedDocument
from sipgrants.lifecycle.actor import OFFICE, TEAM
from sipgrants.lifecycle.states import ApplicationState
from sipgrants.parties import queries as parties
from sipgrants.plans import queries as plans
from sipgrants.questionnaires import queries as questionnaires
from sipgrants.rounds import queries as rounds
from sipgrants.web import downloads, gate, locale
from sipgrants.web.gate import requires


@bp.get("/")
@requires("application.list")
def index() -> Page:
    """What this person may know of, one page of it."""
    form = Narrow(request.args)
    known = rounds.listed(gate.actor())
    form.offer(known.rows, parties.choices(locale.choose()), ApplicationState)
    wanted = queries.Filter(
        round_id=UUID(form.round_id.data) if form.round_id.data and form.round_id.validate(form) else None,
        party_id=form.party_id.data or "",
        state=form.state.data or "",
        text=(form.text.data or "").strip()[:100],
    )
    page = queries.listed(gate.actor(), wanted, request.args.get("page", 1, type=int))
    return render_template(
        "applications/list.html",
        page=page,
        form=form,
        active=sum(
            bool(value) for value in (form.round_id.data, form.party_id.data, form.state.data, form.text.data)
        ),
        office=gate.actor().has(OFFICE),
        team=gate.actor().has(TEAM),
        taking=rounds.taking_applications(),
    )


@bp.get("/<uuid:application_id>")
@requires("application.read")
def show(application_id: UUID) -> Page:
    """The record: next step, facts, versions, files, what happened."""
    application = queries.find(gate.actor(), application_id)
    return render_template("applications/show.html", **page_queries.record(application, gate.actor()))


@bp.get("/<uuid:application_id>/dossier")
@requires("application.read")
def dossier(application_id: UUID) -> Page:
    """The whole application for reading: the draft to its own team, else the version that counts or another one."""
    application = queries.find(gate.actor(), application_id)
    number = request.args.get("version", 0, type=int)
    if not number and _is_ours(application):
        return _draft_dossier(application)
    version = queries.version(application, number or None)
    held = version_queries.content(version)
    return render_template(
        "applications/dossier.html",
        application=application,
        version=version,
        title=held["forms"].get("A", {}).get("answers", {}).get("title") or application.title,
        forms=version_queries.dossier(held, locale.choose()),
        plan=version_queries.plan_pages(application, version, held),
        files=held["files"],
        sums=plans.totals(plans.whole(version.plan_id)),
    )


def _is_ours(application: Application) -> bool:
    return application.party_id in gate.actor().parties(TEAM)


def _draft_dossier(application: Application) -> Page:
    draft = check_queries.draft(application)
    values = {
        form: questionnaires.dossier(one.form, questionnaires.values(one), locale.choose())
        for form, one in draft.answers.items()
    }
    known = {
        "rules": rounds.plan_rules(application.round),
        "asked": Money(application.amount_minor or 0),
        "months": application.months,
        "framework_label": application.round.framework_label,
    }
    return render_template(
        "applications/dossier.html",
        application=application,
        version=None,
        title=application.title,
        forms=values,
        plan=plans.pages(draft.plan, **known),
        files=[
            {"kind": one.kind, "name": one.file.name, "size": one.file.size, "sha256": one.file.sha256}
            for one in draft.files
        ],
        sums=plans.totals(draft.plan),
    )


@bp.get("/<uuid:application_id>/compare")
@requires("application.read")
def compare(application_id: UUID) -> Page:
    """What differs between two versions."""
    application = queries.find(gate.actor(), application_id)
    known = queries.versions(application)
    if len(known) < 2:
        raise NotFound()
    before = queries.version(application, request.args.get("before", known[1].number, type=int))
    after = queries.version(application, request.args.get("after", known[0].number, type=int))
    return render_template(
        "applications/compare.html",
        application=application,
        versions=known,
        before=before,
        after=after,
        **version_queries.compare(before, after, locale.choose()),
    )


@bp.get("/<uuid:application_id>/receipt/<int:number>")
@requires("application.read")
def receipt(application_id: UUID, number: int) -> Page:
    """The receipt of one version, at once; its PDF follows."""
    application = queries.find(gate.actor(), application_id)
    version = queries.version(application, number)
    documents = {
        name: db.find(IssuedDocument, found)
        for name, found in (("receipt", version.receipt_id), ("whole", version.pdf_id))
        if found
    }
    return render_template(
        "applications/receipt.html", application=application, version=version, documents=documents
    )


@bp.get("/<uuid:application_id>/files/<uuid:file_id>")
@requires("application.read")
def file(application_id: UUID, file_id: UUID) -> Page:
    """Send a file that the application holds."""
    application = queries.find(gate.actor(), application_id)
    row = queries.file(application, file_id)
    if not _is_ours(application) and not queries.is_in_a_version(application, row.file.sha256):
        raise NotFound()
    return downloads.stored(row.file)


@bp.get("/<uuid:application_id>/held/<sha256>")
@requires("application.read")
def held(application_id: UUID, sha256: str) -> Page:
    """Send a file of a version by its hash."""
    application = queries.find(gate.actor(), application_id)
    if not _is_ours(application) and not queries.is_in_a_version(application, sha256):
        raise NotFound()
    stored = queries.stored(application, sha256)
    return downloads.stored(stored)
