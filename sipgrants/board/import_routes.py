"""Importing the members of the Board from CSV: first a report of what would happen, then it happens.

The application takes the Board's pages from here, so that this one is among them.
"""

from uuid import UUID

from flask import render_template, request

from sipgrants.accounts import reading
from sipgrants.accounts.reading import Line
from sipgrants.board import commands, importing_queries
from sipgrants.board.forms import ImportForm
from sipgrants.board.models import Term
from sipgrants.board.routes import Page, bp
from sipgrants.core import db
from sipgrants.core.errors import Invalid
from sipgrants.lifecycle.actor import RoleName
from sipgrants.web import gate
from sipgrants.web.gate import requires

__all__ = ["bp", "import_members"]


@bp.route("/terms/<uuid:term_id>/import", methods=["GET", "POST"])
@requires("board.import")
def import_members(term_id: UUID) -> Page:
    """Ask for the list, show what each line would do, then ask for the seats."""
    term, form = db.find(Term, term_id), ImportForm()
    if form.validate_on_submit():
        try:
            text = reading.typed(form.file.data, form.list.data)
            return _report(term, text, reading.read(text, RoleName.BOARD_MEMBER))
        except Invalid as error:
            form.take(error)
    page = render_template("board/import.html", form=form, term=term, columns=reading.COLUMNS)
    return page, 422 if form.errors else 200


def _report(term: Term, text: str, lines: list[Line]) -> Page:
    if "apply" in request.form:
        found = commands.import_members(term, lines, by=gate.actor())
        return render_template("board/imported.html", term=term, found=found, text=None)
    found = importing_queries.outcomes(lines, term)
    return render_template("board/imported.html", term=term, found=found, text=text)
