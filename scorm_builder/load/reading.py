"""What a unit type sees while it reads one unit; the loader's side of ``units.ParseContext``."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from scorm_builder import markdown
from scorm_builder.course.grading import UNGRADED, Grading
from scorm_builder.diagnostics import Code, Diagnostic, Span
from scorm_builder.markdown import Document
from scorm_builder.model import Asked, Completion, SourceFile, SourceTree
from scorm_builder.source import read_text
from scorm_builder.source.paths import Paths


@dataclass(slots=True)
class Reading:
    """One unit being read: its file, its medium, its text, and the documents it has."""

    tree: SourceTree
    paths: Paths
    path: str
    medium: SourceFile | None
    text: str
    text_line: int
    language: str
    found: list[Diagnostic]
    sanitized: bool = False
    completion: Completion | None = None
    grading: Grading = UNGRADED
    documents: list[Document] = field(default_factory=list)
    name: str = ""
    questions: list[Asked] = field(default_factory=list)
    used: dict[str, SourceFile] = field(default_factory=dict)
    released: Callable[[], Mapping[str, str]] = dict

    def report(self, code: Code, span: Span, message: str) -> None:
        self.found.append(code.at(span, message))

    def asset(self, target: str, span: Span) -> SourceFile | None:
        file = self.paths.file(self.path, target, span)
        if file is not None:
            self.used[file.path] = file
        return file

    def beside(self, suffix: str) -> SourceFile | None:
        stem = posixpath.splitext(self.medium.path if self.medium else self.path)[0]
        file = self.tree.files.get(stem + suffix)
        if file is not None:
            self.paths.meant.add(file.path)
            self.used[file.path] = file
        return file

    def markdown(
        self,
        text: str,
        path: str,
        line: int,
        *,
        quiz: bool = False,
        locate: markdown.Locate | None = None,
    ) -> Document:
        document, found = markdown.parse(
            text,
            path,
            line,
            locate or (lambda at, col: self.tree.span(path, at, col)),
            sanitized=self.sanitized,
            quiz=quiz,
        )
        self.found += found
        self.documents.append(document)
        return document

    def read(self, file: SourceFile) -> str | None:
        self.paths.meant.add(file.path)
        self.used[file.path] = file
        return read_text(file, self.tree, self.report)

    def called(self, name: str) -> None:
        self.name = name

    def asks(self, questions: Iterable[Asked]) -> None:
        self.questions += questions

    def files(self) -> tuple[SourceFile, ...]:
        """All that the unit is made of, but for what its text leads to."""
        inside = f"{self.path}/"
        own = (self.tree.files.get(self.path), self.medium)
        lying = (file for path, file in self.tree.files.items() if path.startswith(inside))
        every = [*(file for file in own if file), *lying, *self.used.values()]
        return tuple({file.path: file for file in every}.values())

    def own_document(self) -> Document | None:
        """The document of the unit's own text."""
        return next((d for d in self.documents if d.path == self.path), None)
