"""Dossiers to take along: what is in them, what is not, and when they are not given out any more."""

import io
import zipfile

import pikepdf
import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from sipgrants.appraisal.models import Appraisal, ExpertInvitation
from sipgrants.board import commands as boards
from sipgrants.board.declared import Answer
from sipgrants.core import clock, files
from sipgrants.core.db import session
from sipgrants.core.errors import Conflict, Forbidden
from sipgrants.core.outbox import Job
from sipgrants.lifecycle.actor import Actor
from sipgrants.scoring import commands, pack_jobs, pack_queries, print_queries
from sipgrants.scoring.models import DossierPack
from tests.builders import board, calls, scores
from tests.documents.reading import page_texts

COUNTRIES = ("EE", "GH", "NO", "TH")


def declared(leads: dict[str, int]) -> board.Here:
    here = board.before_board(leads, countries=COUNTRIES)
    board.declare_all(here, without=["TH"])
    return here


def made(here: board.Here, member: Actor) -> DossierPack:
    """The member's pack, made by the worker."""
    pack = commands.ask_for_pack(here.round, by=member, locale="en")
    pack_jobs.make_pack(str(pack.id))
    session().rollback()
    return pack


def names(here: board.Here, member: Actor) -> set[str]:
    """What the member's file holds, where it is given out now."""
    pack = pack_queries.pack_of(here.round.id, member.person_id)
    now = pack_queries.contents(here.round, member, "en")
    file = pack_queries.demand_current(pack, now)
    data = pack_jobs.files.read(file)
    return {name.removesuffix(".pdf") for name in zipfile.ZipFile(io.BytesIO(data)).namelist()}


def test_a_pack_holds_what_its_member_may_read_and_nothing_else(both: Session) -> None:
    here = declared({"ZM": 2, "GH": 1})
    ghana, everything = here.application("GH").reference, {one.reference for one in here.all()}
    for country, held in (("NO", everything), ("GH", everything - {ghana}), ("TH", set())):
        made(here, here.member(country))
        assert names(here, here.member(country)) == held


def test_after_a_bar_the_file_is_refused_and_the_new_one_leaves_it_out(both: Session) -> None:
    here = declared({"ZM": 1, "PE": 1})
    made(here, here.member("NO"))
    zambia = here.application("ZM")
    boards.declare(here.round.id, by=here.member("NO"), answers={zambia.id: Answer(True, "A cousin.")})
    with pytest.raises(Forbidden, match="not open to you any more"):
        names(here, here.member("NO"))
    made(here, here.member("NO"))
    assert names(here, here.member("NO")) == {here.application("PE").reference}


def test_a_bar_that_comes_while_the_file_is_made_keeps_the_dossier_out(db: Session) -> None:
    here = declared({"ZM": 1, "PE": 1})
    member = here.member("NO")
    pack = commands.ask_for_pack(here.round, by=member, locale="en")
    mark = pack_queries.contents(here.round, member, "en").mark
    zambia = here.application("ZM").id
    boards.declare(here.round.id, by=member, answers={zambia: Answer(True, "A cousin.")})
    blob = pack_jobs.files.keep(b"with Zambia")
    assert commands.finish_pack(pack, here.round, blob, mark) is False
    assert pack.file_id is None
    pack_jobs.make_pack(str(pack.id))
    session().rollback()
    assert names(here, here.member("NO")) == {here.application("PE").reference}


def test_what_changed_is_printed_anew_and_nothing_else_is(db: Session) -> None:
    here = declared({"ZM": 1, "PE": 1})
    zambia, peru = (here.application(one) for one in ("ZM", "PE"))
    before = dict(made(here, here.member("NO")).parts)
    assert commands.ask_for_pack(here.round, by=here.member("NO"), locale="en").file_id is not None
    note(zambia.id, summary="A new word of the Secretariat", finished_at=clock.now())
    with pytest.raises(Conflict, match="has changed"):
        names(here, here.member("NO"))
    after = made(here, here.member("NO")).parts
    assert after[str(peru.id)] == before[str(peru.id)]
    assert after[str(zambia.id)]["sha256"] != before[str(zambia.id)]["sha256"]
    # What was printed for one member is not printed again for another.
    assert made(here, here.member("EE")).parts == after
    assert db.query(Job).filter(Job.task == "scoring.pack").count() == 3


def test_a_dossier_that_the_nightly_sweep_took_is_printed_anew(db: Session) -> None:
    here = declared({"ZM": 1})
    (part,) = made(here, here.member("NO")).parts.values()
    files.current().put_aside(part["sha256"])
    files.current().drop_aside(part["sha256"])
    made(here, here.member("EE"))
    assert names(here, here.member("EE")) == {here.application("ZM").reference}


@calls.command
def note(application_id: object, **values: object) -> None:
    session().add(Appraisal(application_id=application_id, **values))


@calls.command
def comment(application_id: object, by: Actor, text: str, has_interest: bool) -> None:
    row = ExpertInvitation(
        application_id=application_id, person_id=by.person_id, due_on=clock.today(),
        invited_by=by.person_id, comment=text, commented_at=clock.now(), has_interest=has_interest,
    )  # fmt: skip
    session().add(row)


@pytest.mark.parametrize("locale", ["en", "ar"])
def test_a_dossier_says_what_lies_beside_the_sheet_with_a_bookmark_for_each_part(
    db: Session, locale: str
) -> None:
    here = declared({"ZM": 1})
    one = here.application("ZM")
    note(one.id, summary="Of the officer", finished_at=clock.now())
    comment(one.id, here.officer, "Of an expert", has_interest=False)
    comment(one.id, here.member("NO"), "Of one with an interest", has_interest=True)
    data = print_queries.dossier(one, locale)
    with pikepdf.open(io.BytesIO(data)) as pdf, pdf.open_outline() as outline:
        found = [each.title for item in outline.root for each in (item, *item.children)]
    wanted = ["Workplan", "Budget", "Annexes", "Appraisal of the Secretariat", "Comments of experts"]
    assert [each for each in found if each in wanted] == wanted
    said = " ".join(page_texts(data))
    assert ("Of the officer" in said, "Of an expert" in said) == (True, True)
    assert "Of one with an interest" not in said


def test_the_page_says_how_far_the_file_is(client: FlaskClient, db: Session) -> None:
    here = declared({"ZM": 2})
    scores.enter(client, here.member("NO"))
    where = f"/scoring/rounds/{here.round.id}"
    assert "Make the dossiers" in client.get(f"{where}/offline").text
    sent = {"csrf_token": scores.token(client.get(f"{where}/offline").text)}
    assert client.post(f"{where}/dossiers", data=sent).status_code == 303
    assert "0 of 2 dossiers are made" in client.get(f"{where}/offline").text
    assert client.get(f"{where}/dossiers.zip").status_code == 409
    db.rollback()
    pack = pack_queries.pack_of(here.round.id, here.members["NO"].person_id)
    pack_jobs.make_pack(str(pack.id))
    assert "Download dossiers (ZIP)" in client.get(f"{where}/offline").text
    assert client.get(f"{where}/dossiers.zip").mimetype == "application/zip"
