"""A page as browsers read it: what the runtime finds in it, what is forbidden, what it loads."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping
from html.parser import HTMLParser

from scorm_builder.markdown import rawhtml
from scorm_builder.media import drawings

# Classes that the runtime looks for; everything else it finds by id or data-.
HOOKS = frozenset(
    "option-text player question-heading screen-text slide thumbs typing-unit".split()
)
ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
REFRESH = 'http-equiv="refresh"'
SENT_TO = ("action", "formaction", "ping")
DOCTYPE = "<!doctype html>"
_ONCE = ("h1", "main", "title")
_WORDED = ("h1", "title")
_INLINE = ("style", "base", "script")
_IMAGES = ("srcset", "imagesrcset")
_OPENED = (*rawhtml.URLS, *_IMAGES, "background", "ping", "manifest")
_HANDLER = re.compile(r"on[a-z]+")
# What is in these is not seen; they themselves may be.
_BURYING = frozenset(
    "canvas datalist iframe noembed noframes noscript object script select style textarea title"
    " xmp".split()
)


class Reading(HTMLParser):
    """Counts what a page has, each as it would be written.

    ``marks`` are what the runtime and readers of screens find their way by, ``shown`` those of them
    that no element around them hides; ``inline`` what the policy of pages forbids, ``loads``
    attributes with the addresses that a browser would open.
    """

    def __init__(self, page: str) -> None:
        super().__init__()
        self.marks: Counter[str] = Counter()
        self.shown: Counter[str] = Counter()
        self.inline: Counter[str] = Counter()
        self.loads: Counter[tuple[str, str]] = Counter()
        self._page = page
        self._lines = [0, *(found.end() for found in re.finditer("\n", page))]
        # Open elements, and whether each hides what is in it.
        self._open: list[tuple[str, bool]] = []
        # Stretches of the page that show nothing: hidden elements, tags, comments.
        self._buried: list[tuple[int, int]] = []
        self._from = -1
        if page.lstrip().lower().startswith(DOCTYPE):
            self._mark(DOCTYPE)
        self.feed(page)
        self.close()
        if self._from >= 0:
            self._buried.append((self._from, len(page)))
        self._buried = _outermost(self._buried)

    def shows(self, text: str) -> bool:
        """Whether ``text`` is on the page as it is, and not where nobody sees it."""
        at = self._page.find(text)
        while at >= 0:
            # The last that begins before it.
            last = bisect_left(self._buried, (at, 0)) - 1
            if last < 0 or at >= self._buried[last][1]:
                return True
            at = self._page.find(text, at + 1)
        return False

    def _at(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column

    def _mark(self, mark: str) -> None:
        self.marks[mark] += 1
        if self._from < 0:
            self.shown[mark] += 1

    def handle_comment(self, data: str) -> None:
        self._buried.append((self._at(), self._at() + len(data) + len("<!--")))

    def handle_data(self, data: str) -> None:
        if data.strip():
            self._words()

    def handle_entityref(self, name: str) -> None:
        self._words()

    def _words(self) -> None:
        for at, (name, _) in enumerate(self._open):
            if name in _WORDED:
                self.marks[words_of(name)] = 1
                if not any(hides for _, hides in self._open[:at]):
                    self.shown[words_of(name)] = 1

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        # In HTML the slash is nothing.
        if "svg" in self._names() or "math" in self._names():
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in self._names():
            return
        while self._open:
            name, _ = self._open.pop()
            if self._from >= 0 and not any(hides for _, hides in self._open):
                self._buried.append((self._from, self._at()))
                self._from = -1
            if name == tag:
                return

    def _names(self) -> list[str]:
        return [name for name, _ in self._open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # Of two attributes of one name a browser takes the first.
        given: dict[str, str] = {}
        for name, value in attrs:
            given.setdefault(name, value or "")
        begin = self._at()
        self._buried.append((begin, begin + len(self.get_starttag_text() or "")))
        if tag in rawhtml.OPTIONAL_END and self._names()[-1:] == [tag]:
            self.handle_endtag(tag)
        is_hidden = _is_hidden(tag, given)
        # A paragraph ends by itself where the text of a unit begins.
        opens = tag not in rawhtml.VOID and not (tag == "p" and is_hidden)
        if opens:
            self._open.append((tag, is_hidden or tag in _BURYING))
        if opens and is_hidden and self._from < 0:
            self._from = begin
        self._read(tag, given)
        if opens and tag in _BURYING and self._from < 0:
            self._from = begin

    def _read(self, tag: str, given: dict[str, str]) -> None:
        if tag in _ONCE:
            self._mark(f"<{tag}>")
        if tag == "img" and given.get("alt"):
            self._words()
        if tag == "meta" and "charset" in given:
            self._mark(f'<meta charset="{given["charset"].lower()}">')
        if tag == "meta" and given.get("name", "").lower() == "viewport":
            self._mark('<meta name="viewport">')
        if tag == "link" and given.get("rel", "").lower() == "stylesheet":
            self._mark(f'<link rel="stylesheet" href="{given.get("href", "")}">')
        if tag == "meta" and given.get("http-equiv", "").strip().lower() == "refresh":
            self.loads[REFRESH, given.get("content", "")] += 1
        if tag in _INLINE:
            self.inline[f"<{tag}>"] += 1
        if drawings.problem_of_setter(tag, given.get("attributename", "").lower()):
            self.inline[f"<{tag}>"] += 1
        for name, value in given.items():
            self._attribute(tag, name, value)

    def _attribute(self, tag: str, name: str, value: str) -> None:
        if name == "id" or name.startswith("data-") or (tag == "script" and name == "src"):
            self._mark(f'{name}="{value}"')
        elif name == "class" and tag in ("html", "body"):
            for word in value.split():
                self._mark(f'<{tag} class="{word}">')
        elif name == "class":
            for word in HOOKS & {*value.split()}:
                self._mark(f'class="{word}"')
        elif tag == "html" and name in ("lang", "dir"):
            self._mark(f'<html {name}="{value}">')
        elif name in ("style", "srcdoc") or _HANDLER.fullmatch(name):
            self.inline[f"{name}="] += 1
        elif name in _OPENED and rawhtml.is_script_url(value):
            self.inline["javascript:"] += 1
        elif name in _OPENED:
            self._load(tag, name, value)
        elif "svg" in self._names() and drawings.problem_of(tag, name, value):
            self.loads[name, value] += 1

    def _load(self, tag: str, name: str, value: str) -> None:
        urls = [value]
        if name in _IMAGES:
            urls = [url for url, _ in rawhtml.candidates(value)]
        elif name == "ping":
            urls = value.split()
        for url in (one.strip() for one in urls):
            is_link = name != "ping" and tag in ("a", "area") and ELSEWHERE.match(url)
            if url and not url.startswith("#") and not is_link:
                self.loads[name, url] += 1


def _is_hidden(tag: str, given: Mapping[str, str]) -> bool:
    return tag == "template" or "hidden" in given or (tag == "dialog" and "open" not in given)


def _outermost(stretches: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """In their order, without those that lie in others."""
    outer: list[tuple[int, int]] = []
    for begin, end in sorted(stretches, key=lambda one: (one[0], -one[1])):
        if not outer or begin >= outer[-1][1]:
            outer.append((begin, end))
    return outer


def words_of(element: str) -> str:
    """What a heading or title has that is not empty, as messages call it."""
    return f"the words of <{element}>"


def written(mark: str) -> str:
    """What templates write where a page has ``mark``."""
    return mark.removeprefix("the words of ")
