"""Instalments with their gate, payments, refunds and overrides with their reasons, and the postings of the ledger."""

from sipgrants.accounts.history import names_of
from sipgrants.awards.models import Award, Instalment
from sipgrants.core.i18n import Message, msg
from sipgrants.core.money import Money
from sipgrants.disbursements import queries
from sipgrants.disbursements.models import Refund
from sipgrants.documents.award_dossier import Block, Facts, Heading, Rows, Said
from sipgrants.documents.kit.language import Content, Language
from sipgrants.documents.kit.table import Column, Row
from sipgrants.fund import queries as fund
from sipgrants.fund import words
from sipgrants.lifecycle import labels

_CONDITIONS = [Column(msg("What it waits for"), 3), Column(msg("State"), 1)]
_MET, _OPEN, _OVERRIDDEN = msg("met"), msg("open"), msg("overridden")


def instalments(award: Award, language: Language) -> list[Block]:
    """Return each instalment: what it waits for, whether met, and through whose hands it went."""
    facts = queries.facts_of([award])
    blocks: list[Block] = []
    for one in award.instalments:
        blocks += [Heading(msg("Instalment %(number)s", number=one.number)), Facts(_facts(one, language))]
        if one.state not in ("paid", "acknowledged", "cancelled"):
            waived = queries.waived(one)
            rows = [
                Row((each.reason, _MET if each.met else _OVERRIDDEN if each.wait in waived else _OPEN))
                for each in queries.conditions(one, facts)
            ]
            blocks.append(Rows(_CONDITIONS, rows))
    return blocks


def _facts(one: Instalment, language: Language) -> list[tuple[Content, Content]]:
    steps = (
        (msg("Requested"), one.requested_by, one.requested_at),
        (msg("Certified"), one.certified_by, one.certified_at),
        (msg("Approved"), one.approved_by, one.approved_at),
    )
    names = names_of(str(who) for _words, who, _at in steps if who)
    pairs: list[tuple[Content, Content]] = [
        (msg("Amount"), language.money(one.amount)),
        (msg("State"), labels.state("instalment", one.state)),
        (msg("Planned for"), language.day(one.due_on) if one.due_on else ""),
        *(
            (said, f"{names.get(str(who), '')}, {language.moment(at)}")
            for said, who, at in steps
            if who and at
        ),
        (msg("Request on paper"), one.paper_request),
        (msg("Paid on"), language.day(one.paid_on) if one.paid_on else ""),
        (msg("Payment reference"), one.payment_reference),
        (msg("Received on"), language.day(one.acknowledged_on) if one.acknowledged_on else ""),
        (msg("Held because"), one.hold_reason),
    ]
    return [(said, value) for said, value in pairs if value != ""]


def payments(award: Award, language: Language) -> list[Block]:
    """Return payments (those that came back, too), overrides, refunds, and what stands beside; then the sums."""
    blocks: list[Block] = [Heading(msg("Payments")), Rows(_PAID, _paid(award, language))]
    for one in award.instalments:
        if one.override_reason:
            blocks += _override(one)
    blocks += [Heading(msg("Refunds, disallowances, write-offs")), Rows(_REFUNDS, _refunds(award, language))]
    blocks += [
        Heading(msg("Charges, interest, payments that came back")),
        Rows(_BESIDE, _beside(award, language)),
    ]
    return [*blocks, Heading(msg("Where the award stands")), Facts(_sums(award, language))]


_PAID = [
    Column(msg("Instalment"), 1.3),
    Column(msg("Paid on"), 1.2),
    Column(msg("Payment reference"), 1.5),
    Column(msg("Recorded by"), 1.5),
    Column(msg("Came back on"), 1.2),
    Column(msg("US dollars"), figures=True),
]


def _paid(award: Award, language: Language) -> list[Row]:
    found, numbers = queries.payments(award.id), {one.id: one.number for one in award.instalments}
    names = names_of(str(one.recorded_by) for one in found)
    figures = language.figures([Money(one.minor) for one in found])
    return [
        Row(
            (
                str(numbers[one.instalment_id]),
                language.day(one.paid_on),
                one.reference,
                names.get(str(one.recorded_by), ""),
                language.day(one.bounced_on) if one.bounced_on else "",
                figure,
            )
        )
        for one, figure in zip(found, figures, strict=True)
    ]


