"""Names that last: ids of units, names of packaged files, keys of state records.

Learners' records hang on these. Nothing here depends on position, number, title of a unit, time or
language (``docs/format.md``, identity).
"""

from __future__ import annotations

import base64
import hashlib
import posixpath
import re
import unicodedata
from collections.abc import Iterable

ID = re.compile(r"[a-z][a-z0-9-]{0,63}")
ID_LENGTH = 64
SEGMENT_LENGTH = 100
PATH_LENGTH = 200
NUMBERED = re.compile(r"(\d{1,3})[-_ ](.+)", re.DOTALL)

# Docebo refuses archives with these, Chamilo flags some, and some web servers would run them.
REFUSED_EXTENSIONS = frozenset(
    ".asp .aspx .bat .cgi .dll .exe .htaccess .jsp .ph3 .php .php3 .php4 .php5 .phps .phtml .pl "
    ".py .rb .sh .shtml".split()
)


def _digest(text: str) -> str:
    return hashlib.sha256(unicodedata.normalize("NFC", text).encode()).hexdigest()[:8]


def _plain(text: str) -> tuple[str, bool]:
    """Lower case without marks, and whether a letter or digit was lost on the way to ASCII."""
    decomposed = unicodedata.normalize("NFKD", text)
    kept = "".join(c for c in decomposed if not unicodedata.combining(c)).lower()
    lost = any(c.isalnum() and not c.isascii() for c in kept)
    return kept, lost


def slug(text: str) -> str:
    """``text`` as ``[a-z0-9-]+``; where a letter was lost, ``u`` and 8 hex digits tell it apart.

    >>> slug("Größe & Gewicht")
    'gro-e-gewicht-u66f4a5bd'
    """
    kept, lost = _plain(text)
    out = re.sub(r"[^a-z0-9]+", "-", kept).strip("-")
    if lost or not out:
        out = f"{out}-u{_digest(text)}" if out else f"u{_digest(text)}"
    return out


def join_id(parts: Iterable[str]) -> str:
    """An id of slugs: at most 64 characters, never beginning with a digit."""
    whole = "-".join(part for part in parts if part)
    if whole[:1].isdigit():
        whole = f"u-{whole}"
    if len(whole) > ID_LENGTH:
        whole = f"{whole[:55]}-{_digest(whole)}"
    return whole


def split_number(name: str) -> tuple[int | None, str]:
    """``("03-fire drill.md")`` is 3 and ``"fire drill.md"``; None where it is not numbered."""
    match = NUMBERED.fullmatch(name)
    return (int(match[1]), match[2]) if match else (None, name)


def path_id(path: str) -> str:
    """The id that a source path gives: its folders' and its stem's slugs, without numbers."""
    folder, name = posixpath.split(path)
    parts = [*(folder.split("/") if folder else []), posixpath.splitext(name)[0]]
    return join_id(slug(split_number(part)[1]) for part in parts)


def state_key(identity: str) -> str:
    """The key of a unit's record in ``cmi.suspend_data``: 3 characters of base64url."""
    digest = hashlib.sha256(identity.encode()).digest()
    return base64.urlsafe_b64encode(digest).decode()[:3]


def package_name(path: str) -> str:
    """The name of a source file inside the zip: ``[a-z0-9._/-]``, within the lengths LMSs bear.

    Where a letter was lost, or the name had to be cut, ``-`` and 8 hex digits of the hash of the
    source path keep it apart from others. Extensions that LMSs refuse get ``.txt`` behind them.
    """
    cleaned = [_plain(part) for part in path.split("/")]
    lost = any(part_lost for _, part_lost in cleaned)
    parts = [re.sub(r"[^a-z0-9._]+", "-", kept).strip("-.") or "-" for kept, _ in cleaned]
    whole = cleaned[-1][0]
    name, extension = posixpath.splitext(parts[-1])
    if whole in REFUSED_EXTENSIONS or extension in REFUSED_EXTENSIONS:
        extension += ".txt"
    mark = f"-{_digest(path)}" if lost else ""
    made = [*parts[:-1], name + mark + extension]
    if any(len(part) > SEGMENT_LENGTH for part in made) or len("/".join(made)) > PATH_LENGTH:
        # The hash tells names apart that were cut; a few folders are left to be recognised.
        folders = [part[:20].strip("-.") or "-" for part in parts[:-1]][:4]
        made = [*folders, f"{name[:40]}-{_digest(path)}{extension[-20:]}"]
    return "/".join(made)
