"""One page for one step: what will happen, who is told, what is asked, one button with the verb in it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask import flash, redirect, render_template, request
from werkzeug.wrappers import Response

from sipgrants.core.errors import Conflict, Invalid, Problem
from sipgrants.core.i18n import Message, msg
from sipgrants.lifecycle import labels, machine
from sipgrants.lifecycle.countersign import Proposal
from sipgrants.web import gate, locale
from sipgrants.web.forms import Form, row_button

Answer = str | Response | tuple[str, int]


@dataclass(frozen=True)
class Step:
    """What the page of a step says. `back`: the record's page; `crumbs`: (address, words) of the pages above; `facts`:
    (words, value) of the record; `second`: who must confirm; `problems`: what keeps it from being done now; `warnings`:
    what does not, and is worth a thought; `after`: where it leads, if not back; `more`: what its own template is given.
    """

    action: str
    back: str
    lede: Message
    subject: Any = None
    title: Message | None = None
    verb: Message | None = None
    crumbs: Sequence[tuple[str, Any]] = ()
    here: str = ""
    facts: Sequence[tuple[Message, Any]] = ()
    told: Sequence[Message] = ()
    second: Message | None = None
    danger: bool = False
    problems: Sequence[Problem] = ()
    warnings: Sequence[Message] = ()
    after: str = ""
    more: Mapping[str, Any] = field(default_factory=dict)
    template: str = "web/step.html"


class Confirmation(Form):
    """Nothing to fill in: the button is the answer."""


def take(form: Form, run: Callable[[Any], Any], step: Step, done: Message | None = None) -> Answer:
    """Show the page of a step, or take it and go back to the record; what was typed stays where it is refused."""
    status = 422 if request.method == "POST" else 200
    if request.method == "POST" and row_button(form, request.form):
        return _page(form, step), 200
    if form.validate_on_submit():
        try:
            result = run(form)
            flash(locale.translate(done or told_of(result, step.action)), "good")
            return redirect(step.after or step.back, 303)
        except Invalid as refused:
            form.take(refused)
        except Conflict as refused:
            form.form_errors.append(locale.translate(refused.message))
            status = refused.status
    return _page(form, step), status


def press(run: Callable[[], Any], action: str, back: str) -> Answer:
    """Take a step that is one press, and go back to the page."""
    flash(locale.translate(told_of(run(), action)), "good")
    return redirect(back, 303)


def told_of(result: object, action: str) -> Message:
    """Return what to tell after a step: done, or waiting for a second person."""
    if isinstance(result, Proposal):
        return msg("A second person is asked to confirm: %(step)s.", step=labels.action(action))
    return msg("Done: %(step)s.", step=labels.action(action))


def _page(form: Form, step: Step) -> str:
    # Also after a refusal: whoever pressed in a second window learns that the step is taken already.
    closed = machine.refusal(step.subject, step.action, gate.actor())
    return render_template(step.template, form=form, step=step, closed=closed, **step.more)
