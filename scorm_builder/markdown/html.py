"""Markdown documents to HTML, when it is known what every link means.

No inline style and no script comes out; code is coloured by classes, and whatever leaves the unit
opens elsewhere, since the unit is alone in the LMS's frame.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import OptionsDict

from scorm_builder.markdown import Document, plain, rawhtml, sanitize
from scorm_builder.markdown.highlight import highlight
from scorm_builder.markdown.rawhtml import Tag
from scorm_builder.media.companions import Caption, Recording, offered
from scorm_builder.model import Link, SourceFile

# What a browser shows by itself opens in a new tab; everything else is saved under its own name.
_SHOWN = (".pdf", ".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".mp4", ".webm", ".mp3", ".txt")
# Ids that pages have themselves, so that a heading "Unit" does not meet them.
_OF_THE_PAGE = re.compile(r"unit(-body|-data|-end|-status)?|medium|deck|slide-\d+")
_OPTIONS = OptionsDict(
    {
        "maxNesting": 100,
        "html": True,
        "linkify": False,
        "typographer": False,
        "quotes": "",
        "xhtmlOut": False,
        "breaks": False,
        "langPrefix": "language-",
        "highlight": None,
    }
)


def in_page(name: str, part: str = "") -> str:
    """The id in the page of an anchor of one of its documents."""
    part = part or ("text" if _OF_THE_PAGE.fullmatch(name) else "")
    return f"{part}:{name}" if part else name


class Words(Protocol):
    """UI strings by key, in the language of the page."""

    def __call__(self, key: str, **values: object) -> str: ...


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a document needs to know of the page that it goes into.

    ``link`` tells what a target means, ``pack`` gives the URL of a file once packed; ``part`` names
    the document if it is not the page's main one, and keeps its anchors apart. ``said`` gives the
    HTML of what is said in a recording that goes by a name; empty if that is not written down.
    ``called`` is what a language calls itself.
    """

    link: Callable[[str], Link | None]
    pack: Callable[[SourceFile], str]
    words: Words
    part: str = ""
    said: Callable[[Recording, str], str] = lambda _recording, _name: ""
    called: Callable[[str], str] = str

    def anchor(self, name: str) -> str:
        """The id in the page of an anchor of the document. Anchors of headings have no colon."""
        return in_page(name, self.part)

    def url(self, target: str) -> str:
        """Where a link or an image leads, as seen from the launch page."""
        link = self.link(target)
        if link is None:
            return target
        if link.file is not None:
            return self.pack(link.file) + (f"#{link.fragment}" if link.fragment else "")
        if link.kind == "anchor":
            return f"#{self.anchor(link.fragment)}" if link.fragment else "#"
        return link.url

    def link_attributes(self, target: str) -> dict[str, str]:
        """The attributes of ``<a>`` for a target that is no unit."""
        link = self.link(target)
        attributes = {"href": self.url(target)}
        if link and link.kind in ("external", "asset"):
            # Opening it here would end the unit: it is alone in the LMS's frame.
            attributes |= {"target": "_blank", "rel": "noopener"}
        if link and link.file and not link.file.path.lower().endswith(_SHOWN):
            attributes["download"] = link.file.path.rpartition("/")[2]
        return attributes

    def image_attributes(self, target: str, given: Mapping[str, str | None]) -> dict[str, str]:
        """URL, size in pixels and laziness of an image; a size that is given stays."""
        link = self.link(target)
        attributes = {"src": self.url(target)}
        if link and link.width and "height" not in given:
            width = given.get("width")
            if width is None:
                attributes |= {"width": str(link.width), "height": str(link.height)}
            elif width.isdecimal():
                attributes["height"] = str(round(int(width) * link.height / link.width))
        if "loading" not in given:
            attributes["loading"] = "lazy"
        return attributes

    def mention(self, link: Link, words: str) -> tuple[str, str]:
        """A unit cannot be opened from another (SCORM 1.2): HTML before and behind its mention."""
        if words.casefold() == link.title.casefold():
            said = self.words("unit_of_course")
        else:
            said = self.words("see_unit", title=link.title)
        opening = f'<span class="unit-mention" data-unit="{html.escape(link.unit)}">'
        return opening, f'</span> <span class="unit-name">({html.escape(said)})</span>'


