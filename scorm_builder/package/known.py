"""What is known of a package by whoever made it, and can be seen in it by nobody."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Known:
    """Where the files of a package came from, and what has been told of them there.

    ``sources`` has the files that were packed byte for byte: by their names in the package, the
    paths that findings show of them. ``left_out`` are files and folders, by such paths, that are
    there and were not packed. ``told`` are references that a finding on a source has told already:
    the name of the file in the package, and the address as it is written there.
    """

    sources: Mapping[str, str] = field(default_factory=dict)
    left_out: frozenset[str] = frozenset()
    told: frozenset[tuple[str, str]] = frozenset()

    def is_left_out(self, name: str, seen_from: str) -> bool:
        """Whether ``name``, which is not in the package, is there beside the source of a file."""
        if not self.left_out or seen_from not in self.sources:
            return False
        way = posixpath.relpath(name, posixpath.dirname(seen_from) or ".")
        path = posixpath.normpath(posixpath.join(posixpath.dirname(self.sources[seen_from]), way))
        while path not in self.left_out and posixpath.dirname(path) not in ("", "/", path):
            path = posixpath.dirname(path)
        return path in self.left_out


NOTHING = Known()
"""Of a package that somebody else has made."""
