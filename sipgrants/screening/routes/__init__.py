"""The pages of screening: the table of a round, one application beside its checklist, findings, letters."""

from sipgrants.screening.routes import applications, findings, letter_texts, letters, rounds
from sipgrants.screening.routes.blueprint import bp

__all__ = ["applications", "bp", "findings", "letter_texts", "letters", "rounds"]
