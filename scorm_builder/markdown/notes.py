"""Footnotes of a document that is cut into parts: each goes to the part that refers to it first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from scorm_builder.markdown import flat

Notes = list[list[Token]]


def without_notes(tokens: Sequence[Token]) -> tuple[list[Token], Notes]:
    """The tokens up to the footnotes, and those of each footnote."""
    kept: list[Token] = []
    notes: Notes = []
    inside = False
    for token in tokens:
        if token.type in ("footnote_block_open", "footnote_block_close"):
            inside = token.type == "footnote_block_open"
            continue
        if token.type == "footnote_open":
            notes.append([])
        (notes[-1] if inside else kept).append(token)
    return kept, notes


def share_notes(parts: Sequence[Sequence[Token]], notes: Notes) -> list[list[Token]]:
    """The block of footnotes of each part, those that its notes refer to among them."""
    by_id = {int(note[0].meta["id"]): note for note in notes}
    shared: list[list[Token]] = []
    for part in parts:
        here = list(_taken(part, by_id))
        block: list[Token] = []
        if here:
            # In the order of their numbers, which the page counts as one.
            here.sort(key=lambda note: int(note[0].meta["id"]))
            numbered = [note[0].copy(meta={**note[0].meta, "numbered": True}) for note in here]
            block.append(Token("footnote_block_open", "", 1))
            for opening, note in zip(numbered, here, strict=True):
                block += [opening, *note[1:]]
            block.append(Token("footnote_block_close", "", -1))
        shared.append(block)
    return shared


def _taken(tokens: Sequence[Token], by_id: dict[int, list[Token]]) -> Iterator[list[Token]]:
    """Takes the notes that ``tokens`` refer to out of ``by_id``."""
    for token in flat(tokens):
        if token.type == "footnote_ref":
            note = by_id.pop(int(token.meta["id"]), None)
            if note is not None:
                yield note
                yield from _taken(note, by_id)