class _Renderer(RendererHTML):
    """markdown-it's renderer with our rules; one a document."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self._around = around
        self._links: list[str] = []
        self._raw_links: list[str] = []
        self._below: list[str] = []

    def renderToken(  # noqa: N802 - the library's name
        self, tokens: Sequence[Token], idx: int, options: Any, env: Any
    ) -> str:
        token = tokens[idx]
        if "id" in token.attrs:
            token = token.copy(attrs={**token.attrs, "id": self._around.anchor(_id(token))})
            tokens = [*tokens[:idx], token, *tokens[idx + 1 :]]
        written = super().renderToken(tokens, idx, options, env)
        if "caption" in token.meta and token.nesting < 0:
            caption = html.escape(self._caption(token))
            written = f"<figcaption>{caption}</figcaption>{written}"
        return self._with_what_is_below(token, written) if token.nesting < 0 else written

    def _with_what_is_below(self, closing: Token, written: str) -> str:
        """What is said in the players of a block, below it, or inside where it may hold blocks."""
        below, self._below = "".join(self._below), []
        is_text = closing.type in ("paragraph_close", "heading_close") and not closing.hidden
        return written + below if is_text else below + written

    def _caption(self, figure: Token) -> str:
        text = str(figure.meta["caption"])
        number = figure.meta.get("number")
        return f"{self._around.words('figure', n=number)}: {text}" if number else text

    def math_inline(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return str(tokens[idx].meta.get("mathml", ""))

    math_inline_double = math_inline

    def math_block(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        label = html.escape(self._around.words("formula"))
        inside = tokens[idx].meta.get("mathml", "")
        return (
            f'<div class="scroll formula" role="group" aria-label="{label}" tabindex="0">'
            f"{inside}</div>\n"
        )

    def task_box(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        done = tokens[idx].meta["done"]
        label = html.escape(self._around.words("task_done" if done else "task_open"))
        kind = "box box-done" if done else "box"
        return f'<span class="{kind}" role="img" aria-label="{label}"></span> '

    def image(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        token = tokens[idx]
        given = {key: str(value) for key, value in token.attrs.items()}
        if token.meta.get("captioned"):
            del given["title"]
        given |= {"alt": plain(token.children or [])}
        link = self._around.link(given["src"])
        if link and link.medium and link.file:
            return self._player(link, link.file, given)
        given |= self._around.image_attributes(given["src"], given)
        return f"<img{self._attributes(given)}>"

    def _player(self, link: Link, file: SourceFile, given: Mapping[str, str]) -> str:
        """A recording in the page: nothing begins by itself, and the browser's own controls."""
        is_film = link.medium.startswith("video/")
        name = "video" if is_film else "audio"
        url = self._around.pack(file)
        size = self._around.image_attributes(given["src"], given) if is_film else {}
        attributes = {
            **{key: value for key, value in given.items() if key not in ("src", "alt")},
            **{key: value for key, value in size.items() if key in ("width", "height")},
            "class": f"player {given.get('class', '')}".strip(),
            "preload": "metadata",
            **({"aria-label": given["alt"]} if given["alt"] else {}),
        }
        recording = link.recording
        if recording and recording.poster:
            attributes["poster"] = self._around.pack(recording.poster)
        # Within what is said in another, nothing else is unfolded.
        if recording and not self._around.part:
            self._below.append(self._around.said(recording, given["alt"]))
        tracks = "".join(
            self._track(caption)
            for caption in (offered(recording, self._around.pack) if recording and is_film else ())
        )
        source = self._attributes({"src": url, "type": link.medium})
        saved = self._attributes({"href": url, "download": file.path.rpartition("/")[2]})
        words = html.escape(self._around.words(f"{name}_fallback_alone"))
        inline = " playsinline" if is_film else ""
        return (
            f"<{name} controls{inline}{self._attributes(attributes)}><source{source}>{tracks}"
            f"<a{saved}>{words}</a></{name}>"
        )

    def _track(self, caption: Caption) -> str:
        attributes = {"kind": "captions", "src": caption.url, "srclang": caption.language}
        attributes["label"] = self._around.called(caption.language)
        return f"<track{self._attributes(attributes)}{' default' if caption.first else ''}>"

    def link_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        token = tokens[idx]
        target = str(token.attrs["href"])
        link = self._around.link(target)
        if link and link.kind == "unit":
            level = next(i for i, t in enumerate(tokens[idx:]) if t.type == "link_close")
            opening, closing = self._around.mention(link, plain(tokens[idx : idx + level]))
            self._links.append(closing)
            return opening
        self._links.append("</a>")
        opening = f"<a{self._attributes(token.attrs | self._around.link_attributes(target))}>"
        figure = token.meta.get("figure")
        words = self._around.words("figure", n=figure.meta.get("number", 1)) if figure else ""
        return opening + html.escape(words)

    def link_close(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return self._links.pop()

    def html_block(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return rawhtml.rewrite(tokens[idx].content, self._tag)

    html_inline = html_block

    def _tag(self, tag: Tag) -> str:
        """A tag that the author wrote, with the same care as those of Markdown."""
        given = dict(tag.attributes)
        if tag.name == "a" and tag.closing:
            return self._raw_links.pop() if self._raw_links else ""
        if tag.name == "a":
            link = self._around.link(given.get("href") or "")
            if link and link.kind == "unit":
                opening, closing = self._around.mention(link, "")
                self._raw_links.append(closing)
                return opening
            self._raw_links.append("</a>")
            if "href" in given:
                given = {**self._around.link_attributes(given["href"] or ""), **given}
        if tag.name == "img" and not tag.closing and given.get("src"):
            given |= self._around.image_attributes(given["src"] or "", given)
        else:
            for key in ("src", "poster", "data"):
                if target := given.get(key):
                    given[key] = self._around.url(target)
        if target := given.get("href"):
            given["href"] = self._around.url(target)
        if srcset := given.get("srcset"):
            given["srcset"] = ", ".join(
                f"{self._around.url(url)} {descriptor}".strip()
                for url, descriptor in rawhtml.candidates(srcset)
            )
        for key in ("id", "name"):
            if (name := given.get(key)) and (key == "id" or tag.name == "a"):
                given[key] = self._around.anchor(name)
        name = "h2" if tag.name == "h1" else tag.name
        return str(Tag(name, tag.closing, tuple(given.items()), tag.source))

    def fence(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        language = tokens[idx].info.strip().partition(" ")[0]
        known = f' class="language-{html.escape(language)}"' if language else ""
        return self._code(tokens[idx], f"<code{known}>{highlight(tokens[idx].content, language)}")

    def code_block(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return self._code(tokens[idx], f"<code>{html.escape(tokens[idx].content, quote=False)}")

    def _code(self, token: Token, inside: str) -> str:
        # It may be wider than the page: who has no mouse scrolls it with the arrow keys.
        named = {"role": "group", "aria-label": self._around.words("code")}
        attributes = {**named, **token.attrs, "tabindex": "0", "dir": "ltr"}
        attributes["class"] = f"code {token.attrs.get('class', '')}".strip()
        return f"<pre{self._attributes(attributes)}>{inside}</code></pre>\n"

    def table_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        label = html.escape(self._around.words("table"))
        table = f"<table{self._attributes(tokens[idx].attrs)}>"
        return f'<div class="scroll" role="group" aria-label="{label}" tabindex="0">\n{table}\n'

    def table_close(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return "</table>\n</div>\n"

    def th_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return f"<th{self._attributes({'scope': 'col', **tokens[idx].attrs})}>"

    def blockquote_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        token = tokens[idx]
        kind = token.meta.get("alert")
        if not kind:
            return f"<blockquote{self._attributes(token.attrs)}>\n"
        names = f"alert alert-{kind} {token.attrs.get('class', '')}".strip()
        attributes = {**token.attrs, "class": names, "role": "note"}
        title = html.escape(self._around.words(f"alert_{kind}"))
        return f'<div{self._attributes(attributes)}>\n<p class="alert-title">{title}</p>\n'

    def blockquote_close(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return "</div>\n" if tokens[idx].meta.get("alert") else "</blockquote>\n"

    def footnote_ref(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        number, place = _footnote(tokens[idx])
        note = self._around.anchor(f"fn:{number}")
        here = self._around.anchor(f"fnref:{place}")
        return f'<sup><a class="footnote-ref" href="#{note}" id="{here}">[{number}]</a></sup>'

    def footnote_block_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        label = html.escape(self._around.words("footnotes"))
        return f'<section class="footnotes" aria-label="{label}">\n<ol>\n'

    def footnote_block_close(
        self, tokens: Sequence[Token], idx: int, options: Any, env: Any
    ) -> str:
        return "</ol>\n</section>\n"

    def footnote_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        number = _footnote(tokens[idx])[0]
        # Where the notes of a page stand in several places, each says its number.
        value = f' value="{number}"' if tokens[idx].meta.get("numbered") else ""
        return f'<li id="{self._around.anchor(f"fn:{number}")}"{value}>\n'

    def footnote_close(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return "</li>\n"

    def footnote_anchor(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        back = self._around.anchor(f"fnref:{_footnote(tokens[idx])[1]}")
        label = html.escape(self._around.words("back_to_text"))
        # The selector after the arrow asks for a letter form: phones would show a picture.
        arrow = "\u21a9\ufe0e"
        return f' <a class="footnote-back" href="#{back}" aria-label="{label}">{arrow}</a>'

    def _attributes(self, attributes: Mapping[str, Any]) -> str:
        if "id" in attributes:
            attributes = {**attributes, "id": self._around.anchor(str(attributes["id"]))}
        return "".join(f' {key}="{html.escape(str(v))}"' for key, v in attributes.items())


def _id(token: Token) -> str:
    return str(token.attrs["id"])


def _footnote(token: Token) -> tuple[str, str]:
    """The number of a note from 1, and the name of one place that refers to it."""
    number = str(token.meta["id"] + 1)
    again = token.meta.get("subId", 0)
    return number, f"{number}:{again}" if again else number


def to_html(document: Document, around: Surroundings) -> str:
    """The HTML below the leading heading."""
    return _render(document, document.tokens, around)


def lead_to_html(document: Document, around: Surroundings) -> str:
    """The leading heading as HTML, with its anchor; empty if there is none."""
    return _render(document, document.lead, around)


def _render(document: Document, tokens: Sequence[Token], around: Surroundings) -> str:
    made = _Renderer(around).render(list(tokens), _OPTIONS, {}).strip()
    return sanitize.clean(made) if document.sanitized else made
