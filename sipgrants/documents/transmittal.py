"""Form C, the transmittal letter: the National Focal Point confirms and signs it, and uploads it again."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sipgrants.core.i18n import msg
from sipgrants.core.money import Money

from .kit.blocks import Signatory
from .kit.language import Content, Language
from .kit.page import Imprint
from .kit.writer import Writer

KIND = msg("Form C: letter of transmittal")

TO_BE_SIGNED = msg("To be signed and uploaded")


@dataclass(frozen=True)
class Transmittal:
    """What the focal point transmits. `consultations` is what the applicant wrote about them, possibly nothing."""

    imprint: Imprint
    reference: str
    title: str
    party: str
    partners: Sequence[str]
    round_name: Content
    amount: Money
    months: int
    focal_point: str
    function: str
    ministry: str
    consultations: str = ""
    day: date | None = None


def render(transmittal: Transmittal, language: Language) -> bytes:
    """Return the letter as PDF, to be printed and signed."""
    writer = Writer(language, replace(transmittal.imprint, instead=TO_BE_SIGNED))
    writer.title(KIND, transmittal.round_name)
    if transmittal.day:
        writer.text(language.day(transmittal.day))
    writer.text(msg("To the Secretariat of the Minamata Convention on Mercury, Geneva"))
    writer.facts(_facts(transmittal, language))
    writer.text(
        msg(
            "As National Focal Point of %(party)s to the Minamata Convention on Mercury I transmit this application to "
            "the Specific International Programme to Support Capacity-Building and Technical Assistance.",
            party=transmittal.party,
        )
    )
    writer.text(msg("I confirm that:"))
    writer.items(_confirmations())
    if transmittal.consultations.strip():
        writer.lead(msg("Consultations held"))
        writer.own_words(transmittal.consultations)
    writer.text(msg("Signed on behalf of the Government of %(party)s:", party=transmittal.party))
    person = Signatory(msg("National Focal Point"), transmittal.focal_point, transmittal.function)
    writer.signatures([person, Signatory(msg("Official stamp"), stamp=True)])
    return writer.pdf(title=KIND, kind=KIND)


def _facts(transmittal: Transmittal, language: Language) -> list[tuple[Content, Content]]:
    return [
        (msg("Reference"), transmittal.reference),
        (msg("Project title"), transmittal.title),
        (msg("Lead Party"), transmittal.party),
        (msg("Partner Parties"), ", ".join(transmittal.partners)),
        (msg("Amount requested"), language.money(transmittal.amount)),
        (msg("Duration in months"), str(transmittal.months)),
        (msg("Ministry or institution"), transmittal.ministry),
    ]


def _confirmations() -> list[Content]:
    return [
        msg("consultations with the ministries, institutions and other stakeholders concerned were held;"),
        msg("the project serves the implementation of obligations of my country under the Convention;"),
        msg(
            "the project does not duplicate activities funded by the Global Environment Facility or by others;"
        ),
        msg("the information in Form A and Form B is complete and correct to the best of my knowledge."),
    ]
