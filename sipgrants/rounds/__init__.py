"""A round is a call for applications: its dates, forms, criteria and envelope, frozen from the announcement
on.

In: the Board's decision to launch a round. Out: a frame in which applications move one by one. Moves:
announce, extend, start_screening, start_appraisal, open_board, decide, raise_envelope, complete, cancel.
"""
