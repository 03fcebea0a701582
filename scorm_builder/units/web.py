"""A web unit: somebody's folder of HTML, byte for byte, in a frame of our page.

What its pages refer to is judged by the rules on packages, like all that is packed.
"""

from __future__ import annotations

import codecs
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from scorm_builder import codes
from scorm_builder.course import keptnames
from scorm_builder.diagnostics import Span
from scorm_builder.fields.keys import UNIT
from scorm_builder.model import Completion, Rendered, SourceFile
from scorm_builder.units import ParseContext, RenderContext

if TYPE_CHECKING:
    from scorm_builder.fields import Fields

EXTENSIONS: tuple[str, ...] = ()
KEYS = frozenset(("passing_score",))
COMPLETIONS = ("manual", "time", "passed")
DEFAULT_COMPLETION = Completion("manual")

FIRST_PAGE = "index.html"
_HTML = (".html", ".htm", ".xhtml")
_SCRIPTS = (*_HTML, ".js", ".mjs")
_TRACKING = re.compile(rb"\bLMSInitialize\b|\bAPI_1484_11\b")
_CHARSET = re.compile(rb"""<meta[^>]*charset\s*=\s*["']?\s*([A-Za-z0-9_-]+)""", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Web:
    """The body of a web unit: its files with their paths inside the folder, sorted.

    ``is_graded``: what its page sends as a score is told to an LMS.
    """

    files: tuple[tuple[str, SourceFile], ...]
    is_graded: bool = False


def parse(fields: Fields, ctx: ParseContext) -> Web | None:
    """All files of the folder, each of which must have a name that can be kept."""
    inside = f"{ctx.path}/"
    files = [
        (path.removeprefix(inside), file)
        for path, file in ctx.tree.files.items()
        if path.startswith(inside)
    ]
    for name, file in files:
        if problem := keptnames.problem(name):
            ctx.report(codes.UNKEPT_NAME, ctx.tree.span(file.path), f"{file.path!r} {problem}")
    _check_tracking(files, ctx)
    first = next(file for name, file in files if name == FIRST_PAGE)
    ctx.called(_title(first.disk.read_bytes()))
    return Web(tuple(files), _is_graded(fields))


def _is_graded(fields: Fields) -> bool:
    """Whether it is said of this very unit: what a course asks of quizzes is not asked of it."""
    report = fields.choice("report", UNIT["report"].choices, "completed")
    return report != "completed" or "passing_score" in fields


def _check_tracking(files: list[tuple[str, SourceFile]], ctx: ParseContext) -> None:
    """One warning for a unit that would talk to an LMS by itself: it does not reach it here."""
    for place in _tracking(files, ctx):
        message = (
            "this looks for an LMS by itself; in a web unit it finds none, and what it reports is "
            "dropped: the learner presses the button, or the page sends the message that completes"
        )
        ctx.report(codes.OWN_TRACKING, place, message)
        return


def _tracking(files: list[tuple[str, SourceFile]], ctx: ParseContext) -> Iterator[Span]:
    for name, file in files:
        if posixpath.splitext(name)[1].lower() in _SCRIPTS:
            data = file.disk.read_bytes()
            if found := _TRACKING.search(data):
                line = data.count(b"\n", 0, found.start()) + 1
                start = data.rfind(b"\n", 0, found.start()) + 1
                column = len(data[start : found.start()].decode("utf-8", "replace")) + 1
                yield ctx.tree.span(file.path, line, column)


class _TitleReader(HTMLParser):
    """Reads the first ``<title>`` that is the page's, and not a drawing's in it."""

    def __init__(self) -> None:
        super().__init__()
        self.text: list[str] = []
        self._inside = False
        self._is_read = False

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self._is_read |= tag in ("body", "svg")
        self._inside = tag == "title" and not self._is_read

    def handle_endtag(self, tag: str) -> None:
        self._is_read |= self._inside
        self._inside = False

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.text.append(data)


def _title(data: bytes) -> str:
    """What the page calls itself, on one line; empty if it does not."""
    reader = _TitleReader()
    reader.feed(_decoded(data))
    return " ".join("".join(reader.text).split())


def _decoded(data: bytes) -> str:
    """A page as text: UTF-8, else what it says of itself, else what browsers take it for."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    said = _CHARSET.search(data)
    try:
        codec = codecs.lookup(said[1].decode()).name if said else "cp1252"
        return data.decode(codec, "replace")
    except (LookupError, ValueError):
        return data.decode("cp1252", "replace")


def render(body: Web, ctx: RenderContext) -> Rendered:
    """One page with the folder's first page in a frame, and a link to it by itself."""
    urls = {name: ctx.verbatim(file, name) for name, file in body.files}
    for name in urls:
        if problem := keptnames.too_long(f"web/{ctx.unit.id}", name):
            ctx.report(
                codes.UNKEPT_NAME, Span(f"{ctx.unit.span.path}/{name}"), f"{name!r} {problem}"
            )
    passing = ctx.unit.passing
    return ctx.page({} if passing is None else {"passing": passing}, url=urls[FIRST_PAGE])


def scores(body: Web) -> bool:
    """Only if the author says so: of most pages nothing but that they are done is to be known."""
    return body.is_graded


def state_bound(body: Web) -> int:
    """Characters of the record at its longest (docs/state.md)."""
    return 15
