"""Static files: each under a name that carries its hash, compressed once, kept by browsers for ever.

What `static/` holds is prepared at the start in a cache folder and served by WhiteNoise in front of the
application. Templates write `{{ static("style.css") }}`; a name that does not exist fails there and then.
"""

import gzip
import hashlib
import json
import os
import re
import shutil
import tempfile
from pathlib import Path, PurePosixPath

import brotli
from flask import Flask
from whitenoise import WhiteNoise

PREFIX = "/static/"
_COMPRESSIBLE = {".css", ".js", ".svg", ".json", ".geojson", ".txt", ".xml", ".ttf", ".ico"}
_REFERENCES = {
    ".css": re.compile(r"""(?<=url\()(["']?)(?![a-z]+:|/|#)([^"')]+)(["']?)(?=\))"""),
    ".js": re.compile(r"""(?<=[\s(])(["'])(\.{1,2}/[^"']+\.js)(["'])"""),
}
_HASHED = re.compile(r"\.[0-9a-f]{12}\.\w+$")


def init(app: Flask, source: Path, cache: Path) -> None:
    """Serve the files of `source` under /static/ and give templates `static(name)`; `cache` keeps the work."""
    folder = prepare(source, cache)
    names: dict[str, str] = json.loads((folder / "names.json").read_text(encoding="utf-8"))
    app.jinja_env.globals["static"] = lambda name: PREFIX + names[name]
    served = WhiteNoise(app.wsgi_app, immutable_file_test=_is_hashed, add_headers_function=_add_headers)
    served.add_files(folder / "files", prefix=PREFIX)
    app.wsgi_app = served  # type: ignore[method-assign]


def prepare(source: Path, cache: Path) -> Path:
    """Return the folder in `cache` with the prepared files of `source`; make it where it is missing."""
    originals = {
        str(PurePosixPath(path.relative_to(source))): path.read_bytes()
        for path in sorted(source.rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    }
    digest = hashlib.sha256(Path(__file__).read_bytes())  # prepared otherwise, it is another folder
    for name, content in originals.items():
        digest.update(f"{name}\0{len(content)}\0".encode() + content)
    folder = cache / f"static-{digest.hexdigest()[:16]}"
    if not folder.exists():
        _make(originals, folder)
    return folder


def _make(originals: dict[str, bytes], folder: Path) -> None:
    """Write everything beside, then rename: another process never sees half of it."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(dir=folder.parent, prefix="draft-"))
    (draft / "files").mkdir()
    prepared = _Prepared(originals)
    for name in originals:
        _write(draft / "files" / prepared.name(name), prepared.content(name))
    names = {name: prepared.name(name) for name in originals}
    (draft / "names.json").write_text(json.dumps(names), encoding="utf-8")
    try:
        os.replace(draft, folder)
    except OSError:  # another process was faster; its result is the same
        shutil.rmtree(draft)


class _Prepared:
    """The files with their references to each other turned into hashed names."""

    def __init__(self, originals: dict[str, bytes]) -> None:
        self._originals = originals
        self._contents: dict[str, bytes] = {}
        self._open: list[str] = []

    def name(self, name: str) -> str:
        path = PurePosixPath(name)
        digest = hashlib.sha256(self.content(name)).hexdigest()[:12]
        return str(path.with_name(f"{path.stem}.{digest}{path.suffix}"))

    def content(self, name: str) -> bytes:
        if name not in self._contents:
            if name in self._open:
                raise ValueError(f"static files refer to each other in a circle: {[*self._open, name]}")
            self._open.append(name)
            self._contents[name] = self._rewritten(name)
            self._open.pop()
        return self._contents[name]

    def _rewritten(self, name: str) -> bytes:
        pattern = _REFERENCES.get(PurePosixPath(name).suffix)
        if pattern is None:
            return self._originals[name]
        folder = PurePosixPath(name).parent

        def hashed(found: re.Match[str]) -> str:
            target = os.path.normpath(folder / found[2])
            relative = os.path.relpath(self.name(target), folder)
            return f"{found[1]}{relative if relative.startswith('.') else './' + relative}{found[3]}"

        return pattern.sub(hashed, self._originals[name].decode()).encode()


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    if path.suffix not in _COMPRESSIBLE:
        return
    for ending, compressed in ((".br", brotli.compress(content)), (".gz", gzip.compress(content, mtime=0))):
        if len(compressed) < len(content) * 0.95:
            path.with_name(path.name + ending).write_bytes(compressed)


def _is_hashed(_path: str, url: str) -> bool:
    return _HASHED.search(url) is not None


def _add_headers(headers: dict[str, str], _path: str, _url: str) -> None:
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
