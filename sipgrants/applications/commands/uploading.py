"""What an application asks of a file before its parts are taken, so that nobody sends 20 MB in vain."""

from sipgrants.applications import queries
from sipgrants.applications.commands.drafting import demand_open
from sipgrants.applications.commands.filing import full, section_of, too_much
from sipgrants.applications.models import Application, ApplicationFile
from sipgrants.core import partial
from sipgrants.core.db import session
from sipgrants.core.errors import Problem, require
from sipgrants.core.i18n import msg
from sipgrants.core.partial import PartialUpload
from sipgrants.lifecycle.actor import Actor


def demand_room(application: Application, by: Actor, upload: PartialUpload) -> None:
    """Refuse what could not be attached now: the application or its section is closed, or there is no room left."""
    demand_open(application, by, section_of(application, upload.kind))
    if upload in session():
        return  # room was asked when it was announced, and is asked again when it is attached
    present = queries.files(application)
    if any(one.kind == upload.kind and _is_same(one, upload) for one in present):
        require([Problem("file", msg("This file is attached already."))])
    coming = partial.on_the_way(application, upload.form) + upload.size
    require([*full(application, upload.kind, present), *too_much(application, coming)])


def _is_same(present: ApplicationFile, upload: PartialUpload) -> bool:
    return partial.DIGEST + present.file.sha256 == upload.fingerprint
