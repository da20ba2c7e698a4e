"""What stands at the beginning of a case: the application as it was submitted, and what the Board decided."""

from collections.abc import Sequence

from sqlalchemy import select

from sipgrants.accounts import queries as people
from sipgrants.applications.models import Application, ApplicationVersion
from sipgrants.applications.printing_jobs import files_of, sections_of
from sipgrants.awards.models import Award
from sipgrants.core.db import session
from sipgrants.core.i18n import msg
from sipgrants.core.money import Money
from sipgrants.documents.award_dossier import Block, Facts, Files, Heading, Said
from sipgrants.documents.kit.language import Content, Language
from sipgrants.lifecycle import labels
from sipgrants.meetings.models import Decision

OUTCOMES = {
    "approved": msg("Approved"),
    "reserve": msg("Reserve"),
    "not_approved": msg("Not approved"),
}


def application(award: Award, language: Language) -> list[Block]:
    """Return the version that the Board decided on; an award recorded while running has none."""
    if award.application is None:
        return [Said(msg("This award ran before this system: there is no application in it."), "")]
    versions = _versions(award.application)
    blocks: list[Block] = [Facts(_facts(award.application, versions, language))]
    if not versions:
        return blocks
    for section in sections_of(versions[-1], language):
        blocks += [Heading(_named(section.number, section.title, language)), *section.parts]
    return [*blocks, Heading(msg("Files of the application")), Files(files_of(versions[-1]))]


def _versions(application: Application) -> list[ApplicationVersion]:
    query = select(ApplicationVersion).where(ApplicationVersion.application_id == application.id)
    return list(session().scalars(query.order_by(ApplicationVersion.number)))


def _named(number: str, title: Content, language: Language) -> str:
    return f"{number} {language.text(title)}".strip()


def _facts(
    one: Application, versions: Sequence[ApplicationVersion], language: Language
) -> list[tuple[Content, Content]]:
    partners = [each.party.name(language.locale) for each in one.partners if each.state == "confirmed"]
    who = people.names_of([each.submitted_by for each in versions])
    return [
        (msg("Reference"), one.reference),
        (msg("Round"), one.round.name(language.locale)),
        (msg("Partner Parties"), ", ".join(partners)),
        (msg("Amount requested"), language.money(Money(one.amount_minor)) if one.amount_minor else ""),
        *(
            (
                msg("Version %(number)s", number=each.number),
                f"{language.moment(each.received_at)}, {who.get(each.submitted_by, '')}, SHA-256 {each.sha256}",  # type: ignore[arg-type]
            )
            for each in versions
        ),
    ]


def decisions(award: Award, language: Language) -> list[Block]:
    """Return every decision on the application, superseded ones too; scores are the Board's and stand in its report."""
    if award.application_id is None:
        return []
    query = select(Decision).where(Decision.application_id == award.application_id)
    blocks: list[Block] = []
    for one in session().scalars(query.order_by(Decision.created_at)):
        blocks += _decision(one, language)
    return blocks


def _decision(one: Decision, language: Language) -> list[Block]:
    named = people.names_of([each.person_id for each in one.confirmations])
    facts: list[tuple[Content, Content]] = [
        (msg("Outcome"), OUTCOMES[one.outcome]),
        (msg("State"), labels.state("decision", one.state)),
        (msg("Amount"), language.money(Money(one.amount_minor)) if one.amount_minor else ""),
        (msg("Taken"), language.moment(one.taken_at) if one.taken_at else ""),
        (msg("Members present, of those entitled"), f"{one.present or 0} / {one.entitled or 0}"),
        (msg("Confirmed"), language.moment(one.confirmed_at) if one.confirmed_at else ""),
        (msg("Confirmed by"), ", ".join(named.values())),
    ]
    return [
        Heading(msg("Meeting %(number)s of the Governing Board", number=one.meeting.number)),
        Facts(facts),
        Said(msg("Conditions"), one.conditions),
        Said(msg("Recommendations"), one.recommendations),
        Said(msg("Reasons"), one.reasons),
    ]
