"""Giving and ending roles, always with dates; guarded ones by two people."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sipgrants.accounts import queries, terms
from sipgrants.accounts.commands import people
from sipgrants.accounts.models import Person, RoleAssignment
from sipgrants.core import audit, clock, files, outbox
from sipgrants.core.db import command, session
from sipgrants.core.errors import Forbidden, Invalid, Problem, require
from sipgrants.core.files import Upload
from sipgrants.core.i18n import msg
from sipgrants.lifecycle import countersign, rights
from sipgrants.lifecycle.actor import Actor, RoleName
from sipgrants.lifecycle.countersign import Proposal, countersigned


@command
def grant(
    person: Person,
    role: RoleName,
    *,
    by: Actor,
    party_id: str | None = None,
    from_day: date | None = None,
    until_day: date | None = None,
    letter: Upload | None = None,
) -> RoleAssignment:
    """Give a role that one person may give; the person is invited where they cannot sign in yet, else told."""
    rights.demand(by, "role.grant", person)
    if terms.is_guarded(role):
        raise Forbidden(msg("This role takes a second person."))
    return _give(person, role, party_id, from_day or clock.today(), until_day, by, letter=letter)


@command
def grant_guarded(
    person: Person,
    role: RoleName,
    *,
    by: Actor,
    from_day: date | None = None,
    until_day: date | None = None,
    letter: Upload | None = None,
) -> Proposal:
    """Ask a second person to give a role of the Secretariat that is guarded, or the auditor's."""
    begins = from_day or clock.today()
    rights.demand(by, "role.grant_guarded", person)
    if role not in terms.GIVEN_ONE_BY_ONE:
        raise Invalid([Problem("role", msg("Members of the Board get their role with their seat."))])
    _check(person, role, None, begins, until_day)
    stored = files.record_upload(letter, by=by)
    return countersign.ask(
        person,
        "role.grant_guarded",
        by=by,
        role=role,
        from_day=begins,
        until_day=until_day,
        letter_id=stored.id if stored else None,
    )


@countersigned("role.grant_guarded")
def granted(
    person: Person,
    *,
    by: Actor,
    second: Actor,
    role: str,
    from_day: str,
    until_day: str | None = None,
    letter_id: str | None = None,
) -> RoleAssignment:
    """Give the guarded role, in the name of both."""
    if second.person_id == person.id:
        raise Forbidden(msg("Nobody confirms their own role."))
    begins, ends = date.fromisoformat(from_day), date.fromisoformat(until_day) if until_day else None
    made = _give(person, RoleName(role), None, begins, ends, by, second=second)
    made.letter_id = UUID(letter_id) if letter_id else None
    return made


@command
def appoint(
    email: str,
    role: RoleName,
    *,
    by: Actor,
    name: str = "",
    locale: str = "en",
    zone: str = "Europe/Zurich",
    **terms_of_role: Any,
) -> Person:
    """Note a person and give the role in one step; a guarded one, and the invitation, wait for a second person."""
    person = people.invite(email, name, by=by, locale=locale, zone=zone)
    if terms.is_guarded(role):
        terms_of_role.pop("party_id", None)
        grant_guarded(person, role, by=by, **terms_of_role)
    else:
        grant(person, role, by=by, **terms_of_role)
    return person


@command
def end(assignment: RoleAssignment, *, until_day: date, reason: str, by: Actor) -> None:
    """End a role; `until_day` is its last day. One that has not begun by then never counts."""
    rights.demand(by, "role.end", assignment)
    require(_end_problems(assignment, until_day, reason))
    _end(assignment, until_day, reason.strip(), by, "role.end")


@command
def succeed(
    assignment: RoleAssignment,
    *,
    email: str,
    name: str,
    locale: str,
    from_day: date,
    letter: Upload | None,
    by: Actor,
) -> RoleAssignment:
    """Record a Government's letter in one step: the focal point's role ends the day before, the successor is invited."""
    rights.demand(by, "role.succeed", assignment)
    role = RoleName(assignment.role)
    require(_succession_problems(assignment, from_day, letter))
    successor = people.find_or_make(email, name, locale, assignment.person.zone)
    if successor.id == assignment.person_id:
        raise Invalid([Problem("email", msg("This is the person who holds the role now."))])
    rights.demand(by, "role.grant", successor)
    _end(assignment, from_day - timedelta(days=1), "", by, "role.succeed")
    return _give(successor, role, assignment.party_id, from_day, None, by, letter=letter)


