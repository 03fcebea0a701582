"""What a theme's templates may not do to a page: leave out what it needs, or break its promises.

The page is held against the one that our own templates make of the same unit.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from html.parser import HTMLParser

from scorm_builder import codes
from scorm_builder.diagnostics import Code

# Classes that the runtime looks for; everything else it finds by id or data-.
HOOKS = frozenset(
    "option-text player question-heading screen-text slide thumbs typing-unit".split()
)
_ONCE = ("h1", "main", "title")
_INLINE = ("style", "base")
_LOADED = ("src", "srcset", "href", "poster", "data")
_HANDLER = re.compile(r"on[a-z]+")
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_SCRIPT = re.compile(r"[\s\x00]*(?:javascript|vbscript):", re.IGNORECASE)
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
    plain: str, themed: str, title: str, texts: Iterable[str], handed: Collection[str]
) -> Iterator[Fault]:
    """What is wrong with a page of a theme, ``plain`` being the one without it.

    ``title`` and ``texts`` are those of the unit as HTML, ``handed`` the addresses that the theme's
    templates were given.
    """
    ours, theirs = _Reader(plain), _Reader(themed)
    lost = [text for text in texts if text in plain and text not in themed]
    for mark, count in ours.marks.items():
        if theirs.marks[mark] < count and not any(mark in text for text in lost):
            yield Fault(codes.LEFT_OUT_BY_THEME, mark, lost=mark)
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
            message = f"{url!r} is no file of the theme: write {name}=\"{{{{ theme('NAME') }}}}\""
            if _ELSEWHERE.match(url):
                message = f"{url!r} would be loaded from elsewhere: put the file into the theme"
            yield Fault(codes.DEAD_IN_THEME, url, message)
    if len(_ADDRESS.findall(themed)) > len(_ADDRESS.findall(plain)):
        message = "this prints a value that is no text: name a text of it"
        yield Fault(codes.BAD_TEMPLATE, "{{", message)


class _Reader(HTMLParser):
    """Counts what a page has, each as it would be written.

    ``marks`` are what the runtime and readers of screens find their way by, ``inline`` what the
    policy of pages forbids, ``loads`` attributes with the addresses that a browser would open.
    """

    def __init__(self, page: str) -> None:
        super().__init__()
        self.marks: Counter[str] = Counter()
        self.inline: Counter[str] = Counter()
        self.loads: Counter[tuple[str, str]] = Counter()
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in _ONCE:
            self.marks[f"<{tag}>"] += 1
        if tag in (*_INLINE, "script"):
            self.inline[f"<{tag}>"] += 1
        for name, value in given.items():
            if name == "id" or name.startswith("data-") or (tag == "script" and name == "src"):
                self.marks[f'{name}="{value}"'] += 1
            elif name == "class" and tag in ("html", "body"):
                self.marks.update(f'<{tag} class="{word}">' for word in value.split())
            elif name == "class":
                self.marks.update(f'class="{word}"' for word in HOOKS & {*value.split()})
            elif tag == "html" and name in ("lang", "dir"):
                self.marks[f'<html {name}="{value}">'] += 1
            elif name == "style" or _HANDLER.fullmatch(name):
                self.inline[f"{name}="] += 1
            elif _SCRIPT.match(value):
                self.inline["javascript:"] += 1
            elif name in _LOADED:
                self._load(tag, name, value)

    def _load(self, tag: str, name: str, value: str) -> None:
        several = name == "srcset"
        urls = [one.split()[0] for one in value.split(",") if one.strip()] if several else [value]
        for url in urls:
            is_link = tag in ("a", "area") and _ELSEWHERE.match(url)
            if url.strip() and not url.startswith("#") and not is_link:
                self.loads[name, url] += 1
