"""The receipt of a submission: what was received, when, and by which fingerprint it is known."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sipgrants.core.i18n import Message, msg
from sipgrants.core.money import Money

from .files import FileEntry, write_files
from .kit.language import Content, Language
from .kit.page import Imprint
from .kit.styles import BODY
from .kit.writer import Writer

KIND = msg("Receipt of a submission")


@dataclass(frozen=True)
class Receipt:
    """A frozen version of an application as it reached the server. `zone` is the applicant's (IANA name)."""

    imprint: Imprint
    reference: str
    title: str
    party: str
    partners: Sequence[str]
    round_name: Content
    version: int
    received_at: datetime
    zone: str
    sha256: str
    submitted_by: str
    amount: Money
    months: int
    files: Sequence[FileEntry] = ()
    deadline: datetime | None = None
    by_mail: bool = False
    round_zone: str = ""  # in which the deadline was announced


def render(receipt: Receipt, language: Language) -> bytes:
    """Return the receipt as PDF."""
    writer = Writer(language, receipt.imprint)
    writer.title(KIND, receipt.round_name)
    writer.text(_sentence(receipt), BODY)
    writer.facts(_facts(receipt, language))
    if receipt.files:
        writer.section(msg("Files"), label="")
        write_files(writer, receipt.files)
    writer.text(
        msg(
            "The fingerprint (SHA-256) is computed from the whole content of this version: answers, plan, budget and "
            "files. The same content always gives the same fingerprint; any change gives another one."
        )
    )
    writer.check()
    return writer.pdf(title=KIND, kind=KIND)


def _sentence(receipt: Receipt) -> Message:
    if receipt.by_mail:
        return msg(
            "The Secretariat has received application %(reference)s, version %(version)s, by mail and has entered it "
            "on behalf of the applicant.",
            reference=receipt.reference,
            version=receipt.version,
        )
    return msg(
        "The Secretariat has received application %(reference)s, version %(version)s. You need not do anything further.",
        reference=receipt.reference,
        version=receipt.version,
    )


def _facts(receipt: Receipt, language: Language) -> list[tuple[Content, Content]]:
    facts: list[tuple[Content, Content]] = [
        (msg("Reference"), receipt.reference),
        (msg("Version"), str(receipt.version)),
        (msg("Title"), receipt.title),
        (msg("Lead Party"), receipt.party),
        (msg("Partner Parties"), ", ".join(receipt.partners)),
        (msg("Amount requested"), language.money(receipt.amount)),
        (msg("Duration in months"), str(receipt.months)),
        (msg("Submitted by"), receipt.submitted_by),
        (msg("Received (UTC)"), language.moment(receipt.received_at)),
        (msg("Received (applicant's time)"), language.moment(receipt.received_at, receipt.zone)),
    ]
    if receipt.round_zone and receipt.round_zone != receipt.zone:
        facts.append(
            (msg("Received (round's time)"), language.moment(receipt.received_at, receipt.round_zone))
        )
    if receipt.deadline:
        facts.append(
            (msg("Deadline of the round"), language.moment(receipt.deadline, receipt.round_zone or "UTC"))
        )
    return [*facts, (msg("Fingerprint (SHA-256)"), receipt.sha256)]
