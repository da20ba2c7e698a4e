"""One page for each step of an event: planned, changed, cancelled, written up, its files."""

from uuid import UUID

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from sipgrants.accounts.models import Person
from sipgrants.core.i18n import msg
from sipgrants.events import commands, forms, queries
from sipgrants.events.models import AwardEvent
from sipgrants.events.routes.blueprint import bp, crumbs, event_of, step
from sipgrants.web import gate, locale, uploads
from sipgrants.web.gate import requires
from sipgrants.web.notices import tell
from sipgrants.web.steps import Answer, Confirmation, Step, take

_WHO = msg("the focal points and project managers of the Parties, and who of the Secretariat takes part")


@bp.route("/new", methods=["GET", "POST"])
@requires("award_event.add")
def add() -> Answer:
    """Plan an event, or write down one that was."""
    form = forms.EventForm(
        data={"kind": "coffee", "awards": _chosen(), "staff": [str(gate.actor().person_id)]}
    )
    form.offer(queries.running(), queries.staff(), locale.choose())
    back = url_for("events.index")
    page = Step(
        "award_event.add",
        back,
        msg(
            "Times are those of the zone you choose. An event that is over may be written down, too: then nobody is told."
        ),
        crumbs=crumbs(),
        here="awards.index",
        told=[_WHO],
        template="events/event.html",
    )
    made: list[AwardEvent] = []

    def run(form: forms.EventForm) -> None:
        made.append(commands.add(by=gate.actor(), happening=form.happening()))

    answer = take(form, run, page)
    return redirect(url_for("events.show", id=made[0].id), 303) if made else answer


def _chosen() -> list[str]:
    """Return the award from whose page somebody came."""
    named = request.args.get("award", "")
    return [named] if named else []


@bp.route("/<uuid:id>/change", methods=["GET", "POST"])
@requires("award_event.change")
def change(id: UUID) -> Answer:
    """Change an event that has not begun."""
    event = event_of(id)
    form = forms.EventForm(data=forms.event_as_typed(event))
    form.offer(queries.running(event.awards), _people(event), locale.choose())
    page = step(
        event,
        "award_event.change",
        msg("Times are those of the zone you choose."),
        facts=[],
        told=[_WHO],
        template="events/event.html",
    )

    def run(form: forms.EventForm) -> None:
        commands.change(event, by=gate.actor(), happening=form.happening(), seen=gate.seen())

    return take(form, run, page)


def _people(event: AwardEvent) -> list[Person]:
    known = {one.id: one for one in [*queries.staff(), *event.staff]}
    return sorted(known.values(), key=lambda one: one.name.casefold())


@bp.route("/<uuid:id>/cancel", methods=["GET", "POST"])
@requires("award_event.cancel")
def cancel(id: UUID) -> Answer:
    """Cancel an event."""
    event = event_of(id)
    lede = msg("It stays on its page as cancelled, and calendars that took it over show it as such.")
    page = step(event, "award_event.cancel", lede, told=[_WHO], danger=True)
    return take(Confirmation(), lambda _form: commands.cancel(event, by=gate.actor(), seen=gate.seen()), page)


@bp.route("/<uuid:id>/notes", methods=["GET", "POST"])
@requires("award_event.record")
def record(id: UUID) -> Answer:
    """Write what was said, or mend it."""
    event = event_of(id)
    values = {name: getattr(event, name) for name in ("attended", "shared", "internal")}
    page = step(
        event,
        "award_event.record",
        msg(
            "Each text says who reads it. Those who take part get a mail when there is something new in the shared notes."
        ),
        template="events/notes.html",
    )

    def run(form: forms.NotesForm) -> None:
        commands.record(event, by=gate.actor(), notes=form.notes(), seen=gate.seen())

    return take(forms.NotesForm(data=values), run, page)


@bp.route("/<uuid:id>/file", methods=["GET", "POST"])
@requires("award_event.record")
def attach(id: UUID) -> Answer:
    """Add a file: a photo of a site visit, a presentation."""
    event = event_of(id)
    words = msg("Add file")
    lede = msg("PDF, Word, Excel, PNG or JPEG, at most 20 MB. People on a photo are to have agreed to it.")
    page = step(event, "award_event.record", lede, title=words, verb=words, template="events/file.html")

    def run(form: forms.EventFileForm) -> object:
        upload = uploads.of(form.file)
        if upload is None:
            raise RuntimeError("the form asks for a file")
        return commands.attach(
            event,
            by=gate.actor(),
            upload=upload,
            caption=form.caption.data or "",
            is_shared=form.readers.data == "shared",
        )

    return take(forms.EventFileForm(), run, page, msg("The file is added."))


@bp.post("/files/<uuid:attached_id>/remove")
@requires("award_event.record")
def remove_file(attached_id: UUID) -> Response:
    """Remove a file from an event."""
    found = queries.file_of(gate.actor(), attached_id)
    commands.remove_file(found.event, found, by=gate.actor())
    tell(msg("The file is removed."))
    return redirect(url_for("events.show", id=found.event_id, _anchor="files"), 303)
