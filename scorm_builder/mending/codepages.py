"""Finds the code page of names that do not say they are UTF-8, by what the manifest calls them."""

from __future__ import annotations

import codecs

from scorm_builder.mending import Mend, RefusedError
from scorm_builder.package import Manifest, Member, Package
from scorm_builder.package.container import UTF8_NAME
from scorm_builder.package.hrefs import readings
from scorm_builder.rules import listed

_STANDARD = "cp437"
_PAGES = (_STANDARD, "cp1252", "cp850", "cp1250", "cp1251", "cp866", "cp932", "cp936")
"""What zip programs of this world write where they do not write UTF-8, the standard's own first."""


def respelled(package: Package, manifest: Manifest | None) -> tuple[Package, list[Mend]]:
    """The package with names as they were meant, and what has become of those that say nothing.

    ``manifest`` is the package's, wherever in it it was found. The names are of the code page in
    which it has most of them; where it has none of them in any, they are read as the standard has
    it. Raises :class:`RefusedError` where two files would then have one name.
    """
    unsaid = [
        one for one in package.files.values() if not one.raw.isascii() and not one.flags & UTF8_NAME
    ]
    if not unsaid:
        return package, []
    guessed = [one for one in unsaid if not _is(one, "utf-8")]
    mends = []
    if plain := [one.name for one in unsaid if _is(one, "utf-8")]:
        mends.append(Mend("Z14", f"these names are UTF-8, and now say so: {listed(plain)}"))
    if guessed:
        page, known = _page(guessed, manifest)
        names = {name: name for name in package.files}
        names.update({one.name: one.raw.decode(page) for one in guessed})
        if len({*names.values()}) < len(names):
            raise RefusedError(f"in code page {page[2:]} two files would have one name: rename one")
        package = package.renamed(names)
        shown = listed([names[one.name] for one in guessed])
        why = "as the manifest has them" if known else "look whether they are right"
        mends.append(Mend("Z14", f"names of code page {page[2:]} are UTF-8 now, {why}: {shown}"))
    return package, mends


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
