"""The list of files that belong to a document, each with its fingerprint."""

from collections.abc import Sequence
from dataclasses import dataclass

from sipgrants.core.i18n import msg

from .kit.table import Column, Row
from .kit.writer import Writer


@dataclass(frozen=True)
class FileEntry:
    """A file by its name, its size in bytes and the SHA-256 of its content in hexadecimal; `note`: what it shows."""

    name: str
    size: int
    sha256: str
    note: str = ""


def write_files(writer: Writer, files: Sequence[FileEntry]) -> None:
    """Write the files as a table."""
    columns = [Column(msg("File"), 1.3), Column(msg("Size in kB"), figures=True), Column("SHA-256", 2)]
    number = writer.language.number
    names = [f"{f.name}\n{f.note}" if f.note else f.name for f in files]
    rows = [Row((name, number(-(-f.size // 1000)), f.sha256)) for name, f in zip(names, files, strict=True)]
    writer.table(columns, rows)
