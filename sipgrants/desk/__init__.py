"""Signed-in pages across stages: home, what waits for a second person, the history, the demonstration's mails.

Who acts: everybody who is signed in. Comes in: what every stage says is waiting (`queries.waiting_for`). Goes out: nothing
but links. Moves: `proposal.confirm`, `proposal.refuse`, `proposal.withdraw`.
"""
