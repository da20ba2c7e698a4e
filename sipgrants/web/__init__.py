"""The HTTP edge: deny by default, error pages, headers, language, formats, limits.

Knows the vocabulary (`lifecycle`) but no stage: who is signed in and how a second factor is checked is told to it by
`app.py` through `gate.identify_with` and `factor.check_with`.
"""
