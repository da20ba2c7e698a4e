"""The letter to a partner Party that a joint application was approved."""

from dataclasses import dataclass
from datetime import date

from sipgrants.core.i18n import msg
from sipgrants.core.money import Money
from sipgrants.documents.kit.language import Language
from sipgrants.documents.kit.writer import Writer

from .layout import Correspondence, Matter, compose

SUBJECT = msg("A joint application in which your country is a partner is approved")


@dataclass(frozen=True)
class ApprovedToPartner:
    """`partner` is the Party written to; the lead Party stands in the matter."""

    letter: Correspondence
    matter: Matter
    partner: str
    decision: str
    decided_on: date
    awarded: Money


def render(approved: ApprovedToPartner, language: Language) -> bytes:
    """Return the letter as PDF."""

    def body(writer: Writer) -> None:
        writer.text(
            msg(
                "The Governing Board approved the application named above on %(day)s (decision %(decision)s). It was "
                "submitted by %(lead)s with %(partner)s as a partner.",
                day=language.day(approved.decided_on),
                decision=approved.decision,
                lead=approved.matter.party,
                partner=approved.partner,
            )
        )
        writer.facts([(msg("Amount awarded"), language.money(approved.awarded))])
        writer.text(
            msg(
                "The award has been offered to the lead Party, which accepts or declines it and signs the agreement. "
                "The Secretariat asks the lead Party to keep all partners informed."
            )
        )

    return compose(approved.letter, SUBJECT, body, language, approved.matter)
