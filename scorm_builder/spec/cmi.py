"""The run-time data model, read from the table that the browser reads too (``cmi.json``).

Source: SCORM 1.2 Run-Time Environment, section 3.4.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_INDEX = re.compile(r"0|[1-9][0-9]*")


@dataclass(frozen=True, slots=True)
class Form:
    """What the values of a type look like; a value fits by its words or by all the rest."""

    name: str
    words: tuple[str, ...] = ()
    pattern: str = ""
    low: float | None = None
    high: float | None = None
    longest: int | None = None


@dataclass(frozen=True, slots=True)
class Element:
    """One element; ``n`` and ``m`` in its name stand for indexes."""

    name: str
    form: Form
    access: str
    default: str = ""
    mandatory: bool = False
    keyword: bool = False
    blank: bool = False
    appends: bool = False
    first: tuple[str, ...] = ()


@cache
def table() -> Any:
    """The table as parsed JSON; see its ``_about``."""
    return json.loads(Path(__file__).with_name("cmi.json").read_text("utf-8"))


@cache
def forms() -> Mapping[str, Form]:
    """Every type by its name."""
    return {
        name: Form(
            name,
            tuple(row.get("words", ())),
            row.get("pattern", ""),
            row.get("min"),
            row.get("max"),
            row.get("longest"),
        )
        for name, row in table()["types"].items()
    }


@cache
def elements() -> Mapping[str, Element]:
    """Every element by its name in the table, as in ``cmi.objectives.n.id``."""
    return {name: _element(name, row) for name, row in table()["elements"].items()}


def _element(name: str, row: Mapping[str, Any]) -> Element:
    marks = {mark: bool(row.get(mark)) for mark in ("mandatory", "keyword", "blank", "appends")}
    return Element(
        name,
        forms()[row["type"]],
        row["access"],
        row.get("default", ""),
        first=tuple(row.get("first", ())),
        **marks,
    )


def find(element: str) -> Element | None:
    """The element of a name as a SCO writes it, ``cmi.objectives.0.id``; None if there is none."""
    index = iter("nm")
    parts = [next(index, "?") if _INDEX.fullmatch(p) else p for p in element.split(".")]
    # A SCO that writes the letter of the table names nothing.
    return None if {"n", "m"} & {*element.split(".")} else elements().get(".".join(parts))


def valid(element: str, value: str, interaction: str = "") -> bool:
    """Whether a SCO may set ``element`` to ``value``, by access and form.

    ``interaction`` is the type of the interaction that a response or a correct pattern belongs to;
    without it any text of at most 255 characters will do.
    """
    found = find(element)
    if found is None or "w" not in found.access:
        return False
    if found.blank and value == "":
        return True
    form = found.form
    if form.name == "feedback" and interaction:
        form = forms()[table()["feedback"][interaction]]
    return fits(value, form)


def fits(value: str, form: Form) -> bool:
    """Whether a value is of a form: words, pattern, range, and length in UTF-16 units."""
    if form.words and (value in form.words or not form.pattern):
        return value in form.words
    if form.pattern and not re.fullmatch(form.pattern, value):
        return False
    if form.low is not None and float(value) < form.low:
        return False
    if form.high is not None and float(value) > form.high:
        return False
    # JavaScript counts UTF-16 units, and so do the LMSs that are written in it.
    length = len(value.encode("utf-16-le", "surrogatepass")) // 2
    return form.longest is None or length <= form.longest
