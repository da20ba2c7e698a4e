"""Links that a reader follows by a click: pages, mail addresses, places in the file, and documents on one's own disk.

Documents of ministries are full of dead links to `C:\\...`: they harm nobody. A program, a script or a share in the network
(which is told the reader's name and password's hash) is another matter.
"""

import re
from urllib.parse import unquote

_PAGES = ("http:", "https:", "mailto:", "tel:", "ftp:", "#")
_PROGRAMS = (
    ".exe", ".com", ".bat", ".cmd", ".scr", ".pif", ".msi", ".jar", ".js", ".jse", ".vbs", ".vbe", ".wsf", ".hta", ".ps1",
    ".lnk", ".reg", ".url",
)  # fmt: skip


def is_safe(target: str) -> bool:
    """Tell whether following the link harms nobody."""
    plain = target.strip().lower()
    return plain.startswith(_PAGES) or is_own_disk(plain)


def is_own_disk(target: str) -> bool:
    """Tell whether the link leads to a document beside the file, or on a disk of whoever opens it."""
    path = unquote(target.strip()).removeprefix("file:///").replace("\\", "/").lower()
    if path.startswith("/") or path.endswith(_PROGRAMS):
        return False
    return re.match(r"[a-z]:/", path) is not None or ":" not in path
