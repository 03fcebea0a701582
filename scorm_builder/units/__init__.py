"""What a unit type is.

A unit type is one module in this folder (or one that a third party offers under the entry point
group ``scorm_builder.units``) with the names of :class:`UnitType`. It brings a template of the
same stem in ``templates/units/`` and, if it tracks something of its own, a runtime module of the
same stem in ``templates/runtime/units/``. Nothing else has to be edited.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Protocol

from scorm_builder.diagnostics import Code, Span
from scorm_builder.model import (
    Asked,
    Completion,
    CourseInfo,
    Rendered,
    SourceFile,
    SourceTree,
    Unit,
)

if TYPE_CHECKING:
    from scorm_builder.course.grading import Grading
    from scorm_builder.fields import Fields
    from scorm_builder.markdown import Document


class ParseContext(Protocol):
    """What the loader offers a unit type while it reads one unit. Never raises for bad input."""

    tree: SourceTree
    path: str
    """The unit's own place in the tree: the page, the medium, the YAML file, or the folder."""
    medium: SourceFile | None
    """The media file of the unit, if it has one (``NN-x.mp4``, or ``source:``)."""
    text: str
    """The Markdown below the front matter; empty for media units."""
    text_line: int
    """The line of ``path`` on which ``text`` begins, from 1."""
    language: str
    completion: Completion | None
    """The rule that the unit says for itself; None if it says none."""
    grading: Grading
    """What of grading the unit takes over from its module and course."""

    def asset(self, target: str, span: Span) -> SourceFile | None:
        """The file that ``target`` names, relative to ``path``; else a finding and None."""

    def beside(self, suffix: str) -> SourceFile | None:
        """The file beside the unit's with the same stem (number included) and ``suffix``.

        ``suffix`` is what follows the stem, as in ``".en.vtt"`` or ``".jpg"``.
        """

    def markdown(
        self,
        text: str,
        path: str,
        line: int,
        *,
        quiz: bool = False,
        locate: Callable[[int, int], Span] | None = None,
    ) -> Document:
        """Parses Markdown; its links and images are resolved before the unit is rendered.

        Of a ``quiz`` the headings of level 2 are questions. ``locate`` gives the place of a line
        and column, where these are not those of ``path``.
        """

    def read(self, file: SourceFile) -> str | None:
        """The text of a file, BOM and CRLF normalised; a finding and None if it is not UTF-8."""

    def called(self, name: str) -> None:
        """Says what the content calls itself: the unit's title where no key gives one."""

    def asks(self, questions: Iterable[Asked]) -> None:
        """Says which questions the unit has; what learners answered is kept by their ids."""

    def released(self) -> Mapping[str, str]:
        """The unit's questions that ``course.lock`` knows, by their identifiers.

        Each with its key, if records keep it by a longer one than usual, else with nothing.
        """

    def report(self, code: Code, span: Span, message: str) -> None:
        """Files a finding."""


class RenderContext(Protocol):
    """What ``render_job`` offers a unit type while it makes the unit's files."""

    info: CourseInfo
    unit: Unit

    def asset(self, file: SourceFile) -> str:
        """Packs ``file`` once and gives its URL relative to the launch page."""

    def verbatim(self, file: SourceFile, name: str) -> str:
        """Packs ``file`` under exactly this path of the unit's own; gives its URL.

        ``name`` holds nothing that a URL would have to encode.
        """

    def made(self, name: str, data: bytes) -> str:
        """Packs bytes made at build time as a file of this unit; gives its URL."""

    def markdown(self, document: Document, part: str = "") -> str:
        """The HTML of a document, links and images resolved, safe to put into the page.

        ``part`` keeps the anchors of a further document of the same page apart.
        """

    def lead(self, document: Document) -> str:
        """A document's opening heading as HTML, with its anchor; empty if it has none."""

    def text(self, key: str, **values: object) -> str:
        """A UI string of ``templates/i18n/`` in the unit's language."""

    def report(self, code: Code, span: Span, message: str) -> None:
        """Files a finding."""

    def page(
        self, data: Mapping[str, Any], *, form: str = "", core: str = "", **values: object
    ) -> Rendered:
        """Renders ``templates/units/<type>.html.j2``; ``data`` goes to the runtime.

        ``core`` names the module of ``templates/runtime/units/`` that tracks it, if it is not the
        type's own.

        ``form`` names the words that say what the rule ``end`` means here, if they are not those
        of a page that is scrolled: ``screens`` takes ``to_complete_end_screens``; and the rule
        ``watched``, if they are not those of a recording: ``players``.
        """


class UnitType(Protocol):
    """The names that a module of a unit type has."""

    EXTENSIONS: tuple[str, ...]
    """Endings of numbered files that are this type by themselves, lower case, with the dot."""
    KEYS: frozenset[str]
    """Keys of front matter and sidecar that this type reads, beyond the common ones."""
    COMPLETIONS: tuple[str, ...]
    """Completion rules that make sense here. A type may also have ``ASKED_FOR``: those of them that
    hold only where a unit says so itself, and not because its module or course does."""
    DEFAULT_COMPLETION: Completion

    def parse(self, fields: Fields, ctx: ParseContext) -> object:
        """The frozen body of the unit; None if there is nothing to show, with a finding."""

    def scores(self, body: Any) -> bool:
        """Whether it gives a score, so that an LMS can be told more than that it is done."""

    def render(self, body: Any, ctx: RenderContext) -> Rendered:
        """The launch page and all files it needs."""

    def state_bound(self, body: Any) -> int:
        """The most characters that this unit's record can take in ``cmi.suspend_data``."""
