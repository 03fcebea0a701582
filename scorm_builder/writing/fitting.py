"""Whether the files of a package fit together, and into one zip, before any of it is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from scorm_builder import codes
from scorm_builder.diagnostics import Diagnostic, Span
from scorm_builder.fields import sizes
from scorm_builder.model import Budget, Output
from scorm_builder.writing.zipwriter import MOST_BYTES, MOST_ENTRIES, size_of

_NAMED = 3
_HEADERS = 200
"""Bytes that a zip needs to say what an entry is, names aside: the most there can be, and some."""


def meetings(outputs: Iterable[Output]) -> Iterator[Diagnostic]:
    """Files that cannot both be unpacked: one name, names that differ in case, file and folder.

    The same file asked for more than once is no meeting.
    """
    first: dict[str, Output] = {}
    for output in {(one.path, one.data): one for one in outputs}.values():
        other = first.setdefault(output.path.casefold(), output)
        if other is not output:
            message = f"{_source(output)} and {_source(other)} would both be {output.path!r}"
            yield codes.NAMES_MEET.at(output.origin, f"{message} in the package: rename one")
    for name, output in first.items():
        for parent in PurePosixPath(name).parents:
            if (file := first.get(parent.as_posix())) is not None:
                message = f"{_source(file)} would be {file.path!r} in the package, and so would"
                message += f" the folder of {_source(output)}: rename one"
                yield codes.NAMES_MEET.at(file.origin, message)


def limits(outputs: Iterable[Output], span: Span) -> Iterator[Diagnostic]:
    """More than a zip can hold without the extensions that LMSs may not read; found at ``span``."""
    once = {output.path: output for output in outputs}
    if len(once) > MOST_ENTRIES:
        message = f"the package would have {len(once):,} files; a zip holds {MOST_ENTRIES:,}"
        yield codes.TOO_MUCH.at(span, f"{message}: split the course")
    total = sum(size_of(one) + _HEADERS + 2 * len(one.path.encode()) for one in once.values())
    if total > MOST_BYTES:
        size = f"{total / 2**30:.1f} GiB"
        message = f"the package would have {size}; a zip holds 4: split the course"
        yield codes.TOO_MUCH.at(span, message)


def over_budget(
    outputs: Iterable[Output], size: int, budget: Budget | None
) -> Iterator[Diagnostic]:
    """A package that is larger than its budget, and what takes most of it.

    ``size`` is that of its zip in bytes; 0 for a folder, which is as large as its files.
    """
    once = {one.path: one for one in outputs}.values()
    size = size or sum(size_of(one) for one in once)
    if budget is None or size <= budget.most:
        return
    largest = sorted(once, key=size_of, reverse=True)
    names = ", ".join(f"{_source(one)} ({sizes.shown(size_of(one))})" for one in largest[:_NAMED])
    message = f"the package has {sizes.shown(size)}, more than its budget of"
    message += f" {sizes.shown(budget.most)}; most of it are {names}"
    yield codes.OVER_BUDGET.at(budget.span, message)


def _source(output: Output) -> str:
    """The file that an output comes from, or what it was made for."""
    if isinstance(output.data, Path):
        return repr(output.data.as_posix())
    return f"a file made for {output.origin.path or 'every package'!r}"
