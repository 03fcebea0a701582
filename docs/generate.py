"""Writes the generated parts of docs/format.md anew: ``make docs``. A test holds that they are.

A part stands between ``<!-- generated: NAME -->`` and ``<!-- end -->``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from scorm_builder import registry
from scorm_builder.diagnostics import Severity
from scorm_builder.fields.forms import DEFAULT_AMOUNTS, TIMED
from scorm_builder.fields.keys import COURSE, MODULE, RULES, UNIT, Key, Kind
from scorm_builder.fields.questionkeys import OPTION, QUESTION

PAGE = Path(__file__).with_name("format.md")
_PART = re.compile(
    r"(?P<head><!-- generated: (?P<name>[\w. ]+) -->\n).*?(?P<end><!-- end -->)", re.DOTALL
)
# What those types are made of that no ending of a file says.
_MADE_OF = {
    "quiz": "a `.md` that is said to be one, or a `.yaml` of [questions](#questions-in-yaml)",
    "slides": "a `.pdf`, or a folder of images, that is said to be one",
    "web": "a folder with `index.html`",
}


def fresh(page: str) -> str:
    """The page with every generated part as the code has it now; KeyError for a part of no name."""
    return _PART.sub(lambda part: f"{part['head']}{PARTS[part['name']]()}\n{part['end']}", page)


def _table(*head: str, rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _keys(table: Mapping[str, Key]) -> str:
    """The keys that this version acts on as a table, and one sentence on the others."""
    shown = {name: key for name, key in table.items() if key.later is None}
    rows = [
        (f"`{name}`", f"{key.meaning}{_whose(name)}", _values(key), key.default)
        for name, key in shown.items()
    ]
    return _table("key", "what it says", "value", "without it", rows=rows) + _later(table)


def _whose(name: str) -> str:
    """Which unit types alone know a key."""
    kinds = registry.units()
    having = [kind for kind, module in kinds.items() if name in module.KEYS]
    return f" (For: {', '.join(having)}.)" if having else ""


def _values(key: Key) -> str:
    if key.choices:
        return ", ".join(f"`{word}`" for word in key.choices)
    if key.kind is Kind.TYPE:
        return "see [below](#kinds-of-units)"
    most = f", at most {key.longest} characters" if key.longest else ""
    each = "; or [one a language](#several-languages)" if key.worded else ""
    return f"{key.kind.value}{most}{each}"


def _later(table: Mapping[str, Key]) -> str:
    weights = {Severity.ERROR: "an error", Severity.WARNING: "a warning"}
    parts = []
    for severity, words in weights.items():
        names = [f"`{name}`" for name, key in table.items() if key.later is severity]
        if names:
            parts.append(f"{words}: {', '.join(names)}")
    text = "; ".join(parts)
    return f"\n\nOf the format, but not in this version, and so {text}." if text else ""


def _without(table: Mapping[str, Key]) -> dict[str, Key]:
    return {name: key for name, key in table.items() if not key.inherited}


def _inherited() -> str:
    return _keys({name: key for name, key in UNIT.items() if key.inherited})


def _types() -> str:
    rows = []
    for name, kind in registry.units().items():
        files = " ".join(f"`{ending}`" for ending in kind.EXTENSIONS) or _MADE_OF[name]
        rules = ", ".join(f"`{rule}`" for rule in kind.COMPLETIONS)
        rows.append((name, files, rules))
    return _table("unit", "made of", "completed by (default first)", rows=rows)


def _rules() -> str:
    rows = []
    for rule, meaning in RULES.items():
        kinds = [name for name, kind in registry.units().items() if rule in kind.COMPLETIONS]
        if kinds:
            rows.append((_forms(rule), meaning, ", ".join(kinds)))
    return _table("completion", "a unit is done when", "for", rows=rows)


def _forms(rule: str) -> str:
    amount = DEFAULT_AMOUNTS.get(rule)
    if rule in TIMED:
        alone = f"`{rule}` ({amount:.0f} s) or " if amount else ""
        return f"{alone}`{{{rule}: 90s}}`, 1 s to 24 h"
    return f"`{rule}` ({amount:.0%}) or `{{{rule}: 75%}}`" if amount else f"`{rule}`"


def _of_questions(table: Mapping[str, Key]) -> str:
    """The keys inside a list of questions, which no unit has."""
    rows = [(f"`{name}`", key.meaning, _values(key), key.default) for name, key in table.items()]
    return _table("key", "what it says", "value", "without it", rows=rows)


PARTS: Mapping[str, Callable[[], str]] = {
    "course.yaml": lambda: _keys(_without(COURSE)),
    "module.yaml": lambda: _keys(_without(MODULE)),
    "unit": lambda: _keys(_without(UNIT)),
    "inherited": _inherited,
    "types": _types,
    "rules": _rules,
    "question": lambda: _of_questions(QUESTION),
    "option": lambda: _of_questions(OPTION),
}


if __name__ == "__main__":
    PAGE.write_text(fresh(PAGE.read_text("utf-8")), "utf-8")
