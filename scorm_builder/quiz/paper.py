"""A quiz on its page: what learners see of it, what the runtime is told, what is sealed.

Nothing in the first two says which answer is right, not even by its place.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from scorm_builder.markdown import Document
from scorm_builder.markdown.html import in_page
from scorm_builder.quiz import Option, Question, Quiz
from scorm_builder.quiz.seal import rank, seal

if TYPE_CHECKING:
    from scorm_builder.units import RenderContext

# What the digits of a record take at most; docs/state.md, "quiz".
_HEAD = 3 + 2 + (1 + 3) + (1 + 2) + (1 + 2) + (1 + 1) + (1 + 4) + (1 + 3) + (1 + 3) + (1 + 3)
_END = 1
_ENTRY = 1 + 2 + 1
_ESCAPED = 4


def parts(contents: Iterable[Document | Question], ctx: RenderContext) -> list[dict[str, Any]]:
    """Text and questions in their order, for the template."""
    return [
        _question(part, ctx)
        if isinstance(part, Question)
        else {"kind": "text", "html": ctx.markdown(part)}
        for part in contents
    ]


def _question(question: Question, ctx: RenderContext) -> dict[str, Any]:
    elements, targets = _aliases(question)
    return {
        "kind": "question",
        "key": question.key,
        "anchor": in_page(question.anchor or question.id),
        "type": question.kind,
        "level": question.level,
        "text": question.text,
        "heading": ctx.markdown(question.heading),
        "stem": ctx.markdown(question.stem),
        "options": _options(question.options, elements, ctx),
        "targets": _options(question.targets, targets, ctx),
        "columns": question.columns,
        "unit": question.number.unit if question.number else "",
        "max_length": question.max_length,
        "points": question.points,
        "survey": not question.is_scored,
        "told": question.is_scored or _says_something(question),
    }


def _says_something(question: Question) -> bool:
    """Whether there is anything to tell after an answer that is neither right nor wrong."""
    return question.feedback.always is not None or any(one.feedback for one in question.options)


def _options(
    options: Iterable[Option], aliases: Mapping[str, str], ctx: RenderContext
) -> list[dict[str, Any]]:
    """In the order of the source, or, where that would tell something, of their other keys."""
    shown = [
        {
            "key": aliases.get(option.key, option.key),
            "text": option.text,
            "html": ctx.markdown(option.content),
        }
        for option in options
    ]
    return sorted(shown, key=lambda one: str(one["key"])) if aliases else shown


def _aliases(question: Question) -> tuple[dict[str, str], dict[str, str]]:
    """Other keys for the elements of a sequence, and for what is to be matched.

    The keys of the source go by its order: on a page they would say what comes first, and what
    belongs together. They change places, the same way in every build.
    """

    def mixed(options: Sequence[Option]) -> dict[str, str]:
        keys = sorted(option.key for option in options)
        order = sorted(keys, key=lambda key: rank(0, question.key, key))
        return dict(zip(order, keys, strict=True))

    return mixed(question.options if question.kind == "sequencing" else ()), mixed(question.targets)


def data(quiz: Quiz, unit_key: str, ctx: RenderContext) -> dict[str, Any]:
    """What the runtime is told, as JSON values."""
    questions = quiz.questions()
    return {
        "practice": quiz.rules is None,
        "rules": _rules(quiz),
        "questions": [_facts(question) for question in questions],
        "sealed": seal({one.key: _answers(one, ctx) for one in questions}, unit_key),
    }


def _rules(quiz: Quiz) -> dict[str, Any]:
    rules = quiz.rules
    if rules is None:
        return {}
    return {
        "passing": rules.passing_score,
        "attempts": rules.attempts,
        "shuffle": rules.shuffle,
        "draw": dict(rules.draw),
        "feedback": rules.feedback,
        "answers": rules.show_answers,
        "retry": rules.retry,
        "score": rules.score,
        "seconds": rules.time_limit,
        "wrong": rules.points_wrong,
    }


def _facts(question: Question) -> dict[str, Any]:
    elements, targets = _aliases(question)
    keys = [option.key for option in question.options]
    facts: dict[str, Any] = {
        # What an LMS has heard of: a renamed question is reported as it was from the first.
        "id": question.identifier,
        "key": question.key,
        "sig": question.signature,
        "kind": question.kind,
        "options": sorted(keys) if elements else keys,
        "points": question.points,
        "pool": question.pool,
        "fixed": question.fixed,
        "scored": question.is_scored,
        "objective": question.objective,
        "last": [option.key for option in question.options if option.last],
        "max": question.max_length,
    }
    if targets:
        facts["targets"] = sorted(targets)
    return facts


def _answers(question: Question, ctx: RenderContext) -> dict[str, Any]:
    """What is sealed of one question: its right answers and what is said after an answer."""
    told = question.feedback
    said = {"always": told.always, "right": told.right, "wrong": told.wrong}
    feedback: dict[str, Any] = {name: _html(doc, ctx) for name, doc in said.items() if doc}
    of_options = {one.key: _html(one.feedback, ctx) for one in question.options if one.feedback}
    if of_options:
        feedback["options"] = of_options
    return {"feedback": feedback, "partial": question.partial, **_right(question, ctx)}


def _html(document: Document | None, ctx: RenderContext) -> str:
    return ctx.markdown(document) if document else ""


def _right(question: Question, ctx: RenderContext) -> Mapping[str, Any]:
    elements, targets = _aliases(question)
    if targets:
        pairs = {left: targets[right] for left, right in question.pairs.items()}
        return {"pairs": pairs, "names": _turned(targets)}
    if elements:
        right = [elements[option.key] for option in question.options]
        return {"right": right, "names": _turned(elements)}
    if question.kind == "fill-in":
        return {
            "accepted": [
                {"text": one.text, "expression": one.expression, "anyCase": one.any_case}
                for one in question.accepted
            ]
        }
    if question.number:
        number = question.number
        return {
            "low": number.low,
            "high": number.high,
            "value": number.value,
            "unit": number.unit,
            "decimalMark": ctx.text("decimal_mark"),
        }
    return {"right": [option.key for option in question.options if option.right]}


def _turned(aliases: Mapping[str, str]) -> dict[str, str]:
    """What the keys of the page are called in a report."""
    return {alias: key for key, alias in aliases.items()}


def state_bound(quiz: Quiz) -> int:
    """The most characters that the record of a quiz can take (docs/state.md)."""
    return _HEAD + entries_bound(quiz) + _END


def practice_bound(quiz: Quiz) -> int:
    """What questions for practice add to the record of their page: how many answers, and these."""
    return 1 + 2 + entries_bound(quiz)


def entries_bound(quiz: Quiz) -> int:
    """The most that the answers alone can take; of a drawn quiz, those that can be drawn."""
    lengths = [(question.pool, _entry(question)) for question in quiz.questions()]
    draw = quiz.rules.draw if quiz.rules else {}
    if not draw:
        return sum(length for _, length in lengths)
    total = 0
    pools = {""} if "" in draw else {pool for pool, _ in lengths}
    for pool in pools:
        here = sorted((n for own, n in lengths if "" in draw or own == pool), reverse=True)
        total += sum(here[: draw.get(pool, len(here))])
    return total


def _entry(question: Question) -> int:
    sizes = {
        "multiple": len(question.options),
        "sequencing": len(question.options),
        "matching": 2 * len(question.options),
        "fill-in": _ESCAPED * question.max_length,
        "numeric": _ESCAPED * question.max_length,
    }
    return _ENTRY + len(question.key) + sizes.get(question.kind, 1)
