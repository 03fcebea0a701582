"""Judges many packages, on as many processors as may be used, in the order they were named in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from scorm_builder.checking import Choice, Verdict, check, targets, unjudged
from scorm_builder.checking.fixing import Fixing, fix
from scorm_builder.checking.settings import Settings
from scorm_builder.diagnostics import Report
from scorm_builder.mapping import mapper, processors

_WORTH_A_PROCESS = 4
"""Fewer packages than this for each worker are judged before another interpreter has begun."""

_Asked = tuple[Path, Choice, Fixing | None]


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict on each package, and what is wrong with the settings they were judged by.

    ``error`` says why nothing was judged at all, else it is empty.
    """

    verdicts: tuple[Verdict, ...] = ()
    settings: Report = field(default_factory=Report)
    strict: bool = False
    error: str = ""

    @property
    def ok(self) -> bool:
        """Whether every package passed."""
        wrong = any(one.fails(self.strict) for one in self.verdicts)
        return not self.error and not wrong and not self.settings.fails(self.strict)


def judge(
    paths: Iterable[Path],
    settings: Settings,
    jobs: int | None = None,
    fixing: Fixing | None = None,
) -> Judgement:
    """The verdicts on everything that ``paths`` mean, at most ``jobs`` of them made at once.

    With ``fixing`` each is mended in a copy, and the verdict is that on the copy.
    """
    meant = fixing.packages(paths) if fixing else targets.expanded(paths)
    asked = [(path, settings.choice(path), fixing) for path in meant]
    most = jobs or processors()
    spread = mapper(max(1, min(most, len(asked) // _WORTH_A_PROCESS)), _lost)
    verdicts = tuple(spread(_verdict, asked))
    judged = [(path, verdict) for (path, *_), verdict in zip(asked, verdicts, strict=True)]
    return Judgement(verdicts, Report.of(settings.unused(judged)), settings.strict)


def _lost(asked: _Asked) -> Verdict:
    why = "the system ended the process that judged it, perhaps for want of memory"
    return unjudged(asked[0].as_posix(), why)


def _verdict(asked: _Asked) -> Verdict:
    path, choice, fixing = asked
    return check(path, choice) if fixing is None else fix(path, choice, fixing)
