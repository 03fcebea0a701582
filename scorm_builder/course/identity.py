"""Names that last: ids of units, names of packaged files, keys of state records.

Learners' records hang on these. Nothing here depends on position, number, title of a unit, time or
language.
"""

from __future__ import annotations

import base64
import hashlib
import posixpath
import re
import unicodedata
from collections.abc import Iterable

from scorm_builder.fields.languages import Languages, is_language
from scorm_builder.source.numbers import split_number as split_number
from scorm_builder.spec.filenames import PATH_LENGTH, REFUSED_EXTENSIONS, SEGMENT_LENGTH

ID_LENGTH = 64
STATE_KEY_LENGTH = 3


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


def split_stem(name: str, languages: Languages) -> tuple[str, str]:
    """Stem and language of a file name: ``01-intro.en.md`` is ``01-intro`` and ``en``.

    Only a language of the course is taken off; any other point belongs to the stem.
    """
    stem = posixpath.splitext(name)[0]
    whole, _, last = stem.rpartition(".")
    return (whole, last) if whole and last in languages else (stem, "")


def stem_and_tag(stem: str) -> tuple[str, str]:
    """``01-intro.fr`` is ``01-intro`` and ``fr``, whatever the languages of the course are.

    Tags of two letters only: of three they are as likely words, as in ``01-plan.new``. Of ``FR``
    ``fr`` is given.
    """
    whole, _, last = stem.rpartition(".")
    first, dash, rest = last.partition("-")
    tag = first.lower() + dash + rest
    is_tag = bool(whole) and is_language(tag) and len(first) == 2
    return (whole, tag) if is_tag else (stem, "")


def folder_id(path: str, titles: Iterable[str] = ()) -> str:
    """The id of a module: the slugs of its folders, without numbers.

    Modules that have no folder of their own add the slugs of their ``titles``.
    """
    return join_id([*_slugs(path), *map(slug, titles)])


def file_id(path: str) -> str:
    """The id of a unit by its file: the slugs of its folders and its stem, without numbers."""
    folder, name = posixpath.split(path)
    stem = posixpath.splitext(name)[0]
    return join_id([*_slugs(folder), slug(split_number(stem)[1])])


def _slugs(folder: str) -> list[str]:
    return [slug(split_number(part)[1]) for part in folder.split("/") if part]


def state_key(identity: str, length: int = STATE_KEY_LENGTH) -> str:
    """The key of a unit's record in ``cmi.suspend_data``: characters of base64url."""
    digest = hashlib.sha256(identity.encode()).digest()
    return base64.urlsafe_b64encode(digest).decode()[:length]


def package_name(path: str) -> str:
    """The name of a source file inside the zip: ``[a-z0-9._/-]``, within the lengths LMSs bear.

    Where a letter was lost, or the name had to be cut, ``-`` and 8 hex digits of the hash of the
    source path keep it apart from others. Extensions that LMSs refuse get ``.txt`` behind them.
    A step out of the course folder (``..``, to shared files) is ``_``, as no source may be called.
    """
    cleaned = [_plain(part) for part in path.split("/")]
    lost = any(part_lost for _, part_lost in cleaned)
    parts = [re.sub(r"[^a-z0-9._]+", "-", kept).strip("-.") or "-" for kept, _ in cleaned]
    for up in range(path.count("../")):
        parts[up] = "_"
    whole = cleaned[-1][0]
    name, extension = posixpath.splitext(parts[-1])
    if whole in REFUSED_EXTENSIONS or extension in REFUSED_EXTENSIONS:
        extension += ".txt"
    made = [*parts[:-1], (_marked(name, path) if lost else name) + extension]
    if any(len(part) > SEGMENT_LENGTH for part in made) or len("/".join(made)) > PATH_LENGTH:
        # The hash tells names apart that were cut; a few folders are left to be recognised.
        folders = [part[:20].strip("-.") or "-" for part in parts[:-1]][:4]
        made = [*folders, _marked(name[:40], path) + extension[-20:]]
    return "/".join(made)


def _marked(name: str, path: str) -> str:
    """``name`` with the hash of the source path; the hash alone where nothing is left of it."""
    kept = name.strip("-.")
    return f"{kept}-{_digest(path)}" if kept else _digest(path)
