"""The register of people: the list, one person, inviting, mending and closing accounts."""

from uuid import UUID

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from sipgrants.accounts import history, queries, register_queries
from sipgrants.accounts.commands import people as commands
from sipgrants.accounts.forms.people import (
    PeopleFilterForm,
    PersonForm,
    ReasonForm,
    RecoverForm,
    RegisterFilterForm,
)
from sipgrants.accounts.models import Person
from sipgrants.accounts.routes.blueprint import bp
from sipgrants.accounts.routes.signing import Answer
from sipgrants.core import db
from sipgrants.core.errors import Invalid
from sipgrants.core.i18n import Message, msg
from sipgrants.lifecycle import countersign, rights
from sipgrants.parties.routes import page_number
from sipgrants.web import gate, locale
from sipgrants.web.gate import requires
from sipgrants.web.notices import tell


@bp.get("/people/")
@requires("person.read")
def people() -> str:
    """List everybody."""
    form = PeopleFilterForm(request.args)
    chosen = {name: form[name].data or "" for name in ("text", "role", "party", "state")}
    page = register_queries.people(page_number(), **chosen)
    return render_template(
        "accounts/people.html", page=page, form=form, active=sum(map(bool, chosen.values()))
    )


@bp.get("/people/<uuid:id>")
@requires("person.read")
def person(id: UUID) -> str:
    """Show one person: account, roles with their dates and letters, what happened."""
    found = db.find(Person, id)
    roles = register_queries.of_person(found)
    givers = history.names_of(
        {str(one) for role in roles for one in (role.granted_by, role.seconded_by) if one}
    )
    return render_template(
        "accounts/person.html",
        who=found,
        held=roles,
        givers=givers,
        asked=countersign.asked_about(found),
        is_guarded=queries.is_guarded(found),
        events=history.timeline(found, *roles),
    )


@bp.route("/people/<uuid:id>/edit", methods=["GET", "POST"])
@requires("person.edit")
def edit_person(id: UUID) -> Answer:
    """Correct how a person is addressed."""
    found = db.find(Person, id)
    form = PersonForm(obj=found)
    if form.validate_on_submit():
        commands.edit(
            found, name=form.name.data, locale=form.locale.data, zone=form.zone.data, by=gate.actor()
        )
        return done(found, msg("The person is changed."))
    return render_template("accounts/edit_person.html", form=form, who=found), 422 if form.errors else 200


@bp.post("/people/<uuid:id>/invitation")
@requires("person.invite")
def invite_again(id: UUID) -> Answer:
    """Send the invitation once more."""
    found = db.find(Person, id)
    commands.invite_again(found, by=gate.actor())
    return done(found, msg("The invitation is on its way again, good for 14 days."))


@bp.route("/people/<uuid:id>/close", methods=["GET", "POST"])
@requires("person.disable")
def disable_person(id: UUID) -> Answer:
    """Close an account."""
    found, form = db.find(Person, id), ReasonForm()
    rights.demand(gate.actor(), "person.disable", found)
    if form.validate_on_submit():
        commands.disable(found, reason=form.reason.data, by=gate.actor())
        return done(found, msg("The account is closed."))
    page = render_template("accounts/close.html", form=form, who=found, action="person.disable")
    return page, 422 if form.errors else 200


@bp.route("/people/<uuid:id>/open", methods=["GET", "POST"])
@requires("person.enable")
def enable_person(id: UUID) -> Answer:
    """Open a closed account again."""
    found, form = db.find(Person, id), ReasonForm()
    rights.demand(gate.actor(), "person.enable", found)
    if form.validate_on_submit():
        commands.enable(found, reason=form.reason.data, by=gate.actor())
        return done(found, msg("The account is open again."))
    page = render_template("accounts/close.html", form=form, who=found, action="person.enable")
    return page, 422 if form.errors else 200


@bp.route("/people/<uuid:id>/recover", methods=["GET", "POST"])
@requires("person.recover")
def recover_person(id: UUID) -> Answer:
    """Help somebody who lost address or telephone."""
    found = db.find(Person, id)
    if queries.is_guarded(found):
        return redirect(url_for("accounts.recover_guarded", id=id))
    return _recover(found, "person.recover")


@bp.route("/people/<uuid:id>/recover-guarded", methods=["GET", "POST"])
@requires("person.recover_guarded")
def recover_guarded(id: UUID) -> Answer:
    """Ask a second person for the same, where the account holds a guarded role."""
    return _recover(db.find(Person, id), "person.recover_guarded")


def _recover(found: Person, action: str) -> Answer:
    form = RecoverForm()
    rights.demand(gate.actor(), action, found)
    if form.validate_on_submit():
        wanted = {
            "reason": form.reason.data,
            "email": form.email.data or "",
            "drop_factor": form.drop_factor.data,
        }
        try:
            if action == "person.recover":
                commands.recover(found, by=gate.actor(), **wanted)
                return done(found, msg("The account is recovered; its sessions have ended."))
            commands.recover_guarded(found, by=gate.actor(), **wanted)
            return done(found, msg("A second person is asked to confirm."))
        except Invalid as error:
            form.take(error)
    page = render_template("accounts/recover.html", form=form, who=found, action=action)
    return page, 422 if form.errors else 200


@bp.get("/focal-points")
@requires("person.read")
def focal_points() -> str:
    """Show the register of focal points, Party by Party."""
    form = RegisterFilterForm(request.args)
    page = register_queries.register(
        page_number(), locale=locale.current(), region=form.region.data or "", missing=form.missing.data
    )
    active = sum(map(bool, (form.region.data, form.missing.data)))
    return render_template("accounts/focal_points.html", page=page, form=form, active=active)


def done(found: Person, message: Message) -> Response:
    """Say what was done, on the person's page."""
    tell(message)
    return redirect(url_for("accounts.person", id=found.id), 303)
