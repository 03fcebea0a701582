"""Tags of languages, and the languages that a course is written in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scorm_builder.spec.languages import TWO_LETTERS

LANGUAGE = re.compile(rf"(?:{'|'.join(TWO_LETTERS)}|[a-z]{{3}})(?:-[A-Za-z0-9]{{2,8}})*")


def is_language(tag: str) -> bool:
    """Whether ``tag`` is a language tag (BCP 47): ``en``, ``pt-BR``; of three letters, like one."""
    return bool(LANGUAGE.fullmatch(tag))


@dataclass(frozen=True, slots=True)
class Languages:
    """The language of a course, and those it is translated to."""

    main: str
    others: tuple[str, ...] = ()

    def __contains__(self, tag: object) -> bool:
        return tag == self.main or tag in self.others

    def __iter__(self) -> Iterator[str]:
        """All of them, the main one first."""
        return iter((self.main, *self.others))
