"""Whether the Parties of an application may have a grant: proposals with their reasons; an officer decides.

Programme rule (section 6, Eligibility): "every named Party is a Party in force on the tested date and
developing or in transition; serves obligations of the Convention; no duplication with GEF; no report
overdue on an earlier grant [ours, a warning]. The system proposes each answer with its reason; an officer
confirms or overrides".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sipgrants.core.i18n import Message, msg, nmsg
from sipgrants.parties.status import Party, Standing, Status, status_on


class Rule(StrEnum):
    """What eligibility asks."""

    IN_FORCE = "in_force"
    STANDING = "standing"
    SERVES_CONVENTION = "serves_convention"
    NO_DUPLICATION = "no_duplication"
    REPORTS_IN = "reports_in"


LABELS: dict[Rule, Message] = {
    Rule.IN_FORCE: msg("Party in force"),
    Rule.STANDING: msg("Developing or in transition"),
    Rule.SERVES_CONVENTION: msg("Serves the Convention"),
    Rule.NO_DUPLICATION: msg("No duplication"),
    Rule.REPORTS_IN: msg("Earlier reports"),
}


class Result(StrEnum):
    """What the system proposes; OFFICER: it has no proposal, a person must decide."""

    YES = "yes"
    WARN = "warn"
    OFFICER = "officer"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Finding:
    """One answer: the rule, the Party it is about (None: the whole application), and on what it rests."""

    rule: Rule
    party: str | None
    result: Result
    reason: Message
    source: str | Message
    tested_on: date


def findings(
    parties: Sequence[Party],
    tested_on: date,
    articles: Iterable[str],
    gef_matches: int | None,
    overdue: Mapping[str, int],
) -> list[Finding]:
    """Every rule for every named Party (lead first), then those for the whole application.

    `tested_on`: the round's date on which status is tested. `articles`: the Articles of the Convention the
    application names. `gef_matches`: projects found in the GEF's list, None where nobody looked. `overdue`:
    reports overdue on earlier grants, by Party (ISO alpha-2).
    """
    found = []
    for party in parties:
        status = status_on(party, tested_on)
        found.append(_in_force(party, status, tested_on))
        found.append(_standing(party, status, tested_on))
        found.append(_reports(party, overdue.get(party.iso2, 0), tested_on))
    return [
        *found,
        _serves(sorted(set(articles), key=_number), tested_on),
        _duplication(gef_matches, tested_on),
    ]


def to_come(tested_on: date) -> list[Finding]:
    """The rules that only a written application can meet: what will be looked at, and in what."""
    serves = msg("Name in Form A the Articles of the Convention that the project serves.")
    repeats = msg(
        "Say in Form A what others pay for; an officer compares it with the list after the deadline."
    )
    source = msg("Articles of the Convention named in Form A")
    return [
        Finding(Rule.SERVES_CONVENTION, None, Result.OFFICER, serves, source, tested_on),
        Finding(Rule.NO_DUPLICATION, None, Result.OFFICER, repeats, msg("List of GEF projects"), tested_on),
    ]


def refused(found: Iterable[Finding]) -> dict[str, list[Finding]]:
    """What speaks against each Party that is not eligible as things stand, by its code."""
    against: dict[str, list[Finding]] = {}
    for one in found:
        if one.party and one.result is Result.NO:
            against.setdefault(one.party, []).append(one)
    return against


def proposal(found: Iterable[Finding]) -> Result:
    """The answer as a whole: the gravest of the findings (no, then officer, then warn, then yes)."""
    gravity = list(Result)
    return max((one.result for one in found), key=gravity.index, default=Result.OFFICER)


def _in_force(party: Party, status: Status, day: date) -> Finding:
    source = msg("Date of entry into force, from the Depositary")
    if party.left_on and party.left_on <= day:
        answer = Result.NO, msg("Left the Convention on %(day)s.", day=party.left_on)
    elif party.entry_into_force is None:
        answer = Result.OFFICER, msg("The date of entry into force is not known.")
    elif status.in_force:
        answer = (
            Result.YES,
            msg("The Convention is in force for it since %(day)s.", day=party.entry_into_force),
        )
    else:
        answer = (
            Result.NO,
            msg("The Convention enters into force for it only on %(day)s.", day=party.entry_into_force),
        )
    return Finding(Rule.IN_FORCE, party.iso2, *answer, source, day)


def _standing(party: Party, status: Status, day: date) -> Finding:
    if status.standing is None:
        answer = Result.OFFICER, msg("No status is recorded for this day.")
    elif status.standing is Standing.CHECK:
        answer = Result.OFFICER, msg("Whether it counts as a developing country is to be decided.")
    elif status.standing is Standing.NO and status.assumed:
        answer = Result.OFFICER, msg("Assumed to be neither developing nor in transition: to be decided.")
    elif status.standing is Standing.NO:
        answer = Result.NO, msg("Neither a developing country nor an economy in transition.")
    elif status.standing is Standing.TRANSITION:
        answer = Result.YES, msg("A Party with an economy in transition.")
    else:
        answer = Result.YES, msg("A developing-country Party.")
    return Finding(Rule.STANDING, party.iso2, *answer, status.source or msg("List of Parties"), day)


def _reports(party: Party, overdue: int, day: date) -> Finding:
    source = msg("Reports on earlier grants")
    if overdue:
        reason = nmsg("%(num)s report is overdue.", "%(num)s reports are overdue.", overdue)
        return Finding(Rule.REPORTS_IN, party.iso2, Result.WARN, reason, source, day)
    return Finding(Rule.REPORTS_IN, party.iso2, Result.YES, msg("No report is overdue."), source, day)


def _serves(articles: Sequence[str], day: date) -> Finding:
    source = msg("Articles of the Convention named in Form A")
    if not articles:
        reason = msg("No Article of the Convention is named.")
        return Finding(Rule.SERVES_CONVENTION, None, Result.NO, reason, source, day)
    reason = msg("Articles named: %(articles)s.", articles=", ".join(articles))
    return Finding(Rule.SERVES_CONVENTION, None, Result.YES, reason, source, day)


def _duplication(matches: int | None, day: date) -> Finding:
    if matches is None:
        reason = msg("The list of GEF projects was not searched yet.")
    elif matches == 0:
        reason = msg("No similar project was found in the list: confirm that nothing is done twice.")
    else:
        reason = nmsg(
            "%(num)s GEF project to compare with.", "%(num)s GEF projects to compare with.", matches
        )
    return Finding(Rule.NO_DUPLICATION, None, Result.OFFICER, reason, msg("List of GEF projects"), day)


def _number(article: str) -> tuple[int, str]:
    return (int(article), "") if article.isdecimal() else (0, article)
