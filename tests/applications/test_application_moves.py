"""Every move of an application and a partner from every state, as the table of the Programme says."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from sipgrants.applications import commands
from sipgrants.applications.models import Application, Partner
from sipgrants.core import clock
from sipgrants.core.errors import Conflict
from sipgrants.lifecycle import countersign
from sipgrants.lifecycle.actor import Actor
from sipgrants.lifecycle.process import APPLICATION, PARTNER
from tests.builders import applications, calls

OURS = ("submit", "replace", "receive", "withdraw", "resubmit")


def run(verb: str, made: Application, focal: Actor) -> None:
    """Make a move with arguments that are in order, by somebody who may."""
    if verb == "receive":
        asked = commands.receive(
            made.round,
            by=calls.officer(),
            party_id=made.party_id,
            title="By mail",
            amount_minor=6_000_000,
            months=24,
            arrived_at=clock.now(),
            evidence="A mail of the ministry.",
            attachments=[applications.kept()],
            application=made,
        )
        countersign.confirm(asked, by=calls.approver())
    elif verb == "withdraw":
        commands.withdraw(made, by=focal, reason="Why.")
    else:
        getattr(commands, verb)(made, by=focal)


@pytest.mark.parametrize("verb", OURS)
@pytest.mark.parametrize("state", list(APPLICATION.states))
def test_every_move_of_a_party_is_possible_from_its_states_only(db: Session, verb: str, state: str) -> None:
    focal = calls.focal_point()
    made = applications.application_in(state, by=focal)
    calls.put(made.round, state="announced")
    targets = {source: row.target or source for row in APPLICATION.rows(verb) for source in row.sources}
    with clock.set_to(calls.DURING):
        if state in targets:
            run(verb, made, focal)
        else:
            with pytest.raises(Conflict):
                run(verb, made, focal)
    assert made.state == targets.get(state, state)


@pytest.mark.parametrize("verb", ["invite", "confirm", "refuse", "remove"])
@pytest.mark.parametrize("state", list(PARTNER.states))
def test_every_move_of_a_partner_is_possible_from_its_states_only(db: Session, verb: str, state: str) -> None:
    focal, ghana = calls.focal_point("ZM"), calls.focal_point("GH")
    made = applications.draft(by=focal, filled=False)
    with clock.set_to(calls.DURING):
        partner: Partner = commands.invite(made, by=focal, party_id="GH")
        calls.put(partner, state=state)
        targets = {source: row.target or source for row in PARTNER.rows(verb) for source in row.sources}
        moves: dict[str, Any] = {
            "invite": lambda: commands.invite(made, by=focal, party_id="GH"),
            "confirm": lambda: commands.confirm(partner, by=ghana),
            "refuse": lambda: commands.refuse(partner, by=ghana, reason="Why."),
            "remove": lambda: commands.remove(partner, by=focal),
        }
        if state in targets:
            moves[verb]()
        else:
            with pytest.raises(Conflict):
                moves[verb]()
    assert partner.state == targets.get(state, state)
