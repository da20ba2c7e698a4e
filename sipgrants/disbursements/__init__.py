"""An instalment goes from planned to paid through three people's hands, once what it waits for is there.

In: planned instalments of an award. Out: payments with their Umoja reference, postings in the ledger; recorded one by
one, or matched from a file of UNEP's system.
Moves: instalment.request, certify, approve, record_payment, acknowledge, send_back, bounce, hold, release,
cancel.
"""
