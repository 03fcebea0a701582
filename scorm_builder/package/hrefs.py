"""What an ``href`` of a manifest means: a place outside, or a file of the package.

Content Packaging 1.1.2 asks for a URI: blanks and letters beyond ASCII percent-encoded, the file in
the zip with its plain name. LMSs differ: OpenOLAT decodes, Moodle and wagtail-lms use the string as
it stands. So both readings are looked for.
"""

from __future__ import annotations

import posixpath
import re
from urllib.parse import unquote

# One letter and a colon is a Windows drive.
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")
DRIVE = re.compile(r"(file:/*)?/*[A-Za-z]:")


def is_external(href: str) -> bool:
    """Whether ``href`` leads out of the package, by scheme or by ``//host``."""
    return bool(_SCHEME.match(href)) or href.startswith("//")


def without_query(href: str) -> str:
    """``href`` up to ``?`` and ``#``."""
    return re.split(r"[?#]", href, maxsplit=1)[0]


def readings(href: str) -> tuple[str, ...]:
    """The names of files that a local ``href`` may mean, the likeliest first."""
    path = without_query(href)
    return tuple(dict.fromkeys(_normal(form) for form in (unquote(path), path, href)))


def _normal(path: str) -> str:
    """The path with ``.`` and ``..`` undone, as browsers do; a leading ``/`` is the root."""
    if not path:
        return ""
    normal = posixpath.normpath(path.replace("\\", "/")).lstrip("/")
    return "" if normal == "." else normal
