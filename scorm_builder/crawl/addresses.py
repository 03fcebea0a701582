"""What an address in a page means: a file of the package, a host, a disk, or nothing to be fetched.

As browsers read it (URL Standard), with the root of the package for the root of the world: an LMS
serves it from some folder of its own, which no page knows.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from urllib.parse import unquote

from scorm_builder.crawl import Reference, Way
from scorm_builder.spec.filenames import alike

_CONTROLS = "".join(map(chr, range(0x21)))
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*+):")
_DISK = re.compile(r"file:|[/\\]*[A-Za-z]:[/\\]|\\\\", re.IGNORECASE)
_HOST = re.compile(r"[/\\]{2}([^/\\?#]*+)")
LOCALHOST = ("localhost", "127.0.0.1")
_SERVED = frozenset(("http", "https", "ws", "wss", "ftp"))


@dataclass(frozen=True, slots=True)
class Address:
    """An address: its way; the names in the package that it may mean, the likeliest first.

    ``scheme`` is "" where the page's own counts; ``host`` is in lower case, with its port.
    """

    way: Way
    names: tuple[str, ...] = ()
    scheme: str = ""
    host: str = ""


class Names:
    """The names of a package's files, found in spite of capitals and accents."""

    def __init__(self, names: Iterable[str]) -> None:
        self._exact = frozenset(names)
        self._folded = {alike(name): name for name in sorted(self._exact, reverse=True)}

    def find(self, names: Iterable[str]) -> str:
        """The file that one of ``names`` means; "" if none does."""
        tried = tuple(names)
        exact = next((name for name in tried if name in self._exact), "")
        return exact or next(
            (self._folded[alike(n)] for n in tried if alike(n) in self._folded), ""
        )


def of(reference: Reference) -> Address:
    """What a reference means."""
    return read(reference.written, reference.page or reference.source, reference.base)


@lru_cache(maxsize=1024)
def read(written: str, source: str, base: str = "") -> Address:
    """What ``written`` means in the file ``source``, whose ``<base href>`` is ``base``."""
    folder = posixpath.dirname(source)
    if not base:
        return _read(written, folder)
    start = _read(base, folder)
    if start.names:
        folder = start.names[0] if base.endswith("/") else posixpath.dirname(start.names[0])
    found = _read(written, folder)
    if found.way not in (Way.FILE, Way.ABOVE) or start.way in (Way.FILE, Way.SAME):
        return found
    return replace(start, names=found.names if start.way is Way.ROOT else ())


def _read(written: str, folder: str) -> Address:
    text = written.strip(_CONTROLS).translate({9: None, 10: None, 13: None})
    if _DISK.match(text):
        return Address(Way.DISK)
    scheme = _SCHEME.match(text)
    if scheme and scheme[1].lower() not in _SERVED:
        return Address(Way.ELSE, scheme=scheme[1].lower())
    if host := _HOST.match(text, scheme.end() if scheme else 0):
        return Address(Way.HOST, (), scheme[1].lower() if scheme else "", host[1].lower())
    if scheme:
        return Address(Way.HOST, (), scheme[1].lower())
    path = re.split(r"[?#]", text, maxsplit=1)[0].replace("\\", "/")
    if not path:
        return Address(Way.SAME)
    if path.startswith("/"):
        return Address(Way.ROOT, _names(path.lstrip("/")))
    joined = posixpath.join(folder, path)
    if posixpath.normpath(joined).startswith(".."):
        return Address(Way.ABOVE)
    return Address(Way.FILE, _names(joined))


def _names(path: str) -> tuple[str, ...]:
    normal = posixpath.normpath(path) if path else ""
    return tuple(dict.fromkeys((unquote(normal), normal)))
