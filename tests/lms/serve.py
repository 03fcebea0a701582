"""Serves packages and the player page on this machine, as an LMS's web server would.

``/package/<name>/...`` comes straight out of ``<folder>/<name>.zip``, ``/player/...`` is the
preview's folder, ``/cmi.json`` the data model, ``/scorm-again/...`` npm's package. Range requests
work, as videos need them.
"""

from __future__ import annotations

import contextlib
import re
import threading
import zipfile
from collections.abc import Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

ROOT = Path(__file__).resolve().parent.parent.parent
AREAS = {
    "player": ROOT / "templates" / "preview",
    "scorm-again": ROOT / "node_modules" / "scorm-again" / "dist",
}
MODEL = ROOT / "scorm_builder" / "spec" / "cmi.json"
# Not the system's table: what it says differs from machine to machine.
TYPES = {
    ".css": "text/css",
    ".gif": "image/gif",
    ".html": "text/html; charset=utf-8",
    ".jpg": "image/jpeg",
    ".js": "text/javascript",
    ".json": "application/json",
    ".m4a": "audio/mp4",
    ".mp3": "audio/mpeg",
    ".mp4": "video/mp4",
    ".ogg": "audio/ogg",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".vtt": "text/vtt",
    ".wav": "audio/wav",
    ".webm": "video/webm",
    ".webp": "image/webp",
    ".xml": "text/xml",
    ".xsd": "text/xml",
}


def _entry(package: Path, name: str) -> bytes | None:
    """The bytes of an entry of a zip; None if there is no such zip or entry."""
    if not package.is_file():
        return None
    with zipfile.ZipFile(package) as archive:
        return archive.read(name) if name in archive.namelist() else None


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(self, packages: Path, policy: str, *args: object) -> None:
        self.packages, self.policy = packages, policy
        super().__init__(*args)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path)
        data = self.find(path)
        if path == "/favicon.ico":
            self.answer(204, b"")
        elif data is None:
            self.answer(404, b"")
        else:
            self.part(path, data)

    def find(self, path: str) -> bytes | None:
        area, _, rest = path.lstrip("/").partition("/")
        if area == "package":
            name, _, inner = rest.partition("/")
            return _entry(self.packages / f"{PurePosixPath(name).name}.zip", inner)
        file = AREAS[area] / rest if area in AREAS else MODEL
        known = path == "/cmi.json" or (area in AREAS and ".." not in rest)
        return file.read_bytes() if known and file.is_file() else None

    def part(self, path: str, data: bytes) -> None:
        wanted = re.fullmatch(r"bytes=(\d*)-(\d*)", self.headers.get("Range", ""))
        if not wanted or not any(wanted.groups()):
            self.answer(200, data, path)
            return
        last = len(data) - 1
        start = int(wanted[1]) if wanted[1] else max(len(data) - int(wanted[2]), 0)
        end = min(int(wanted[2]), last) if wanted[1] and wanted[2] else last
        if start > end:
            self.answer(416, b"", path, f"bytes */{len(data)}")
        else:
            self.answer(206, data[start : end + 1], path, f"bytes {start}-{end}/{len(data)}")

    def answer(self, code: int, data: bytes, path: str = "", span: str = "") -> None:
        self.send_response(code)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Accept-Ranges", "bytes")
        self.send_header("Cache-Control", "no-store")
        if path:
            kind = TYPES.get(PurePosixPath(path).suffix, "application/octet-stream")
            self.send_header("Content-Type", kind)
        if span:
            self.send_header("Content-Range", span)
        if self.policy and path.startswith("/package/"):
            self.send_header("Content-Security-Policy", self.policy)
        self.end_headers()
        # A browser that seeks in a video drops the connection it no longer needs.
        with contextlib.suppress(ConnectionError):
            self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        """Nothing: the tests say what went wrong."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """A browser that closes a connection early is no fault of the page."""


@contextlib.contextmanager
def serving(packages: Path, policy: str = "") -> Iterator[str]:
    """The address of a server for the zips in ``packages``; ``policy`` is sent with their files."""
    server = _Server(("127.0.0.1", 0), partial(_Handler, packages, policy))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join(10)
