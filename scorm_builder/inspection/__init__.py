"""What a package holds: its menu, what each unit opens, how large it is, what it can report.

It is looked at and not judged: whether all of it is right is for the rules. Any SCORM package will
do, of 1.2 and of 2004, however hostile; one of ours also has its build record told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the menu.

    ``kind`` is ``sco``, ``asset``, or empty where it opens nothing; ``launch`` what it opens;
    ``size`` bytes of all its files, unpacked, files that it shares with others among them;
    ``mastery`` as written.
    """

    identifier: str
    title: str
    kind: str = ""
    launch: str = ""
    size: int = 0
    mastery: str = ""
    reports: tuple[str, ...] = ()
    children: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Inspection:
    """What was seen.

    ``problem`` says why nothing could be seen of the menu. ``others`` are the titles of menus
    beside the one that an LMS shows. ``partly``: it was too much to look into every file.
    """

    label: str
    title: str = ""
    version: str = ""
    files: int = 0
    size: int = 0
    entries: tuple[Entry, ...] = ()
    others: tuple[str, ...] = ()
    partly: bool = False
    record: Mapping[str, Any] | None = None
    problem: str = ""

    def scos(self) -> Iterator[Entry]:
        """Every entry that opens a SCO, in the order of the menu."""
        yield from (one for one in _flat(self.entries) if one.kind == "sco")


def _flat(entries: Iterable[Entry]) -> Iterator[Entry]:
    for entry in entries:
        yield entry
        yield from _flat(entry.children)
