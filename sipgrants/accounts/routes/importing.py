"""Importing people from CSV: first a report of what would happen, then it happens."""

from flask import render_template, request

from sipgrants.accounts import importing_queries, reading
from sipgrants.accounts.commands import importing as commands
from sipgrants.accounts.forms.people import ImportForm
from sipgrants.accounts.routes.blueprint import bp
from sipgrants.accounts.routes.signing import Answer
from sipgrants.core.errors import Invalid
from sipgrants.web import gate
from sipgrants.web.gate import requires


@bp.route("/people/import", methods=["GET", "POST"])
@requires("person.import")
def import_people() -> Answer:
    """Ask for the list, show what each line would do, then do it."""
    form = ImportForm()
    if form.validate_on_submit():
        try:
            return _report(form)
        except Invalid as error:
            form.take(error)
    page = render_template("accounts/import.html", form=form, columns=reading.COLUMNS)
    return page, 422 if form.errors else 200


def _report(form: ImportForm) -> Answer:
    text = reading.typed(form.file.data, form.list.data)
    lines = reading.read(text)
    if "apply" in request.form:
        found = commands.import_people(lines, by=gate.actor())
        return render_template("accounts/imported.html", found=found, text=None)
    return render_template("accounts/imported.html", found=importing_queries.outcomes(lines), text=text)
