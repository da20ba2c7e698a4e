"""A Party's own team: the focal point invites drafters, readers and project managers, hands their work over, and lets
them go.
"""

from sipgrants.accounts import queries, terms
from sipgrants.accounts.commands import people, roles
from sipgrants.accounts.models import RoleAssignment
from sipgrants.core import audit, clock, outbox
from sipgrants.core.db import command
from sipgrants.core.errors import Conflict, Forbidden, Invalid, Problem
from sipgrants.core.i18n import msg
from sipgrants.lifecycle import rights
from sipgrants.lifecycle.actor import Actor, Role, RoleName
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
def hand_over(
    assignment: RoleAssignment, *, email: str, name: str, locale: str, by: Actor
) -> RoleAssignment | None:
    """Give somebody's role in the team to a colleague: the one's access ends at once, the other gets a mail that names
    the work that is open, with links. Returns the new role (None where the colleague holds it already).
    """
    rights.demand(by, "team.hand_over", assignment)
    if assignment.role not in terms.INVITED_BY_FOCAL_POINT:
        raise Forbidden(msg("Focal points are designated by a letter to the secretariat."))
    if not queries.holds(assignment, clock.today()):
        raise Conflict(msg("This role has ended already."))
    role, party_id, before = RoleName(assignment.role), str(assignment.party_id), assignment.person
    successor = people.find_or_make(email, name, locale, before.zone)
    if successor.id == before.id:
        raise Invalid([Problem("email", msg("This is the person who holds the role now."))])
    audit.record("team.hand_over", assignment, by, person=before.id, to=successor.id, role=role)
    holds = Role(role, party_id) in queries.actor_for(successor).roles
    given = None if holds else roles.give_in_team(successor, role, party_id, by)
    roles.end_in_team(assignment, by, "role.end")
    work = rights.known("party.open_work", party_id)
    outbox.mail(
        "work_handed_over", person_id=successor.id, before=before.name, role=role, party=party_id, work=work
    )
    return given


@command
def remove(assignment: RoleAssignment, *, by: Actor) -> None:
    """Let somebody go from the team, at once."""
    rights.demand(by, "team.remove", assignment)
    if assignment.role not in terms.INVITED_BY_FOCAL_POINT:
        raise Forbidden(msg("Focal points are designated by a letter to the secretariat."))
    roles.end_in_team(assignment, by, "role.end")
