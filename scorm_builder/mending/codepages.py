"""Finds the code page of names that do not say they are UTF-8, by what the manifest calls them."""

from __future__ import annotations

import codecs
from urllib.parse import unquote_to_bytes

from scorm_builder.mending import Mend
from scorm_builder.package import Manifest, Member, Package
from scorm_builder.package.container import UTF8_NAME
from scorm_builder.package.hrefs import readings, without_query
from scorm_builder.package.manifest import Element
from scorm_builder.rules import listed
from scorm_builder.spec.filenames import meant

_STANDARD = "cp437"
_WINDOWS = ("cp1252", "cp1250", "cp1251", "cp932", "cp936")
_PAGES = (_STANDARD, "cp1252", "cp850", "cp1250", "cp1251", "cp866", "cp932", "cp936")
"""What zip programs of this world write where they do not write UTF-8, the standard's own first."""


def spelled(package: Package) -> tuple[dict[str, str], list[Mend]]:
    """The files whose names mean others than they seem to, with those; and what became of names.

    The names are of the code page in which the manifest has most of them; where it has none of them
    in any, they are read as the standard has it.
    """
    unsaid = {
        path: one
        for path, one in package.files.items()
        if not one.raw.isascii() and not one.flags & UTF8_NAME and not one.unicode_path
    }
    guessed = {path: one for path, one in unsaid.items() if not _is(one.raw, "utf-8")}
    mends = []
    if plain := tuple(path for path in unsaid if path not in guessed):
        said = f"these names are UTF-8, and now say so: {listed(plain)}"
        mends.append(Mend("Z14", said, names=plain))
    if not guessed:
        return {}, mends
    page, known = _page([*guessed.values()], package.manifest)
    depth = package.root.count("/")
    names = {
        path: "/".join(meant(one.raw.decode(page)).split("/")[depth:])
        for path, one in guessed.items()
    }
    why = "as the manifest has them" if known else "look whether they are right"
    said = f"names of code page {page[2:]} are UTF-8 now, {why}: {listed([*names.values()])}"
    return names, [*mends, Mend("Z14", said, names=tuple(names.values()))]


def escaped(href: str) -> set[str]:
    """What an ``href`` means whose percent-encoded bytes are not UTF-8, in any code page."""
    raw = unquote_to_bytes(href)
    if _is(raw, "utf-8"):
        return set()
    return {raw.decode(page) for page in _PAGES if _is(raw, page)}


def _page(guessed: list[Member], manifest: Manifest | None) -> tuple[str, int]:
    """The code page of most names that the manifest has, and how many it has.

    Bytes that it has percent-encoded tell that a name is meant, not in which page; of the pages in
    which Windows writes addresses, the first that can be is taken.
    """
    hrefs = {one.get("href", "").strip() for one in _listing(manifest)}
    names = {name for href in hrefs for name in readings(href) if not name.isascii()}
    pages = [page for page in _PAGES if all(_is(one.raw, page) for one in guessed)]
    best = _STANDARD, 0
    for page in pages:
        found = sum(_ends_in(one.raw.decode(page), names) for one in guessed)
        best = max(best, (page, found), key=lambda it: it[1])
    if not best[1]:
        known = {unquote_to_bytes(without_query(href)).decode("latin-1") for href in hrefs}
        if any(_ends_in(one.raw.decode("latin-1"), known) for one in guessed):
            best = next((page for page in pages if page in _WINDOWS), _STANDARD), 0
    return best


def _listing(manifest: Manifest | None) -> list[Element]:
    return [] if manifest is None else [*manifest.all("file", "resource")]


def _ends_in(name: str, hrefs: set[str]) -> bool:
    """Whether one of ``hrefs`` means this file, whatever folders there are around the manifest."""
    parts = name.replace("\\", "/").split("/")
    return any("/".join(parts[start:]) in hrefs for start in range(len(parts)))


def _is(raw: bytes, encoding: str) -> bool:
    try:
        codecs.decode(raw, encoding)
    except UnicodeDecodeError:
        return False
    return True
