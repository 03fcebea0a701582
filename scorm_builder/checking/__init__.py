"""A verdict on anything that is or becomes a SCORM package: a zip, an unpacked folder, a course.

Nothing is unpacked, changed or fetched. ``profiles.py`` says how much a finding weighs for one LMS,
``settings.py`` what a project asks for, ``targets.py`` what the names on a command line mean;
``many.py`` judges many; ``fixing.py`` has a package mended, and judges the copy.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from scorm_builder import package, pipeline, rules
from scorm_builder.checking import profiles, targets
from scorm_builder.diagnostics import Diagnostic, Report, Severity, quoted
from scorm_builder.explain import source_codes
from scorm_builder.fields import nearest
from scorm_builder.mending import Mend


@dataclass(frozen=True, slots=True)
class Choice:
    """What is asked of packages.

    ``select`` and ``ignore`` hold the beginnings of ids, in any case: only what is selected counts
    (all, if empty), and of it not what is ignored. ``profile`` is the name of one of the profiles.
    Raises ``ValueError`` for a profile or an id that there is not, and for a text in place of a
    list of ids.
    """

    profile: str = profiles.GENERIC
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        known_profile(self.profile)
        for name in ("select", "ignore"):
            written = getattr(self, name)
            if isinstance(written, str):
                raise ValueError(f"{name} is a list of the beginnings of ids, as in ['M', 'Z1']")
            object.__setattr__(self, name, tuple(map(known, written)))

    def selects(self, code: str) -> bool:
        """Whether it is asked for findings of this id, be they ignored or not."""
        return not self.select or code.startswith(self.select)

    def ignores(self, code: str) -> bool:
        """Whether findings of this id are left out."""
        return code.startswith(self.ignore)

    def wants(self, code: str) -> bool:
        """Whether findings of this id count."""
        return self.selects(code) and not self.ignores(code)


def known_profile(name: object) -> str:
    """The name of a profile. Raises ``ValueError``, saying which there are, for any other."""
    if isinstance(name, str) and name in profiles.PROFILES:
        return name
    near = nearest(name.lower(), profiles.PROFILES) if isinstance(name, str) else ""
    raise ValueError(f"there is no profile {name!r}{near}: {', '.join(profiles.PROFILES)}")


def known(prefix: object) -> str:
    """The beginning of an id in capitals. Raises ``ValueError`` if no id begins so."""
    wanted = prefix.strip().upper() if isinstance(prefix, str) else ""
    ids = [*_rules(), *source_codes()]
    if wanted and any(one.startswith(wanted) for one in ids):
        return wanted
    if "," in wanted:
        raise ValueError(f"{prefix!r} is no id: give several one by one")
    raise ValueError(f"no rule begins with {prefix!r}{nearest(wanted, ids)}")


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

    ``problem`` says why nothing could be judged, else it is empty; ``whole`` is whether all that
    was asked for was looked at, which errors in a source or damage may forbid. ``ignored`` are
    those of the ignored beginnings that had something to leave out, ``idle`` those that might have
    had and had not.
    """

    label: str
    report: Report = field(default_factory=Report)
    ignored: frozenset[str] = frozenset()
    idle: frozenset[str] = frozenset()
    whole: bool = True
    problem: str = ""
    fixed: Fixed | None = None

    def fails(self, strict: bool = False) -> bool:
        """Whether it did not pass: something forbids it, or it could not be read or mended."""
        unmended = self.fixed is not None and bool(self.fixed.problem)
        return bool(self.problem) or unmended or self.report.fails(strict)


def check(
    path: str | bytes | os.PathLike[str] | os.PathLike[bytes],
    choice: Choice | None = None,
    label: str = "",
) -> Verdict:
    """The verdict on the package or the course at ``path``, shown as ``label`` if that is given.

    Raises nothing for what is there, or is not.
    """
    chosen = choice or Choice()
    place = Path(os.fsdecode(path))
    label = label or place.as_posix()
    if "\0" in str(place):
        return unjudged(label, "no file has a name with a NUL in it")
    try:
        if problem := targets.mistaken(place) if place.is_file() else "":
            return unjudged(label, problem)
        is_course = targets.is_course(place)
        found = _found(place, is_course, label, chosen)
    except OSError as error:
        return unjudged(label, _why(error, place))
    weighed = profiles.weighed(found, chosen.profile)
    stopping = [one for one in weighed if _stops(one, is_course)]
    # What nobody selected is told all the same where it kept from being seen what was selected.
    asked = [one for one in weighed if chosen.selects(one.code) or one in stopping]
    kept = Report.of(one for one in asked if not chosen.ignores(one.code))
    ignored = {one for one in chosen.ignore if any(it.code.startswith(one) for it in asked)}
    idle = {one for one in chosen.ignore if _may_be_found(one, is_course, chosen.select)} - ignored
    return Verdict(label, kept, frozenset(ignored), frozenset(idle), whole=not stopping)


def unjudged(label: str, problem: str) -> Verdict:
    """The verdict on what could not be judged, and why."""
    return Verdict(label, problem=problem, whole=False)


def _found(path: Path, is_course: bool, label: str, choice: Choice) -> Iterable[Diagnostic]:
    loud = profiles.PROFILES[choice.profile].shifts
    if is_course:
        return pipeline.check(path, loud).diagnostics
    fatal = [one.id for one in _rules().values() if one.fatal]
    with package.open(path, label) as opened:
        return rules.check(opened, choice.select and (*choice.select, *fatal), loud)


def _why(error: OSError, place: Path) -> str:
    """What the system says, and of what, where that is not the place itself."""
    said = error.strerror or str(error)
    name = os.fsdecode(error.filename) if error.filename else ""
    return said if not name or Path(name) == place else f"{said}: {quoted(name)}"


@cache
def _rules() -> Mapping[str, rules.Rule]:
    return {one.id: one for one in rules.all_rules()}


def _stops(found: Diagnostic, is_course: bool) -> bool:
    """Whether a finding is one after which rules were not run that else would have been."""
    if found.severity is not Severity.ERROR:
        return False
    rule = _rules().get(found.code)
    return is_course if rule is None else rule.fatal


def _may_be_found(prefix: str, is_course: bool, select: tuple[str, ...]) -> bool:
    """Whether an id that begins so could have been found of a course, or else of a package.

    The zip of a course is ours: nothing that is wrong with zips as such is its author's.
    """
    ids = [one for one in _rules() if not (is_course and one[0] in "KZ")]
    ids += source_codes() if is_course else ()
    return any(one.startswith(prefix) and (not select or one.startswith(select)) for one in ids)
