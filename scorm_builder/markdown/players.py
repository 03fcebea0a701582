"""Players that not everybody could use: those of HTML that lack something, and those in links.

A recording that is written as an image gets controls, a name and the captions beside it. What an
author writes as HTML stays as it is. Inside of a link no player can be used: a click on its
controls leads away, and HTML allows none there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from markdown_it.token import Token

from scorm_builder import codes
from scorm_builder.markdown import rawhtml
from scorm_builder.markdown.rawhtml import Tag
from scorm_builder.markdown.unread import Unread
from scorm_builder.media import recordings

_NAMES = ("aria-label", "aria-labelledby", "title")
_ELEMENTS = ("video", "audio")


def players(token: Token) -> Iterator[Unread]:
    """What is wrong with the players of a token."""
    inside = [*_inside(token)]
    yield from _lacking([one for one in inside if isinstance(one, Tag)])
    yield from _linked(inside)


def written_in_html(tokens: Iterable[Token]) -> bool:
    """Whether a text has players that are elements of HTML."""
    return any(isinstance(one, Tag) and _opens(one) for t in tokens for one in _inside(t))


def _inside(token: Token) -> Iterator[Token | Tag]:
    """What a token holds: tags of HTML each for itself, and the rest as it is."""
    for one in [token, *(token.children or [])]:
        if one.type in ("html_block", "html_inline"):
            yield from rawhtml.tags(one.content)
        else:
            yield one


def _opens(tag: Tag) -> bool:
    return tag.name in _ELEMENTS and not tag.closing


def _lacking(tags: Sequence[Tag]) -> Iterator[Unread]:
    for at, tag in enumerate(tags):
        if not _opens(tag):
            continue
        end = next((i for i in range(at, len(tags)) if tags[i].name == tag.name and i > at), None)
        within = tags[at + 1 : end]
        sources = [one.get("src") for one in (tag, *within) if one.name != "track"]
        target = next((source for source in sources if source), "")
        # One of another server is no file of the course, and is told so.
        if recordings.type_of(target) and "://" not in target and (lacks := _lacks(tag, within)):
            message = f"this <{tag.name}> has no {lacks}: write it as an image, "
            message += f"![What it is]({target}), which has what players need"
            yield Unread(codes.RAW_PLAYER, tag.source, message)


def _lacks(tag: Tag, within: Sequence[Tag]) -> str:
    """What a player of HTML lacks, in words; nothing is said in one that is ``muted``."""
    tracks = any(one.name == "track" for one in within)
    lacks = [] if tag.get("controls") is not None else ["controls"]
    lacks += [] if any(tag.get(name) for name in _NAMES) else ["name (aria-label)"]
    if tag.name == "video" and not tracks and tag.get("muted") is None:
        lacks.append("captions (<track>)")
    return " and no ".join(lacks)


def _linked(inside: Iterable[Token | Tag]) -> Iterator[Unread]:
    is_link = False
    for one in inside:
        words = ""
        if isinstance(one, Tag):
            if one.name == "a":
                is_link = not one.closing and one.get("href") is not None
            words = one.source if _opens(one) else ""
        elif one.type in ("link_open", "link_close"):
            is_link = one.type == "link_open"
        elif one.type == "image" and recordings.type_of(str(one.attrs["src"])):
            words = f"![{one.content}]"
        if is_link and words:
            message = "a player inside a link cannot be used: write the player by itself, "
            message += "and the link with words of its own beside it"
            yield Unread(codes.LINKED_PLAYER, words, message)
