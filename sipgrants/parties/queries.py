"""Parties as the pages and the rules of eligibility need them."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from sipgrants.core import clock, db
from sipgrants.core.db import session
from sipgrants.core.paging import SIZE, Page
from sipgrants.parties import eligibility
from sipgrants.parties import status as rules
from sipgrants.parties.eligibility import Finding
from sipgrants.parties.models import Party, PartyStatus
from sipgrants.parties.status import Span, Standing, StandingSpan, Status


@dataclass(frozen=True)
class Row:
    """One line of the list: a Party and what it is today."""

    party: Party
    status: Status


@dataclass(frozen=True)
class Filter:
    """What the list is narrowed to; empty: everything. `ldc` and `sids`: only those on that list."""

    text: str = ""
    region: str = ""
    standing: str = ""
    ldc: bool = False
    sids: bool = False


def find(iso2: str) -> Party:
    """Return a Party with its history; NotFound where there is none."""
    return db.find(Party, iso2.upper())


def everyone() -> list[Party]:
    """Return all Parties with their history: two statements."""
    return list(session().scalars(select(Party)))


def index(wanted: Filter, *, locale: str = "en", page: int = 1, size: int = SIZE) -> Page[Row]:
    """Return one page of Parties by name in the reader's language: two statements, however many there are."""
    today = clock.today()
    rows = [Row(party, status_on(party, today)) for party in everyone()]
    found = sorted(
        (row for row in rows if _fits(row, wanted)), key=lambda row: sort_key(row.party.name(locale))
    )
    number = min(max(1, page), max(1, -(-len(found) // size)))
    return Page(found[(number - 1) * size : number * size], number, len(found), size)


def _fits(row: Row, wanted: Filter) -> bool:
    party, text = row.party, sort_key(wanted.text.strip())
    return (
        (not text or any(text in sort_key(name) for name in (party.id, party.iso3, *party.names.values())))
        and (not wanted.region or party.region == wanted.region)
        and (not wanted.standing or row.status.standing == wanted.standing)
        and (not wanted.ldc or row.status.ldc)
        and (not wanted.sids or row.status.sids)
    )


def sort_key(name: str) -> str:
    """Return a name as it is sorted and searched: without accents, in small letters."""
    return "".join(
        sign for sign in unicodedata.normalize("NFKD", name) if not unicodedata.combining(sign)
    ).casefold()


def by_any_name() -> dict[str, Party]:
    """Return Parties by everything they may be called in a list: codes and names in all languages, in small letters."""
    return {
        name.casefold(): party
        for party in everyone()
        for name in (party.id, party.iso3, *party.names.values())
        if name
    }


def choices(locale: str = "en", *, only: Iterable[str] | None = None) -> list[tuple[str, str]]:
    """Return (code, name) of all Parties, or of `only` these, by name: for a choice on a form."""
    wanted = select(Party.id, Party.names)
    if only is not None:
        wanted = wanted.where(Party.id.in_(list(only)))
    named = [(iso2, names.get(locale) or names["en"]) for iso2, names in session().execute(wanted)]
    return sorted(named, key=lambda pair: sort_key(pair[1]))


def as_rules(party: Party) -> rules.Party:
    """Return a Party as the rules of eligibility see it."""
    return rules.Party(
        iso2=party.id,
        entry_into_force=party.in_force_from,
        standings=tuple(
            StandingSpan(Standing(one.value), _span(one), one.reason or one.source, one.assumed)
            for one in party.statuses
            if one.kind == "eligibility"
        ),
        ldc=_spans(party, "ldc"),
        sids=_spans(party, "sids"),
        left_on=party.left_on,
        ldc_expected_until=party.ldc_expected_until,
    )


def _span(one: PartyStatus) -> Span:
    return Span(one.from_day, one.until_day)


def _spans(party: Party, kind: str) -> tuple[Span, ...]:
    return tuple(_span(one) for one in party.statuses if one.kind == kind and one.value == "yes")


def status_on(party: Party, day: date) -> Status:
    """Return what a Party is on `day`."""
    return rules.status_on(as_rules(party), day)


def statuses_on(day: date) -> dict[str, Status]:
    """Return what every Party is on `day`, by its code: for the regional balance, the share of LDCs and SIDS."""
    return {party.id: status_on(party, day) for party in everyone()}


def findings(
    party_ids: Iterable[str],
    tested_on: date,
    *,
    articles: Iterable[str],
    gef_matches: int | None,
    overdue: Mapping[str, int],
) -> list[Finding]:
    """Return what eligibility proposes for these Parties (lead first), on the day that is tested. Two statements."""
    wanted = list(party_ids)
    found = {p.id: p for p in session().scalars(select(Party).where(Party.id.in_(wanted)))}
    return eligibility.findings(
        [as_rules(found[one]) for one in wanted], tested_on, articles, gef_matches, overdue
    )
