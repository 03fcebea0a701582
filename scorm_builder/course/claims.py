"""Who has which id: every present id once, and no former id in use elsewhere."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass

from scorm_builder import codes
from scorm_builder.diagnostics import Span
from scorm_builder.fields import Fields
from scorm_builder.fields.forms import ID
from scorm_builder.source.paths import Report


@dataclass(frozen=True, slots=True)
class Owner:
    """A unit or module: ``what`` it is in words, where its id is from, its file or folder.

    ``path`` is empty for a module without folder.
    """

    what: str
    path: str
    span: Span

    def __str__(self) -> str:
        return f"{self.what} ({self.span})"


class Claims:
    """The ids of one course."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._present: dict[str, Owner] = {}
        self._former: list[tuple[str, Owner, Span]] = []

    def take(self, wanted: str, owner: Owner) -> bool:
        """Gives an id to the first who wants it; a finding for everybody after.

        False if two files of one stem want it: then it is not known what each of them is for.
        """
        first = self._present.setdefault(wanted, owner)
        if first is owner:
            return True
        stems = [posixpath.splitext(each.path)[0] for each in (first, owner)]
        if stems[0] and stems[0] == stems[1]:
            self._report(codes.SAME_STEM, owner.span, _same_stem(first.path, owner.path))
            return False
        message = f"the id {wanted!r} of {owner.what} is taken by {first}: give one of them an id:"
        self._report(codes.SAME_ID, owner.span, message)
        return True

    def former(self, own: Fields, owner: Owner) -> tuple[str, ...]:
        """The former ids of ``owner``, newest first, as ``was:`` gives them."""
        good = []
        for text, span in own.items("was"):
            if ID.fullmatch(text):
                good.append(text)
                self._former.append((text, owner, span))
            else:
                message = f"was: {text!r} is no id: write the id that was published"
                self._report(codes.BAD_ID, span, message)
        return tuple(good)

    def check_former(self) -> None:
        """Once all ids are known: nobody may have been what somebody else is, or was."""
        heirs: dict[str, Owner] = {}
        for old, owner, span in self._former:
            present = self._present.get(old)
            heir = heirs.setdefault(old, owner)
            if present is not None and present is not owner:
                message = f"was: {old!r} is the id of {present} now: its learners would be mixed up"
                self._report(codes.WAS_IN_USE, span, message)
            elif heir is not owner:
                message = f"was: {old!r} is said by {heir} too: only one of them can go on with it"
                self._report(codes.WAS_IN_USE, span, message)


def pinned(own: Fields, report: Report) -> str:
    """What ``id:`` says; empty if it says nothing, or something that cannot be an id."""
    wanted = own.text("id")
    if not wanted or ID.fullmatch(wanted):
        return wanted
    message = (
        f"the id {wanted!r} must be small letters, digits and '-', begin with a letter, and have "
        "at most 64 characters"
    )
    report(codes.BAD_ID, own.span("id"), message)
    return ""


def _same_stem(one: str, two: str) -> str:
    one, two = posixpath.basename(one), posixpath.basename(two)
    cure = "give one of them an id:, or take its number off"
    for page, medium in ((one, two), (two, one)):
        if page.endswith(".md") and posixpath.splitext(medium)[1] not in ("", ".md"):
            cure = f"write 'source: {medium}' into the page if it is about it, else {cure}"
    return f"{one!r} and {two!r} have the same stem: {cure}"
