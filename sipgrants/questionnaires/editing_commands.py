"""Writing a version of a form: begun as a copy of an earlier one, changed part by part, discarded while it is a draft."""

from collections.abc import Callable

from sqlalchemy import func, select

from sipgrants.core import audit, clock
from sipgrants.core.db import command, session
from sipgrants.core.errors import Conflict
from sipgrants.core.i18n import msg
from sipgrants.lifecycle import rights
from sipgrants.lifecycle.actor import Actor
from sipgrants.questionnaires import differing
from sipgrants.questionnaires.content import Content, content
from sipgrants.questionnaires.kinds import FORMS
from sipgrants.questionnaires.models import FormVersion
from sipgrants.questionnaires.shipped_queries import sections_of

Change = Callable[[Content], Content]


@command
def create(source: FormVersion, *, by: Actor) -> FormVersion:
    """Start a new version of a form as a copy of `source`; it gets the next number, and nobody is asked by it yet."""
    rights.demand(by, "form.create", source)
    if source.kind not in FORMS:
        raise Conflict(
            msg("Only the forms of a round are written here; those of reports come with the system.")
        )
    held = content(source)
    newest = select(func.max(FormVersion.number)).where(FormVersion.kind == source.kind)
    made = FormVersion(
        kind=source.kind,
        number=(session().scalar(newest) or 0) + 1,
        title=held["title"],
        introduction=held["introduction"],
        checks=held["checks"],
        source=source.source,
        sections=sections_of(held),
    )
    session().add(made)
    session().flush()
    audit.record("form.create", made, by, kind=made.kind, number=made.number, copied_from=source.number)
    return made


@command
def edit(form: FormVersion, *, by: Actor, change: Change) -> None:
    """Change a draft by one step of `editing`; what differs goes into the history."""
    rights.demand(by, "form.edit", form)
    demand_draft(form)
    before = content(form)
    after = change(before)
    changes = differing.compare(before, after)
    if not changes:
        return
    form.title, form.introduction, form.checks = after["title"], after["introduction"], after["checks"]
    form.changed_at = clock.now()
    if before["sections"] != after["sections"]:
        _write(form, after)
    session().flush()
    audit.record("form.edit", form, by, changes=differing.recorded(changes))


@command
def discard(form: FormVersion, *, by: Actor) -> None:
    """Throw a draft away that no round carries."""
    rights.demand(by, "form.discard", form)
    demand_draft(form)
    if rights.known("forms.rounds").get(form.id):
        raise Conflict(msg("A round carries this version: choose another one in its settings first."))
    audit.record("form.discard", form, by, kind=form.kind, number=form.number)
    _clear(form)
    session().delete(form)
    session().flush()


def demand_draft(form: FormVersion) -> None:
    """Refuse with the reason where the version is frozen."""
    if form.frozen_at is not None:
        reason = msg(
            "This version is frozen: applicants answer to it, and the Board scores by it. Start a new version."
        )
        raise Conflict(reason)


def _write(form: FormVersion, after: Content) -> None:
    """Put new rows in the place of the old: nothing points to a draft's sections and questions but they themselves."""
    _clear(form)
    form.sections.extend(sections_of(after))


def _clear(form: FormVersion) -> None:
    for section in form.sections:
        for question in section.questions:
            session().delete(question)
        session().delete(section)
    session().flush()
    session().expire(form, ["sections"])
