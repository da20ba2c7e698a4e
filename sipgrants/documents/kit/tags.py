"""The last step of every document: structure tree, bookmarks, links and properties are written into the file.

The result is a tagged PDF; conformance to PDF/UA is not claimed, because nothing here can verify it.
"""

import io
from dataclasses import dataclass
from datetime import datetime

import pikepdf
from pikepdf import Array, Dictionary, Name, OutlineItem, Pdf, String

from .canvas import TaggedCanvas
from .structure import Anchor, Link, Mark, Node

_Places = dict[int, dict[int, pikepdf.Object]]


@dataclass(frozen=True)
class Properties:
    """What a file says of itself."""

    title: str
    author: str
    subject: str
    locale: str
    made_at: datetime


def finish(data: bytes, canvas: TaggedCanvas, properties: Properties) -> bytes:
    """Return the file with tags, bookmarks and properties; the same input gives the same bytes."""
    with Pdf.open(io.BytesIO(data)) as pdf:
        _write_tree(pdf, canvas)
        _write_outline(pdf, canvas)
        _write_properties(pdf, properties)
        out = io.BytesIO()
        pdf.save(
            out,
            deterministic_id=True,
            compress_streams=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            fix_metadata_version=False,
        )
        return out.getvalue()


def _write_tree(pdf: Pdf, canvas: TaggedCanvas) -> None:
    places: _Places = {}
    links: list[tuple[int, pikepdf.Object]] = []
    tree = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    tree.K = _element(pdf, canvas, canvas.root, tree, places, links)
    numbers: list[object] = []
    for page, marks in sorted(places.items()):
        numbers.extend([page, pdf.make_indirect(Array([marks[n] for n in sorted(marks)]))])
        pdf.pages[page].obj.StructParents = page
        pdf.pages[page].obj.Tabs = Name.S
    for key, element in links:
        numbers.extend([key, element])
    tree.ParentTree = pdf.make_indirect(Dictionary(Nums=Array(numbers)))
    tree.ParentTreeNextKey = len(pdf.pages) + len(links)
    pdf.Root.StructTreeRoot = tree
    pdf.Root.MarkInfo = Dictionary(Marked=True)


def _element(
    pdf: Pdf,
    canvas: TaggedCanvas,
    node: Node,
    parent: pikepdf.Object,
    places: _Places,
    links: list[tuple[int, pikepdf.Object]],
) -> pikepdf.Object:
    element = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name(f"/{node.role}"), P=parent))
    _describe(element, node)
    kids = Array()
    for child in node.children:
        if isinstance(child, Node):
            kids.append(_element(pdf, canvas, child, element, places, links))
        elif isinstance(child, Mark):
            kids.append(Dictionary(Type=Name.MCR, Pg=pdf.pages[child.page].obj, MCID=child.number))
            places.setdefault(child.page, {})[child.number] = element
        else:
            key = len(pdf.pages) + len(links)
            annotation = _annotation(pdf, canvas.anchors[child.target], child, key)
            kids.append(Dictionary(Type=Name.OBJR, Pg=pdf.pages[child.page].obj, Obj=annotation))
            links.append((key, element))
    element.K = kids
    return element


def _describe(element: pikepdf.Object, node: Node) -> None:
    if node.actual_text:
        element.ActualText = String(node.actual_text)
    if node.alt:
        element.Alt = String(node.alt)
    attributes = Dictionary(O=Name.Table)
    if node.scope:
        attributes.Scope = Name(f"/{node.scope}")
    if node.span > 1:
        attributes.ColSpan = node.span
    if len(attributes.keys()) > 1:
        element.A = attributes


def _annotation(pdf: Pdf, anchor: Anchor, link: Link, key: int) -> pikepdf.Object:
    annotation = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Link,
            Rect=Array([round(v, 2) for v in link.box]),
            Border=Array([0, 0, 0]),
            Dest=_place(pdf, anchor),
            Contents=String(anchor.title),
            StructParent=key,
            F=4,
        )
    )
    page = pdf.pages[link.page].obj
    if Name.Annots not in page:
        page.Annots = Array()
    page.Annots.append(annotation)
    return annotation


def _place(pdf: Pdf, anchor: Anchor) -> Array:
    return Array([pdf.pages[anchor.page].obj, Name.XYZ, 0, round(anchor.top, 2), 0])


def _write_outline(pdf: Pdf, canvas: TaggedCanvas) -> None:
    if not canvas.anchors:
        return
    with pdf.open_outline() as outline:
        levels = [outline.root]
        for anchor in canvas.anchors.values():
            item = OutlineItem(anchor.title, _place(pdf, anchor))
            depth = min(anchor.level, len(levels) - 1)
            levels[depth].append(item)
            levels[depth + 1 :] = [item.children]


def _write_properties(pdf: Pdf, properties: Properties) -> None:
    made = properties.made_at.strftime("D:%Y%m%d%H%M%S+00'00'")
    pdf.Root.Lang = String(properties.locale)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    if properties.locale.startswith("ar"):
        pdf.Root.ViewerPreferences.Direction = Name.R2L
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
        xmp["dc:title"] = properties.title
        xmp["dc:creator"] = [properties.author]
        xmp["dc:description"] = properties.subject
        xmp["dc:language"] = {properties.locale}
        xmp["xmp:CreateDate"] = properties.made_at.strftime("%Y-%m-%dT%H:%M:%S+00:00")
        xmp["xmp:CreatorTool"] = "sipgrants"
    for key in list(pdf.docinfo.keys()):
        del pdf.docinfo[key]
    pdf.docinfo[Name.Title] = String(properties.title)
    pdf.docinfo[Name.Author] = String(properties.author)
    pdf.docinfo[Name.Subject] = String(properties.subject)
    pdf.docinfo[Name.Creator] = String("sipgrants")
    pdf.docinfo[Name.CreationDate] = String(made)
    pdf.docinfo[Name.ModDate] = String(made)
