"""What the next page says first: done, or what to mind."""

from flask import flash

from sipgrants.core.i18n import Message
from sipgrants.web import locale


def tell(message: Message, tone: str = "good") -> None:
    """Say `message` on the next page, in the reader's language; tones: good, attention, danger, busy."""
    flash(locale.translate(message), tone)
