"""Finds the code page of names that do not say they are UTF-8, by what the manifest calls them."""

from __future__ import annotations

import codecs

from scorm_builder.mending import Mend
from scorm_builder.package import Manifest, Member, Package
from scorm_builder.package.container import UTF8_NAME
from scorm_builder.package.hrefs import readings
from scorm_builder.rules import listed
from scorm_builder.spec.filenames import meant

_STANDARD = "cp437"
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
        if not one.raw.isascii() and not one.flags & UTF8_NAME
    }
    guessed = {path: one for path, one in unsaid.items() if not _is(one, "utf-8")}
    mends = []
    if plain := [path for path in unsaid if path not in guessed]:
        mends.append(Mend("Z14", f"these names are UTF-8, and now say so: {listed(plain)}"))
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
    return names, [*mends, Mend("Z14", said)]


def _page(guessed: list[Member], manifest: Manifest | None) -> tuple[str, int]:
    """The code page of most names that the manifest has, and how many it has."""
    hrefs = {name for name in _hrefs(manifest) if not name.isascii()}
    best = _STANDARD, 0
    for page in _PAGES:
        if hrefs and all(_is(one, page) for one in guessed):
            found = sum(_ends_in(one.raw.decode(page), hrefs) for one in guessed)
            best = max(best, (page, found), key=lambda it: it[1])
    return best


def _hrefs(manifest: Manifest | None) -> set[str]:
    if manifest is None:
        return set()
    named = [*manifest.all("file"), *manifest.all("resource")]
    return {name for one in named for name in readings(one.get("href", "").strip())}


def _ends_in(name: str, hrefs: set[str]) -> bool:
    """Whether one of ``hrefs`` means this file, whatever folders there are around the manifest."""
    parts = name.replace("\\", "/").split("/")
    return any("/".join(parts[start:]) in hrefs for start in range(len(parts)))


def _is(member: Member, encoding: str) -> bool:
    try:
        codecs.decode(member.raw, encoding)
    except UnicodeDecodeError:
        return False
    return True
