"""Mends what is mechanical in anybody's package, in a copy: never in place.

``names.py`` finds new names for files, with ``codepages.py`` and ``accents.py``, and which of them
are left out (``mentioned.py`` knows what may be in use); ``prolog.py`` and ``manifests.py`` mend
the manifest, as text and as a tree; ``copying.py`` says what goes into the copy. No manifest is
written anew from its tree: a mend is a handful of edits (``edits.py``) in the text, which else
stays to the letter.

What learners' records hang on is out of reach: no mend changes an identifier or a
reference to one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mend:
    """What was done about the findings of one rule, in words; ``entry`` is the file it was done to.

    ``entry`` is named as in the copy, and empty where it was done to the zip as a whole. ``names``
    are all files that it is about, where words name but the first few: as they are named in the
    copy, or in the package if they are left out of the copy.
    """

    rule: str
    done: str
    entry: str = ""
    names: tuple[str, ...] = ()


class RefusedError(Exception):
    """The package is not one to mend by rule; the message says why, in words for its author."""


Wanted = Callable[[str], bool]
"""Whether what a rule finds is to be mended, by its id."""
