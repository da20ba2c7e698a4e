"""A Party's team: who is in it, inviting and letting go."""

from uuid import UUID

from flask import redirect, render_template, url_for

from sipgrants.accounts import register_queries, terms
from sipgrants.accounts.commands import team as commands
from sipgrants.accounts.forms.people import HandOverForm, TeamForm
from sipgrants.accounts.models import RoleAssignment
from sipgrants.accounts.routes.blueprint import bp
from sipgrants.accounts.routes.signing import Answer
from sipgrants.core import db
from sipgrants.core.errors import Invalid, NotFound
from sipgrants.core.i18n import msg
from sipgrants.lifecycle import rights
from sipgrants.lifecycle.actor import RoleName
from sipgrants.parties import queries as parties
from sipgrants.parties.models import Party
from sipgrants.web import gate
from sipgrants.web.gate import requires
from sipgrants.web.notices import tell


@bp.route("/parties/<string(length=2):party_id>/team", methods=["GET"])
@requires("team.read")
def team(party_id: str) -> Answer:
    """Show who works for a Party."""
    party = _party(party_id, "team.read")
    return _page(party, TeamForm() if rights.can(gate.actor(), "team.invite", party) else None)


@bp.post("/parties/<string(length=2):party_id>/team")
@requires("team.invite")
def invite_to_team(party_id: str) -> Answer:
    """Take somebody into the team."""
    party, form = _party(party_id, "team.read"), TeamForm()
    if form.validate_on_submit():
        try:
            commands.invite(
                party,
                email=form.email.data,
                name=form.name.data,
                locale=form.locale.data,
                role=RoleName(form.role.data),
                by=gate.actor(),
            )
            tell(msg("%(name)s is invited.", name=form.name.data))
            return redirect(url_for("accounts.team", party_id=party.id), 303)
        except Invalid as error:
            form.take(error)
    return _page(party, form)


@bp.post("/team/<uuid:id>/remove")
@requires("team.remove")
def remove_from_team(id: UUID) -> Answer:
    """Let somebody go from the team."""
    found = db.find(RoleAssignment, id)
    if not rights.can(gate.actor(), "team.read", found):
        raise NotFound()
    party_id = found.party_id
    commands.remove(found, by=gate.actor())
    tell(msg("The person is no longer in the team."))
    return redirect(url_for("accounts.team", party_id=party_id), 303)


@bp.route("/team/<uuid:id>/hand-over", methods=["GET", "POST"])
@requires("team.hand_over")
def hand_over(id: UUID) -> Answer:
    """Hand somebody's role and open work over to a colleague."""
    found = db.find(RoleAssignment, id)
    if not rights.can(gate.actor(), "team.read", found) or found.role not in terms.INVITED_BY_FOCAL_POINT:
        raise NotFound()
    party_id, form = found.party_id, HandOverForm()
    if form.validate_on_submit():
        try:
            commands.hand_over(
                found,
                email=form.email.data,
                name=form.name.data,
                locale=form.locale.data,
                by=gate.actor(),
            )
            tell(msg("%(name)s takes over, and gets a mail with what is open.", name=form.name.data))
            return redirect(url_for("accounts.team", party_id=party_id), 303)
        except Invalid as error:
            form.take(error)
    work = rights.known("party.open_work", party_id)
    page = render_template("accounts/hand_over.html", role=found, form=form, work=work)
    return page, 422 if form.errors else 200


def _party(party_id: str, action: str) -> Party:
    """Return the Party; another Party's team is not there for this person."""
    party = parties.find(party_id)
    if not rights.can(gate.actor(), action, party):
        raise NotFound()
    return party


def _page(party: Party, form: TeamForm | None) -> tuple[str, int]:
    page = render_template(
        "accounts/team.html",
        party=party,
        members=register_queries.team_of(party.id),
        form=form,
        may_go=terms.INVITED_BY_FOCAL_POINT,
    )
    return page, 422 if form is not None and form.errors else 200
