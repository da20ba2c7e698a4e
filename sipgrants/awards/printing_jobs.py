"""What an award's papers say: the offer, the agreement, notices, the letter of closure."""

from datetime import date, timedelta
from typing import Any

from sipgrants.accounts.models import Person
from sipgrants.accounts.queries import people_with
from sipgrants.awards import due as rules
from sipgrants.awards import queries
from sipgrants.awards.models import Award, Condition, Instalment
from sipgrants.awards.terms import REPORTS, waits
from sipgrants.core.db import find
from sipgrants.core.i18n import Message, msg
from sipgrants.core.money import Money
from sipgrants.documents import agreement as printed
from sipgrants.documents import issuing_commands as issuing
from sipgrants.documents.kit.blocks import Signatory
from sipgrants.documents.kit.language import Content, Language
from sipgrants.documents.letters import closure, notice, offer, refund
from sipgrants.documents.letters.layout import Correspondence, Matter
from sipgrants.documents.models import IssuedDocument
from sipgrants.fund import queries as fund
from sipgrants.lifecycle.actor import FOCAL, RoleName
from sipgrants.lifecycle.rights import known
from sipgrants.meetings.models import Decision
from sipgrants.plans import printing_queries as plan_parts
from sipgrants.plans import queries as plans
from sipgrants.rounds.models import Round

HEAD = msg("Head of the Secretariat")


def _award(document: IssuedDocument) -> Award:
    return queries.by_id(document.about_id)


def _head() -> str:
    people = people_with(RoleName.HEAD)
    return people[0].name if people else ""


def _letter(document: IssuedDocument, award: Award) -> Correspondence:
    people = people_with(FOCAL, award.party_id)
    to: Person | None = people[0] if people else None
    country = award.party.name(document.locale)
    return Correspondence(
        imprint=issuing.imprint(document),
        day=document.issued_on,
        recipient_name=to.name if to else country,
        recipient_function="",
        recipient=[country],
        signatory=_head(),
        signatory_function=HEAD,
    )


def _matter(document: IssuedDocument, award: Award) -> Matter:
    application = award.application
    round_ = find(Round, award.round_id) if award.round_id else None
    partners = [one for one in application.partners if one.state == "confirmed"] if application else []
    return Matter(
        reference=application.reference if application else award.number,
        title=award.title,
        party=award.party.name(document.locale),
        round_name=round_.name(document.locale) if round_ else "",
        partners=[one.party.name(document.locale) for one in partners],
        zone=award.party.zone,
    )


@issuing.printer("letter.offer")
def print_offer(document: IssuedDocument) -> bytes:
    """Return the letter that offers the award."""
    award = _award(document)
    decision = find(Decision, award.decision_id) if award.decision_id else None
    decided = decision.confirmed_at if decision and decision.confirmed_at else document.created_at
    asked = award.application.amount_minor if award.application else None
    answer_by = queries.end_of(award.answer_by) or document.created_at
    letter = offer.Offer(
        letter=_letter(document, award),
        matter=_matter(document, award),
        decision=award.number,
        decided_on=decided.date(),
        requested=Money(asked or award.amount_minor),
        awarded=award.amount,
        conditions=[one.text for one in award.conditions],
        recommendations=[
            line for line in (decision.recommendations if decision else "").splitlines() if line
        ],
        answer_by=answer_by,
    )
    return offer.render(letter, issuing.language(document.locale))


@issuing.printer("agreement")
def print_agreement(document: IssuedDocument) -> bytes:
    """Return the agreement with its annexes, for both to sign."""
    award = _award(document)
    language = issuing.language(document.locale)
    if award.starts_on is None or award.ends_on is None or award.plan_id is None:
        raise ValueError("an agreement has dates and a plan")
    plan = plans.whole(award.plan_id)
    paper = printed.Agreement(
        imprint=issuing.imprint(document),
        kind=award.agreement_type,
        reference=award.application.reference if award.application else award.number,
        number=award.agreement_number,
        partners=_matter(document, award).partners,
        title=award.title,
        party=award.party.name(document.locale),
        institution=award.institution,
        unep=Signatory(msg("For the United Nations Environment Programme")),
        recipient=Signatory(msg("For %(institution)s", institution=award.institution)),
        amount=award.amount,
        starts=award.starts_on,
        ends=award.ends_on,
        instalments=[_instalment(one, award) for one in award.instalments],
        conditions=[_condition(one) for one in award.conditions],
        budget=plan_parts.budget(plan),
        framework=plan_parts.framework(plan, ""),
        workplan=plan_parts.workplan(plan),
        reports=_reports(award, language),
    )
    return printed.render(paper, language)


def _condition(one: Condition) -> Content:
    """A condition of the Board with the day by which it is met, or on which it was."""
    if one.met_at is not None:
        return msg("%(condition)s (met on %(day)s)", condition=one.text, day=one.met_at.date())
    if one.due_on is not None:
        return msg("%(condition)s (to be met by %(day)s)", condition=one.text, day=one.due_on)
    return one.text


