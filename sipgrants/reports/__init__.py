"""A report says what happened and what was spent in a period: progress, expenditure, inventory, final report and statement.

Who acts: the project manager and focal points write and submit, the programme officer reviews, the finance officer
accepts figures. In: a due of an award. Out: accepted spending in the ledger, a due that is met. Moves: report.create,
submit, return, accept_figures, accept, reopen, waive.
"""
