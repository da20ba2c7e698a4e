"""An officer screens what was submitted: complete, then eligible; the system proposes each answer with its
reason.

In: submitted applications. Out: eligible, ineligible or returned ones. Moves: application.send_back,
find_eligible, find_ineligible, reinstate.
"""
