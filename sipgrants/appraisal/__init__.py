"""The officer appraises an eligible application, asks experts and the applicant, and forwards it to the Board.

In: eligible applications. Out: applications before the Board, each with its appraisal. Moves: application.forward, recall.
"""
