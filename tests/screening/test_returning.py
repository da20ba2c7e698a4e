"""Sending back by section and date; the date's edges; what lapses is judged as it was."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from sipgrants.applications import hooks
from sipgrants.core import clock
from sipgrants.core.errors import Conflict, Forbidden, Invalid
from sipgrants.core.outbox import CLOCKWORK, Job, Mail
from sipgrants.lifecycle.actor import RoleName as R
from sipgrants.lifecycle.states import ApplicationState
from sipgrants.screening import commands, queries
from tests.builders import calls
from tests.builders import screening as made

LATE_EVENING = datetime(2027, 6, 2, 23, 30, tzinfo=ZoneInfo("Europe/Zurich"))
LAST = date(2027, 6, 12)
GENEVA = datetime(2027, 6, 12, 23, 59, 59, tzinfo=ZoneInfo("Europe/Zurich"))
SECOND = timedelta(seconds=1)


@pytest.fixture(autouse=True)
def _late_in_the_evening() -> Any:
    with clock.set_to(LATE_EVENING):
        yield


def send_back(application: Any, **changes: Any) -> Any:
    by = changes.pop("by", None) or calls.officer()
    values = {"sections": ["background"], "until": LAST, "text": "Say more of the need.", **changes}
    return commands.send_back(application, by=by, **values)


def mails(db: Session, kind: str) -> list[Mail]:
    return list(db.scalars(select(Mail).where(Mail.kind == kind)))


def test_the_named_sections_open_until_the_end_of_the_day_in_the_rounds_zone(both: Session) -> None:
    application = made.submitted(made.screened_round())
    team = len(mails(both, "application_returned"))
    made_return = send_back(application, sections=["budget", "background"])
    assert (application.state, application.open_sections) == ("returned", ["budget", "background"])
    assert (application.cure_until, made_return.until) == (GENEVA, GENEVA)
    told = mails(both, "application_returned")
    assert (team, len(told), told[0].params["text"]) == (0, 1, "Say more of the need.")


@pytest.mark.parametrize(
    ("until", "good"),
    [
        (date(2027, 6, 2), False), (date(2027, 6, 3), True), (LAST, True), (date(2027, 6, 13), False), (None, False),
    ],
)  # fmt: skip
def test_the_date_lies_after_today_and_within_the_cure_period(db: Session, until: date, good: bool) -> None:
    application = made.submitted(made.screened_round())
    if good:
        send_back(application, until=until)
        assert application.state == "returned"
        return
    with pytest.raises(Invalid) as refused:
        send_back(application, until=until)
    assert [problem.field for problem in refused.value.problems] == ["until"]


def test_today_is_that_of_the_rounds_zone(db: Session) -> None:
    application = made.submitted(made.screened_round(zone="Asia/Tokyo"))
    with pytest.raises(Invalid):
        send_back(application, until=date(2027, 6, 3))  # it is the third in Tokyo already
    send_back(application, until=date(2027, 6, 13))
    assert application.state == "returned"


def test_everything_wrong_is_told_at_once(db: Session) -> None:
    application = made.submitted(made.screened_round())
    with pytest.raises(Invalid) as refused:
        send_back(application, sections=["weather"], until=None, text=" ")
    assert {problem.field for problem in refused.value.problems} == {"until", "sections", "text"}
    assert application.state == "submitted"


def test_a_round_without_a_cure_period_sends_nothing_back(both: Session) -> None:
    application = made.submitted(made.screened_round(cure_days=0))
    with pytest.raises(Conflict):
        send_back(application)
    assert application.state == "submitted"


@pytest.mark.parametrize("state", [state for state in ApplicationState if state != "submitted"])
def test_only_what_is_submitted_is_sent_back(db: Session, state: str) -> None:
    application = made.in_state(state)
    with pytest.raises((Conflict, Forbidden)):
        send_back(application)
    assert application.state == state


@pytest.mark.parametrize("role", [role for role in R if role != R.PROGRAMME_OFFICER])
def test_nobody_but_a_programme_officer_sends_back(db: Session, role: R) -> None:
    application = made.submitted(made.screened_round())
    with pytest.raises(Forbidden):
        send_back(application, by=calls.somebody(role, of="ZM"))


def test_it_lapses_a_second_after_the_date_and_not_on_it(both: Session) -> None:
    application = made.submitted(made.screened_round())
    send_back(application)
    calls.officer()
    with clock.set_to(GENEVA), pytest.raises(Conflict):
        commands.lapse(application)
    with clock.set_to(GENEVA):
        CLOCKWORK["application.lapse"]()
    assert application.state == "returned"
    with clock.set_to(GENEVA + SECOND):
        CLOCKWORK["application.lapse"]()
        CLOCKWORK["application.lapse"]()
    assert (application.state, application.open_sections, application.cure_until) == ("submitted", [], None)
    assert [one.ended_how for one in queries.returns(application)] == ["lapsed"]
    assert len(mails(both, "application_lapsed")) == 1
    assert len(mails(both, "application_lapsed_office")) > 0


def test_only_the_system_lets_it_lapse(db: Session) -> None:
    application = made.submitted(made.screened_round())
    send_back(application)
    with clock.set_to(GENEVA + SECOND), pytest.raises(Forbidden):
        commands.lapse(application, by=calls.officer())


def test_what_comes_in_again_ends_the_return_and_is_proposed_by_the_worker(db: Session) -> None:
    application = made.submitted(made.screened_round())
    send_back(application)
    mended = made.version(application, received_at=clock.now(), how="resubmit", number=2)
    made.run(lambda: hooks.submitted(mended, by=calls.focal_point()))
    assert [one.ended_how for one in queries.returns(application)] == ["resubmitted"]
    jobs = db.scalars(select(Job).where(Job.task == "screening.propose")).all()
    assert [one.args for one in jobs] == [{"application_id": str(application.id)}]


def test_what_was_mended_after_the_deadline_is_as_timely_as_what_was_sent_back(db: Session) -> None:
    application = made.submitted(made.screened_round())
    made.version(application, received_at=clock.now(), how="resubmit", number=2)
    calls.put(application, submitted_version=2)
    commands.propose(application, by=calls.officer())
    assert queries.line(application, "in_time").proposed == "yes"
