"""Public pages: the Programme at a glance, rounds, funded projects, verification of documents.

Who acts: anybody. Comes in: what the rounds and awards made public. Goes out: nothing; no move is made here.
"""
