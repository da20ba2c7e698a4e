"""Members declare for themselves, before the first dossier opens; only a wrong declaration is lifted, never a country."""

import pytest
from sqlalchemy.orm import Session

from sipgrants.board import commands, queries
from sipgrants.board.declared import Answer
from sipgrants.core.errors import Conflict, Forbidden, Invalid
from sipgrants.lifecycle import rights
from tests.builders import board, calls


def declare(here: board.Here, country: str, party: str, has_interest: bool = False, reason: str = "") -> None:
    identifier = here.application(party).id
    commands.declare(
        here.round.id, by=here.member(country), answers={identifier: Answer(has_interest, reason)}
    )


def may_read(here: board.Here, country: str, party: str) -> str:
    return str(rights.refusal(here.member(country), "application.read", here.application(party)) or "yes")


UNDECLARED = "Before you open this application, declare whether you have an interest in it."
BARRED = "You take no part in this item: you are barred from it."


def test_a_dossier_opens_only_after_the_declaration(both: Session) -> None:
    here = board.before_board()
    assert may_read(here, "NO", "ZM") == UNDECLARED
    declare(here, "NO", "ZM")
    assert (may_read(here, "NO", "ZM"), may_read(here, "NO", "PE")) == ("yes", UNDECLARED)


def test_an_interest_bars_and_needs_a_reason(db: Session) -> None:
    here = board.before_board()
    with pytest.raises(Invalid) as refused:
        declare(here, "NO", "ZM", True)
    assert [one.field for one in refused.value.problems] == [f"reason.{here.application('ZM').id}"]
    declare(here, "NO", "ZM", True, "A former employer takes part.")
    assert may_read(here, "NO", "ZM") == BARRED


@pytest.mark.parametrize(("country", "lead", "partners"), [("GH", "GH", ()), ("TG", "SN", ("TG", "BF"))])
def test_a_country_bars_its_member_whatever_is_declared(db: Session, country, lead, partners) -> None:
    here = board.before_board({lead: 1, "ZM": 1}, countries=("EE", "NO", country), joint={lead: partners})
    declare(here, country, lead)
    declare(here, country, "ZM")
    assert (may_read(here, country, lead), may_read(here, country, "ZM")) == (BARRED, "yes")
    reasons = {
        line.dossier.lead: line.bar and str(line.bar.reason)
        for line in queries.lines(here.round.id, board.seat_of(here, country))
    }
    word = "the lead Party of" if country == lead else "a partner in"
    assert reasons == {lead: f"Your country is {word} this application.", "ZM": None}


def test_a_wrong_declaration_is_lifted_by_an_officer_with_a_reason(db: Session) -> None:
    here = board.before_board()
    declare(here, "NO", "ZM", True, "Wrong line.")
    (found,) = queries.declarations(here.round.id)
    with pytest.raises(Forbidden):
        commands.lift(found, by=here.member("NO"), reason="Mine.")
    with pytest.raises(Invalid):
        commands.lift(found, by=here.officer, reason="")
    commands.lift(found, by=here.officer, reason="Ticked the wrong line.")
    assert (found.state, may_read(here, "NO", "ZM")) == ("lifted", "yes")


def test_a_bar_by_country_is_never_lifted(db: Session) -> None:
    here = board.before_board({"GH": 1})
    declare(here, "GH", "GH", True, "My country.")
    (found,) = queries.declarations(here.round.id)
    with pytest.raises(Conflict) as refused:
        commands.lift(found, by=here.officer, reason="Try.")
    assert str(refused.value) == "A bar by country cannot be lifted."


def test_a_declared_interest_is_not_taken_back_by_its_author(db: Session) -> None:
    here = board.before_board()
    declare(here, "NO", "ZM", True, "Related.")
    with pytest.raises(Conflict):
        declare(here, "NO", "ZM")


def test_nobody_declares_for_another(db: Session) -> None:
    here = board.before_board()
    declare(here, "NO", "ZM")
    (of_norway,) = queries.declarations(here.round.id)
    refused = {
        country: rights.refusal(here.member(country), "declaration.declare_interest", of_norway)
        for country in ("NO", "EE")
    }
    assert {country: str(why) for country, why in refused.items() if why} == {
        "EE": "Every member declares for themselves."
    }


def test_nobody_but_a_sitting_member_declares(db: Session) -> None:
    here = board.before_board()
    for other in (here.officer, calls.focal_point("ZM")):
        with pytest.raises(Forbidden):
            commands.declare(here.round.id, by=other, answers={here.application("ZM").id: Answer(False)})


def test_the_register_counts_what_is_open_member_by_member(db: Session) -> None:
    here = board.before_board({"GH": 1, "ZM": 2})
    declare(here, "NO", "ZM")
    found = {entry.seat.country_id: entry.open for entry in queries.register(here.round.id)}
    assert (found["NO"], found["GH"], found["EE"]) == (2, 2, 3)


def test_what_is_open_waits_for_the_member(db: Session) -> None:
    here = board.before_board()
    calls.put(here.round, declarations_asked_at=calls.AFTER)
    assert [one.endpoint for one in queries.waiting_for(here.member("NO"))] == ["board.declare"]
    board.declare_all(here)
    assert queries.waiting_for(here.member("NO")) == []
