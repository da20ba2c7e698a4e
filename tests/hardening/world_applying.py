"""What the world holds of a round that is open: applications in every state, what stands on a draft, questions, forms."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from sipgrants.accounts.models import Person
from sipgrants.applications import commands as applying
from sipgrants.applications.commands import commenting
from sipgrants.applications.models import Application, ApplicationFile
from sipgrants.appraisal import commands as appraising
from sipgrants.core import clock
from sipgrants.core.db import session
from sipgrants.lifecycle.actor import Actor, RoleName
from tests.builders import applications, asking, calls, offline, people, versions
from tests.builders import screening as screened
from tests.hardening.names import NOW, OTHER, PARTNER, PARTY, Found, first

R = RoleName


def applying_parties() -> Found:
    round_ = applications.open_round()
    yield "round.announced", round_
    yield "round.draft", calls.draft_round()
    for of, prefix in ((PARTY, "application"), (OTHER, "other_application")):
        by = calls.focal_point(of)
        for state in ("draft", "submitted", "withdrawn"):
            made = applications.application_in(state, round_, of, by)
            applications.attach(made, by) if state == "draft" else None
            yield f"{prefix}.{state}", made
            if state == "draft":
                yield from _on_a_draft(made, prefix, by)
    whole = applications.draft(round_, PARTY, calls.focal_point(PARTY))
    yield "application.complete", whole
    returned = applications.submitted(round_, PARTY)
    calls.put(
        returned, state="returned", cure_until=NOW + timedelta(days=9), open_sections=["summary", "budget"]
    )
    yield "application.returned", returned
    yield "person.partner", people.person(R.FOCAL_POINT, party=PARTNER)
    yield from _around(round_)


def _on_a_draft(made: Application, prefix: str, by: Actor) -> Found:
    """A file, rows that were sent back, a file on its way, comments, a partner."""
    yield f"{prefix}_file.draft", first(ApplicationFile, ApplicationFile.application_id == made.id)
    waiting = offline.pasted(made, "budget", "\tTravel\tTen visits\t1000")
    yield f"{prefix}_waiting.rows", SimpleNamespace(id=waiting.sha256)
    yield f"{prefix}_upload.draft", applications.on_the_way(made, by)
    yield f"person.{prefix}_sender", session().get_one(Person, by.person_id)
    yield from _spoken_of(made, prefix, by)
    calls.party(PARTNER)
    yield f"{prefix}_partner.invited", applying.invite(made, by=by, party_id=PARTNER)


def _around(round_: Any) -> Found:
    """What stands beside a round: questions of teams, and events."""
    officer = calls.officer()
    for name in ("open", "other", "third", "answered"):
        asked = asking.question(round_, calls.focal_point(OTHER))
        yield f"asked.{name}", asked
    asking.answered(asked, officer)
    for name in ("webinar", "other"):
        yield f"event.{name}", asking.event(round_, officer)


def forms() -> Found:
    """A draft of Form A with a table and a check between answers of its own."""
    yield "form.draft", versions.draft("A", versions.with_costs)


def _spoken_of(made: Application, prefix: str, by: Actor) -> Found:
    """An open and a settled comment, and an earlier text of an answer."""
    for state in ("open", "settled"):
        comment = commenting.write(made, by=by, section="gender", question="gender_analysis", text=state)
        commenting.settle(comment, by=by) if state == "settled" else None
        yield f"{prefix}_comment.{state}", comment
    for minutes, text in enumerate(("Women wash the ore.", "Men dig."), start=1):
        with clock.set_to(NOW + timedelta(minutes=minutes)):  # the newest stands first on the page
            applying.save_section(made, by=by, section="gender", values={"gender_analysis": text})


def appraisal() -> Found:
    round_ = screened.screened_round()
    calls.put(round_, state="appraisal")
    yield "round.appraisal", round_
    officer = calls.officer()
    made = screened.eligible(round_)
    yield "appraised.begun", made
    for text in ("Sound.", "Cheap."):  # an earlier text
        appraising.edit(made, by=calls.officer(), values={"summary": text})
    day = clock.today() + timedelta(days=10)
    asked = appraising.ask(made, by=officer, text="Who trains the nurses?", due_on=day)
    yield "question.open", asked
    expert = people.person(R.EXPERT)
    yield "person.invited_expert", expert
    yield (
        "invitation.fresh",
        appraising.invite(made, by=officer, email=expert.email, name=expert.name, due_on=day),
    )
    declared = screened.eligible(round_)
    one = appraising.invite(declared, by=officer, email=expert.email, name=expert.name, due_on=day)
    appraising.declare_none(one, by=people.actor_of(expert))
    yield "invitation.declared", one
    yield "appraised.finished", screened.appraised(round_)
    yield "appraised.before_board", screened.before_board(round_)
