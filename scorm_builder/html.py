"""Markdown documents to HTML, when it is known what every link means.

No inline style and no script comes out; code is coloured by classes, and whatever leaves the unit
opens elsewhere, since the unit is alone in the LMS's frame.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Sequence
from typing import Any, Protocol

from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from scorm_builder.markdown import RAW_REFERENCE, Document, parser, plain
from scorm_builder.model import Link, SourceFile

# What a browser shows by itself opens in a new tab; everything else is saved under its own name.
_SHOWN = (".pdf", ".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".mp4", ".webm", ".mp3", ".txt")


class Words(Protocol):
    """UI strings by key, in the language of the page."""

    def __call__(self, key: str, **values: object) -> str: ...


class _Renderer(RendererHTML):
    """markdown-it's renderer, knowing what links mean; one a document."""

    def __init__(
        self,
        link: Callable[[str], Link | None],
        pack: Callable[[SourceFile], str],
        words: Words,
    ) -> None:
        super().__init__()
        self._link, self._pack, self._words = link, pack, words
        self._open: list[str] = []

    def _url(self, target: str) -> str:
        link = self._link(target)
        if link is None:
            return target
        if link.file is not None:
            return self._pack(link.file) + (f"#{link.fragment}" if link.fragment else "")
        return f"#{link.fragment}" if link.kind == "anchor" else link.url

    def image(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        token = tokens[idx]
        link = self._link(str(token.attrs["src"]))
        caption = str(token.attrs.get("title") or "")
        attributes = {
            **token.attrs,
            "src": self._url(str(token.attrs["src"])),
            "alt": plain(token.children or []),
        }
        if link and link.width and "width" not in attributes and "height" not in attributes:
            attributes |= {"width": link.width, "height": link.height}
        attributes["loading"] = "lazy"
        alone = len(tokens) == 1 and caption
        if alone:
            del attributes["title"]
        image = f"<img{_attributes(attributes)}>"
        return f"{image}<figcaption>{html.escape(caption)}</figcaption>" if alone else image

    def link_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        token = tokens[idx]
        target = str(token.attrs["href"])
        link = self._link(target)
        if link and link.kind == "unit":
            mention = self._words("see_unit", title=link.title)
            self._open.append(f'</span> <span class="unit-name">({html.escape(mention)})</span>')
            return f'<span class="unit-mention" data-unit="{html.escape(link.unit)}">'
        self._open.append("</a>")
        attributes = {**token.attrs, "href": self._url(target)}
        if link and link.kind in ("external", "asset"):
            # Opening it here would end the unit: it is alone in the LMS's frame.
            attributes |= {"target": "_blank", "rel": "noopener"}
        if link and link.file and not link.file.path.lower().endswith(_SHOWN):
            attributes["download"] = link.file.path.rpartition("/")[2]
        return f"<a{_attributes(attributes)}>"

    def link_close(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return self._open.pop()

    def _raw(self, content: str) -> str:
        def rewrite(match: re.Match[str]) -> str:
            url = html.escape(self._url(html.unescape(match["url"])))
            return f'{match["head"]}"{url}"'

        return RAW_REFERENCE.sub(rewrite, content)

    def html_block(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return self._raw(tokens[idx].content)

    html_inline = html_block

    def fence(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        language = tokens[idx].info.strip().partition(" ")[0]
        code = _highlight(tokens[idx].content, language)
        known = f' class="language-{html.escape(language)}"' if language else ""
        return f'<pre class="code" tabindex="0"><code{known}>{code}</code></pre>\n'

    def code_block(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        code = html.escape(tokens[idx].content, quote=False)
        return f'<pre class="code" tabindex="0"><code>{code}</code></pre>\n'

    def table_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return f'<div class="scroll" tabindex="0">\n<table{_attributes(tokens[idx].attrs)}>\n'

    def table_close(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return "</table>\n</div>\n"

    def blockquote_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        kind = tokens[idx].meta.get("alert")
        if not kind:
            return "<blockquote>\n"
        title = html.escape(self._words(f"alert_{kind}"))
        head = f'<div class="alert alert-{kind}" role="note">\n'
        return f'{head}<p class="alert-title">{title}</p>\n'

    def blockquote_close(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return "</div>\n" if tokens[idx].meta.get("alert") else "</blockquote>\n"


def _attributes(attributes: dict[str, Any]) -> str:
    return "".join(f' {k}="{html.escape(str(v))}"' for k, v in attributes.items())


def _highlight(code: str, language: str) -> str:
    """Code coloured by classes, so that the page's style sheet decides the colours."""
    from pygments import highlight
    from pygments.formatters.html import HtmlFormatter
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        lexer = get_lexer_by_name(language, stripnl=False) if language else None
    except ClassNotFound:
        lexer = None
    if lexer is None:
        return html.escape(code, quote=False)
    return str(highlight(code, lexer, HtmlFormatter(nowrap=True)))


def to_html(
    document: Document,
    link: Callable[[str], Link | None],
    pack: Callable[[SourceFile], str],
    words: Words,
) -> str:
    """The HTML below the leading heading. ``pack`` gives the URL of a file once packed."""
    return _render(document.tokens, link, pack, words)


def lead_to_html(
    document: Document,
    link: Callable[[str], Link | None],
    pack: Callable[[SourceFile], str],
    words: Words,
) -> str:
    """The inline HTML of the leading heading; empty if there is none."""
    return _render(document.lead, link, pack, words)


def _render(
    tokens: Sequence[Token],
    link: Callable[[str], Link | None],
    pack: Callable[[SourceFile], str],
    words: Words,
) -> str:
    renderer = _Renderer(link, pack, words)
    # The footnote plug-in brings rules of its own, written for a renderer as first argument.
    theirs: Any = parser().renderer
    for name, rule in theirs.rules.items():
        renderer.rules.setdefault(name, rule)
    return renderer.render(list(tokens), parser().options, {}).strip()
