"""Finds the names that files have in the copy, and the files that have no place in it."""

from __future__ import annotations

import posixpath
import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping

from scorm_builder.crawl import walk
from scorm_builder.diagnostics import quoted
from scorm_builder.mending import Mend, RefusedError, Wanted
from scorm_builder.package import Package
from scorm_builder.package.hrefs import readings
from scorm_builder.rules import listed
from scorm_builder.rules.clutter import is_junk
from scorm_builder.spec.namespaces import MANIFEST

_MAY_BE_USED = re.compile(r"(.*/)?(node_modules/.*|[^/]*\.(bak|tmp))", re.IGNORECASE | re.DOTALL)
"""Of what is usually left behind, what a page may be in need of all the same."""


def renamed(package: Package, wanted: Wanted) -> tuple[dict[str, str], list[Mend]]:
    """The new name of each file by its old one, and what was done.

    Raises :class:`RefusedError` where two files would have one name.
    """
    names = {name: name for name in package.files}
    mends = []
    slashed = [name for name in names if "\\" in name]
    if slashed and wanted("Z09"):
        names.update({name: name.replace("\\", "/") for name in slashed})
        mends.append(Mend("Z09", f"'/' written in place of backslashes: {listed(slashed)}"))
    wrapper = _wrapper(names.values()) if wanted("Z03") else ""
    if wrapper:
        names = {old: new.removeprefix(wrapper) for old, new in names.items()}
        mends.append(Mend("Z03", f"what is in the folder {quoted(wrapper)} was put into the root"))
    if wanted("Z04") and MANIFEST not in names.values():
        for old in sorted(old for old, new in names.items() if new.lower() == MANIFEST)[:1]:
            mends.append(Mend("Z04", f"{quoted(names[old])} was named '{MANIFEST}'", MANIFEST))
            names[old] = MANIFEST
    if mends:
        _refuse_meeting(names)
    return names, mends


def junk(package: Package) -> list[str]:
    """The files that systems and editors left behind, and that nothing is in need of.

    What systems write for themselves is never a course's. What else may have such a name is only
    taken for left behind where all pages could be read and none of them loads it. Nothing is where
    the manifest, which may list it, cannot be read.
    """
    if package.manifest is None or package.xml is None or package.xml.undecodable is not None:
        return []
    found = [name for name in package.files if is_junk(name)]
    sure = [name for name in found if not _MAY_BE_USED.fullmatch(name)]
    if len(sure) == len(found):
        return sure
    site = walk.site(package)
    used = set(site.reached)
    for resource in package.manifest.all("resource"):
        used.update(readings(resource.get("href", "").strip()))
    known = set(sure)
    return [name for name in found if name in known or not (site.partly or name in used)]


def _wrapper(names: Iterable[str]) -> str:
    """The folder, with its slash, that holds the manifest; empty if that is in the root."""
    manifests = [
        name for name in names if posixpath.basename(name).lower() == MANIFEST and not is_junk(name)
    ]
    least = min((name.count("/") for name in manifests), default=0)
    if not least:
        return ""
    folders = {posixpath.dirname(name) for name in manifests if name.count("/") == least}
    if len(folders) > 1:
        raise RefusedError(f"there are several packages in it: {listed(sorted(folders))}")
    return f"{folders.pop()}/"


def _refuse_meeting(names: Mapping[str, str]) -> None:
    before: dict[str, str] = {}
    for old, new in names.items():
        if new in before:
            message = f"{quoted(before[new])} and {quoted(old)} would both be named {quoted(new)}"
            raise RefusedError(f"{message}: which one is meant?")
        before[new] = old
    names_now = sorted(before)
    for new, old in before.items():
        after = bisect_left(names_now, f"{new}/")
        if after < len(names_now) and names_now[after].startswith(f"{new}/"):
            inside = before[names_now[after]]
            message = f"{quoted(old)} would be a file and a folder, for {quoted(inside)}"
            raise RefusedError(f"{message}: rename one")
