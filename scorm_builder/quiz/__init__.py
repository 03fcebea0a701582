"""Questions as values: what every way of writing them is read into, and all else works on.

Whether they stand in Markdown, in YAML or in a GIFT file, in a quiz or in a page, they become the
values below. What learners meet of them is made of these values alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from scorm_builder.course.identity import STATE_KEY_LENGTH
from scorm_builder.diagnostics import Span
from scorm_builder.fields.questionkeys import QuestionKind
from scorm_builder.markdown import Document
from scorm_builder.model import Asked

Kind = QuestionKind
# An option is one character in a report (RTE 3.4, cmi.interactions.n.student_response).
KEYS = "abcdefghijklmnopqrstuvwxyz0123456789"
MOST_OPTIONS = len(KEYS)
TRUE, FALSE = "t", "f"
MAX_LENGTH = 80


@dataclass(frozen=True, slots=True)
class Option:
    """Something to choose, to put in order, to match, or a step of a scale.

    ``key`` is one of ``KEYS``, its own within the question. ``text`` is what it says without
    markup. ``last``: it stays at the end whatever is shuffled.
    """

    key: str
    text: str
    content: Document
    right: bool = False
    last: bool = False
    feedback: Document | None = None


@dataclass(frozen=True, slots=True)
class Accepted:
    """An answer that counts as right: a text, or an expression for the whole answer."""

    text: str
    expression: bool = False
    any_case: bool = True


@dataclass(frozen=True, slots=True)
class Number:
    """The numbers that count as right: from ``low`` to ``high``, both included.

    ``value`` is the one that was meant; None where a range was given. ``unit`` is only shown.
    """

    low: float
    high: float
    value: float | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Feedback:
    """What is said after an answer: always, only if it was right, only if it was not."""

    always: Document | None = None
    right: Document | None = None
    wrong: Document | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """One question, complete.

    * ``options``: of choice, multiple and true-false what can be chosen; of sequencing the elements
      in their right order; of likert the steps from low to high; of matching the left column.
    * ``targets``, ``pairs``: of matching the right column, those that match nothing among them, and
      which of them each left one belongs to, by their keys. ``columns``: the heads of the two.
    * ``accepted``: of fill-in. ``number``: of numeric.
    * ``key``: what learners' records know it by, made of its ``identifier``.
    * ``signature``: changes when what is asked has changed so that an old answer means nothing.
    * ``stem``: what stands between the heading and the answers; ``heading`` its inline content.
    * ``anchor``: what links to its heading name, if it has one.
    * ``objective``: the id of one of the course's objectives, or empty.
    * ``pinned``: the id was written, not made of the heading.
    """

    id: str
    key: str
    signature: str
    kind: Kind
    text: str
    heading: Document
    stem: Document
    span: Span
    anchor: str = ""
    level: int = 2
    options: tuple[Option, ...] = ()
    targets: tuple[Option, ...] = ()
    pairs: Mapping[str, str] = field(default_factory=dict)
    columns: tuple[str, str] = ("", "")
    accepted: tuple[Accepted, ...] = ()
    number: Number | None = None
    feedback: Feedback = Feedback()
    points: float = 1.0
    partial: bool = False
    fixed: bool = False
    survey: bool = False
    max_length: int = MAX_LENGTH
    pool: str = ""
    objective: str = ""
    was: tuple[str, ...] = ()
    pinned: bool = False

    @property
    def identifier(self) -> str:
        """What all records hang on: its oldest ``was=``, else its id."""
        return self.was[-1] if self.was else self.id

    @property
    def is_scored(self) -> bool:
        """Whether an answer can be right or wrong at all, and counts."""
        return not self.survey and self.kind != "likert"


Parts = tuple[Document | Question, ...]
"""Text and questions in their order."""


@dataclass(frozen=True, slots=True)
class Rules:
    """How a quiz is taken.

    ``passing_score`` is a share from 0 to 100; None where nothing is passed. ``attempts`` 0: as
    many as one likes. ``draw`` maps the name of a pool ("" for all questions) to how many of it a
    learner gets; empty: all. ``time_limit`` is in seconds, 0 without. ``points_wrong`` is taken off
    for a wrong answer; a quiz never gives less than 0. The words are those of ``fields/keys.py``:
    ``shuffle`` none, questions, options, both; ``feedback`` each, end, never; ``show_answers``
    never, end, passed; ``retry`` all, wrong; ``score`` best, last.
    """

    passing_score: float | None = None
    attempts: int = 0
    shuffle: str = "none"
    draw: Mapping[str, int] = field(default_factory=dict)
    feedback: str = "end"
    show_answers: str = "end"
    retry: str = "all"
    score: str = "best"
    time_limit: int = 0
    points_wrong: float = 0.0


@dataclass(frozen=True, slots=True)
class Quiz:
    """Text and questions in their order. Without ``rules`` nothing counts: it is for practice."""

    parts: Parts
    rules: Rules | None = None

    def questions(self) -> tuple[Question, ...]:
        """The questions in the order of the source."""
        return tuple(part for part in self.parts if isinstance(part, Question))

    def is_scored(self) -> bool:
        """Whether there is a score: it counts, and not by opinions alone."""
        return self.rules is not None and any(one.is_scored for one in self.questions())


def asked(questions: Iterable[Question]) -> Iterator[Asked]:
    """What the unit that they stand in says of its questions."""
    for one in questions:
        key = one.key if len(one.key) > STATE_KEY_LENGTH else ""
        yield Asked(one.id, one.identifier, one.signature, one.pinned, one.span, one.objective, key)
