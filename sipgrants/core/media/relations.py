"""What the parts of an office file point to: a link that a reader may follow is fine, what is fetched on opening is not."""

from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from sipgrants.core.i18n import Message, msg
from sipgrants.core.media.archives import BROKEN
from sipgrants.core.media.links import is_own_disk, is_safe

LARGEST = 1_000_000  # bytes of a list of relations or of types
_TEMPLATE = msg(
    "The document fetches its template from elsewhere: attach the normal template, or save it as PDF."
)
_WORKBOOK = msg("The workbook draws on other files: break these links (Data, Edit links), or save it as PDF.")
_ELSEWHERE = msg(
    "When opened, the file fetches something from elsewhere: put it into the file, or save it as PDF."
)
_LINK = msg("The file holds a link to a program or to a file on a computer: remove it, or save it as PDF.")
_CHUNK = msg("The document holds another document or web page inside: put its text in, or save it as PDF.")


def parsed(content: bytes) -> Element | None:
    """Return the root of a part; None where it cannot be read, or is larger than any such part can be."""
    if len(content) > LARGEST:
        return None
    try:
        root: Element = fromstring(content, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError):
        return None
    return root


def refusal(parts: dict[str, bytes]) -> Message | None:
    """Return why one of the relations is not taken."""
    for name, content in parts.items():
        if not name.endswith(".rels"):
            continue
        root = parsed(content)
        if root is None:
            return BROKEN
        for one in root:
            wrong = _wrong(
                one.get("Type", "").rsplit("/", 1)[-1], one.get("Target", ""), one.get("TargetMode")
            )
            if wrong is not None:
                return wrong
    return None


def _wrong(kind: str, target: str, mode: str | None) -> Message | None:
    if kind == "aFChunk":
        return _CHUNK
    if kind.startswith("externalLink"):
        return _WORKBOOK
    if (mode or "").lower() != "external":
        return None
    if kind == "hyperlink":
        return None if is_safe(target) else _LINK
    if kind != "oleObject" and is_own_disk(target):
        return None  # Word notes where the template and pictures lay on the writer's disk
    return _TEMPLATE if kind == "attachedTemplate" else _ELSEWHERE
