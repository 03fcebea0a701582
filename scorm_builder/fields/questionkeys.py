"""The keys of a question in a list ``questions:``, as ``keys.py`` has those of units."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args

from scorm_builder.fields.keys import Key, Kind

QuestionKind = Literal[
    "choice",
    "multiple",
    "true-false",
    "fill-in",
    "numeric",
    "matching",
    "sequencing",
    "likert",
]
KINDS: tuple[QuestionKind, ...] = get_args(QuestionKind)

QUESTION: Mapping[str, Key] = {
    "text": Key(Kind.MARKDOWN, "What it asks: a paragraph in words, and what stands below it."),
    "id": Key(
        Kind.ID,
        "What learners' answers are kept by; pin it once published.",
        "made of the first paragraph",
    ),
    "type": Key(
        Kind.CHOICE, "Which kind of question it is.", "what its answers say", choices=KINDS
    ),
    "options": Key(Kind.OPTIONS, "What can be chosen."),
    "answers": Key(Kind.ANSWERS, "What is accepted, as behind `Answer:`."),
    "number": Key(Kind.TEXT, "The number that is asked for, as behind `Number:`."),
    "order": Key(Kind.ELEMENTS, "What is to be put in order, in the right one."),
    "match": Key(
        Kind.ROWS,
        "The names of two columns, then the pairs; an empty left cell makes a distractor.",
    ),
    "scale": Key(Kind.ELEMENTS, "The steps of a scale, from low to high, which is not scored."),
    "feedback": Key(Kind.FEEDBACK, "What is said after an answer."),
    "points": Key(Kind.AMOUNT, "What a right answer counts.", "`1`"),
    "partial": Key(Kind.BOOLEAN, "Gives a part of the points for a part of the answer.", "`false`"),
    "multiple": Key(Kind.BOOLEAN, "Lets several be chosen, though only one is right.", "`false`"),
    "case": Key(Kind.BOOLEAN, "Capital and small letters are not the same.", "`false`"),
    "max_length": Key(Kind.WHOLE, "How many signs an answer may have, at most 900.", "`80`"),
    "fixed": Key(Kind.BOOLEAN, "It keeps its place, and its options theirs.", "`false`"),
    "survey": Key(Kind.BOOLEAN, "It asks for an opinion, and is not scored.", "`false`"),
    "pool": Key(Kind.TEXT, "The name of the pool that it is drawn from."),
    "objective": Key(Kind.ID, "The id of the objective of the course that it is about."),
    "was": Key(Kind.IDS, "The ids it had before, newest first."),
}
# Exactly one of these says what its answers are.
ANSWERS = ("options", "answers", "number", "order", "match", "scale")

OPTION: Mapping[str, Key] = {
    "text": Key(Kind.MARKDOWN, "What it says."),
    "right": Key(Kind.BOOLEAN, "It is right.", "`false`"),
    "feedback": Key(Kind.MARKDOWN, "What is said to who chose it."),
    "last": Key(Kind.BOOLEAN, "It stays at the end, whatever is shuffled.", "`false`"),
    "key": Key(
        Kind.TEXT, "One of a-z and 0-9, by which answers are kept.", "the letter of its place"
    ),
}
# Of what is put in order, and of a step of a scale.
ELEMENT: Mapping[str, Key] = {name: OPTION[name] for name in ("text", "key")}

FEEDBACK: Mapping[str, Key] = {
    "always": Key(Kind.MARKDOWN, "After any answer."),
    "correct": Key(Kind.MARKDOWN, "After a right one."),
    "wrong": Key(Kind.MARKDOWN, "After a wrong one."),
}
