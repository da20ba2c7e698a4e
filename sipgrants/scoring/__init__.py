"""Board members score what is before them, alone, until both Co-Chairs open the seal; then the ranking
informs them. Sheets save while they are typed, and go offline and back with the dossiers.

In: applications with the Board, the round's criteria. Out: sheets, dossiers to take along, means, ranks. Moves:
score_sheet.hand_in, annul.
"""
