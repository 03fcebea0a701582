"""Footnotes of a text that is cut into questions: each stands where it is first referred to.

In options and headings there is no room for them: they stand below the question's stem. What only
feedback refers to is shown with that.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from markdown_it.token import Token

from scorm_builder.markdown import Document
from scorm_builder.markdown.notes import Notes, share_notes
from scorm_builder.quiz import Option, Question

Part = Document | Question


def shared(parts: Sequence[Part], notes: Notes) -> tuple[Part, ...]:
    """``parts`` with the footnotes that they refer to."""
    if not notes:
        return tuple(parts)
    hidden = [said for part in parts if isinstance(part, Question) for said in _said(part)]
    shown = [_shown(part) for part in parts]
    blocks = share_notes([*shown, *(said.tokens for said in hidden)], notes)
    for_hidden = iter(blocks[len(parts) :])
    return tuple(_with(part, block, for_hidden) for part, block in zip(parts, blocks, strict=False))


def _shown(part: Part) -> Sequence[Token]:
    if isinstance(part, Document):
        return part.tokens
    options = [one.content for one in (*part.options, *part.targets)]
    return [token for said in (part.heading, part.stem, *options) for token in said.tokens]


def _said(question: Question) -> Iterator[Document]:
    """What is said of a question after an answer; ``_with`` takes the same way."""
    told = question.feedback
    of_options = (one.feedback for one in question.options)
    for document in (told.always, told.right, told.wrong, *of_options):
        if document:
            yield document


def _with(part: Part, block: list[Token], hidden: Iterator[list[Token]]) -> Part:
    if isinstance(part, Document):
        return replace(part, tokens=(*part.tokens, *block))

    def more(document: Document | None) -> Document | None:
        return document and replace(document, tokens=(*document.tokens, *next(hidden)))

    told = part.feedback
    feedback = replace(
        told, always=more(told.always), right=more(told.right), wrong=more(told.wrong)
    )
    options: list[Option] = [replace(one, feedback=more(one.feedback)) for one in part.options]
    stem = replace(part.stem, tokens=(*part.stem.tokens, *block))
    return replace(part, feedback=feedback, options=tuple(options), stem=stem)
