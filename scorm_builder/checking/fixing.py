"""Has a package mended in a copy, judges the copy, and puts it in its place."""

from __future__ import annotations

import errno
import filecmp
import os
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from scorm_builder.checking import Choice, Fixed, Verdict, check, targets
from scorm_builder.diagnostics import quoted, visible
from scorm_builder.mending import RefusedError, copying
from scorm_builder.mending.copying import Copy
from scorm_builder.rules import MOST_WORDS
from scorm_builder.writing import publishing


@dataclass(frozen=True, slots=True)
class Fixing:
    """Where mended copies go: into ``folder``, or beside what they are of.

    ``force`` lets a copy replace another file of its name.
    """

    folder: Path | None = None
    force: bool = False

    def place(self, path: Path) -> Path:
        """Where the mended copy of a package goes."""
        return copying.place_of(path, self.folder)

    def packages(self, paths: Iterable[Path]) -> list[Path]:
        """What there is to mend: what ``paths`` mean, but for copies of others of these.

        A copy that is named itself is a package like any other.
        """
        named = list(paths)
        found = targets.expanded(named)
        copies = {os.path.realpath(self.place(one)) for one in found}
        return [one for one in found if one in named or os.path.realpath(one) not in copies]

    def meeting(self, paths: Iterable[Path]) -> str:
        """Which two of the packages would be mended into one file, in words; else empty."""
        places: dict[str, Path] = {}
        for path in self.packages(paths):
            if targets.is_course(path):
                continue
            target = os.path.realpath(self.place(path))
            if target in places:
                both = f"{quoted(places[target].as_posix())} and {quoted(path.as_posix())}"
                name = quoted(self.place(path).name)
                return f"{both} would both be mended as {name}: take them one by one"
            places[target] = path
        return ""


def fix(path: Path, choice: Choice, fixing: Fixing) -> Verdict:
    """The verdict on the mended copy of a package, or on the package where none was made."""
    before = check(path, choice)
    if before.problem:
        return before
    target = fixing.place(path)
    try:
        if targets.is_course(path):
            raise RefusedError("it is the source of a course: what is built of it needs no mending")
        copy = copying.mended(path, choice.wants)
        after = _made(copy, target, choice, fixing.force) if copy.mends else before
    except RefusedError as refused:
        return replace(before, fixed=Fixed(problem=visible(str(refused), MOST_WORDS)))
    except OSError as error:
        why = publishing.reason(error, target.parent)
        return replace(before, fixed=Fixed(problem=visible(why, MOST_WORDS)))
    if after is before:
        return replace(before, fixed=Fixed())
    mends = tuple(replace(one, done=visible(one.done, MOST_WORDS)) for one in copy.mends)
    return replace(after, label=before.label, fixed=Fixed(target.as_posix(), mends))


def _made(copy: Copy, target: Path, choice: Choice, force: bool) -> Verdict:
    """The verdict on the copy, which is written, judged, and then put at ``target``.

    Raises ``OSError``, also where another file is there already.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    with publishing.staging(target.parent) as folder:
        draft = folder / target.name
        copying.write(copy, draft)
        verdict = check(draft, choice, target.as_posix())
        if not os.path.lexists(target) or force:
            publishing.replace(draft, target, folder / "aside")
        elif not target.is_file() or not filecmp.cmp(draft, target, shallow=False):
            message = "another file of this name is there: move it away, or say --force"
            raise FileExistsError(errno.EEXIST, message, str(target))
    return verdict
