"""The one sheet of paper of the demonstration: it stands for every letter and agreement that somebody signed."""

import io

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

LINES = (
    "DEMONSTRATION",
    "This sheet stands for a document that was signed and scanned.",
    "Nothing on it is true.",
)


def signed_paper() -> bytes:
    """Return the sheet as PDF: the same bytes everywhere."""
    kept = io.BytesIO()
    page = Canvas(kept, pagesize=A4, invariant=True)
    page.setTitle("Demonstration: signed sheet")
    for number, line in enumerate(LINES):
        page.setFont("Helvetica", 12)
        page.drawString(72, 700 - 24 * number, line)
    page.save()
    return kept.getvalue()
