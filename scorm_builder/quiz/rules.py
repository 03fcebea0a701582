"""How a quiz is taken: the keys of its front matter, and what it takes over from above."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from scorm_builder import codes
from scorm_builder.course import grading
from scorm_builder.fields import Fields, nearest
from scorm_builder.fields.durations import length
from scorm_builder.fields.keys import UNIT
from scorm_builder.fields.numbers import amount, count
from scorm_builder.quiz import Question, Rules

KEYS = frozenset(
    (*grading.KEYS, "draw", "show_answers", "retry", "score", "time_limit", "points_wrong")
)
LONGEST = 24 * 3600
# Every question of the quiz is one pool.
ALL = ""


def read(own: Fields, above: grading.Grading, questions: Iterable[Question]) -> Rules:
    """The rules that ``own`` gives, over those of ``above``; wrong ones with a finding."""
    asked = tuple(questions)
    here = above.under(own)
    usual = "end" if here.passing_score is None else "passed"
    show_answers = own.choice("show_answers", UNIT["show_answers"].choices, usual)
    if show_answers == "passed" and here.passing_score is None:
        message = "'show_answers: passed' needs a mark: give the quiz a passing_score:"
        own.report(codes.NO_MARK, own.span("show_answers"), message)
    elif "show_answers" in own and here.feedback == "never" and show_answers != "never":
        message = f"'feedback: never' keeps right answers, too, and 'show_answers: {show_answers}'"
        message += " shows them: write feedback: end, or take show_answers: out"
        own.report(codes.WRONG_VALUE, own.span("show_answers"), message)
    draw = _draw(own, asked)
    if here.passing_score is not None and _may_be_unscored(draw, asked):
        message = "chance may draw nothing but questions that are not scored, and then there is"
        message += " nothing to pass: draw more, or give those that are scored a pool of their own"
        own.report(codes.LUCKY_DRAW, own.span("draw"), message)
    return Rules(
        passing_score=here.passing_score,
        attempts=here.attempts,
        shuffle=here.shuffle,
        draw=draw,
        feedback=here.feedback,
        show_answers=show_answers,
        retry=own.choice("retry", UNIT["retry"].choices, "all"),
        score=own.choice("score", UNIT["score"].choices, "best"),
        time_limit=_time_limit(own),
        points_wrong=_points_wrong(own),
    )


def _time_limit(own: Fields) -> int:
    seconds = length(own, "time_limit", least=1)
    if seconds > LONGEST:
        message = f"a time limit of more than 24 hours: write it in minutes, as in {seconds} s"
        own.report(codes.WRONG_VALUE, own.span("time_limit"), message)
        return 0
    return seconds


def _points_wrong(own: Fields) -> float:
    written = own.text("points_wrong", "0")
    value = amount(written)
    if value is None:
        message = f"points_wrong: is what a wrong answer costs, not {written!r}: write 0.5"
        own.report(codes.WRONG_VALUE, own.span("points_wrong"), message)
        return 0.0
    return value


def _draw(own: Fields, questions: Iterable[Question]) -> Mapping[str, int]:
    """How many questions of which pool; none more than there are."""
    pools = Counter(question.pool for question in questions)
    draw: dict[str, int] = {}
    for pool, written, place in own.counts("draw"):
        wanted = count(written)
        there = sum(pools.values()) if pool == ALL else pools[pool]
        if wanted is None:
            message = f"draw: takes whole numbers from 1 on, not {written!r}"
        elif pool != ALL and pool not in pools:
            known = [name for name in pools if name]
            message = f"no question is in a pool {pool!r}{nearest(pool, known)}: "
            message += _how_to_pool(own, pool)
        elif wanted > there:
            of = f"the pool {pool!r}" if pool else "this quiz"
            message = f"{wanted} questions cannot be drawn: {of} has {there}"
        else:
            draw[pool] = wanted
            continue
        own.report(codes.BAD_DRAW, place, message)
    return draw


def _may_be_unscored(draw: Mapping[str, int], questions: Sequence[Question]) -> bool:
    """Whether a learner may get no scored question of a quiz that has some."""
    if not draw or not any(question.is_scored for question in questions):
        return False
    scored = Counter(ALL if ALL in draw else one.pool for one in questions if one.is_scored)
    there = Counter(ALL if ALL in draw else one.pool for one in questions)
    # Of a pool that is not drawn from, all are asked.
    return all(draw.get(pool, there[pool]) <= there[pool] - scored[pool] for pool in scored)


def _how_to_pool(own: Fields, pool: str) -> str:
    """How questions get into a pool, by where a quiz has them from."""
    if "source" in own:
        return "those of a bank are in the pool that their $CATEGORY names"
    if "questions" in own:
        return f"give some the line pool: {pool}"
    return f"give some {{pool={pool}}}"
