"""A verdict on anything that is or becomes a SCORM package: a zip, an unpacked folder, a course.

Nothing is unpacked, changed or fetched. ``profiles.py`` says how much a finding weighs for one LMS,
``settings.py`` what a project asks for, ``targets.py`` what the names on a command line mean;
``many.py`` judges many; ``fixing.py`` has a package mended, and judges the copy.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from scorm_builder import package, pipeline, rules
from scorm_builder.checking import profiles, targets
from scorm_builder.diagnostics import Diagnostic, Report
from scorm_builder.mending import Mend


@dataclass(frozen=True, slots=True)
class Choice:
    """What is asked of packages.

    ``select`` and ``ignore`` hold the beginnings of ids: only what is selected counts (all, if
    empty), and of it not what is ignored. ``profile`` is the name of one of the profiles.
    """

    profile: str = profiles.GENERIC
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()

    def wants(self, code: str) -> bool:
        """Whether findings of this id count."""
        return (not self.select or code.startswith(self.select)) and not (
            code.startswith(self.ignore)
        )


@dataclass(frozen=True, slots=True)
class Fixed:
    """What came of mending a package: where the copy is, what was done, or why there is none.

    ``path`` is empty where no copy was made; where ``problem`` is empty too, there was no need.
    """

    path: str = ""
    mends: tuple[Mend, ...] = ()
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found of one package or course, named as the user named it.

    Where a mended copy was made, it is that of the copy; ``fixed`` is None where none was asked.

    ``ignored`` are those of the ignored beginnings that had something to leave out. ``problem``
    says why nothing could be judged, else it is empty.
    """

    label: str
    report: Report = field(default_factory=Report)
    ignored: frozenset[str] = frozenset()
    problem: str = ""
    fixed: Fixed | None = None

    def fails(self, strict: bool = False) -> bool:
        """Whether it did not pass: something forbids it, or it could not be read or mended."""
        unmended = self.fixed is not None and bool(self.fixed.problem)
        return bool(self.problem) or unmended or self.report.fails(strict)


def check(path: str | os.PathLike[str], choice: Choice | None = None, label: str = "") -> Verdict:
    """The verdict on the package or the course at ``path``, shown as ``label`` if that is given.

    Raises nothing for what it holds.
    """
    chosen = choice or Choice()
    place = Path(path)
    label = label or place.as_posix()
    try:
        found = _found(place, label, chosen)
    except OSError as error:
        return Verdict(label, problem=error.strerror or str(error))
    weighed = profiles.weighed(found, chosen.profile)
    wanted = [one for one in weighed if not chosen.select or one.code.startswith(chosen.select)]
    kept = [one for one in wanted if not one.code.startswith(chosen.ignore)]
    ignored = (one for one in chosen.ignore if any(it.code.startswith(one) for it in wanted))
    return Verdict(label, Report.of(kept), frozenset(ignored))


def _found(path: Path, label: str, choice: Choice) -> Iterable[Diagnostic]:
    loud = profiles.PROFILES[choice.profile].shifts
    if targets.is_course(path):
        return pipeline.check(path, loud).diagnostics
    with package.open(path, label) as opened:
        return rules.check(opened, choice.select, loud)
