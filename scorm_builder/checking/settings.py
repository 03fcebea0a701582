"""What a project asks of its packages, in ``.scormcheck.toml`` or in ``pyproject.toml``.

The nearest of them counts, looked for from the present folder upwards: ``.scormcheck.toml``, or
the table ``[tool.scorm-builder.check]`` of ``pyproject.toml``. The keys are the same in both::

    profile = "moodle"
    select = ["Z", "M"]
    ignore = ["H05"]
    strict = true

    [ignore-in]
    "vendor/*.zip" = ["F05", "F11"]

Patterns are those of ``.gitignore``, and count from the folder of the file.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from scorm_builder import codes
from scorm_builder.checking import Choice, Verdict, known, known_profile, profiles, tables
from scorm_builder.checking.tables import SettingsError as SettingsError
from scorm_builder.checking.tables import Table
from scorm_builder.diagnostics import Diagnostic, Span
from scorm_builder.fields import nearest

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

FILE, PROJECT = ".scormcheck.toml", "pyproject.toml"
_KEYS = ("profile", "select", "ignore", "strict", "ignore-in")


@dataclass(frozen=True, slots=True)
class Ignore:
    """The beginning of ids to leave out, of packages whose path fits ``pattern`` (all, if empty).

    ``span`` is where that was asked for, and empty if it was on the command line.
    """

    prefix: str
    pattern: str
    span: Span


@dataclass(frozen=True, slots=True)
class Settings:
    """What was asked for; ``folder`` is what patterns count from."""

    folder: Path = field(default_factory=Path)
    profile: str = profiles.GENERIC
    select: tuple[str, ...] = ()
    ignores: tuple[Ignore, ...] = ()
    strict: bool = False

    def choice(self, path: Path) -> Choice:
        """What is asked of the package at ``path``."""
        ignored = dict.fromkeys(one.prefix for one in self._for(path))
        return Choice(self.profile, self.select, tuple(ignored))

    def with_options(
        self, profile: str, select: Iterable[str], ignore: Iterable[str], strict: bool
    ) -> Settings:
        """These, and what was asked for on the command line, where a selection replaces that here.

        ``profile`` is empty where none was asked for. Raises :class:`SettingsError`.
        """
        try:
            return replace(
                self,
                profile=known_profile(profile or self.profile),
                select=tuple(map(known, select)) or self.select,
                ignores=(*self.ignores, *(Ignore(known(one), "", Span()) for one in ignore)),
                strict=strict or self.strict,
            )
        except ValueError as error:
            raise SettingsError(str(error)) from error

    def unused(self, judged: Iterable[tuple[Path, Verdict]]) -> Iterator[Diagnostic]:
        """Ignores by which nothing was left out, though it might have been: what they hid is gone.

        Nothing is said of an ignore where something that it is for could not be judged whole.
        """
        everywhere = tuple(one.prefix for one in self.ignores if not one.pattern)
        if codes.UNUSED_IGNORE.id.startswith(everywhere):
            return
        met: dict[Ignore, list[Verdict]] = {one: [] for one in self.ignores}
        for path, verdict in judged:
            for ignore in self._for(path):
                met[ignore].append(verdict)
        for ignore, verdicts in met.items():
            idle = [one for one in verdicts if ignore.prefix in one.idle]
            used = any(ignore.prefix in one.ignored or one.problem for one in verdicts)
            if idle and not used and all(one.whole for one in idle):
                where = f" in {ignore.pattern!r}" if ignore.pattern else ""
                written = ignore.prefix if ignore.span.path else f"--ignore {ignore.prefix}"
                message = f"nothing was found that {written!r} ignores{where}: take it out"
                yield codes.UNUSED_IGNORE.at(ignore.span, message)

    def _for(self, path: Path) -> Iterator[Ignore]:
        for one in self.ignores:
            if not one.pattern or _fits(path, self.folder, one.pattern):
                yield one


def read(start: Path) -> Settings:
    """The settings that count in ``start``. Raises :class:`SettingsError`."""
    absolute = start.absolute()
    for folder in (absolute, *absolute.parents):
        for name in (FILE, PROJECT):
            # Not `is_file()`, which raises where nothing can be seen.
            if os.path.isfile(folder / name):  # noqa: PTH113
                table = tables.read(folder / name)
                ours = table if name == FILE else _ours(table)
                if ours is not None:
                    return _settings(folder, ours)
    return Settings()


def _ours(project: Table) -> Table | None:
    """What ``pyproject.toml`` says of checks."""
    tool = project.inner("tool")
    ours = tool.inner("scorm-builder") if tool else None
    for key in ours.values if ours else ():
        if ours and key != "check":
            raise ours.wrong(key, f"unknown key {key!r}{nearest(key, ['check'])}")
    return ours.inner("check") if ours else None


def _settings(folder: Path, table: Table) -> Settings:
    for key in table.values:
        if key not in _KEYS:
            raise table.wrong(key, f"unknown key {key!r}{nearest(key, _KEYS)}")
    strict = table.values.get("strict", False)
    if not isinstance(strict, bool):
        raise table.wrong("strict", "'strict' has to be true or false")
    try:
        profile = known_profile(table.values.get("profile", profiles.GENERIC))
    except ValueError as error:
        raise table.wrong("profile", str(error)) from error
    ignores = (*_ignores(table, "ignore"), *_ignores_in(table.inner("ignore-in")))
    return Settings(folder, profile, _prefixes(table, "select"), ignores, strict)


def _ignores(table: Table, key: str, pattern: str = "") -> Iterator[Ignore]:
    prefixes = _prefixes(table, key)
    span = table.span(key) if prefixes else Span()
    return (Ignore(one, pattern, span) for one in prefixes)


def _ignores_in(table: Table | None) -> Iterator[Ignore]:
    for pattern in table.values if table else ():
        if table and not _is_pattern(pattern):
            raise table.wrong(pattern, f"{pattern!r} is no pattern: write it as in .gitignore")
        yield from _ignores(table, pattern, pattern) if table else ()


def _prefixes(table: Table, key: str) -> tuple[str, ...]:
    values = table.values.get(key, [])
    if not isinstance(values, list) or not all(isinstance(one, str) for one in values):
        raise table.wrong(key, f"{key!r} has to be a list of the beginnings of ids")
    try:
        return tuple(map(known, values))
    except ValueError as error:
        raise table.wrong(key, str(error)) from error


def _is_pattern(written: str) -> bool:
    try:
        return [one.include for one in _spec(written).patterns] == [True]
    except ValueError:
        return False


@cache
def _spec(pattern: str) -> GitIgnoreSpec:
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec.from_lines([pattern.removeprefix("./")])


def _fits(path: Path, folder: Path, pattern: str) -> bool:
    """Whether a pattern, counted from ``folder``, is for ``path`` as it is called or as it lies."""
    names = {Path(os.path.normpath(path.absolute())), Path(os.path.realpath(path))}
    bases = {folder.absolute(), Path(os.path.realpath(folder))}
    inside = [
        name.relative_to(base) for name in names for base in bases if name.is_relative_to(base)
    ]
    # As if each were a folder, which patterns for files fit too.
    return any(_spec(pattern).match_file(f"{one.as_posix()}/") for one in inside)
