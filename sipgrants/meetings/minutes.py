"""The first words of a meeting's report, drafted from the record: what an officer then edits."""

from dataclasses import dataclass

from sipgrants.core.money import Money

OPENING, CLOSING = "opening", "closing"


@dataclass(frozen=True)
class Said:
    """An item of the agenda as it is on record: notes, and what was decided (outcome None: nothing)."""

    title: str
    note: str = ""
    reference: str = ""
    party: str = ""
    outcome: str | None = None
    amount: Money | None = None
    conditions: str = ""
    recommendations: str = ""


def opening(number: int, members: int, present: int, by_correspondence: bool) -> str:
    """The paragraph that opens a report."""
    if by_correspondence:
        return f"The Governing Board decided by correspondence. Of its {members} members {present} answered."
    return f"The Governing Board held its meeting {number}. Of its {members} members {present} were present."


def paragraph(said: Said) -> str:
    """What the report says of one item, a paragraph a line. Who took no part is printed from the record beside it."""
    lines = (
        [f"The Board considered application {said.reference} of {said.party}, “{said.title}”."]
        if said.reference
        else []
    )
    lines += [line.strip() for line in said.note.splitlines() if line.strip()]
    return "\n".join(lines)


def decided(outcome: str, amount: Money | None, reference: str, recommendations: str) -> str:
    """The words of a decision."""
    if outcome == "approved":
        figure = f"{amount.decimal():,.2f}".removesuffix(".00") if amount else ""
        words = f"The Governing Board approves application {reference} with a grant of up to US$ {figure}."
    elif outcome == "reserve":
        words = f"The Governing Board puts application {reference} in reserve."
    else:
        words = f"The Governing Board does not approve application {reference}."
    return f"{words} It recommends: {recommendations}" if recommendations else words
