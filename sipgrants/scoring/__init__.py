"""Board members score what is before them, alone, until both Co-Chairs open the seal; then the ranking
informs them.

In: applications with the Board, the round's criteria. Out: sheets, means, ranks. Moves:
score_sheet.hand_in, annul.
"""
