"""An award's money in any order of events: what the rows say and what the ledger says never part."""

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from sipgrants.fund import award_entries as awards
from sipgrants.fund import entries as fund
from sipgrants.fund.balances import AwardFigures, award_figures, lines
from sipgrants.fund.constraints import AwardMoney, Instalment, reconcile
from sipgrants.lifecycle.states import AwardState, InstalmentState


def _money(state, instalments, amount=100):
    made = tuple(Instalment(part, InstalmentState(name)) for part, name in instalments)
    return AwardMoney("a", AwardState(state), amount, made)


class Life(RuleBasedStateMachine):
    """An award's whole life in any order of events: the ledger always reconciles."""

    @initialize(amount=st.integers(2, 10**9))
    def offer(self, amount) -> None:
        self.amount, self.state = amount, AwardState.ACTIVE
        self.paid, self.planned = 0, amount
        self.book = [fund.contribution_received("c", 10**10, 10**10), awards.award_committed("a", amount)]

    @property
    def figures(self) -> AwardFigures:
        return award_figures(one for one in lines(self.book) if one.award == "a")

    @precondition(lambda self: self.planned and self.state is AwardState.ACTIVE)
    @rule(data=st.data())
    def pay(self, data) -> None:
        part = data.draw(st.integers(1, self.planned))
        self.book.append(awards.instalment_paid("a", part))
        self.paid, self.planned = self.paid + part, self.planned - part

    @precondition(
        lambda self: self.paid and self.state is AwardState.ACTIVE and self.figures.unaccounted == self.paid
    )
    @rule()
    def bounce(self) -> None:
        self.book.append(awards.instalment_bounced("a", self.paid))
        self.paid, self.planned = 0, self.planned + self.paid

    @precondition(lambda self: self.state is AwardState.ACTIVE)
    @rule(data=st.data())
    def accept_spending(self, data) -> None:
        left = self.amount - self.figures.accepted + self.figures.disallowed
        if left:
            self.book.append(awards.spending_accepted("a", data.draw(st.integers(1, left))))

    @precondition(
        lambda self: self.state is AwardState.ACTIVE and self.figures.accepted > self.figures.disallowed
    )
    @rule(data=st.data())
    def disallow(self, data) -> None:
        most = self.figures.accepted - self.figures.disallowed
        self.book.append(awards.spending_disallowed("a", data.draw(st.integers(1, most))))

    @precondition(lambda self: self.state is AwardState.ACTIVE and self.figures.unaccounted >= 0)
    @rule()
    def close(self) -> None:
        if self.figures.unaccounted:
            due = self.figures.unaccounted
            self.book += [awards.refund_due("a", due), awards.refund_received("a", due, of_due=due)]
        self.planned, self.state = 0, AwardState.CLOSED
        change = awards.commitment_set("a", self.figures.committed, self.figures.paid_net)
        self.book += [change] if change else []

    @precondition(
        lambda self: self.state is AwardState.CLOSED and self.figures.accepted > self.figures.disallowed
    )
    @rule()
    def disallow_later(self) -> None:
        self.book.append(awards.spending_disallowed("a", 1, refund_due=1))

    @precondition(lambda self: self.state is AwardState.CLOSED and self.figures.refunds_due)
    @rule()
    def write_off(self) -> None:
        self.book.append(awards.refund_written_off("a", self.figures.refunds_due))

    @rule(amount=st.integers(1, 500))
    def pay_another_cost(self, amount) -> None:
        self.book.append(fund.bank_charge_paid(amount, "a"))

    @invariant()
    def the_ledger_reconciles(self) -> None:
        parts = [(self.paid, "paid"), (self.planned, "planned")]
        rows = _money(self.state, [one for one in parts if one[0]], self.amount)
        assert [str(one.message) for one in reconcile(lines(self.book), [rows])] == []


Life.TestCase.settings = settings(max_examples=40, stateful_step_count=20, deadline=None)
test_any_life_of_an_award_reconciles = Life.TestCase
