"""What mails about questions, events and drafts say."""

from datetime import timedelta

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from sipgrants.core import clock
from sipgrants.core.db import session
from sipgrants.core.outbox import Mail
from sipgrants.lifecycle import reminding
from sipgrants.rounds import commands
from sipgrants.web.mails import render
from tests.builders import applications, asking, calls

SAYS = {
    "round_question_asked": "We in Peru ask: may our centre lead?",
    "round_question_answered": "Answer: No, a Party leads.",
    "round_question_corrected": "Only with its Party.",
    "round_question_declined": "Reason: Another programme.",
    "round_question_reminder": "1 question about Fifth round is not answered yet.",
    "round_event": "20 April 2027, 14:00 (Geneva)",
    "draft_reminder": "31 May 2027, 23:59 (Geneva)",
}


def test_every_mail_around_a_round_says_what_it_is_about(app: Flask, db: Session) -> None:
    round_, officer, asker = applications.open_round(), calls.officer(), calls.drafter("PE")
    applications.draft(round_, "ZM", calls.focal_point("ZM"), filled=False)
    with clock.set_to(calls.DURING):
        asked = asking.answered(asking.question(round_, asker), officer)
        commands.correct(asked, by=officer, texts={"en": "Only with its Party.", "fr": "Avec sa Partie."})
        commands.decline(asking.question(round_, asker), by=officer, reason="Another programme.")
        asking.event(round_, officer, starts=calls.wall(2027, 4, 20, 14))
        asking.question(round_, asker)
    with clock.set_to(calls.wall(2027, 5, 7, 12).replace(tzinfo=calls.CLOSES.tzinfo)):
        reminding.climb()
        reminding.climb()
    with clock.set_to(calls.CLOSES - timedelta(days=3)):
        reminding.climb()
    rows = {mail.kind: mail for mail in session().scalars(select(Mail).where(Mail.kind.in_(SAYS)))}
    with app.test_request_context():
        texts = {kind: "".join(render(row, None)) for kind, row in rows.items()}
    assert {kind for kind, words in SAYS.items() if words in texts.get(kind, "")} == SAYS.keys()
    # Only the officers, and who asked, read the question as it was asked.
    assert {kind for kind in texts if "Peru" in texts[kind]} == {
        "round_question_asked",
        "round_question_declined",
    }
