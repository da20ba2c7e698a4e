"""A Party's own team: the focal point invites drafters, readers and project managers, and lets them go."""

from sipgrants.accounts import queries, terms
from sipgrants.accounts.commands import people, roles
from sipgrants.accounts.models import RoleAssignment
from sipgrants.core import audit
from sipgrants.core.db import command
from sipgrants.core.errors import Forbidden, Invalid, Problem
from sipgrants.core.i18n import msg
from sipgrants.lifecycle import rights
from sipgrants.lifecycle.actor import Actor, RoleName
from sipgrants.parties.models import Party


@command
def invite(party: Party, *, email: str, name: str, locale: str, role: RoleName, by: Actor) -> RoleAssignment:
    """Take somebody into the team of the Party; who has no account yet is invited by mail."""
    rights.demand(by, "team.invite", party)
    if role not in terms.INVITED_BY_FOCAL_POINT:
        raise Forbidden(msg("Focal points are designated by a letter to the secretariat."))
    known = queries.person_of_address(email)
    if known is not None and known.id == by.person_id:
        raise Invalid(
            [Problem("email", msg("This is your own address: as focal point you may do all of this."))]
        )
    person = people.find_or_make(email, name, locale, party.zone)
    if known is None:
        audit.record("person.invite", person, by)
    return roles.give_in_team(person, role, party.id, by)


@command
def remove(assignment: RoleAssignment, *, by: Actor) -> None:
    """Let somebody go from the team, at once."""
    rights.demand(by, "team.remove", assignment)
    if assignment.role not in terms.INVITED_BY_FOCAL_POINT:
        raise Forbidden(msg("Focal points are designated by a letter to the secretariat."))
    roles.end_in_team(assignment, by, "role.end")