def _override(one: Instalment) -> list[Block]:
    people = (str(one.overridden_by or ""), str(one.override_seconded_by or ""))
    names = names_of(people)
    asked, seconded = (names.get(each, "") for each in people)
    covers = [each.reason for each in queries.conditions(one) if each.wait in queries.waived(one)]
    pairs: list[tuple[Content, Content]] = [
        (msg("Asked by the approving officer"), asked),
        (msg("Confirmed by the head"), seconded),
        *((msg("What was let go"), reason) for reason in covers),
    ]
    return [
        Heading(msg("Override of instalment %(number)s", number=one.number)),
        Facts(pairs),
        Said(msg("Reason of the override"), one.override_reason),
    ]


_KINDS: dict[str, Message] = {
    "due": msg("Due back"),
    "received": msg("Came back"),
    "disallowed": msg("Spending disallowed"),
    "written_off": msg("Written off"),
}
_REFUNDS = [
    Column(msg("What happened"), 1.5),
    Column(msg("Day"), 1.2),
    Column(msg("Reason"), 3),
    Column(msg("Reference"), 1.2),
    Column(msg("US dollars"), figures=True),
]


def _refunds(award: Award, language: Language) -> list[Row]:
    found = queries.refunds(award.id)
    figures = language.figures([Money(one.minor) for one, _is_back in found])
    return [
        Row((_what(one, is_back), language.day(one.day), one.reason, one.reference, figure))
        for (one, is_back), figure in zip(found, figures, strict=True)
    ]


def _what(one: Refund, is_back: bool) -> Content:
    kind = _KINDS[one.kind]
    return msg("%(what)s (taken back)", what=kind) if is_back else kind


_BESIDE = [
    Column(msg("What happened"), 2),
    Column(msg("Day"), 1.2),
    Column(msg("Reference"), 1.5),
    Column(msg("US dollars"), figures=True),
]


def _beside(award: Award, language: Language) -> list[Row]:
    found = queries.beside(award.id)
    figures = language.figures([Money(sum(max(0, line.minor) for line in one.lines)) for one in found])
    return [
        Row((words.EVENTS[one.kind], language.day(one.day), one.reference, figure))  # type: ignore[index]
        for one, figure in zip(found, figures, strict=True)
    ]


_SUMS = (
    ("paid", msg("Paid")),
    ("refunded", msg("Paid back")),
    ("written_off", msg("Written off")),
    ("refunds_due", msg("Refunds still due")),
    ("accepted", msg("Spending accepted")),
    ("disallowed", msg("Spending disallowed")),
    ("unaccounted", msg("Not accounted for yet")),
)


def _sums(award: Award, language: Language) -> list[tuple[Content, Content]]:
    figures = fund.award_figures(award.id)
    found = [(said, language.money(Money(getattr(figures, name)))) for name, said in _SUMS]
    return [(msg("Awarded"), language.money(award.amount)), *found]


_LEDGER = [
    Column(msg("Number"), 1.1),
    Column(msg("Day"), 1.2),
    Column(msg("What happened"), 2),
    Column(msg("Account"), 2),
    Column(msg("Reference"), 1.2),
    Column(msg("Debit (credit below nothing), US dollars"), figures=True),
]


def ledger(award: Award, language: Language) -> list[Block]:
    """Return every posting of the award, oldest first, line by line."""
    lines = [(one, line) for one in reversed(fund.all_transactions(award_id=award.id)) for line in one.lines]
    if not lines:
        return []
    figures = language.figures([Money(line.minor) for _one, line in lines])
    rows = [
        Row(
            (
                str(one.number),
                language.day(one.day),
                words.EVENTS[one.kind],  # type: ignore[index]
                words.ACCOUNTS[line.account],  # type: ignore[index]
                one.reference,
                figure,
            )
        )
        for (one, line), figure in zip(lines, figures, strict=True)
    ]
    return [Rows(_LEDGER, rows)]
