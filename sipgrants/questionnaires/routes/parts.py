"""The parts of a draft: a section, a question, the columns of a table."""

from functools import partial
from typing import Any
from uuid import UUID

from flask import request, url_for

from sipgrants.core.i18n import Message, msg
from sipgrants.questionnaires import editing, forms, kinds
from sipgrants.questionnaires import editor_queries as queries
from sipgrants.questionnaires.content import Content
from sipgrants.questionnaires.models import FormVersion
from sipgrants.questionnaires.routes.blueprint import Page, address, ask, bp, opened
from sipgrants.questionnaires.routes.writing import change
from sipgrants.web import locale
from sipgrants.web.gate import requires


@bp.route("/<uuid:form_id>/sections/new", methods=["GET", "POST"])
@requires("form.edit")
def add_section(form_id: UUID) -> Page:
    """A new section at the end."""
    version, _held = opened(form_id)
    page = forms.SectionForm()

    def save() -> str:
        title, guidance = forms.read_texts(page, "title"), forms.read_texts(page, "guidance")
        change(version, partial(editing.add_section, key=page.key.data or "", title=title, guidance=guidance))
        return address(version, version.sections[-1].key)

    return ask(page, "questionnaires/edit_section.html", version, msg("Add section"), save, key="")


@bp.route("/<uuid:form_id>/sections/<key>", methods=["GET", "POST"])
@requires("form.edit")
def section(form_id: UUID, key: str) -> Page:
    """Title and guidance of a section."""
    version, held = opened(form_id)
    present = editing.find(held, key)
    page = forms.SectionForm(
        data=forms.spread("title", present["title"]) | forms.spread("guidance", present["guidance"])
    )

    def save() -> str:
        title, guidance = forms.read_texts(page, "title"), forms.read_texts(page, "guidance")
        change(version, partial(editing.edit_section, section=key, title=title, guidance=guidance))
        return address(version, key)

    return ask(page, "questionnaires/edit_section.html", version, msg("Edit section"), save, key=key)


@bp.route("/<uuid:form_id>/sections/<section>/questions/new", methods=["GET", "POST"])
@requires("form.edit")
def add_question(form_id: UUID, section: str) -> Page:
    """A new question at the end of a section; what its kind needs is asked on its own page."""
    version, held = opened(form_id)
    editing.find(held, section)
    page = forms.NewQuestion()
    page.offer(column=False)

    def save() -> str:
        change(version, partial(editing.add_question, section=section, **_begun(page)))
        made = next(one for one in version.sections if one.key == section).questions[-1]
        return url_for("forms.question", form_id=version.id, key=made.key)

    return ask(page, "questionnaires/new_question.html", version, msg("Add question"), save)


@bp.route("/<uuid:form_id>/questions/<key>", methods=["GET", "POST"])
@requires("form.edit")
def question(form_id: UUID, key: str) -> Page:
    """A question with everything that its kind knows."""
    version, held = opened(form_id)
    path = f"{editing.section_of(held, key)}.{key}"
    return _question(version, held, path, address(version, path), msg("Edit question"))


@bp.route("/<uuid:form_id>/questions/<key>/columns/new", methods=["GET", "POST"])
@requires("form.edit")
def add_column(form_id: UUID, key: str) -> Page:
    """A new column of a table."""
    version, held = opened(form_id)
    path = f"{editing.section_of(held, key)}.{key}"
    page = forms.NewQuestion()
    page.offer(column=True)

    def save() -> str:
        change(version, partial(editing.add_column, path=path, **_begun(page)))
        made = editing.find(queries.held(version), path)["columns"][-1]["key"]
        return url_for("forms.column", form_id=version.id, key=key, column=made)

    return ask(page, "questionnaires/new_question.html", version, msg("Add column"), save)


@bp.route("/<uuid:form_id>/questions/<key>/columns/<column>", methods=["GET", "POST"])
@requires("form.edit")
def column(form_id: UUID, key: str, column: str) -> Page:
    """A column of a table."""
    version, held = opened(form_id)
    path = f"{editing.section_of(held, key)}.{key}.{column}"
    after = url_for("forms.question", form_id=version.id, key=key) + "#columns"
    return _question(version, held, path, after, msg("Edit column"))


def _question(version: FormVersion, held: Content, path: str, after: str, title: Message) -> Page:
    present = editing.find(held, path)
    is_column = path.count(".") == 2
    page = forms.QuestionForm(data=forms.question_as_typed(present))
    page.offer(
        [] if is_column else queries.conditions(held, path, locale.choose()), is_column, present["kind"]
    )

    def save() -> str:
        asked = page.asked()
        change(version, partial(editing.edit_question, path=path, asked=asked))
        return (
            request.path if asked["kind"] != present["kind"] else after
        )  # another kind asks for other things

    return ask(
        page, "questionnaires/edit_question.html", version, title, save,
        question=present, path=path, is_column=is_column, fits=kinds.fitting(present["kind"]),
    )  # fmt: skip


def _begun(page: forms.NewQuestion) -> dict[str, Any]:
    return {"key": page.key.data or "", "kind": page.kind.data, "label": forms.read_texts(page, "label")}
