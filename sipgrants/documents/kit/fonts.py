"""The typefaces of printed documents: Noto Sans, Noto Sans Arabic and WenQuanYi Micro Hei, all embedded.

They come from installed packages. The bold weights are cut once from the variable fonts into a cache folder.
"""

import os
import tempfile
import threading
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

from fontTools.ttLib import TTFont as SourceFont
from fontTools.varLib import instancer
from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

REGULAR, BOLD, ITALIC = "regular", "bold", "italic"
LATIN, ARABIC, CHINESE = "latin", "arabic", "chinese"

_VARIABLE = {
    (LATIN, REGULAR): ("fontpkg_noto_sans", "files/NotoSans[wdth,wght].ttf"),
    (LATIN, BOLD): ("fontpkg_noto_sans", "files/NotoSans[wdth,wght].ttf"),
    (LATIN, ITALIC): ("fontpkg_noto_sans", "files/NotoSans-Italic[wdth,wght].ttf"),
    (ARABIC, REGULAR): ("fontpkg_noto_sans_arabic", "files/NotoSansArabic[wdth,wght].ttf"),
    (ARABIC, BOLD): ("fontpkg_noto_sans_arabic", "files/NotoSansArabic[wdth,wght].ttf"),
    (CHINESE, REGULAR): ("paperang_p2_fonts_cjk", "fonts/wqy-microhei.ttc"),
}
_NAMES = {key: f"Sip{key[0].title()}{key[1].title()}" for key in _VARIABLE}
# Quotation marks, dashes and dots that Chinese sets a full square wide: taken from the Chinese face in Chinese.
_SQUARE = frozenset("‘’“”…—·")

BASE_FONT = _NAMES[LATIN, REGULAR]
_lock = threading.Lock()
_registered: set[str] = set()


@dataclass(frozen=True)
class Face:
    """A registered font with what measuring a line needs: widths by code point in thousandths of the size."""

    name: str
    widths: dict[int, float]
    spare: float

    def has(self, char: str) -> bool:
        return ord(char) in self.widths

    def width(self, char: str) -> float:
        return self.widths.get(ord(char), self.spare)


def default_cache() -> Path:
    """Return the folder where cut weights are kept when the caller names none."""
    root = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(root) / "sipgrants" / "fonts"


def prepare(folder: Path | None = None) -> None:
    """Register every face; bold weights that are missing are cut into `folder` (or the default one). Safe to repeat."""
    with _lock:
        for key in _VARIABLE:
            if _NAMES[key] not in _registered:
                _register(key, folder or default_cache())
        # Without this every file would name an unembedded Helvetica.
        rl_config.canvas_basefontname = BASE_FONT


@cache
def face(script: str, weight: str) -> Face:
    """Return the face for a script; a weight that a script lacks falls back to its regular one."""
    prepare()
    name = _NAMES.get((script, weight)) or _NAMES[script, REGULAR]
    widths = pdfmetrics.getFont(name).face  # type: ignore[attr-defined]
    return Face(name, dict(widths.charWidths), float(widths.defaultWidth))


@lru_cache(maxsize=65536)
def face_for(char: str, weight: str, chinese: bool = False) -> Face:
    """Return the face that has `char`; in Chinese text, punctuation that both faces have is taken from the Chinese one."""
    order = (CHINESE, LATIN, ARABIC) if chinese and char in _SQUARE else (LATIN, ARABIC, CHINESE)
    for script in order:
        candidate = face(script, weight)
        if candidate.has(char):
            return candidate
    return face(LATIN, weight)


def missing(text: str) -> set[str]:
    """Return the characters of `text` that no face can print."""
    return {
        c
        for c in text
        if not c.isspace() and not any(face(s, REGULAR).has(c) for s in (LATIN, ARABIC, CHINESE))
    }


def _register(key: tuple[str, str], folder: Path) -> None:
    package, inner = _VARIABLE[key]
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise RuntimeError(f"the font package {package} is not installed")
    path = Path(spec.origin).parent / inner
    if key[1] == BOLD:
        path = _bold(path, folder)
    pdfmetrics.registerFont(TTFont(_NAMES[key], str(path), subfontIndex=0))
    _registered.add(_NAMES[key])


def _bold(variable: Path, folder: Path) -> Path:
    """Return the bold weight of a variable font as a file in `folder`, cut there if it is not yet there."""
    target = folder / f"{variable.name.split('[')[0]}-Bold-{variable.stat().st_size}.ttf"
    if not target.exists():
        folder.mkdir(parents=True, exist_ok=True)
        # recalcTimestamp off: the same font file always, so the same document bytes always.
        font = SourceFont(variable, recalcTimestamp=False)
        # Without new names both weights carry one PostScript name and bold is silently printed as regular.
        cut = instancer.instantiateVariableFont(font, {"wght": 700, "wdth": 100}, updateFontNames=True)
        handle, name = tempfile.mkstemp(dir=folder, suffix=".part")
        with os.fdopen(handle, "wb") as part:
            cut.save(part)
        Path(name).replace(target)
    return target
