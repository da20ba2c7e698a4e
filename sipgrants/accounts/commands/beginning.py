"""How it begins: the first administrator of a new installation, who invites everybody else."""

from sqlalchemy import select

from sipgrants.accounts.commands import people, roles
from sipgrants.accounts.models import Person
from sipgrants.core.db import command, session
from sipgrants.core.errors import Conflict, Problem, require
from sipgrants.core.i18n import msg
from sipgrants.lifecycle.actor import SYSTEM, RoleName


@command
def first_administrator(address: str, name: str = "Administrator") -> Person:
    """Invite the first person of all, as administrator; refused where anybody is there already."""
    require([] if "@" in address.strip("@ ") else [Problem("email", msg("Enter a mail address."))])
    if session().scalar(select(Person.id).limit(1)) is not None:
        raise Conflict(msg("There are people already: an administrator gives roles to others."))
    person = people.find_or_make(address, name, "en", "Europe/Zurich")
    roles.give_first(person, RoleName.ADMINISTRATOR, SYSTEM)
    return person
