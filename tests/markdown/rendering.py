"""A Markdown text as the page would show it, with links that the test decides."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from scorm_builder import markdown, render
from scorm_builder.diagnostics import Diagnostic, Span
from scorm_builder.markdown import Document, html
from scorm_builder.model import Link, SourceFile


def read(text: str, line: int = 1) -> tuple[Document, list[Diagnostic]]:
    """The document in ``text`` and its findings, in a file ``page.md``."""
    return markdown.parse(text, "page.md", line, lambda at, col: Span("page.md", at, col))


def findings(text: str, line: int = 1) -> list[str]:
    """``line:column code`` of every finding."""
    return [f"{d.span.line}:{d.span.col} {d.code}" for d in read(text, line)[1]]


def asset(path: str, width: int = 0, height: int = 0, fragment: str = "") -> Link:
    """A link to a file of the course."""
    file = SourceFile(path, Path(path), 1)
    return Link("asset", file=file, width=width, height=height, fragment=fragment)


def surroundings(links: Mapping[str, Link] | None = None, part: str = "") -> html.Surroundings:
    known = dict(links or {})
    words = render.strings("en")

    def link(target: str) -> Link | None:
        if target in known:
            return known[target]
        if target.startswith("#"):
            return Link("anchor", fragment=target[1:])
        return Link("external", url=target) if markdown.is_external(target) else None

    return html.Surroundings(
        link,
        lambda file: f"packed/{file.path}",
        lambda key, **values: words[key].format(**values),
        part,
    )


def shown(text: str, links: Mapping[str, Link] | None = None, part: str = "") -> str:
    """The HTML below the leading heading."""
    return html.to_html(read(text)[0], surroundings(links, part))


def lead(text: str) -> str:
    """The HTML of the leading heading."""
    return html.lead_to_html(read(text)[0], surroundings())
