"""The dossier of an award: the whole case in one paper, for the Secretariat and the auditor, for nobody else."""

import io

import pikepdf
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from sipgrants.accounts.models import Person
from sipgrants.awards.models import Award
from sipgrants.core import files
from sipgrants.core.db import find
from sipgrants.core.files import StoredFile
from sipgrants.disbursements import commands as payments
from sipgrants.documents import issuing_commands as issuing
from sipgrants.dossiers import commands
from sipgrants.dossiers.chapters_queries import CHAPTERS
from sipgrants.dossiers.models import AwardDossier
from sipgrants.lifecycle.actor import RoleName as R
from tests.builders import awards, changes, events, money, people, reports
from tests.builders.teams import Team
from tests.documents.reading import says, squeezed


def case(who: Team) -> Award:
    """An award with a payment, an override and an event with notes."""
    award = awards.active(who)
    awards.pay(award, 1, who)
    second = award.instalments[1]
    money.confirm(
        payments.override(second, by=who.approver, reason="The flood delayed the report."), who.head
    )
    event = events.recorded(who.officer, award)
    events.point(event, who.officer, "party:ZM")
    return award


def printed(app: Flask, dossier: AwardDossier) -> bytes:
    """The paper, made as the worker makes it."""
    with app.test_request_context():
        issuing.print_(str(dossier.document_id))
    assert dossier.document is not None
    return files.read(find(StoredFile, dossier.document.file_id or ""))


def test_it_tells_the_case_from_the_application_to_the_last_entry(app: Flask, both: Session) -> None:
    who = awards.team()
    award = case(who)
    dossier = commands.ask(award, by=money.acting(R.AUDITOR), locale="en")
    data = printed(app, dossier)
    with pikepdf.open(io.BytesIO(data)) as pdf, pdf.open_outline() as outline:
        assert [one.title.partition(" ")[2].strip() for one in outline.root] == [
            str(title) for title, _ in CHAPTERS
        ]
    text = says(data)
    paid = award.instalments[0]
    for said in (
        award.number,
        paid.payment_reference,
        "The flood delayed the report.",
        find(Person, who.head.person_id or "").name,
        "Worried about the budget.",
        "Send the invoice",
        "Instalment paid",
        "met",
    ):
        assert squeezed(said) in text, said
    assert (dossier.done, dossier.wanted) == (len(CHAPTERS), len(CHAPTERS))


def test_it_tells_reports_with_spending_by_line_and_amendments(app: Flask, db: Session) -> None:
    report = reports.accepted("expenditure")
    change = changes.in_force("extension", report.award)
    text = says(printed(app, commands.ask(report.award, by=reports.officer(), locale="en")))
    for said in (report.reference, change.reference, "Spending accepted", "Balance"):
        assert squeezed(said) in text, said


def test_it_is_made_once_at_a_time_and_every_state_of_an_award_can_be_told(app: Flask, db: Session) -> None:
    officer = money.acting(R.PROGRAMME_OFFICER)
    for state in ("offered", "declined", "closed"):
        award = awards.award_in(state)
        dossier = commands.ask(award, by=officer, locale="fr")
        assert commands.ask(award, by=officer, locale="fr").id == dossier.id
        assert printed(app, dossier).startswith(b"%PDF")
        assert commands.ask(award, by=officer, locale="fr").id != dossier.id


def test_the_page_shows_how_far_it_is_and_the_party_has_none_of_it(client: FlaskClient, db: Session) -> None:
    who = awards.team()
    award = case(who)
    people.sign_in(client, find(Person, who.officer.person_id))
    dossier = commands.ask(award, by=who.officer, locale="en")
    commands.note(dossier, 4)
    page = client.get(f"/awards/{award.id}/dossiers").text
    assert f"4 of {len(CHAPTERS)} chapters" in page
    printed(client.application, dossier)
    document = f"/documents/{dossier.document_id}"
    assert f"{award.number}/DOSSIER-1" in client.get(f"/awards/{award.id}/dossiers").text
    assert client.get(document).mimetype == "application/pdf"
    people.sign_in(client, find(Person, who.focal.person_id))
    assert [client.get(one).status_code for one in (f"/awards/{award.id}/dossiers", document)] == [403, 404]
    assert "DOSSIER" not in client.get(f"/awards/{award.id}").text
