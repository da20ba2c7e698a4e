"""A version as a whole: begun, named, put in another order, parts of it removed, discarded; and its checks."""

from functools import partial
from uuid import UUID

from flask import flash, redirect, request, url_for
from flask_babel import gettext

from sipgrants.core.errors import NotFound
from sipgrants.core.i18n import Message, msg
from sipgrants.questionnaires import crossing, editing, editing_commands, forms
from sipgrants.questionnaires import editor_queries as queries
from sipgrants.questionnaires.content import Content, questions
from sipgrants.questionnaires.models import FormVersion
from sipgrants.questionnaires.routes.blueprint import SAVED, Page, address, ask, bp, opened
from sipgrants.questionnaires.texts import Spoken, pick
from sipgrants.web import gate, locale
from sipgrants.web.gate import requires
from sipgrants.web.steps import Confirmation, Step, take


@bp.post("/<uuid:form_id>/copy")
@requires("form.create")
def copy(form_id: UUID) -> Page:
    """A new version, begun as a copy of this one."""
    made = editing_commands.create(queries.find(gate.actor(), form_id), by=gate.actor())
    flash(
        gettext("The new version is a copy. No round carries it yet: choose it in a round's settings."),
        "good",
    )
    return redirect(address(made), 303)


@bp.route("/<uuid:form_id>/edit", methods=["GET", "POST"])
@requires("form.edit")
def edit(form_id: UUID) -> Page:
    """Title and introduction."""
    version, held = opened(form_id)
    typed = forms.spread("title", held["title"]) | forms.spread("introduction", held["introduction"])
    page = forms.FormTexts(data=typed)

    def save() -> str:
        title, introduction = forms.read_texts(page, "title"), forms.read_texts(page, "introduction")
        change(version, partial(editing.introduce, title=title, introduction=introduction))
        return address(version)

    return ask(page, "questionnaires/edit_texts.html", version, msg("Title and introduction"), save)


@bp.post("/<uuid:form_id>/move")
@requires("form.edit")
def move(form_id: UUID) -> Page:
    """A part one place up or down."""
    version = queries.find(gate.actor(), form_id)
    path = request.form.get("up") or request.form.get("down") or ""
    by = -1 if request.form.get("up") else 1
    change(version, partial(editing.move, path=path, by=by), told=False)
    keys = path.split(".")
    if len(keys) == 3:
        return redirect(url_for("forms.question", form_id=version.id, key=keys[1]) + "#columns", 303)
    anchor = f"{editing.section_of(queries.held(version), keys[1])}.{keys[1]}" if len(keys) == 2 else path
    return redirect(address(version, anchor), 303)


@bp.route("/<uuid:form_id>/remove/<path>", methods=["GET", "POST"])
@requires("form.edit")
def remove(form_id: UUID, path: str) -> Page:
    """Take a section, a question, a column or a check away."""
    version, held = opened(form_id)
    name, function = _removal(held, path)
    parent = path.rpartition(".")[0] if path.count(".") == 2 else ""
    back = (
        url_for("forms.question", form_id=version.id, key=parent.partition(".")[2])
        if parent
        else address(version)
    )
    step = Step(
        "form.edit", back, msg("It is taken out of this draft. Versions that are frozen keep it."), version,
        title=msg("Remove “%(part)s”", part=name), verb=msg("Remove"), here="forms.index",
        crumbs=_crumbs(version), danger=True,
    )  # fmt: skip
    return take(Confirmation(), lambda _form: change(version, function, told=False), step, SAVED)


def _removal(held: Content, path: str) -> tuple[Spoken, editing_commands.Change]:
    if path.startswith("checks."):
        key = path.partition(".")[2]
        return Spoken(find_check(held, key)["message"]), partial(editing.remove_check, key=key)
    part = editing.find(held, path)
    return Spoken(part.get("label") or part["title"]), partial(editing.remove, path=path)


@bp.route("/<uuid:form_id>/discard", methods=["GET", "POST"])
@requires("form.discard")
def discard(form_id: UUID) -> Page:
    """Throw a draft away."""
    version, _held = opened(form_id)
    lede = msg("The draft is thrown away with all that was written in it. Its number may be given again.")
    step = Step(
        "form.discard", address(version), lede, version, crumbs=_crumbs(version), here="forms.index",
        danger=True, after=url_for("forms.index"),
    )  # fmt: skip
    seen = gate.seen()
    return take(
        Confirmation(), lambda _form: editing_commands.discard(version, by=gate.actor(), seen=seen), step
    )


@bp.route("/<uuid:form_id>/checks/new", methods=["GET", "POST"])
@requires("form.edit")
def add_check(form_id: UUID) -> Page:
    """A new check between answers."""
    version, held = opened(form_id)
    return _check(version, held, forms.CheckForm(), "", msg("Add a check between answers"))


@bp.route("/<uuid:form_id>/checks/<key>", methods=["GET", "POST"])
@requires("form.edit")
def check(form_id: UUID, key: str) -> Page:
    """A check between answers."""
    version, held = opened(form_id)
    page = forms.CheckForm(data=forms.check_as_typed(find_check(held, key)))
    return _check(version, held, page, key, msg("Check between answers"))


def _check(version: FormVersion, held: Content, page: forms.CheckForm, key: str, title: Message) -> Page:
    known = crossing.operands(questions(held))
    page.offer(queries.operands(held, known, locale.choose()))

    def save() -> str:
        change(version, partial(editing.put_check, key=key, check=page.check()))
        return address(version, "checks")

    return ask(page, "questionnaires/edit_check.html", version, title, save, key=key)


def find_check(held: Content, key: str) -> Content:
    """Return a check by its key; NotFound where there is none."""
    found: Content | None = next((one for one in held["checks"] if one["key"] == key), None)
    if found is None:
        raise NotFound()
    return found


def change(version: FormVersion, function: editing_commands.Change, *, told: bool = True) -> None:
    """Change a draft, if nobody else has since the page was opened."""
    editing_commands.edit(version, by=gate.actor(), change=function, seen=gate.seen())
    if told:
        flash(locale.translate(SAVED), "good")


def _crumbs(version: FormVersion) -> list[tuple[str, Message | str]]:
    return [(url_for("forms.index"), msg("Forms")), (address(version), pick(version.title, locale.choose()))]
