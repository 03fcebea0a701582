"""Marks in braces: ``{#where points=2 .partial}`` of a question, ``{#k .last}`` of an option."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from scorm_builder import codes
from scorm_builder.fields import nearest
from scorm_builder.fields.forms import ID
from scorm_builder.fields.numbers import amount, count
from scorm_builder.quiz import KEYS, Kind
from scorm_builder.quiz.sheet import Sheet
from scorm_builder.quiz.signature import question_id

FLAGS = ("partial", "fixed", "case", "multiple", "survey")
VALUES = ("points", "pool", "objective", "was", "max_length")
# What makes a question of a heading in a page, and none of one in a quiz.
QUESTION, TEXT = "question", "text"
LONGEST_ANSWER = 900
# Which kinds a mark means something for; the others are for all.
_FOR: Mapping[str, tuple[Kind, ...]] = {
    "partial": ("multiple", "matching", "sequencing"),
    "case": ("fill-in",),
    "multiple": ("multiple",),
    "max_length": ("fill-in", "numeric"),
    "points": ("choice", "multiple", "true-false", "fill-in", "numeric", "matching", "sequencing"),
}


@dataclass(frozen=True, slots=True)
class Marks:
    """What the braces behind a heading say. ``flags`` have no point before them."""

    id: str = ""
    flags: frozenset[str] = frozenset()
    values: Mapping[str, str] = field(default_factory=dict)

    @property
    def points(self) -> float:
        return amount(self.values.get("points", "1")) or 1.0

    @property
    def was(self) -> tuple[str, ...]:
        return tuple(self.values["was"].split(",")) if "was" in self.values else ()


def of_question(words: Iterable[str], sheet: Sheet, line: int) -> Marks:
    """The marks of a heading that stands in ``line``, with findings on those that are none."""
    own = ""
    flags: set[str] = set()
    values: dict[str, str] = {}
    for word in words:
        name, equals, value = word.partition("=")
        if word.startswith("#"):
            problem = _id_problem(word[1:], own)
            own = own or word[1:]
        elif word.startswith(".") and word[1:] in (*FLAGS, QUESTION, TEXT):
            problem = ""
            flags.add(word[1:])
        elif equals and name in VALUES:
            problem = f"{name} stands here twice" if name in values else PROBLEMS[name](value)
            values[name] = value
        else:
            problem = _unknown(word)
        if problem:
            sheet.say(codes.BAD_MARK, line, problem, word, last=True)
            values.pop(name, None)
    own = own if not own or ID.fullmatch(own) else question_id(own)
    return Marks(own, frozenset(flags), values)


def told_idle(marks: Marks, kind: Kind, sheet: Sheet, line: int) -> None:
    """Says which marks mean nothing for a question of this kind."""
    for name, why in idle(marks, kind):
        word = f"{name}=" if name in marks.values else f".{name}"
        message = f"{word} means nothing for {why}: take it out"
        sheet.say(codes.IDLE_MARK, line, message, word, last=True)


def idle(marks: Marks, kind: Kind) -> Iterator[tuple[str, str]]:
    """The marks that mean nothing for a question of this kind, and which questions those are."""
    for name in (*sorted(marks.flags), *marks.values):
        if name in _FOR and kind not in _FOR[name]:
            yield name, f"a {kind} question"
        elif "survey" in marks.flags and name in ("points", "partial"):
            yield name, "a question that is not scored"


def of_option(words: Iterable[str], sheet: Sheet, line: int, *, ends: bool) -> tuple[str, bool]:
    """The key of an option, and whether it stays last, which only some can (``ends``)."""
    key = ""
    last = False
    for word in words:
        problem = ""
        if word == ".last":
            last = True
            if not ends:
                problem = ".last is for options to choose from: take it out"
        elif word.startswith("#") and len(word) == 2 and word[1] in KEYS:
            if key:
                problem = "an option has one key"
            key = key or word[1]
        elif word.startswith("#"):
            problem = f"a key is one of a-z and 0-9, not {word[1:]!r}: write {{#k}}"
        else:
            near = " (did you mean '.last'?)" if nearest(word.strip("."), ["last"]) else ""
            problem = f"an option has no mark {word!r}{near}: {{#k}} is its key, {{.last}} keeps"
            problem += " it at the end, \\{ is the sign itself"
        if problem:
            sheet.say(codes.BAD_OPTION_MARK, line, problem, word, last=True)
    return key, last


def _unknown(word: str) -> str:
    known = [*(f".{flag}" for flag in FLAGS), *(f"{name}=" for name in VALUES)]
    bare = re.split("[=:]", word.strip(".:="))[0]
    near = nearest(bare, [*FLAGS, *VALUES, QUESTION, TEXT])
    if near:
        name = near.split("'")[1]
        near = f" (did you mean {name + '=' if name in VALUES else '.' + name!r}?)"
    cure = f"there are #id, {', '.join(known)}; \\{{ is the sign itself"
    return f"a question has no mark {word!r}{near}: {cure}"


def _id_problem(name: str, before: str) -> str:
    if before:
        return f"a question has one id: {before!r} stands before this"
    if not ID.fullmatch(name):
        fit = question_id(name)
        return f"{name!r} is no id, which is small letters, digits and -: write {{#{fit}}}"
    return ""


def _points_problem(value: str) -> str:
    is_one = amount(value)
    return "" if is_one else f"points= takes a number above 0, not {value!r}: write points=2"


def _pool_problem(value: str) -> str:
    if re.fullmatch(r"[\w-]+", value):
        return ""
    return f"the name of a pool is letters, digits and -, not {value!r}: write pool=hard"


def _objective_problem(value: str) -> str:
    return "" if ID.fullmatch(value) else f"objective= takes the id of an objective, not {value!r}"


def _was_problem(value: str) -> str:
    if all(ID.fullmatch(one) for one in value.split(",")):
        return ""
    return f"was= takes the id that the question had before, not {value!r}"


def _length_problem(value: str) -> str:
    wanted = count(value)
    if wanted and wanted <= LONGEST_ANSWER:
        return ""
    return f"max_length= takes a whole number from 1 to {LONGEST_ANSWER}, not {value!r}"


# What is wrong with the value of a mark; nothing of a good one.
PROBLEMS: Mapping[str, Callable[[str], str]] = {
    "points": _points_problem,
    "pool": _pool_problem,
    "objective": _objective_problem,
    "was": _was_problem,
    "max_length": _length_problem,
}