@command
def file_letter(assignment: RoleAssignment, letter: Upload, *, by: Actor) -> None:
    """Put the designating letter on file."""
    rights.demand(by, "role.file_letter", assignment)
    stored = files.record_upload(letter, by=by)
    assignment.letter_id = stored.id if stored else None
    audit.record("role.file_letter", assignment, by, sha256=letter.blob.sha256)


def give_in_team(person: Person, role: RoleName, party_id: str, by: Actor) -> RoleAssignment:
    """Give a role in a Party's team, inside a command that has asked for its own right."""
    return _give(person, role, party_id, clock.today(), None, by)


def give_first(person: Person, role: RoleName, by: Actor) -> RoleAssignment:
    """Give the first role of all, inside the command that begins an installation."""
    return _give(person, role, None, clock.today(), None, by)


def end_in_team(assignment: RoleAssignment, by: Actor, action: str) -> None:
    """End a role at once, inside a command that has asked for its own right."""
    _end(assignment, clock.today() - timedelta(days=1), "", by, action)


def _give(
    person: Person,
    role: RoleName,
    party_id: str | None,
    from_day: date,
    until_day: date | None,
    by: Actor,
    *,
    second: Actor | None = None,
    letter: Upload | None = None,
) -> RoleAssignment:
    _check(person, role, party_id, from_day, until_day)
    stored = files.record_upload(letter, by=by)
    made = RoleAssignment(
        person_id=person.id,
        role=role,
        party_id=party_id,
        from_day=from_day,
        until_day=until_day,
        letter_id=stored.id if stored else None,
        granted_by=by.person_id,
        seconded_by=second.person_id if second else None,
    )
    session().add(made)
    session().flush()
    session().expire(person, ["roles"])
    data = {"role": role, "party": party_id, "from_day": from_day, "until_day": until_day}
    audit.record("role.grant", made, by, person=person.id, **data, second=made.seconded_by)
    people.welcome(person, role, party_id)
    return made


def _check(
    person: Person, role: RoleName, party_id: str | None, from_day: date, until_day: date | None
) -> None:
    meeting = [one for one in person.roles if queries.meets(one, from_day, until_day)]
    found = terms.problems(role, party_id, from_day, until_day, [RoleName(one.role) for one in meeting])
    if any((one.role, one.party_id) == (role, party_id) for one in meeting):
        found.append(Problem("role", msg("This person holds this role already at that time.")))
    if person.disabled_at is not None:
        found.append(Problem("email", msg("This account is closed: it must be opened again first.")))
    require(found)


def _end_problems(assignment: RoleAssignment, until_day: date, reason: str) -> list[Problem]:
    found = [] if reason.strip() else [Problem("reason", msg("Give the reason."))]
    if until_day < clock.today() - timedelta(days=1):
        text = msg("A role cannot end in the past: yesterday as the last day ends it at once.")
        found.append(Problem("until_day", text))
    if assignment.until_day is not None and until_day > assignment.until_day:
        found.append(Problem("until_day", msg("It ends before that day already.")))
    return found


def _succession_problems(assignment: RoleAssignment, from_day: date, letter: Upload | None) -> list[Problem]:
    found = []
    if assignment.role not in terms.BY_LETTER:
        found.append(Problem("role", msg("Only a focal point or alternate has a successor by letter.")))
    if letter is None:
        found.append(Problem("letter", msg("Choose the Government's letter, as PDF.")))
    if from_day < clock.today():
        found.append(Problem("from_day", msg("The successor begins today or later.")))
    if assignment.until_day is not None and assignment.until_day < clock.today():
        found.append(Problem("role", msg("This role has ended already: invite the new focal point instead.")))
    return found


def _end(assignment: RoleAssignment, until_day: date, reason: str, by: Actor, action: str) -> None:
    """A role that would end before it began is taken out whole: it never counted."""
    person, role, party_id = assignment.person, assignment.role, assignment.party_id
    data = {"person": person.id, "role": role, "party": party_id, "until_day": until_day}
    audit.record(action, assignment, by, **data, reason=reason)
    if until_day < assignment.from_day:
        session().delete(assignment)
    else:
        assignment.until_day, assignment.end_reason = until_day, reason
    session().flush()
    session().expire(person, ["roles"])
    rights.forget()
    outbox.mail("role_ended", person_id=person.id, role=role, party=party_id, until_day=until_day.isoformat())
