"""What is issued on paper: numbered with the step, printed by the worker, the same ever after."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from sipgrants.awards import commands
from sipgrants.core import clock, files
from sipgrants.core.errors import Conflict, Invalid
from sipgrants.core.files import StoredFile
from sipgrants.documents.issuing_commands import print_
from sipgrants.documents.models import IssuedDocument
from sipgrants.plans import commands as plans
from tests.builders import awards, calls
from tests.builders.plans import FRAMEWORK, empty_plan, save
from tests.documents.reading import says, squeezed


def printed(app: Flask, db: Session) -> dict[str, bytes]:
    """Every document by its number, after the worker has printed it."""
    found = {}
    for identifier in [one.id for one in db.query(IssuedDocument)]:
        with app.test_request_context():  # as the worker does
            print_(str(identifier))
        document = db.get_one(IssuedDocument, identifier)
        found[document.number] = files.read(db.get_one(StoredFile, document.file_id))
    return found


def test_letters_and_authorizations_are_printed(app: Flask, db: Session) -> None:
    who = awards.team()
    award = awards.active(who, conditions="A decree")
    awards.pay(award, 1, who)
    commands.suspend(award, by=who.head, reason="An audit.", cure_by=clock.today() + timedelta(30))
    commands.resume(award, by=who.head, reason="Done.")
    papers = printed(app, db)
    reference = award.instalments[0].payment_reference
    assert sorted(papers) == [
        f"{award.number}/OFFER-1",
        f"{award.number}/PAYMENT-1-{reference}",
        f"{award.number}/SUSPENSION-1",
    ]
    assert {paper[:5] for paper in papers.values()} == {b"%PDF-"}


def test_a_closed_award_has_its_settlement_on_paper(app: Flask, db: Session) -> None:
    award = awards.closed(awards.team())
    assert printed(app, db)[f"{award.number}/CLOSURE-1"].startswith(b"%PDF-")


def test_a_termination_is_told_on_paper(app: Flask, db: Session) -> None:
    award = awards.award_in("terminated")
    assert printed(app, db)[f"{award.number}/TERMINATION-1"].startswith(b"%PDF-")


def test_the_agreement_is_printed_once_everything_stands_and_anew_after_a_change(
    app: Flask, db: Session
) -> None:
    who = awards.team()
    plan = save(empty_plan(), "framework", FRAMEWORK)
    plan = plans.snapshot(plan, by=who.officer)
    award = awards.accepted(who, plan=plan)
    with pytest.raises(Invalid, match="plan is not approved"):
        commands.issue_agreement(award, by=who.officer)
    calls.put(award, plan_submitted_at=clock.now(), plan_approved_at=clock.now())
    commands.edit(award, by=who.officer, terms=awards.terms())
    commands.plan_instalments(award, by=who.officer, parts=awards.parts())
    commands.issue_agreement(award, by=who.officer)
    commands.edit(award, by=who.officer, terms=awards.terms(months=12))
    commands.issue_agreement(award, by=who.officer)
    papers = printed(app, db)
    first, second = papers[f"{award.number}/AGREEMENT-1"], papers[f"{award.number}/AGREEMENT-2"]
    assert (first[:5], second[:5], first == second) == (b"%PDF-", b"%PDF-", False)
    text, application = says(second), award.application
    assert application is not None
    for said in (f"Agreement number{award.agreement_number}", f"Application{application.reference}"):
        assert squeezed(said) in text, said
    assert squeezed("Accepted: Expenditure report for") in text


def test_no_agreement_is_printed_before_the_award_is_accepted(db: Session) -> None:
    who = awards.team()
    with pytest.raises(Conflict):
        commands.issue_agreement(awards.offered(who), by=who.officer)
