"""For people: a line a finding, as compilers print them, then a line a package, then a sum."""

from __future__ import annotations

from collections.abc import Iterator

from scorm_builder.checking import Verdict
from scorm_builder.checking.many import Judgement
from scorm_builder.diagnostics import Severity, shown_path, visible
from scorm_builder.rules import MOST_WORDS


def render(judgement: Judgement) -> str:
    """The findings, and what they come to."""
    return findings(judgement) + "".join(f"{line}\n" for line in sums(judgement))


def findings(judgement: Judgement) -> str:
    """The findings alone."""
    reports = [*(one.report for one in judgement.verdicts), judgement.settings]
    return "".join(one.text() for one in reports)


def failures(judgement: Judgement) -> Iterator[str]:
    """What could not be judged or mended, and why, a line each."""
    for verdict in judgement.verdicts:
        label = shown_path(verdict.label)
        if verdict.problem:
            yield f"{label}: {_problem(verdict)}"
        if verdict.fixed is not None and verdict.fixed.problem:
            yield f"{label}: not mended: {verdict.fixed.problem}"


def sums(judgement: Judgement) -> Iterator[str]:
    """What the findings of each package come to, a line each, and of all."""
    for verdict in judgement.verdicts:
        yield from _mended(verdict)
        shown = verdict.fixed.path if verdict.fixed is not None else ""
        yield f"{shown_path(shown or verdict.label)}: {_said(verdict, judgement.strict)}"
    if counted := judgement.settings.summary():
        yield f"settings: {counted}"
    if (count := len(judgement.verdicts)) != 1:
        bad = sum(one.fails(judgement.strict) for one in judgement.verdicts)
        yield f"{count} packages: {count - bad} passed, {bad} did not"


def _mended(verdict: Verdict) -> Iterator[str]:
    """What was done to make the copy, a line each, or why there is none."""
    fixed = verdict.fixed
    if fixed is None:
        return
    label = shown_path(verdict.label)
    if not fixed.path:
        yield f"{label}: " + (
            f"not mended: {fixed.problem}" if fixed.problem else "nothing to mend by rule"
        )
        return
    yield f"{label}: mended in {shown_path(fixed.path)}"
    for one in fixed.mends:
        where = f"{shown_path(one.entry)}: " if one.entry else ""
        yield f"  {one.rule}  {where}{one.done}"


def _said(verdict: Verdict, strict: bool) -> str:
    """What a verdict comes to, in a few words."""
    if verdict.problem:
        return f"not judged: {_problem(verdict)}"
    counted = verdict.report.summary()
    if verdict.fails(strict) or verdict.report.count(Severity.WARNING):
        return counted
    return f"fine ({counted})" if counted else "fine"


def _problem(verdict: Verdict) -> str:
    return visible(verdict.problem, MOST_WORDS)
