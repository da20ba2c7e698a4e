"""Form C as it is printed to be signed: from the present answers, issued by nobody yet."""

from sipgrants.accounts import queries as people
from sipgrants.applications import check_queries
from sipgrants.applications.models import Application
from sipgrants.core.errors import NotFound
from sipgrants.core.money import Money
from sipgrants.documents import issuing_commands as issuing
from sipgrants.documents import transmittal as document
from sipgrants.lifecycle.actor import FOCAL
from sipgrants.questionnaires import queries as questionnaires


def transmittal(application: Application, locale: str) -> bytes:
    """Return Form C as PDF, to be printed and signed by the focal point; NotFound where the round asks for none."""
    draft = check_queries.draft(application)
    if "C" not in draft.answers:
        raise NotFound()
    a, c = (questionnaires.values(draft.answers[form]) for form in ("A", "C"))
    focal = people.people_with(FOCAL, application.party_id)
    standing = [one for one in application.partners if one.state in ("invited", "confirmed")]
    printed = document.Transmittal(
        imprint=issuing.imprint(None, number=application.reference),
        reference=application.reference,
        title=application.title,
        party=application.party.name(locale),
        partners=[one.party.name(locale) for one in standing],
        round_name=application.round.name(locale),
        amount=draft.asked or Money(0),
        months=application.months or 0,
        focal_point=str(c.get("signatory") or (focal[0].name if focal else "")),
        function=str(c.get("function") or ""),
        ministry=str(a.get("lead_institution") or ""),
        consultations=str(c.get("consultation_record") or ""),
    )
    return document.render(printed, issuing.language(locale))
