"""Issued documents to download: once they are released, for whoever may read what they are about."""

from uuid import UUID

from flask import Blueprint, render_template
from werkzeug.wrappers import Response

from sipgrants.core import db
from sipgrants.core.errors import NotFound
from sipgrants.core.files import StoredFile
from sipgrants.documents.models import IssuedDocument
from sipgrants.lifecycle import rights
from sipgrants.web import downloads, gate
from sipgrants.web.gate import requires

bp = Blueprint("documents", __name__, url_prefix="/documents")


@bp.get("/<uuid:document_id>")
@requires("document.read")
def download(document_id: UUID) -> Response | str:
    """Send the PDF; where the worker still makes it, say so."""
    document = db.find(IssuedDocument, document_id)
    if not rights.can(gate.actor(), "document.read", document):
        raise NotFound()
    if document.file_id is None:
        return render_template("documents/waiting.html", document=document)
    stored = db.find(StoredFile, document.file_id)
    return downloads.stored(stored)