def _awaited(one: Instalment, award: Award) -> Message:
    """The report that an instalment waits for, by its period: of instalments that wait for one kind the first waits for the
    first report, the second for the second, and where there are no more, for the last (as the release gate reads it).
    """
    kind = str(one.waits_for_report)
    alike = sorted(each.number for each in award.instalments if each.waits_for_report == kind)
    due = sorted((each for each in _schedule(award) if each.kind == kind), key=lambda each: each.period_from)
    if not due:
        return msg("Accepted: %(what)s", what=REPORTS[kind])
    period = due[min(alike.index(one.number), len(due) - 1)]
    return msg(
        "Accepted: %(what)s for %(start)s to %(end)s",
        what=REPORTS[kind],
        start=period.period_from,
        end=period.period_to,
    )


def _instalment(one: Instalment, award: Award) -> printed.InstalmentLine:
    report = _awaited(one, award) if one.waits_for_report else None
    found: list[Content] = list(waits(one, award.spent_share, report))
    if one.waits_for_day:
        found.append(msg("Not before %(day)s.", day=one.waits_for_day))
    return printed.InstalmentLine(one.number, one.amount, one.due_on, found)


def _schedule(award: Award) -> list[rules.Due]:
    if award.starts_on is None or award.ends_on is None:
        return []
    return rules.schedule(award.starts_on, award.ends_on, fund.setting("final_days"))


def _reports(award: Award, language: Language) -> list[printed.ReportLine]:
    return [
        printed.ReportLine(
            REPORTS[one.kind], f"{language.day(one.period_from)} - {language.day(one.period_to)}", one.due_on
        )
        for one in _schedule(award)
    ]


def _print_notice(
    document: IssuedDocument, kind: notice.NoticeKind, steps: list[Content], cure_by: date | None = None
) -> bytes:
    award = _award(document)
    letter = notice.Notice(
        letter=_letter(document, award),
        matter=_matter(document, award),
        kind=kind,
        agreement=award.agreement_number or award.number,
        effective=award.notice_from or document.issued_on,
        reasons=[line for line in award.notice.splitlines() if line],
        steps=steps,
        awarded=award.amount,
        paid=Money(fund.award_figures(award.id).paid),
        cure_by=cure_by,
        payable=[(one.number, one.amount) for one in award.instalments if one.payable_after_end],
    )
    return notice.render(letter, issuing.language(document.locale))


@issuing.printer("letter.suspension")
def print_suspension(document: IssuedDocument) -> bytes:
    """Return the notice of suspension: from when, why, what is to be done until when."""
    award = _award(document)
    usual = msg(
        "Please write to the Secretariat what is done to remove the reasons, so that the award can be resumed."
    )
    steps: list[Content] = [line for line in award.to_cure.splitlines() if line]
    return _print_notice(document, notice.NoticeKind.SUSPENDED, [*steps, usual], award.cure_by)


@issuing.printer("letter.termination")
def print_termination(document: IssuedDocument) -> bytes:
    """Return the notice of termination: from when, why, what is still paid, what is asked for."""
    steps: list[Content] = [
        msg("Please hand in the final report and the final statement within the time of the agreement."),
        msg("Please return what is not spent."),
        msg("Please propose in the final report what becomes of each item of equipment."),
    ]
    return _print_notice(document, notice.NoticeKind.TERMINATED, steps)


@issuing.printer("letter.refund")
def print_refund(document: IssuedDocument) -> bytes:
    """Return the letter that asks for what was not spent."""
    award = _award(document)
    figures = fund.award_figures(award.id)
    letter = refund.Request(
        letter=_letter(document, award),
        matter=_matter(document, award),
        agreement=award.agreement_number or award.number,
        paid=Money(figures.paid),
        refunded=Money(figures.refunded),
        accepted=Money(figures.accepted - figures.disallowed),
        due=Money(figures.refunds_due),
        due_by=document.issued_on + timedelta(fund.setting("refund_days")),
    )
    return refund.render(letter, issuing.language(document.locale))


@issuing.printer("letter.closure")
def print_closure(document: IssuedDocument) -> bytes:
    """Return the letter of closure with the final settlement, from the ledger."""
    award = _award(document)
    figures = fund.award_figures(award.id)
    names = ("paid", "refunded", "written_off", "accepted", "disallowed", "refunds_due")
    sums: dict[str, Any] = {name: Money(getattr(figures, name)) for name in names}
    letter = closure.Closure(
        letter=_letter(document, award),
        matter=_matter(document, award),
        agreement=award.agreement_number or award.number,
        closed_on=award.closed_on or document.issued_on,
        settlement=closure.Settlement(awarded=award.amount, **sums),
        assets=_assets(award),
        note=award.assets_note,
    )
    return closure.render(letter, issuing.language(document.locale))


def _assets(award: Award) -> list[closure.Asset]:
    rows = known("award.equipment", award.id).agreed
    return [closure.Asset(one.name, one.serial, Money(one.minor), one.words) for one in rows]
