"""What a project asks of its packages, in ``.scormcheck.toml`` or in ``pyproject.toml``.

The nearest of them counts, looked for from the present folder upwards: ``.scormcheck.toml``, or
the table ``[tool.scorm-builder.check]`` of ``pyproject.toml``. The keys are the same in both::

    profile = "moodle"
    select = ["Z", "M"]
    ignore = ["H05"]
    strict = true

    [ignore-in]
    "vendor/*.zip" = ["F05", "F11"]
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from scorm_builder import codes, rules
from scorm_builder.checking import Choice, Verdict, profiles
from scorm_builder.diagnostics import Diagnostic, Span
from scorm_builder.explain import source_codes
from scorm_builder.fields import nearest

FILE, PROJECT = ".scormcheck.toml", "pyproject.toml"
_TABLE = ("tool", "scorm-builder", "check")
_KEYS = ("profile", "select", "ignore", "strict", "ignore-in")


class SettingsError(Exception):
    """Settings that cannot be followed; the text says where and why."""


@dataclass(frozen=True, slots=True)
class Ignore:
    """The beginning of ids to leave out, of packages whose path fits ``pattern`` (all, if empty).

    ``span`` is where that was asked for.
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
        if profile and profile not in profiles.PROFILES:
            known_ones = ", ".join(profiles.PROFILES)
            raise SettingsError(f"there is no profile {profile!r}: {known_ones}")
        asked = [Ignore(known(one), "", Span(f"--ignore {one}")) for one in ignore]
        return replace(
            self,
            profile=profile or self.profile,
            select=tuple(map(known, select)) or self.select,
            ignores=(*self.ignores, *asked),
            strict=strict or self.strict,
        )

    def unused(self, judged: Iterable[tuple[Path, Verdict]]) -> Iterator[Diagnostic]:
        """Ignores by which nothing was left out of any package: what they hid is gone."""
        used = {
            ignore
            for path, verdict in judged
            for ignore in self._for(path)
            if ignore.prefix in verdict.ignored
        }
        for ignore in self.ignores:
            if ignore not in used:
                where = f" in {ignore.pattern!r}" if ignore.pattern else ""
                message = f"nothing was found that {ignore.prefix!r} ignores{where}: take it out"
                yield codes.UNUSED_IGNORE.at(ignore.span, message)

    def _for(self, path: Path) -> Iterator[Ignore]:
        for one in self.ignores:
            if not one.pattern or _fits(path, self.folder, one.pattern):
                yield one


def find(start: Path) -> tuple[Path, Mapping[str, Any]] | None:
    """The file of settings that counts in ``start``, and its table.

    Raises :class:`SettingsError`.
    """
    absolute = start.absolute()
    for folder in (absolute, *absolute.parents):
        for name in (FILE, PROJECT):
            path = folder / name
            if path.is_file() and (table := _table(path)) is not None:
                return path, table
    return None


def read(start: Path) -> Settings:
    """The settings that count in ``start``. Raises :class:`SettingsError`."""
    found = find(start)
    if found is None:
        return Settings()
    path, table = found
    for key in table:
        if key not in _KEYS:
            raise _wrong(path, key, f"unknown key {key!r}{nearest(key, _KEYS)}")
    inside = table.get("ignore-in", {})
    if not isinstance(inside, dict):
        raise _wrong(path, "ignore-in", "'ignore-in' has to be a table of patterns")
    ignores = [_ignore(path, one) for one in _prefixes(path, table, "ignore")]
    for pattern in inside:
        ignores += [_ignore(path, one, pattern) for one in _prefixes(path, inside, pattern)]
    strict = table.get("strict", False)
    if not isinstance(strict, bool):
        raise _wrong(path, "strict", "'strict' has to be true or false")
    profile = table.get("profile", profiles.GENERIC)
    if profile not in profiles.PROFILES:
        near = nearest(str(profile), profiles.PROFILES)
        raise _wrong(path, "profile", f"there is no profile {profile!r}{near}")
    select = _prefixes(path, table, "select")
    return Settings(path.parent, profile, tuple(select), tuple(ignores), strict)


def known(prefix: str) -> str:
    """The beginning of an id in capitals, if some id begins so. Raises :class:`SettingsError`."""
    wanted = prefix.strip().upper()
    ids = [one.id for one in rules.all_rules()] + list(source_codes())
    if not wanted or not any(one.startswith(wanted) for one in ids):
        raise SettingsError(f"no rule begins with {prefix!r}{nearest(wanted, ids)}")
    return wanted


def _prefixes(path: Path, table: Mapping[str, Any], key: str) -> list[str]:
    values = table.get(key, [])
    if not isinstance(values, list) or not all(isinstance(one, str) for one in values):
        raise _wrong(path, key, f"{key!r} has to be a list of the beginnings of ids")
    try:
        return [known(one) for one in values]
    except SettingsError as error:
        raise _wrong(path, key, str(error)) from error


def _ignore(path: Path, prefix: str, pattern: str = "") -> Ignore:
    return Ignore(prefix, pattern, Span(_shown(path), _line(path, pattern or "ignore")))


def _table(path: Path) -> Mapping[str, Any] | None:
    """The table of settings in a file; None where ``pyproject.toml`` has none."""
    try:
        table: Any = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{_shown(path)}: this cannot be read: {error}") from error
    for name in _TABLE if path.name == PROJECT else ():
        table = table.get(name) if isinstance(table, dict) else None
    return table if isinstance(table, dict) else None


def _wrong(path: Path, key: str, message: str) -> SettingsError:
    return SettingsError(f"{Span(_shown(path), _line(path, key))}: {message}")


def _line(path: Path, key: str) -> int:
    """The first line that begins with a key, from 1; 0 if none does."""
    starts = (key, f'"{key}"', f"'{key}'")
    lines = path.read_text("utf-8").splitlines()
    return next((n for n, line in enumerate(lines, 1) if line.strip().startswith(starts)), 0)


def _shown(path: Path) -> str:
    """The path as short as may be: from the present folder if it lies in it."""
    here = Path.cwd()
    return (path.relative_to(here) if path.is_relative_to(here) else path).as_posix()


def _fits(path: Path, folder: Path, pattern: str) -> bool:
    absolute = path.absolute()
    if not absolute.is_relative_to(folder.absolute()):
        return False
    return fnmatch(absolute.relative_to(folder.absolute()).as_posix(), pattern)
