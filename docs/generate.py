"""Writes the generated parts of the pages here anew: ``make docs``. Tests hold that they are.

A part stands between ``<!-- generated: NAME -->`` and ``<!-- end -->``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from scorm_builder import registry
from scorm_builder.checking import profiles
from scorm_builder.diagnostics import Severity
from scorm_builder.fields.forms import DEFAULT_AMOUNTS, TIMED
from scorm_builder.fields.keys import COURSE, MODULE, RULES, UNIT, Key, Kind
from scorm_builder.fields.questionkeys import OPTION, QUESTION
from scorm_builder.rules import FAMILIES, Rule, all_rules

PAGES = tuple(
    Path(__file__).with_name(name) for name in ("format.md", "check.md", "profiles.md", "rules.md")
)
_CODE = re.compile("``")
_MARKS = re.compile(r"\b(?:Mend|Breaks|Source):(?=\s)")
_ARTICLES = {"error": "an error", "warning": "a warning", "note": "a note"}
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


# Those whose import or player somebody has read, run, or written down.
_LMSS = re.compile(
    "Moodle|Open edX|ILIAS|Chamilo|OpenOLAT|wagtail-lms|scormhost|Docebo|TalentLMS|SCORM Cloud|"
    "Rustici|Canvas|Blackboard|Cornerstone|SuccessFactors|LatitudeLearning|MarineLMS|"
    "openEQUELLA|Claroline|Acendre"
)
_EVERYWHERE = re.compile(
    "every LMS|all LMSs|every browser|every parser|everywhere|[Bb]rowsers|phones|Chrome|Safari"
)
_FAMILY_NAMES = {
    "K": "Kind of package",
    "Z": "Archive",
    "M": "Manifest",
    "D": "Metadata",
    "F": "Files",
    "H": "Pages and scripts",
}


def _families() -> dict[str, list[Rule]]:
    found: dict[str, list[Rule]] = {family: [] for family in FAMILIES}
    for rule in all_rules():
        found[rule.id[:1]].append(rule)
    return {family: rules for family, rules in found.items() if rules}


def _breaks(rule: Rule) -> str:
    """Who breaks, as the rule's page has it."""
    return " ".join(rule.documentation.split()).partition("Breaks: ")[2].partition("Source: ")[0]


def _numbers() -> str:
    """How many rules a family has, and who breaks on what they find, as far as their pages say."""
    rows, total = [], [0] * 6
    for family, rules in _families().items():
        weights = [sum(rule.severity is one for rule in rules) for one in Severity]
        named = [rule for rule in rules if _LMSS.search(_breaks(rule))]
        all_over = [
            rule for rule in rules if rule not in named and _EVERYWHERE.search(_breaks(rule))
        ]
        counts = [len(rules), *weights, len(named), len(all_over)]
        total = [had + more for had, more in zip(total, counts, strict=True)]
        rows.append((f"{family} {_FAMILY_NAMES[family].lower()}", *map(str, counts)))
    rows.append(("all", *map(str, total)))
    breaks = ("an LMS named as breaking", "else every LMS, or browsers")
    return _table("family", "rules", "errors", "warnings", "notes", *breaks, rows=rows)


def _rulebook() -> str:
    """Every rule, by families."""
    parts = []
    for family, rules in _families().items():
        parts.append(f"## {_FAMILY_NAMES[family]}")
        parts += [_page(rule) for rule in rules]
    return "\n\n".join(parts)


def _page(rule: Rule) -> str:
    """The page of a rule: its docstring, and who weighs it otherwise."""
    text = _CODE.sub("`", rule.documentation).replace("\\\\", "\\")
    text = _MARKS.sub(r"**\g<0>**", text)
    heavy = "note" if rule.severity is Severity.INFO else rule.severity.value
    quiet = ", and silent unless a profile asks" if rule.quiet else ""
    lines = [f"### {rule.id} {rule.name}", f"*Usually {_ARTICLES[heavy]}{quiet}.* {text}"]
    others = [
        f"- `{name}`: {_weight(shift.severity)}. {shift.why} ({shift.source})."
        for name, shift in profiles.shifts_of(rule.id).items()
    ]
    if others:
        lines.append("\n".join(others))
    return "\n\n".join(lines)


def _weight(severity: Severity) -> str:
    return "note" if severity is Severity.INFO else severity.value


def _profiles() -> str:
    rows = [(f"[`{name}`](profiles.md#{name})", one.about) for name, one in _others()]
    return _table("profile", "for", rows=[("`generic`", profiles.PROFILES["generic"].about), *rows])


def _others() -> list[tuple[str, profiles.Profile]]:
    return [(name, one) for name, one in profiles.PROFILES.items() if one.shifts]


def _shifts() -> str:
    """What weighs otherwise under each profile, the heaviest first, one row a reason."""
    parts = []
    for name, one in _others():
        ids: dict[profiles.Shift, list[str]] = {}
        for rule in all_rules():
            if rule.id in one.shifts:
                shown = f"[{rule.id}](rules.md#{rule.id.lower()}-{rule.name})"
                ids.setdefault(one.shifts[rule.id], []).append(shown)
        heaviest = [
            (weight, shift) for weight in Severity for shift in ids if shift.severity is weight
        ]
        rows = [
            (_weight(weight), " ".join(ids[shift]), f"{shift.why}.", shift.source)
            for weight, shift in heaviest
        ]
        table = _table("weight", "rules", "why", "source", rows=rows)
        parts.append(f"## {name}\n\n{one.about}.\n\n{table}")
    return "\n\n".join(parts)


PARTS: Mapping[str, Callable[[], str]] = {
    "course.yaml": lambda: _keys(_without(COURSE)),
    "module.yaml": lambda: _keys(_without(MODULE)),
    "unit": lambda: _keys(_without(UNIT)),
    "inherited": _inherited,
    "types": _types,
    "rules": _rules,
    "question": lambda: _of_questions(QUESTION),
    "option": lambda: _of_questions(OPTION),
    "profiles": _profiles,
    "shifts": _shifts,
    "rules in numbers": _numbers,
    "rulebook": _rulebook,
}


if __name__ == "__main__":
    for page in PAGES:
        page.write_text(fresh(page.read_text("utf-8")), "utf-8")
