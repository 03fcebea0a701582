"""Makes of a package the mended copy: what goes into it, under which names, and what was done.

Files are copied as they lie packed in the old zip, so that their bytes stay what they were and
none of them has to fit into memory.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from scorm_builder import package as packages
from scorm_builder import rules
from scorm_builder.diagnostics import Diagnostic, Severity, quoted
from scorm_builder.mending import Mend, RefusedError, Wanted, manifests, names
from scorm_builder.mending.manifests import Around
from scorm_builder.model import Output
from scorm_builder.package import MOST_MANIFEST, Package, UnreadableError
from scorm_builder.package.container import UTF8_NAME
from scorm_builder.rules import listed
from scorm_builder.spec.filenames import is_junk
from scorm_builder.spec.namespaces import MANIFEST
from scorm_builder.writing import zipwriter
from scorm_builder.writing.zipwriter import Packed

_REFUSING = (
    *("K01", "Z01", "Z02", "Z05", "Z06", "Z08", "Z10", "Z11", "Z13", "Z18", "Z19"),
    "Z20",
)
"""Rules whose errors say that nothing can be mended: hostile, unreadable, or of two meanings."""
_ANEW = {
    "Z07": "written as one plain zip",
    "Z20": "what stands before each file says what the directory says",
    "Z28": "files have the date that all zips of ours give",
    "Z29": "the copy has a name of letters, digits, '.', '_' and '-'",
}
"""What is mended of a zip by writing it anew, by the rule that tells of it."""
_PLAIN = re.compile(r"[^A-Za-z0-9._-]+")


@dataclass(frozen=True, slots=True)
class Copy:
    """What goes into a mended copy, and what was done; without ``mends`` there is no use for it."""

    outputs: tuple[Output | Packed, ...]
    mends: tuple[Mend, ...]


def mended(path: Path, wanted: Wanted) -> Copy:
    """The mended copy of the package at ``path``, not written yet.

    Raises :class:`RefusedError` where it is not to be mended by rule, ``OSError`` where there is
    nothing to read.
    """
    found = _gathered(path, wanted)
    outputs, mends = found.outputs, found.mends
    if found.manifest:
        kept = frozenset(one.path for one in outputs) | {found.manifest}
        around = Around(kept, frozenset(found.gone), found.folder)
        data, done = manifests.mended(found.data, around, wanted)
        outputs, mends = [Output(found.manifest, data), *outputs], [*mends, *done]
    return Copy(tuple(outputs), tuple(mends))


@dataclass(frozen=True, slots=True)
class _Gathered:
    """What goes into the copy but the manifest, which is ``data`` under the name ``manifest``;
    ``gone`` are the names of what is left out, ``folder`` is what was taken off all names.
    """

    outputs: list[Output | Packed]
    mends: list[Mend]
    gone: list[str]
    folder: str
    manifest: str
    data: bytes


def _gathered(path: Path, wanted: Wanted) -> _Gathered:
    with packages.open(path) as package:
        mends = _anew(package, rules.check(package, [*_REFUSING, *_ANEW]), wanted)
        new, done = names.renamed(package, wanted)
        mends += done
        view = package.renamed(new) if done else package
        gone, kept = names.junk(view) if wanted("Z21") else ([], [])
        strewn = [name for name in names.outside(package) if is_junk(name)] if wanted("Z21") else []
        if gone or strewn:
            said = f"left out: {listed([*gone, *strewn])}"
            if kept:
                said += f"; left in, since a page may be in need of it: {listed(kept)}"
            mends.append(Mend("Z21", said, names=(*gone, *strewn)))
        without = {*gone, view.manifest_name}
        outputs = _copied(path, package, {old: n for old, n in new.items() if n not in without})
        data = _manifest(view) if view.manifest_name else b""
        return _Gathered(outputs, mends, gone, package.root, view.manifest_name, data)


def place_of(path: Path, folder: Path | None = None) -> Path:
    """Where the copy of what lies at ``path`` goes: beside it, or into ``folder``.

    Its name is plain, since LMSs make addresses of it.
    """
    named = path if path.name not in ("", "..") else path.resolve()
    # Not `path.is_dir()`, which raises where nothing can be seen.
    stem = named.name if os.path.isdir(path) else named.stem  # noqa: PTH112
    name = f"{_PLAIN.sub('-', stem).strip('-') or 'package'}.fixed.zip"
    return (named.parent if folder is None else folder) / name


def write(copy: Copy, destination: Path) -> None:
    """Writes the copy as a zip. Raises ``OSError``."""
    zipwriter.write_all(copy.outputs, destination)


def _anew(package: Package, found: list[Diagnostic], wanted: Wanted) -> list[Mend]:
    for one in found:
        if one.code in _REFUSING and one.severity is Severity.ERROR:
            raise RefusedError(one.message)
    for member in package.members:
        if not member.raw.isascii() and member.flags & UTF8_NAME and not _is_utf8(member.raw):
            raise RefusedError(f"{quoted(member.name)} is not the name it says: rename it")
    told = dict.fromkeys(one.code for one in found)
    return [Mend(code, _ANEW[code]) for code in told if code in _ANEW and wanted(code)]


def _manifest(view: Package) -> bytes:
    try:
        return view.read(view.manifest_name, MOST_MANIFEST)
    except UnreadableError as error:
        raise RefusedError(f"{MANIFEST}: {error}") from error


def _copied(path: Path, package: Package, new: Mapping[str, str]) -> list[Output | Packed]:
    """The files under their new names, none of them read yet."""
    copied: list[Output | Packed] = []
    for old, name in new.items():
        member = package.files[old]
        if not package.is_zip:
            copied.append(Output(name, path / os.fsdecode(member.raw)))
            continue
        local = package.local(member)
        if local is None:
            raise RefusedError(f"{quoted(old)} is not where the zip's directory says")
        where = path, local.data, member.packed
        copied.append(Packed(name, *where, member.method, member.crc, member.size))
    return copied


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
