"""What an ``href`` of a manifest means: a place outside, or a file of the package.

Content Packaging 1.1.2 asks for a URI: blanks and letters beyond ASCII percent-encoded, the file in
the zip with its plain name. LMSs differ in what they compare: OpenOLAT decodes, Moodle and
wagtail-lms use the string as it stands. In the end all of them have a browser ask a server for it,
and that is one reading; the others say what an author may have meant.
"""

from __future__ import annotations

import posixpath
import re
from urllib.parse import quote, unquote

# One letter and a colon is a Windows drive.
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")
DRIVE = re.compile(r"(file:/*)?/*[A-Za-z]:")
_SIGNS = re.compile(r"[%?#\\]")
_SAFE = "/~!$&'()*+,;=@"


def is_external(href: str) -> bool:
    """Whether ``href`` leads out of the package, by scheme or by ``//host``."""
    return bool(_SCHEME.match(href)) or href.startswith("//")


def without_query(href: str) -> str:
    """``href`` up to ``?`` and ``#``."""
    return re.split(r"[?#]", href, maxsplit=1)[0]


def asked(href: str) -> str:
    """The name of the file that a browser gets for a local ``href``, decoded as servers do.

    It ends with ``/`` if a folder is asked for, and is "" if nothing is.
    """
    path = unquote(without_query(href).replace("\\", "/"))
    return _normal(path) + "/" * (path.endswith("/"))


def readings(href: str) -> tuple[str, ...]:
    """The names of files that a local ``href`` may mean, the one that is asked for first."""
    if not _SIGNS.search(href) and not href.endswith("/"):
        return (_normal(href),)
    path = without_query(href)
    others = (form.replace("\\", "/") for form in (unquote(path), path, href))
    return tuple(dict.fromkeys((asked(href), *map(_normal, others))))


def written(name: str) -> str:
    """The name of a file as an ``href``."""
    return quote(name, safe=_SAFE)


def asking_for(name: str, href: str) -> str:
    """An ``href`` that asks for the file ``name``, with what ``href`` has behind the name."""
    behind = href[len(without_query(href)) :]
    return written(name) + ("" if name.endswith(behind) else behind)


def _normal(path: str) -> str:
    """The path with ``.`` and ``..`` undone, as browsers do; a leading ``/`` is the root."""
    if not path:
        return ""
    normal = posixpath.normpath(path).lstrip("/")
    return "" if normal == "." else normal
