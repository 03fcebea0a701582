"""What ``resources:`` names: files, all of a folder, or all files of a form."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable

from scorm_builder import codes
from scorm_builder.diagnostics import Span
from scorm_builder.model import SourceFile
from scorm_builder.source import is_structure
from scorm_builder.source.paths import Paths


def extras(paths: Paths, base: str, named: Iterable[tuple[str, Span]]) -> tuple[SourceFile, ...]:
    """The files that the entries ``named`` in the file ``base`` mean, each once, in that order."""
    found: dict[str, SourceFile] = {}
    for written, span in named:
        for file in _meant(paths, base, written, span):
            found[file.path] = file
    paths.meant |= found.keys()
    return tuple(found.values())


def _meant(paths: Paths, base: str, written: str, span: Span) -> list[SourceFile]:
    path = paths.whole(base, written, span)
    if path is None:
        return []
    files = paths.tree.files
    if path in files:
        return [files[path]]
    if path in paths.tree.folders:
        form, message = f"{path}/**", f"there is no file in the folder {written!r}"
    elif "*" in path or "?" in path:
        form, message = path, f"there is no file of the form {written!r}"
    else:
        file = paths.file(base, written, span)
        return [file] if file else []
    wanted = _expression(form)
    matching = [file for name, file in files.items() if wanted.fullmatch(name)]
    matching = [file for file in matching if not is_structure(posixpath.basename(file.path))]
    if not matching:
        # One mistake is one finding: what lies there is not unused as well.
        folder = posixpath.dirname(form)
        paths.meant |= {name for name in files if posixpath.dirname(name) == folder}
        paths.report(codes.DEAD_LINK, span, message)
    return matching


def _expression(form: str) -> re.Pattern[str]:
    """``*`` and ``?`` stand for any name or character, ``**`` for any folders."""
    signs = {"**/": "(?:.+/)?", "**": ".+", "*": "[^/]*", "?": "[^/]"}
    parts = re.split(r"(\*\*/|\*\*|\*|\?)", form)
    return re.compile("".join(signs.get(part, re.escape(part)) for part in parts), re.DOTALL)
