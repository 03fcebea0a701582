"""Options: what can be chosen, put in order or matched, from items of lists and cells of tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markdown_it.token import Token

from scorm_builder import codes
from scorm_builder.markdown import flat, rawhtml
from scorm_builder.markdown.marks import taken
from scorm_builder.quiz import KEYS, MOST_OPTIONS, Option
from scorm_builder.quiz.attributes import of_option
from scorm_builder.quiz.blocks import Block, is_nothing, left_open, marked_inside, text_of
from scorm_builder.quiz.sheet import Sheet
from scorm_builder.quiz.signature import option_keys

# The sign before a key, and the key.
_KEY_MARK = 2


@dataclass(frozen=True, slots=True)
class Draft:
    """An option before it is known what keys the others have."""

    line: int
    key: str
    text: str
    content: tuple[Token, ...]
    right: bool = False
    last: bool = False
    feedback: tuple[Token, ...] = ()


def of_item(item: Block, sheet: Sheet, *, ends: bool) -> Draft:
    """An item of a list, with or without a box; ``ends``: it may be kept at the end."""
    inside = list(item.inside())
    right = False
    key, last = "", False
    if inside and inside[0].type == "paragraph":
        opening, inline, closing = inside[0].tokens
        children = inside[0].children
        if children and children[0].type == "task_box":
            right = bool(children[0].meta["done"])
            children = children[1:]
        key, last = of_option(taken(inline), sheet, item.line, ends=ends)
        _marks_of_the_last(children, sheet, item.line)
        inside[0] = Block((opening, inline.copy(children=children), closing))
    quotes = [block for block in inside if block.type == "blockquote"] if ends else []
    if len(quotes) > 1:
        message = "an option has one feedback: join the two with a > between them"
        sheet.say(codes.BAD_FEEDBACK, quotes[1].line, message)
    kept = [block for block in inside if block not in quotes]
    content = _inline_if_alone(kept)
    for part in (content, *(quote.tokens for quote in quotes)):
        if name := left_open(part):
            message = f"<{name}> begins in this option and does not end in it: close it here"
            sheet.say(codes.ACROSS_HTML, item.line, message)
    return Draft(item.line, key, text_of(content), content, right, last, _feedback(quotes))


def of_cell(cell: Block, line: int, sheet: Sheet) -> Draft:
    """A cell of a table."""
    key, _ = of_option(taken(cell.inline), sheet, line, ends=False)
    content = (cell.inline,)
    return Draft(line, key, text_of(content), content)


def quoted(quote: Block) -> tuple[Token, ...]:
    """What a block quote holds; one of GitHub's alerts stays one."""
    return quote.tokens if quote.tokens[0].meta.get("alert") else quote.tokens[1:-1]


def keyed(drafts: Sequence[Draft], sheet: Sheet) -> tuple[Option, ...] | None:
    """Options with their keys; None, with findings, if they cannot be told apart."""
    if len(drafts) > MOST_OPTIONS:
        message = f"a question has at most {MOST_OPTIONS} options: take some out"
        sheet.say(codes.TOO_MANY_OPTIONS, drafts[MOST_OPTIONS].line, message)
        return None
    broken = False
    texts: dict[str, Draft] = {}
    keys: dict[str, Draft] = {}
    for draft in drafts:
        if not draft.text:
            told_wordless(draft, sheet)
            broken = True
        elif draft.text in texts:
            message = f"two options say {draft.text!r}: nobody could tell them apart"
            sheet.say(codes.SAME_OPTION, draft.line, message)
            broken = True
        if draft.key and draft.key in keys:
            message = f"two options have the key {draft.key!r}: give this one another"
            sheet.say(codes.SAME_OPTION, draft.line, message, f"#{draft.key}", last=True)
            broken = True
        texts[draft.text] = keys[draft.key] = draft
    if broken:
        return None
    own = option_keys([draft.key for draft in drafts])
    return tuple(_option(draft, key, sheet) for draft, key in zip(drafts, own, strict=True))


def is_empty(draft: Draft) -> bool:
    """Whether it shows nothing at all."""
    return not _shown(draft)


def told_wordless(draft: Draft, sheet: Sheet) -> None:
    """Says what is to be written into an option that has no words."""
    shown = _shown(draft)
    html = "".join(token.content for token in shown if token.type.startswith("html"))
    message = "this {} has no words, by which screen readers and reports call it: write {}"
    if not shown:
        message = "nothing stands in this option: write what it says, or take it out"
    elif any(token.type == "image" for token in shown):
        message = message.format("picture", "![what it shows](path)")
    elif any(tag.name == "img" for tag in rawhtml.tags(html)):
        message = message.format("picture", 'alt="what it shows" into its <img>')
    else:
        message = message.format("option", "some")
    sheet.say(codes.NO_WORDS, draft.line, message)


def _shown(draft: Draft) -> list[Token]:
    leaves = (token for token in flat(draft.content) if not token.nesting)
    nothing = ("inline", "softbreak")
    return [token for token in leaves if token.type not in nothing and not is_nothing(token)]


def _option(draft: Draft, key: str, sheet: Sheet) -> Option:
    feedback = sheet.part(draft.feedback) if draft.feedback else None
    content = sheet.part(draft.content)
    return Option(key, draft.text, content, draft.right, draft.last, feedback)


def _feedback(quotes: Sequence[Block]) -> tuple[Token, ...]:
    return quoted(quotes[0]) if quotes else ()


def _inline_if_alone(blocks: Sequence[Block]) -> tuple[Token, ...]:
    """The blocks of an item; of one paragraph alone its text, be the list loose or not."""
    if len(blocks) == 1 and blocks[0].type == "paragraph":
        return (blocks[0].inline,)
    return tuple(token for block in blocks for token in block.tokens)


def _marks_of_the_last(children: Sequence[Token], sheet: Sheet, line: int) -> None:
    """Says that marks right behind a picture or code are those of the picture or the code."""
    for word in marked_inside(children):
        if word == ".last" or (len(word) == _KEY_MARK and word[1] in KEYS):
            message = "this mark is read as one of what it touches: write a blank before the {"
            sheet.say(codes.BAD_OPTION_MARK, line, message, word, last=True)
