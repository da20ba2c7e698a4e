"""Versions of forms to look at: the list, the outline, the readable form, the preview, the comparison."""

from contextlib import nullcontext
from uuid import UUID

from flask import render_template, request
from flask_babel import force_locale

from sipgrants.accounts.history import timeline
from sipgrants.config import LOCALES
from sipgrants.core.errors import NotFound
from sipgrants.questionnaires import differing, kinds, outline, soundness
from sipgrants.questionnaires import editor_queries as queries
from sipgrants.questionnaires.models import FormVersion
from sipgrants.questionnaires.routes.blueprint import Page, bp, known
from sipgrants.questionnaires.texts import pick
from sipgrants.web import gate, locale
from sipgrants.web.gate import requires


@bp.get("/")
@requires("form.list")
def index() -> Page:
    """Every version of every form, and which rounds carry it."""
    return render_template("questionnaires/list.html", rows=queries.listed(), edited=kinds.FORMS)


@bp.get("/<uuid:form_id>")
@requires("form.list")
def show(form_id: UUID) -> Page:
    """A version: its outline, what is wrong with it, what happened."""
    version = queries.find(gate.actor(), form_id)
    given = known(version)
    held = given["held"]
    return render_template(
        "questionnaires/show.html",
        rounds=queries.rounds_of(version),
        others=queries.others(version),
        problems=soundness.problems(version.kind, held) if version.frozen_at is None else [],
        untranslated=queries.untranslated(held),
        history=timeline(version),
        **given,
    )


@bp.get("/<uuid:form_id>/read")
@requires("form.read")
def read(form_id: UUID) -> Page:
    """What is asked, for reading: what the Board will score by."""
    version = queries.find(gate.actor(), form_id)
    return render_template("questionnaires/read.html", **known(version))


@bp.get("/<uuid:form_id>/preview")
@requires("form.read")
def preview(form_id: UUID) -> Page:
    """The whole form as an applicant sees it, in one of its languages. Nothing can be saved."""
    version = queries.find(gate.actor(), form_id)
    given = known(version)
    wanted = request.args.get("language", locale.choose())
    chosen = wanted if wanted in LOCALES else "en"
    pages = queries.preview(version, chosen)
    with force_locale(chosen) if chosen in locale.offered() else nullcontext():
        return render_template(
            "questionnaires/preview.html",
            pages=pages,
            chosen=chosen,
            offered=[code for code in LOCALES if code in given["languages"] or code in locale.offered()],
            elsewhere=kinds.BUILT_IN,
            **given | {"name": pick(version.title, chosen)},
        )


@bp.get("/<uuid:form_id>/compare")
@requires("form.list")
def compare(form_id: UUID) -> Page:
    """What differs from another version: the one before, where none is chosen."""
    version = queries.find(gate.actor(), form_id)
    others = queries.others(version)
    before = _chosen(others, version)
    return render_template(
        "questionnaires/compare_forms.html",
        others=others,
        before=before,
        changes=differing.compare(queries.held(before), queries.held(version)) if before else [],
        words=differing.WORDS,
        names=differing.NAMES,
        lines=outline.lines,
        **known(version),
    )


def _chosen(others: list[FormVersion], version: FormVersion) -> FormVersion | None:
    """The version that the address names, else the newest that is older, else any."""
    wanted = request.args.get("before", "")
    if wanted:
        found = next((one for one in others if str(one.id) == wanted), None)
        if found is None:
            raise NotFound()
        return found
    older = [one for one in others if one.number < version.number]
    return next(iter(older or others), None)
