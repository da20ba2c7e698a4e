"""Who confirms a decision: the Co-Chairs, or the member elected for the item; what former members keep reading."""

from uuid import UUID

from sqlalchemy import select

from sipgrants.applications.models import Application
from sipgrants.core.db import session
from sipgrants.core.i18n import Message, msg
from sipgrants.lifecycle.actor import Actor, RoleName
from sipgrants.lifecycle.rights import fact, known, right
from sipgrants.meetings import advice_queries, decided_queries
from sipgrants.meetings.advice_models import Advice
from sipgrants.meetings.models import AgendaItem, Decision, ElectedMember, MeetingReport, ReportCopy
from sipgrants.meetings.paper_models import AgendaPaper
from sipgrants.meetings.running_models import ActionPoint
from sipgrants.meetings.scenario_models import Scenario


@right("decision.may_confirm")
def _may_confirm(actor: Actor, decision: Decision) -> Message | None:
    if decision.application_id in known("barred_from", actor):
        return msg("You take no part in this item: you are barred from it.")
    if actor.has({RoleName.CO_CHAIR}):
        return None
    elected = session().scalar(
        select(ElectedMember.person_id).where(ElectedMember.decision_id == decision.id)
    )
    return None if elected == actor.person_id else msg("The Co-Chairs confirm the Board's decisions.")


@fact("round.decisions")
def _decisions(round_id: UUID) -> frozenset[UUID]:
    """Return the applications of a round on which the Board has taken a decision, confirmed or not yet."""
    query = (
        select(Decision.application_id)
        .join(Application, Application.id == Decision.application_id)
        .where(Application.round_id == round_id, Decision.state.in_(("taken", "confirmed")))
    )
    return frozenset(session().scalars(query))


@right("action_point.own")
def _own_point(actor: Actor, point: ActionPoint) -> Message | None:
    """Whoever owes it, or holds the role that does, says that it is done; not about an item from which they are barred."""
    if point.application_id in known("barred_from", actor):
        return msg("You take no part in this item: you are barred from it.")
    owes = point.person_id == actor.person_id or point.role in actor.names()
    return None if owes else msg("This action point is another's.")


@right("agenda_paper.not_barred")
def _gets_paper(actor: Actor, paper: AgendaPaper) -> Message | None:
    """A document that speaks of an application is closed to whoever is barred from it; one that speaks of several, too."""
    if paper.applications & known("barred_from", actor):
        return msg("You take no part in this item: you are barred from it.")
    return None


@right("scenario.own")
def _own_scenario(actor: Actor, scenario: Scenario) -> Message | None:
    return (
        None
        if scenario.made_by == actor.person_id
        else msg("Whoever made a scenario changes it: make a copy.")
    )


@right("scenario.not_barred")
def _not_barred(actor: Actor, scenario: Scenario) -> Message | None:
    """A barred Co-Chair chooses nothing that decides on the application that they are barred from."""
    decided = {one.application_id for one in scenario.rows}
    if decided & known("barred_from", actor):
        return msg(
            "It decides on an application from which you are barred: make a copy, which leaves that one out."
        )
    return None


@right("meeting_report.whole")
def _whole(actor: Actor, report: MeetingReport) -> Message | None:
    """A member who is barred from one of its items reads a copy of their own instead."""
    items = select(AgendaItem.application_id).where(AgendaItem.meeting_id == report.meeting_id)
    barred = known("barred_from", actor) & set(session().scalars(items))
    return msg("Your copy of the report leaves out the items from which you are barred.") if barred else None


@right("report_copy.own")
def _own_copy(actor: Actor, copy: ReportCopy) -> Message | None:
    return None if copy.person_id == actor.person_id else msg("This copy is another member's.")


@right("meeting_report.attended")
def _attended(actor: Actor, report: MeetingReport) -> Message | None:
    """Whoever sat on that day, and was barred from none of the items, reads the report ever after."""
    if decided_queries.may_read_whole(actor.person_id, report.meeting):
        return None
    return msg("Members who sat on the Board on that day read its report.")


@right("decided.own")
def _decided(actor: Actor, decision: Decision) -> Message | None:
    """A former member "keeps reading what they decided on", bars aside; what came later is not theirs."""
    if decided_queries.is_own(actor.person_id, decision):
        return None
    return msg("This was not decided while you sat on the Board, or you took no part in it.")


@fact("application.advice")
def _advice(application_id: UUID) -> list[Advice]:
    """Return what the Board recommends to an applicant: what was released, the latest first."""
    return advice_queries.released_for(application_id)
