"""What a theme's templates may not do to a page: leave out what it needs, or break its promises.

The page is held against the one that our own templates make of the same unit.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from scorm_builder import codes
from scorm_builder.diagnostics import Code
from scorm_builder.fields import nearest
from scorm_builder.render import read

# How an object of the program is printed that is another one in every run.
_ADDRESS = re.compile(r" at 0x[0-9a-f]{6,}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a page.

    ``what`` it is about, as templates write it. Of what is only left out, there is its name in
    ``lost`` and no message.
    """

    code: Code
    what: str
    message: str = ""
    lost: str = ""


def faults(
    plain: str,
    themed: str,
    title: str,
    texts: Iterable[str],
    handed: Collection[str],
    files: Collection[str],
) -> Iterator[Fault]:
    """What is wrong with a page of a theme, ``plain`` being the one without it.

    ``title`` and ``texts`` are those of the unit as HTML, ``handed`` the addresses that the theme's
    templates were given, of its ``files``.
    """
    ours, theirs = read.Reading(plain), read.Reading(themed)
    lost = [
        text
        for text in texts
        if (ours.shows(text) and not theirs.shows(text)) or (text in plain and text not in themed)
    ]
    for mark, count in ours.marks.items():
        if theirs.marks[mark] < count or theirs.shown[mark] < ours.shown[mark]:
            # Words go with the element that holds them.
            told = read.written(mark) != mark and not theirs.marks[read.written(mark)]
            if not told and not any(mark in text for text in lost):
                yield Fault(codes.LEFT_OUT_BY_THEME, read.written(mark), lost=mark)
        elif theirs.marks[mark] > count and mark.startswith(("id=", "<")):
            message = f"this writes {mark} once more, which a page has once: take it out"
            yield Fault(codes.LEFT_OUT_BY_THEME, mark, message)
    for text in lost:
        what, name = ("lead", "title") if text == title else ("content", "text")
        yield Fault(codes.LEFT_OUT_BY_THEME, what, lost=f"the {name} of the unit as it is")
    for what, count in theirs.inline.items():
        if count > ours.inline[what]:
            cure = "write it into theme.css" if "style" in what else "take it out"
            message = f"{what} is forbidden by the policy that pages run under: {cure}"
            yield Fault(codes.INLINE_IN_THEME, what.rstrip(">"), message)
    known = {url for _, url in ours.loads} | {*handed}
    for name, url in theirs.loads:
        if url not in known:
            what = name if name == read.REFRESH else url
            yield Fault(codes.DEAD_IN_THEME, what, _why_dead(name, url, files))
    if len(_ADDRESS.findall(themed)) > len(_ADDRESS.findall(plain)):
        message = "this prints a value that is no text: name a text of it"
        yield Fault(codes.BAD_TEMPLATE, "{{", message)


def _why_dead(name: str, url: str, files: Collection[str]) -> str:
    """What is wrong with an address of a page, and the cure."""
    if name == read.REFRESH:
        return f"<meta {name}> takes learners away from the page: take it out"
    if name in read.SENT_TO:
        return f"{name}= would send to {url!r} what learners do: take it out"
    if read.ELSEWHERE.match(url):
        return f"{url!r} would be loaded from elsewhere: put the file into the theme"
    if url in files:
        return f"pages do not lie beside {url!r}: write {name}=\"{{{{ theme('{url}') }}}}\""
    cure = f"write {name}=\"{{{{ theme('NAME') }}}}\""
    return f"{url!r} is no file of the theme{nearest(url, files)}: {cure}"
