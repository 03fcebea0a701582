"""The answer block of a question, known by its form alone: a list of boxes, or a label and more."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from markdown_it.token import Token

from scorm_builder import codes
from scorm_builder.diagnostics import Code
from scorm_builder.markdown import plain
from scorm_builder.quiz import FALSE, TRUE, Accepted, Kind, Number, Option, expressions, numbers
from scorm_builder.quiz.attributes import Marks
from scorm_builder.quiz.blocks import Block, is_nothing
from scorm_builder.quiz.joined import told_joined
from scorm_builder.quiz.options import Draft, is_empty, keyed, of_cell, of_item, told_wordless
from scorm_builder.quiz.sheet import Sheet

LABELS = ("answer", "number", "order", "match", "scale")
BOXES = "boxes"
_LABEL = re.compile(
    rf"(?P<bold>\*\*|__)?(?P<label>{'|'.join(LABELS)})"
    r"(?(bold)(?:\s?:(?P=bold)|(?P=bold)\s?:)|\s?:)\s*(?P<rest>[^\n]*)",
    re.IGNORECASE,
)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_EXPRESSION = re.compile(r"/(?P<inside>.+)/(?P<flag>i?)")
_OTHER_FLAGS = re.compile(r"/[^/]+/[gimsuyI]{1,3}")
# What each label takes below it.
_BELOW = {
    "answer": ("bullet_list",),
    "order": ("ordered_list", "bullet_list"),
    "match": ("table",),
    "scale": ("bullet_list", "ordered_list"),
}
STEPS = range(2, 12)
_LISTS = ("bullet_list", "ordered_list")


@dataclass(frozen=True, slots=True)
class Place:
    """Where an answer block stands among the blocks of a question, and what begins it."""

    label: str
    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class Answers:
    """What an answer block says."""

    kind: Kind
    options: tuple[Option, ...] = ()
    targets: tuple[Option, ...] = ()
    pairs: Mapping[str, str] = field(default_factory=dict)
    columns: tuple[str, str] = ("", "")
    accepted: tuple[Accepted, ...] = ()
    number: Number | None = None


def find(blocks: Sequence[Block]) -> list[Place]:
    """Every answer block, in their order."""
    found: list[Place] = []
    at = 0
    while at < len(blocks):
        end = at
        label, rest = labelled(blocks[at])
        if label:
            below = blocks[at + 1 : at + 2]
            takes = not rest and below and below[0].type in _BELOW.get(label, ())
            # Without what belongs to it, it is said to lack that.
            end = at + 2 if takes else at + 1
        elif blocks[at].type in _LISTS and any(map(has_box, blocks[at].inside())):
            label, end = BOXES, at + 1
        if end > at:
            found.append(Place(label, at, end))
        at = max(end, at + 1)
    return found


def labelled(block: Block) -> tuple[str, str]:
    """The label that a block is, in small letters, and the source of what follows in its line."""
    if block.type != "paragraph":
        return "", ""
    match = _LABEL.fullmatch(_COMMENT.sub("", block.inline.content).strip())
    if not match:
        return "", ""
    label, rest = match["label"].lower(), match["rest"]
    # With words behind them these are prose.
    return ("", "") if rest and label in ("order", "match", "scale") else (label, rest)


def lacks(place: Place, blocks: Sequence[Block]) -> bool:
    """Whether what belongs to a label is not there: all that is to be said of the question."""
    alone = place.label in _BELOW and place.end - place.begin == 1
    return alone and not labelled(blocks[place.begin])[1]


def has_box(item: Block) -> bool:
    """Whether an item of a list begins with a box and a blank."""
    first = item.tokens[1:3]
    return (
        len(first) == 2
        and first[0].type == "paragraph_open"
        and bool(first[1].children)
        and (first[1].children or [])[0].type == "task_box"
    )


def behind_colon(children: Sequence[Token]) -> list[Token]:
    """Inline content behind a label and its colon, which may be bold."""
    for at, token in enumerate(children):
        if token.type == "text" and ":" in token.content:
            tail = token.content.partition(":")[2].lstrip()
            rest = [*children[at + 1 :]]
            if rest and rest[0].type == "strong_close":
                del rest[0]
            made = [Token("text", "", 0, content=tail), *rest] if tail else rest
            return _without_margin(made)
    return [*children]


def _without_margin(children: list[Token]) -> list[Token]:
    while children and (is_nothing(children[0]) or children[0].type == "softbreak"):
        del children[0]
    if children and children[0].type == "text":
        children[0] = children[0].copy(content=children[0].content.lstrip())
    return children


def read(place: Place, blocks: Sequence[Block], marks: Marks, sheet: Sheet) -> Answers | None:
    """What an answer block says; None, with findings, if that is nothing."""
    first, last = blocks[place.begin], blocks[place.end - 1]
    if place.label == BOXES:
        return _choice(first, marks, sheet)
    if place.label == "number":
        return _number(first, sheet)
    rest = behind_colon(first.children)
    if place.label == "answer" and labelled(first)[1]:
        return _answer(first, rest, marks, sheet)
    if lacks(place, blocks):
        told = {
            "answer": "write the answer behind it, or a list of answers below it",
            "order": "write a list, 1. 2. 3., in the right order right below it",
            "match": "write a table of two columns right below it",
            "scale": "write a list, from low to high, right below it",
        }
        label = place.label.capitalize()
        message = f"nothing belongs to this {label}: {told[place.label]}, or {label}\\: for prose"
        sheet.say(codes.UNFIT_ANSWERS, first.line, message)
        return None
    readers = {"answer": _several, "order": _order, "match": _match, "scale": _scale}
    return readers[place.label](last, marks, sheet)


def _choice(block: Block, marks: Marks, sheet: Sheet) -> Answers | None:
    items = block.inside()
    without = [item for item in items if not has_box(item)]
    if block.type == "ordered_list":
        message = "options have no numbers: write - [x] instead of 1. [x]"
        sheet.say(codes.NOT_ALL_OPTIONS, block.line, message)
        return None
    if without:
        for item in without:
            code, message = box_problem(item) or (
                codes.NOT_ALL_OPTIONS,
                "this item is no option, and others of its list are: begin it with [ ] or [x]",
            )
            sheet.say(code, item.line, message)
        return None
    drafts = [of_item(item, sheet, ends=True) for item in items]
    return chosen(drafts, block.line, marks, sheet, cure="mark the right one with [x]")


def chosen(
    drafts: Sequence[Draft], line: int, marks: Marks, sheet: Sheet, *, cure: str
) -> Answers | None:
    """Options to choose from; ``cure`` says how one is marked as right."""
    right = sum(draft.right for draft in drafts)
    if not right and "survey" not in marks.flags:
        sheet.say(codes.NONE_RIGHT, line, f"none of these options is right: {cure}")
        return None
    if len(drafts) < 2:
        message = "one option is no choice: write another one"
        sheet.say(codes.UNFIT_ANSWERS, line, message)
        return None
    options = keyed(drafts, sheet)
    kind: Kind = "multiple" if right > 1 or "multiple" in marks.flags else "choice"
    return Answers(kind, options) if options else None


def box_problem(item: Block) -> tuple[Code, str] | None:
    """What is wrong with an item that was meant to begin with a box."""
    blocks = item.inside()
    source = blocks[0].inline.content if blocks and blocks[0].type == "paragraph" else ""
    match = re.match(r"\[\s*([xX]?)\s*\](?P<next>\(?)(?P<rest>[^\n]*)", source)
    if not match:
        return None
    box = "[x]" if match[1] else "[ ]"
    if match["next"]:
        message = f"this is a link, no option: write - {box} and a blank before the bracket"
    elif not match["rest"].strip():
        message = f"an option begins on the line of its box: write - {box} this one: and more below"
    else:
        message = f"an option begins with {box} and a blank: write - {box} {match['rest'].strip()}"
    return codes.NO_OPTION, message


def _answer(block: Block, rest: list[Token], marks: Marks, sheet: Sheet) -> Answers | None:
    shown = [token for token in rest if not is_nothing(token)]
    word = plain(shown).casefold()
    if word in ("true", "false") and not any(token.type == "code_inline" for token in shown):
        return Answers("true-false", truth(right=word == "true", sheet=sheet))
    told_joined(shown, block.line, sheet)
    accepted = accept(shown, block.line, marks, sheet)
    return Answers("fill-in", accepted=(accepted,)) if accepted else None


def truth(*, right: bool, sheet: Sheet) -> tuple[Option, ...]:
    """The two options of a question that is true or false; pages write the words themselves."""

    def option(key: str, text: str, *, is_right: bool) -> Option:
        child = Token("text", "", 0, content=text)
        content = sheet.part([Token("inline", "", 0, content=text, children=[child])])
        return Option(key, text, content, right=is_right)

    return option(TRUE, "True", is_right=right), option(FALSE, "False", is_right=not right)


def _several(block: Block, marks: Marks, sheet: Sheet) -> Answers | None:
    found: list[Accepted] = []
    broken = False
    for item in block.inside():
        inside = item.inside()
        if has_box(item):
            message = "options with boxes need no label: take Answer: out, or the boxes"
            sheet.say(codes.UNFIT_ANSWERS, item.line, message)
            return None
        if len(inside) != 1 or inside[0].type != "paragraph":
            message = "an accepted answer is one line of text: write one an item"
            sheet.say(codes.UNFIT_ANSWERS, item.line, message)
            broken = True
            continue
        shown = [token for token in inside[0].children if not is_nothing(token)]
        told_joined(shown, item.line, sheet)
        accepted = accept(shown, item.line, marks, sheet)
        broken = broken or accepted is None
        found += [accepted] if accepted else []
    return None if broken or not found else Answers("fill-in", accepted=tuple(found))


def accept(shown: Sequence[Token], line: int, marks: Marks, sheet: Sheet) -> Accepted | None:
    """One accepted answer; code is taken as it stands, and between slashes it is an expression."""
    is_code = len(shown) == 1 and shown[0].type == "code_inline"
    text = " ".join(shown[0].content.split()) if is_code else plain(shown)
    match = _EXPRESSION.fullmatch(text) if is_code else None
    longest = length(marks)
    if match:
        # What learners type is composed before it is compared.
        inside = unicodedata.normalize("NFC", match["inside"])
        try:
            expressions.check(inside, longest)
        except expressions.ExpressionError as error:
            sheet.say(codes.BAD_EXPRESSION, line, f"this expression cannot be used: {error}", "`")
            return None
        return Accepted(inside, expression=True, any_case=bool(match["flag"]))
    if is_code and _OTHER_FLAGS.fullmatch(text):
        message = f"{text} is no expression: nothing stands behind it, or i for any case"
        sheet.say(codes.BAD_EXPRESSION, line, message, "`")
        return None
    if not text:
        message = "this answer has no words: write what is accepted"
    elif len(text.encode("utf-16-le")) // 2 > longest:
        message = f"nobody can type this: an answer has at most {longest} signs, or max_length="
    else:
        return Accepted(text, any_case="case" not in marks.flags)
    sheet.say(codes.UNFIT_ANSWERS, line, message)
    return None


def length(marks: Marks) -> int:
    return int(marks.values.get("max_length", "80"))


def _number(block: Block, sheet: Sheet) -> Answers | None:
    text = plain(behind_colon(block.children))
    try:
        return Answers("numeric", number=numbers.read(text))
    except numbers.NumberError as error:
        sheet.say(codes.BAD_NUMBER, block.line, str(error), text[:1])
        return None


def _order(block: Block, marks: Marks, sheet: Sheet) -> Answers | None:
    items = block.inside()
    message = ""
    if block.type == "bullet_list":
        message = "what is put in order has numbers: write 1. 2. 3."
    elif str(block.tokens[0].attrs.get("start", 1)) != "1":
        message = "the right order begins with 1."
    if message:
        sheet.say(codes.UNFIT_ANSWERS, block.line, message)
        return None
    return ordered([of_item(item, sheet, ends=False) for item in items], block.line, sheet)


def ordered(drafts: Sequence[Draft], line: int, sheet: Sheet) -> Answers | None:
    """Elements to put in order, in the right one."""
    if len(drafts) < 2:
        message = "one thing has no order: write another one"
        sheet.say(codes.UNFIT_ANSWERS, line, message)
        return None
    options = keyed(drafts, sheet)
    return Answers("sequencing", options) if options else None


def _scale(block: Block, marks: Marks, sheet: Sheet) -> Answers | None:
    drafts = [of_item(item, sheet, ends=False) for item in block.inside()]
    return scaled(drafts, block.line, sheet)


def scaled(drafts: Sequence[Draft], line: int, sheet: Sheet) -> Answers | None:
    """The steps of a scale, from low to high."""
    if len(drafts) not in STEPS:
        message = f"a scale has {STEPS[0]} to {STEPS[-1]} steps, not {len(drafts)}"
        sheet.say(codes.UNFIT_ANSWERS, line, message)
        return None
    options = keyed(drafts, sheet)
    return Answers("likert", options) if options else None


def _match(block: Block, marks: Marks, sheet: Sheet) -> Answers | None:
    head, *body = block.inside()
    heads = [text for row in head.inside() for text in map(_cell_text, row.inside())]
    if len(heads) != 2 or not all(heads):
        message = "what is matched is a table of two columns, each with words in the first row"
        sheet.say(codes.UNFIT_ANSWERS, block.line, message)
        return None
    rows = [row for part in body for row in part.inside()]
    cells = [[of_cell(cell, row.line, sheet) for cell in row.inside()[:2]] for row in rows]
    pairs = [(draft, target) for draft, target in cells]
    return matched(pairs, heads, block.line, sheet, cure="or | | before it if it belongs to none")


def matched(
    rows: Sequence[tuple[Draft, Draft]],
    heads: Sequence[str],
    line: int,
    sheet: Sheet,
    *,
    cure: str,
) -> Answers | None:
    """Pairs, and with nothing on the left what belongs to none; ``cure`` says how to write that."""
    left: list[Draft] = []
    right: list[Draft] = []
    partners: list[int] = []
    broken = False
    for draft, target in rows:
        pictures = [one for one in (draft, target) if not one.text and not is_empty(one)]
        for one in pictures:
            told_wordless(one, sheet)
        if pictures:
            broken = True
            continue
        if not target.text:
            message = "nothing stands in the right cell of this row: write what belongs to the left"
            sheet.say(codes.UNFIT_ANSWERS, target.line, f"{message} one, {cure}")
            broken = True
        # What belongs to several stands in the right column once.
        same = next((at for at, one in enumerate(right) if one.text == target.text), None)
        if draft.text:
            left.append(draft)
            partners.append(len(right) if same is None else same)
        elif same is not None and target.text:
            message = f"{target.text!r} belongs to another row: take this row out"
            sheet.say(codes.SAME_OPTION, target.line, message)
            broken = True
        if same is None:
            right.append(target)
    if not broken and (len(left) < 2 or len(right) < 2):
        message = "there is nothing to choose from: write two pairs at least"
        sheet.say(codes.UNFIT_ANSWERS, line, message)
        broken = True
    options = None if broken else keyed(left, sheet)
    targets = None if broken else keyed(right, sheet)
    if not options or not targets:
        return None
    pairs = {one.key: targets[at].key for one, at in zip(options, partners, strict=True)}
    return Answers("matching", options, targets, pairs, (heads[0], heads[1]))


def _cell_text(cell: Block) -> str:
    return plain(cell.children)
