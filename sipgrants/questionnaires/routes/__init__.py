"""Pages of forms: `reading` to look at versions and compare them, `writing` and `parts` to edit a draft."""

from flask import Flask

from sipgrants.questionnaires.routes import parts, reading, writing
from sipgrants.questionnaires.routes.blueprint import bp
from sipgrants.questionnaires.texts import Spoken, pick
from sipgrants.web import locale

__all__ = ["bp", "init", "parts", "reading", "writing"]


def init(app: Flask) -> None:
    """Register the pages, and how words that are data are shown inside a message."""
    locale.SHOWN[Spoken] = lambda words: pick(words.texts, locale.current())
    app.register_blueprint(bp)
