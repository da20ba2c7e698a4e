"""What a new application begins with besides copied answers: contacts and institution, each from a named source."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sipgrants.accounts.models import Person
from sipgrants.applications import prefill_queries, queries
from sipgrants.applications.models import Application
from sipgrants.applications.prefill_queries import Known
from sipgrants.core.i18n import Message
from sipgrants.lifecycle import labels
from sipgrants.lifecycle.actor import FOCAL, Actor
from sipgrants.questionnaires import commands as questionnaires
from sipgrants.questionnaires import queries as answering

Say = Callable[[Message], str]


@dataclass(frozen=True)
class Wanted:
    """What is to be taken over. `say` puts functions into the language of the application."""

    register: bool = False
    last: bool = False
    say: Say = field(default=lambda message: message.text)


NOTHING = Wanted()


def fill(application: Application, wanted: Wanted, known: Known | None, *, by: Actor) -> dict[str, Any]:
    """Fill in contacts and institution where they are empty; return what came from where, for the history."""
    if known is None:
        return {}
    answers = queries.answers(application)["A"]
    said = answering.values(answers)
    wants_contacts = not said.get(
        "contacts"
    )  # what was copied from an earlier application names them already
    registered = _registered(known, wanted) if wants_contacts and wanted.register else []
    earlier = known.contacts if wants_contacts and wanted.last else []
    values: dict[str, Any] = {}
    if registered or earlier:
        values["contacts"] = prefill_queries.together(registered, earlier)
    if wanted.last and known.institution and not said.get("lead_institution"):
        values["lead_institution"] = known.institution
    for section in answers.form.sections:
        mine = {one.key: values[one.key] for one in section.questions if one.key in values}
        if mine:
            questionnaires.save_section(answers, section.key, mine, by=by)
    took_last = wanted.last and known.last is not None and bool(known.institution or known.contacts)
    return {"register": len(registered), "last": known.last.reference if took_last and known.last else None}


def _registered(known: Known, wanted: Wanted) -> list[dict[str, Any]]:
    institution = known.institution if wanted.last else ""
    return [_contact(one, known.party_id, institution, wanted.say) for one in known.register]


def _contact(person: Person, party_id: str, institution: str, say: Say) -> dict[str, Any]:
    held = [one.role for one in person.roles if one.party_id == party_id and one.role in FOCAL]
    function = say(labels.role(min(held, key=lambda role: role != "focal_point"))) if held else ""
    return {
        "name": person.name,
        "function": function,
        "institution": institution,
        "mail": person.email,
        "telephone": "",
    }
