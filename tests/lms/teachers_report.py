"""What a teacher reads of interactions: the table that Moodle's report makes of an attempt.

Moodle (mod/scorm/report/interactions) shows, for each record that is there, its id, type, response,
right answers and result, as they were set.
"""

from __future__ import annotations

from collections.abc import Mapping

NAME = "cmi.interactions"
COLUMNS = ("id", "type", "student_response", "right", "result", "weighting")


def rows(values: Mapping[str, str]) -> list[tuple[str, ...]]:
    """The records that an LMS holds, in their order: what stands in each of ``COLUMNS``."""
    found: list[tuple[str, ...]] = []
    while f"{NAME}.{len(found)}.id" in values:
        record = f"{NAME}.{len(found)}"
        told = {name: values.get(f"{record}.{name}", "") for name in COLUMNS}
        told["right"] = " or ".join(_patterns(values, record))
        found.append(tuple(told[name] for name in COLUMNS))
    return found


def _patterns(values: Mapping[str, str], record: str) -> list[str]:
    patterns: list[str] = []
    while (name := f"{record}.correct_responses.{len(patterns)}.pattern") in values:
        patterns.append(values[name])
    return patterns


def table(values: Mapping[str, str]) -> str:
    """The same as lines of text, in columns."""
    lines = [COLUMNS, *rows(values)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(COLUMNS))]
    padded = (map(str.ljust, line, widths) for line in lines)
    return "".join(f"{' | '.join(line).rstrip()}\n" for line in padded)
