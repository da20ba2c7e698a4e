"""One's own account: name, language, time zone, address."""

from sipgrants.accounts import queries
from sipgrants.accounts.commands import tokens
from sipgrants.accounts.models import Person, Token
from sipgrants.core import audit, outbox
from sipgrants.core.db import command
from sipgrants.core.errors import Invalid, Problem
from sipgrants.core.i18n import msg
from sipgrants.lifecycle import rights
from sipgrants.lifecycle.actor import Actor


@command
def edit(person: Person, *, name: str, locale: str, zone: str, by: Actor, notices: str = "") -> None:
    """Change how the person is addressed: name, language, time zone; which notices are wanted (empty: as before)."""
    rights.demand(by, "account.use", person)
    before = {"locale": person.locale, "zone": person.zone, "name": person.name, "notices": person.notices}
    person.name, person.locale, person.zone = name.strip(), locale, zone
    person.notices = notices or person.notices
    after = {"locale": locale, "zone": zone, "name": person.name, "notices": person.notices}
    # Names are personal: the history says that one changed, not from what to what.
    audit.record("account.edit", person, by, changed=sorted(audit.changed(before, after)))


@command
def choose_language(person: Person, locale: str, *, by: Actor) -> None:
    """Speak to the person in another language from now on, in mails too."""
    rights.demand(by, "account.use", person)
    person.locale = locale
    audit.record("account.edit", person, by, changed=["locale"])


@command
def ask_address(person: Person, address: str, *, by: Actor) -> None:
    """Send a link to the new address; the account keeps the old one until the link was used.

    Where the new address belongs to somebody else, nothing is sent and the page says the same: it tells nobody's address.
    """
    rights.demand(by, "account.use", person)
    wanted = queries.plain_address(address)
    if wanted == person.email:
        raise Invalid([Problem("email", msg("This is your address already."))])
    if queries.person_of_address(wanted) is not None:
        return
    token = tokens.make(person, "address", address=wanted)
    outbox.mail("confirm_address", person_id=person.id, address=wanted, token=token.id)


@command
def confirm_address(token: Token) -> Person:
    """Take over the new address, and tell the old one."""
    person = tokens.use(token, "address")
    change_address(person, token.data["address"], by=Actor(person.id))
    return person


@command
def change_address(person: Person, address: str, *, by: Actor) -> None:
    """Change the address by which the person signs in; the old one is told, links under way count no more."""
    wanted = queries.plain_address(address)
    if queries.person_of_address(wanted) is not None:
        raise Invalid([Problem("email", msg("Somebody else has this address."))])
    old, person.email = person.email, wanted
    tokens.drop(person, "reset", "invitation", "code", "address")
    audit.record("account.change_address", person, by)
    outbox.mail("address_changed", person_id=person.id, address=old, old=old, new=wanted)
