"""Finds the names that files have in the copy, and the files that have no place in it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping

from scorm_builder.crawl import walk
from scorm_builder.diagnostics import quoted
from scorm_builder.mending import Mend, RefusedError, Wanted, codepages
from scorm_builder.package import Package
from scorm_builder.package.hrefs import readings
from scorm_builder.rules import listed
from scorm_builder.spec.filenames import is_junk, meant
from scorm_builder.spec.namespaces import MANIFEST

_MAY_BE_USED = re.compile(r"(.*/)?(node_modules/.*|[^/]*\.(bak|tmp))", re.IGNORECASE | re.DOTALL)
"""Of what is usually left behind, what a page may be in need of all the same."""


def renamed(package: Package, wanted: Wanted) -> tuple[dict[str, str], list[Mend]]:
    """The new name of each file by its old one, and what was done.

    Raises :class:`RefusedError` where two files would have one name, and where a copy would do
    more than is wanted: its names have no backslashes, and its manifest lies in its root.
    """
    if not package.manifest_name:
        raise RefusedError("there are manifests in several folders: which one is meant?")
    names = {name: name for name in package.files}
    mends = []
    slashed = [one.name for one in package.files.values() if "\\" in one.name]
    for rule, found in (("Z09", slashed), ("Z03", package.root)):
        if found and not wanted(rule):
            raise RefusedError(f"no copy would keep what {rule} finds, and it is not to be mended")
    if slashed:
        mends.append(Mend("Z09", f"'/' written in place of backslashes: {listed(slashed)}"))
    if package.root:
        mends.append(Mend("Z03", _unwrapped(package)))
    if wanted("Z04") and package.manifest_name not in ("", MANIFEST):
        old = package.manifest_name
        mends.append(Mend("Z04", f"{quoted(old)} was named '{MANIFEST}'", MANIFEST))
        names[old] = MANIFEST
    if wanted("Z14"):
        spelled, done = codepages.spelled(package)
        names.update(spelled)
        mends += done
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


def outside(package: Package) -> list[str]:
    """The files that lie outside of the folder in which the manifest is: no copy has them."""
    return [
        member.name
        for member in package.members
        if not member.is_folder and not meant(member.name).startswith(package.root)
    ]


def _unwrapped(package: Package) -> str:
    done = f"what is in the folder {quoted(package.root)} was put into the root"
    left = [name for name in outside(package) if not is_junk(name)]
    return f"{done}; left out is what lies outside of it: {listed(left)}" if left else done


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
