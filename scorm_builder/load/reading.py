"""What a unit type sees while it reads one unit; the loader's side of ``units.ParseContext``."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field

from scorm_builder import markdown
from scorm_builder.diagnostics import Code, Diagnostic, Span
from scorm_builder.markdown import Document
from scorm_builder.model import Completion, SourceFile, SourceTree
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
    documents: list[Document] = field(default_factory=list)
    name: str = ""

    def report(self, code: Code, span: Span, message: str) -> None:
        self.found.append(code.at(span, message))

    def asset(self, target: str, span: Span) -> SourceFile | None:
        return self.paths.file(self.path, target, span)

    def beside(self, suffix: str) -> SourceFile | None:
        stem = posixpath.splitext(self.medium.path if self.medium else self.path)[0]
        file = self.tree.files.get(stem + suffix)
        if file is not None:
            self.paths.meant.add(file.path)
        return file

    def markdown(self, text: str, path: str, line: int, *, quiz: bool = False) -> Document:
        document, found = markdown.parse(
            text,
            path,
            line,
            lambda at, col: self.tree.span(path, at, col),
            sanitized=self.sanitized,
            quiz=quiz,
        )
        self.found += found
        self.documents.append(document)
        return document

    def read(self, file: SourceFile) -> str | None:
        self.paths.meant.add(file.path)
        return read_text(file, self.tree, self.report)

    def called(self, name: str) -> None:
        self.name = name

    def own_document(self) -> Document | None:
        """The document of the unit's own text."""
        return next((d for d in self.documents if d.path == self.path), None)
