"""The Specific Trust Fund: contributions and pledges, rates of exchange, the ledger, what is available, the statement.

In: donors' money, the UN operational rates, postings of awards and disbursements. Out: every figure, from the same
entries; the status of contributions, published every month; the proof of every night.
Moves: contribution.agree, receive, write_off.
"""
