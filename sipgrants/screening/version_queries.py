"""The version that is screened: what completeness and eligibility are told about it."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from sipgrants.accounts import queries as people
from sipgrants.applications import version_queries as versions
from sipgrants.applications.models import Application, ApplicationVersion
from sipgrants.core.db import session
from sipgrants.core.money import Money
from sipgrants.lifecycle import rights
from sipgrants.parties import queries as parties
from sipgrants.parties.eligibility import Finding
from sipgrants.plans import queries as plans
from sipgrants.questionnaires import checking, texts
from sipgrants.questionnaires import queries as questionnaires
from sipgrants.questionnaires.models import FormVersion
from sipgrants.rounds import queries as rounds
from sipgrants.rounds.deadline import Timeliness, timeliness
from sipgrants.rounds.models import Round
from sipgrants.screening import content
from sipgrants.screening.completeness import Asked, Submission
from sipgrants.screening.days import last_cure_day, local_day


def frozen_forms(application: Application) -> dict[str, FormVersion]:
    """Return the round's versions of the forms by their kind."""
    ids = (application.round.form_a_id, application.round.form_b_id, application.round.form_c_id)
    found = session().scalars(select(FormVersion).where(FormVersion.id.in_([one for one in ids if one])))
    return {one.kind: one for one in found}


def submission(application: Application, version: ApplicationVersion) -> Submission:
    """Return what completeness asks about a version."""
    held = versions.content(version)
    answers = content.forms(held)
    amount, months = versions.asked(held)
    return Submission(
        forms=frozenset(answers),
        language=application.language,
        signed_by=_signed_by(version),
        timeliness=_timeliness(application, version),
        unanswered=_unanswered(application, answers),
        missing_documents=_missing_documents(application.round, held),
        asked=amount,
        budget_total=plans.totals(plans.whole(version.plan_id)).grant,
        months=months or None,
        waiting_partners=tuple(
            partner.party.name() for partner in application.partners if partner.state == "invited"
        ),
    )


def asked(application: Application) -> Asked:
    """Return what the round asks of an application."""
    round_ = application.round
    return Asked(
        languages=frozenset(round_.languages),
        floor=Money(round_.floor_minor),
        ceiling=Money(round_.ceiling_minor),
        longest_months=round_.longest_months,
        partners_by=_partners_by(application),
    )


def findings(application: Application, version: ApplicationVersion) -> list[Finding]:
    """Return what eligibility proposes, lead Party first; tested on the round's day."""
    others = sorted(application.party_ids - {application.party_id})
    round_ = application.round
    tested_on = round_.status_day or local_day(version.received_at, round_.zone)
    articles = content.forms(versions.content(version)).get("A", {}).get("articles", [])
    return parties.findings(
        [application.party_id, *others],
        tested_on,
        articles=[str(one) for one in articles],
        gef_matches=None,
        overdue=rights.known("party.late_reports"),
    )


def _partners_by(application: Application) -> Any:
    """Programme rule (section 3): partners confirm "at submission or by the cure date"."""
    round_ = application.round
    if round_.partners_confirm != "cure" or round_.closes_at is None:
        return None
    if application.cure_until is not None:
        return local_day(application.cure_until, round_.zone)
    return last_cure_day(local_day(round_.closes_at, round_.zone), round_.cure_days)


def _signed_by(version: ApplicationVersion) -> str | None:
    """A focal point submits with the second factor: that is the signature. What came by mail is looked at."""
    if version.how == "receive" or version.submitted_by is None:
        return None
    return people.names_of([version.submitted_by]).get(version.submitted_by)


def _timeliness(application: Application, version: ApplicationVersion) -> Timeliness:
    """What was mended after a return is as timely as the version that was returned."""
    round_ = application.round
    arrived = session().scalar(
        select(ApplicationVersion.received_at)
        .where(ApplicationVersion.application_id == application.id, ApplicationVersion.how != "resubmit")
        .where(ApplicationVersion.number <= version.number)
        .order_by(ApplicationVersion.number.desc())
        .limit(1)
    )
    return timeliness(
        arrived or version.received_at,
        round_.closes_at or version.received_at,
        timedelta(minutes=round_.grace_minutes),
        rounds.extension_for(round_.id, application.party_id),
    )


def _unanswered(application: Application, answers: Mapping[str, Mapping[str, Any]]) -> tuple[str, ...]:
    missing = []
    for kind, form in sorted(frozen_forms(application).items()):
        labels = {one.key: texts.pick(one.label, "en") for one in questionnaires.questions(form)}
        for problem in checking.form_problems(form.sections, answers.get(kind, {})):
            key = problem.field.split(".")[1]
            if isinstance(problem, checking.Missing) and problem.field.count(".") == 1:
                missing.append(labels[key])
    return tuple(dict.fromkeys(missing))


def _missing_documents(round_: Round, held: content.Content) -> tuple[str, ...]:
    there = content.kinds_of_files(held)
    return tuple(
        texts.pick(one["label"], "en")
        for one in round_.checklist
        if one.get("required", True) and one["key"] not in there
    )
