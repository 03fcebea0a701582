"""Reads Markdown as the loader does, and gives what was read and said."""

from __future__ import annotations

from dataclasses import dataclass

from scorm_builder import markdown
from scorm_builder.diagnostics import Code, Severity, Span
from scorm_builder.markdown import Document, html
from scorm_builder.model import Link
from scorm_builder.quiz import Question, grammar


@dataclass(frozen=True)
class Read:
    """``said`` are the findings but the notes on ids that are not pinned: code and place."""

    parts: tuple[Document | Question, ...]
    said: list[str]
    messages: list[str]

    @property
    def questions(self) -> list[Question]:
        return [part for part in self.parts if isinstance(part, Question)]

    @property
    def one(self) -> Question:
        assert self.said == [], self.messages
        assert len(self.questions) == 1
        return self.questions[0]


def read(text: str, *, in_page: bool = False) -> Read:
    said: list[str] = []
    messages: list[str] = []

    def report(code: Code, span: Span, message: str) -> None:
        if code.severity is not Severity.INFO:
            said.append(f"{span.line}:{span.col} {code.id}")
        messages.append(message)

    document, found = markdown.parse(
        text, "q.md", 1, lambda line, col: Span("q.md", line, col), quiz=not in_page
    )
    parts = grammar.read(
        document, text, lambda line, col: Span("q.md", line + 1, col), report, in_page=in_page
    )
    said += [f"{one.span.line}:{one.span.col} {one.code}" for one in found]
    messages += [one.message for one in found]
    return Read(parts, said, messages)


def asked(answers: str, heading: str = "Which?") -> Read:
    """A quiz of one question; its answers begin on line 3."""
    return read(f"## {heading}\n\n{answers}")


def shown(document: Document | None) -> str:
    """A document as HTML."""
    assert document is not None

    def words(key: str, **values: object) -> str:
        return key

    def link(target: str) -> Link | None:
        return None

    return html.to_html(document, html.Surroundings(link, lambda file: file.path, words))
