"""What leaves as a file leaves through one door: as an attachment, not sniffed, in a sandbox, with its own media type."""

import ast
from pathlib import Path

import pytest

from sipgrants.core import media
from tests.hardening.conftest import Place

PACKAGE = Path(__file__).parents[2] / "sipgrants"
# Every page that answers with a file, who opens it, and what it is.
FILES = """
accounts.letter        administrator      /roles/{role.with_letter}/letter                                             application/pdf
applications.file      focal_point        /applications/{application.draft}/files/{application_file.draft}             application/pdf
applications.held      focal_point        /applications/{application.draft}/held/{hash}                                application/pdf
applications.form_c    focal_point        /applications/{application.draft}/form-c.pdf                                 application/pdf
awards.signed_copy     programme_officer  /awards/{award.active}/signed_copy                                           application/pdf
reports.file           focal_point        /reports/{report.statement}/files/{report_file.some}                         application/pdf
"""
