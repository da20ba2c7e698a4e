"""The Specific Trust Fund: contributions and pledges, the ledger, what is available, the statement.

In: donors' money, postings of awards and disbursements. Out: every figure, from the same entries.
Moves: contribution.agree, receive, write_off.
"""
