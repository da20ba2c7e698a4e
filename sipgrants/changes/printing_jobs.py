"""Printing an approved change as the amendment that both sign."""

from datetime import date
from uuid import UUID

from sipgrants.accounts.models import Person
from sipgrants.awards.terms import REPORTS
from sipgrants.changes import kinds, queries
from sipgrants.changes import terms_queries as terms
from sipgrants.changes.models import Change
from sipgrants.core import db
from sipgrants.core.db import session
from sipgrants.core.i18n import Message, msg
from sipgrants.core.money import total
from sipgrants.documents import amendment
from sipgrants.documents import issuing_commands as issuing
from sipgrants.documents.agreement import InstalmentLine, ReportLine
from sipgrants.documents.amendment import Amended, Amendment
from sipgrants.documents.kit.blocks import Signatory
from sipgrants.documents.kit.language import Content, Language
from sipgrants.documents.models import IssuedDocument
from sipgrants.plans import printing_queries as plans
from sipgrants.plans import queries as plan_queries
from sipgrants.questionnaires.texts import pick

NOBODY = msg("None")


@issuing.printer("change.annex")
def _annex(document: IssuedDocument) -> bytes:
    change = db.find(Change, UUID(document.about_id))
    language = issuing.language(document.locale)
    award = change.award
    plan = plan_queries.whole(change.new_plan_id) if change.new_plan_id else None
    touched = kinds.PARTS.get(change.kind, ())
    party = pick(award.party.names, document.locale)
    is_longer = change.new_ends_on is not None or bool(change.instalments)
    parts = terms.parts_of(change) if is_longer else []
    made = Amendment(
        imprint=issuing.imprint(document),
        kind=kinds.label(change.kind),
        agreement=award.agreement_number or award.number,
        title=award.title,
        party=party,
        number=change.number,
        version=change.becomes_version or change.number + 1,
        reasons=change.reasons,
        amended=[
            *_end(change, language),
            *_instalments(change, language),
            *_dues(change, language),
            *_classes(change, language),
            *_manager(change),
        ],
        unep=Signatory(msg("For the United Nations Environment Programme"), stamp=True),
        recipient=Signatory(award.institution or party, stamp=True),
        framework=plans.framework(plan, "") if plan and "framework" in touched else None,
        workplan=plans.workplan(plan) if plan and "workplan" in touched else None,
        budget=plans.budget(plan) if plan and "budget" in touched else None,
        amount=total([one.amount for one in parts]),
        instalments=[_part(one) for one in parts],
        reports=_reports(change, language),
    )
    return amendment.render(made, language)


def _end(change: Change, language: Language) -> list[Amended]:
    if change.new_ends_on is None:
        return []
    return [
        Amended(
            msg("End of the project"), _day(change.old_ends_on, language), _day(change.new_ends_on, language)
        )
    ]


def _instalments(change: Change, language: Language) -> list[Amended]:
    texts = {
        "due_on": msg("Instalment %(number)s, planned for"),
        "waits_for_day": msg("Instalment %(number)s, not before"),
    }
    return [
        Amended(
            Message(what.text, {"number": moved["number"]}),
            _iso_day(moved[f"was_{name}"], language),
            _iso_day(moved[name], language),
        )
        for moved in change.instalments
        for name, what in texts.items()
        if moved[name] != moved[f"was_{name}"]
    ]


def _dues(change: Change, language: Language) -> list[Amended]:
    gone = msg("Not owed any more")
    return [
        Amended(
            msg(
                "%(report)s, %(period)s",
                report=REPORTS[one.kind],
                period=f"{language.day(one.period_from)} - {language.day(one.period_to)}",
            ),
            _day(one.was, language),
            language.day(one.becomes) if one.becomes else gone,
        )
        for one in terms.dues_of(change)
    ]


def _part(one: terms.PartLine) -> InstalmentLine:
    found: list[Content] = list(one.waits)
    if one.not_before:
        found.append(msg("Not before %(day)s.", day=one.not_before.isoformat()))
    return InstalmentLine(one.number, one.amount, one.due_on, found)


def _reports(change: Change, language: Language) -> list[ReportLine]:
    """The whole annex as it becomes, where a report moves."""
    if not change.dues:
        return []
    lines = terms.dues(change.award, change.new_ends_on, terms.days_of(change))
    return [
        ReportLine(
            REPORTS[one.kind], f"{language.day(one.period_from)} - {language.day(one.period_to)}", one.becomes
        )
        for one in lines
        if one.becomes is not None
    ]


def _iso_day(day: str | None, language: Language) -> str | Message:
    return _day(date.fromisoformat(day) if day else None, language)


def _classes(change: Change, language: Language) -> list[Amended]:
    comparison = queries.compare(change.old_plan_id, change.new_plan_id)
    return [
        Amended(one.label, language.money(one.before), language.money(one.after))
        for one in (comparison.classes if comparison else ())
        if one.before != one.after
    ]


def _manager(change: Change) -> list[Amended]:
    if change.kind != kinds.MANAGER:
        return []
    old = session().get(Person, change.old_manager_id) if change.old_manager_id else None
    return [Amended(msg("Project manager"), old.name if old else NOBODY, change.new_manager_name)]


def _day(day: date | None, language: Language) -> str | Message:
    return language.day(day) if day else NOBODY
