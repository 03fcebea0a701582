"""What a finding means and how to mend it, from the pages that belong to codes and rules.

Codes of sources have their sections in ``docs/findings.md``; a rule's docstring is its page.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from scorm_builder import codes, resources, rules
from scorm_builder.diagnostics import Code
from scorm_builder.fields import nearest

# Examples may have headings of their own.
_SECTION = re.compile(
    r"^### (?P<id>\S+)\n\n(?P<head>\*\*[^\n]*)\n"
    r"(?P<body>(?:```\w*\n.*?^```\n|(?!##|```)[^\n]*\n)*)",
    re.MULTILINE | re.DOTALL,
)


class UnknownCodeError(Exception):
    """There is no finding of this code; its text says which is meant, if one is near."""


@cache
def source_codes() -> Mapping[str, Code]:
    """Every code that a course source can earn, by its id."""
    return {code.id: code for code in vars(codes).values() if isinstance(code, Code)}


@cache
def sections() -> Mapping[str, tuple[str, str]]:
    """Of each section of the page of findings its first line and the text below, by its code."""
    found = _SECTION.finditer(resources.findings())
    return {one["id"]: (one["head"], one["body"].strip()) for one in found}


def head(code: Code) -> str:
    """The line that a code's section begins with."""
    return f"**{code.severity.value}** · `{code.name}` · {code.summary}"


def explain(written: str) -> str:
    """The page of a code or a rule, as text to print; ``written`` is ``S012`` or ``m12``.

    Raises :class:`UnknownCodeError`.
    """
    wanted = written.strip().upper()
    if code := source_codes().get(wanted):
        title = f"{code.id} {code.name} ({code.severity.value}): {code.summary}"
        return f"{title}\n\n{sections()[wanted][1]}"
    every = {rule.id: rule for rule in rules.all_rules()}
    if rule := every.get(wanted):
        # Docstrings are written for two readers: the marks of code are Python's.
        page = rule.documentation.replace("``", "`")
        return f"{rule.id} {rule.name} ({rule.severity.value}): {page}"
    names = {code.name: code.id for code in source_codes().values()}
    names |= {rule.name: rule.id for rule in every.values()}
    if found := names.get(written.strip().lower()):
        return explain(found)
    near = nearest(wanted, [*source_codes(), *every]) or nearest(written.lower(), names)
    raise UnknownCodeError(f"there is no finding {written!r}{near}")
