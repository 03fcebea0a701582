"""Judges many packages, on as many processors as may be used, in the order they were named in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from scorm_builder.checking import Choice, Verdict, check, targets
from scorm_builder.checking.fixing import Fixing, fix
from scorm_builder.checking.settings import Settings
from scorm_builder.diagnostics import Report
from scorm_builder.mapping import mapper, processors

_WORTH_A_PROCESS = 4
"""Fewer packages than this for each worker are judged before another interpreter has begun."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict on each package, and what is wrong with the settings they were judged by."""

    verdicts: tuple[Verdict, ...]
    settings: Report
    strict: bool

    @property
    def ok(self) -> bool:
        """Whether every package passed."""
        wrong = any(one.fails(self.strict) for one in self.verdicts)
        return not wrong and not self.settings.fails(self.strict)


def judge(
    paths: Iterable[Path],
    settings: Settings,
    jobs: int | None = None,
    fixing: Fixing | None = None,
) -> Judgement:
    """The verdicts on everything that ``paths`` mean, at most ``jobs`` of them made at once.

    With ``fixing`` each is mended in a copy, and the verdict is that on the copy.
    """
    asked = [(path, settings.choice(path), fixing) for path in targets.expanded(paths)]
    most = jobs or processors()
    spread = mapper(max(1, min(most, len(asked) // _WORTH_A_PROCESS)))
    verdicts = tuple(spread(_verdict, asked))
    judged = [(path, verdict) for (path, *_), verdict in zip(asked, verdicts, strict=True)]
    return Judgement(verdicts, Report.of(settings.unused(judged)), settings.strict)


def _verdict(asked: tuple[Path, Choice, Fixing | None]) -> Verdict:
    path, choice, fixing = asked
    return check(path, choice) if fixing is None else fix(path, choice, fixing)
