"""The worker gathers a dossier chapter by chapter, so that the page can say how far it is, then prints it."""

from sipgrants.accounts import queries as people
from sipgrants.awards.models import Award
from sipgrants.core.i18n import msg
from sipgrants.documents import award_dossier as printed
from sipgrants.documents import issuing_commands as issuing
from sipgrants.documents.kit.language import Content, Language
from sipgrants.documents.models import IssuedDocument
from sipgrants.dossiers import asked_queries, commands
from sipgrants.dossiers.chapters_queries import CHAPTERS
from sipgrants.dossiers.models import AwardDossier
from sipgrants.lifecycle import labels


@issuing.printer("award.dossier")
def print_dossier(document: IssuedDocument) -> bytes:
    """Return the dossier of an award as the case stands now."""
    dossier, language = asked_queries.by_document(document.id), issuing.language(document.locale)
    chapters = []
    for number, (title, gather) in enumerate(CHAPTERS, start=1):
        chapters.append(printed.Chapter(title, gather(dossier.award, language)))
        commands.note(dossier, number)
    paper = printed.AwardDossier(
        imprint=issuing.imprint(document),
        title=dossier.award.title,
        facts=_facts(dossier, dossier.award, language),
        chapters=chapters,
    )
    return printed.render(paper, language)


def _facts(dossier: AwardDossier, award: Award, language: Language) -> list[tuple[Content, Content]]:
    who = people.names_of([dossier.asked_by])
    return [
        (msg("Award"), award.number),
        (msg("Party"), award.party.name(language.locale)),
        (msg("State"), labels.state("award", award.state)),
        (msg("Amount of the award"), language.money(award.amount)),
        (msg("Asked for by"), who.get(dossier.asked_by, "")),
        (msg("As it stood"), language.moment(dossier.created_at)),
    ]
