"""Giving and ending roles, letters, successors."""

from typing import Any
from uuid import UUID

from flask import render_template
from werkzeug.wrappers import Response

from sipgrants.accounts import terms
from sipgrants.accounts.commands import roles as commands
from sipgrants.accounts.forms.people import (
    EndForm,
    InviteForm,
    LetterForm,
    RoleForm,
    SuccessorForm,
    role_choices,
)
from sipgrants.accounts.models import Person, RoleAssignment
from sipgrants.accounts.routes.blueprint import bp
from sipgrants.accounts.routes.people import done
from sipgrants.accounts.routes.signing import Answer
from sipgrants.core import clock, db
from sipgrants.core.errors import Invalid, NotFound, Problem, require
from sipgrants.core.files import StoredFile
from sipgrants.core.i18n import msg
from sipgrants.lifecycle import rights
from sipgrants.lifecycle.actor import RoleName
from sipgrants.parties.models import Party
from sipgrants.web import downloads, gate, uploads
from sipgrants.web.gate import requires

_GUARDED = tuple(role for role in terms.GIVEN_ONE_BY_ONE if terms.is_guarded(role))
_UNGUARDED = tuple(role for role in terms.GIVEN_ONE_BY_ONE if not terms.is_guarded(role))
_ASKED = msg("A second person is asked to confirm; the role begins when they have.")
_GIVEN = msg("The role is given, and the person is told.")


@bp.route("/people/invite", methods=["GET", "POST"])
@requires("person.invite")
def invite() -> Answer:
    """Invite somebody with their first role; a known address gets one more role."""
    return _invite("person.invite", _UNGUARDED)


@bp.route("/people/invite-guarded", methods=["GET", "POST"])
@requires("role.grant_guarded")
def invite_guarded() -> Answer:
    """Ask a second person to give somebody new a guarded role."""
    return _invite("role.grant_guarded", _GUARDED)


def _invite(action: str, offered: tuple[RoleName, ...]) -> Answer:
    form = InviteForm()
    form.role.choices = role_choices(offered)
    if form.validate_on_submit():
        try:
            return _appoint(form)
        except Invalid as error:
            form.take(error)
    return render_template("accounts/invite.html", form=form, action=action), 422 if form.errors else 200


def _appoint(form: InviteForm) -> Response:
    role = RoleName(form.role.data)
    party = db.session().get(Party, form.party.data or "")
    wanted = _wanted(form, role)
    found = commands.appoint(
        form.email.data,
        role,
        by=gate.actor(),
        name=form.name.data or "",
        locale=form.locale.data,
        zone=party.zone if party else "Europe/Zurich",
        **wanted,
    )
    return done(found, _ASKED if terms.is_guarded(role) else msg("The invitation is on its way."))


@bp.route("/people/<uuid:id>/roles", methods=["GET", "POST"])
@requires("role.grant")
def grant_role(id: UUID) -> Answer:
    """Give a role that one person may give."""
    return _grant(db.find(Person, id), "role.grant", _UNGUARDED)


@bp.route("/people/<uuid:id>/guarded-roles", methods=["GET", "POST"])
@requires("role.grant_guarded")
def grant_guarded_role(id: UUID) -> Answer:
    """Ask a second person to give a guarded role."""
    return _grant(db.find(Person, id), "role.grant_guarded", _GUARDED)


def _grant(found: Person, action: str, offered: tuple[RoleName, ...]) -> Answer:
    rights.demand(gate.actor(), action, found)
    form = RoleForm()
    form.role.choices = role_choices(offered)
    if form.validate_on_submit():
        try:
            role = RoleName(form.role.data)
            wanted = _wanted(form, role)
            if action == "role.grant":
                commands.grant(found, role, by=gate.actor(), **wanted)
                return done(found, _GIVEN)
            wanted.pop("party_id")
            commands.grant_guarded(found, role, by=gate.actor(), **wanted)
            return done(found, _ASKED)
        except Invalid as error:
            form.take(error)
    page = render_template("accounts/grant.html", form=form, who=found, action=action)
    return page, 422 if form.errors else 200


def _wanted(form: RoleForm, role: RoleName) -> dict[str, Any]:
    letter = uploads.pdf(form.letter)
    missing = Problem("letter", msg("Choose the Government's letter: a focal point is designated by it."))
    require([missing] if role in terms.BY_LETTER and letter is None else [])
    days = {"from_day": form.from_day.data, "until_day": form.until_day.data}
    return {"party_id": form.party.data or None, **days, "letter": letter}


@bp.route("/roles/<uuid:id>/end", methods=["GET", "POST"])
@requires("role.end")
def end_role(id: UUID) -> Answer:
    """End a role."""
    found = db.find(RoleAssignment, id)
    rights.demand(gate.actor(), "role.end", found)
    form = EndForm(data={"until_day": clock.today()})
    if form.validate_on_submit():
        who = found.person
        try:
            commands.end(found, until_day=form.until_day.data, reason=form.reason.data, by=gate.actor())
            return done(who, msg("The end of the role is recorded, and the person is told."))
        except Invalid as error:
            form.take(error)
    return render_template("accounts/end_role.html", form=form, role=found), 422 if form.errors else 200


@bp.route("/roles/<uuid:id>/successor", methods=["GET", "POST"])
@requires("role.succeed")
def succeed(id: UUID) -> Answer:
    """Record a Government's letter and invite the successor in one step."""
    found = db.find(RoleAssignment, id)
    rights.demand(gate.actor(), "role.succeed", found)
    form = SuccessorForm(data={"from_day": clock.today()})
    if form.validate_on_submit():
        try:
            return _succeed(found, form)
        except Invalid as error:
            form.take(error)
    return render_template("accounts/successor.html", form=form, role=found), 422 if form.errors else 200


def _succeed(found: RoleAssignment, form: SuccessorForm) -> Response:
    made = commands.succeed(
        found,
        email=form.email.data,
        name=form.name.data or "",
        locale=form.locale.data,
        from_day=form.from_day.data,
        letter=uploads.pdf(form.letter),
        by=gate.actor(),
    )
    return done(made.person, msg("The successor is recorded and invited."))


@bp.get("/roles/<uuid:id>/letter")
@requires("person.read")
def letter(id: UUID) -> Response:
    """Give out the designating letter."""
    found = db.find(RoleAssignment, id)
    if found.letter_id is None:
        raise NotFound()
    return downloads.stored(db.find(StoredFile, found.letter_id))


@bp.route("/roles/<uuid:id>/letter/file", methods=["GET", "POST"])
@requires("role.file_letter")
def file_letter(id: UUID) -> Answer:
    """Put a letter on file that comes later."""
    found, form = db.find(RoleAssignment, id), LetterForm()
    if form.validate_on_submit():
        try:
            brought = uploads.pdf(form.letter)
            if brought is None:
                raise Invalid([Problem("letter", msg("Choose the letter, as PDF."))])
            commands.file_letter(found, brought, by=gate.actor())
            return done(found.person, msg("The letter is on file."))
        except Invalid as error:
            form.take(error)
    return render_template("accounts/file_letter.html", form=form, role=found), 422 if form.errors else 200
