"""The run-time data model, read from the table that the browser reads too (``cmi.json``)."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any


@cache
def table() -> Any:
    """The table as parsed JSON; see its ``_about``."""
    return json.loads(Path(__file__).with_name("cmi.json").read_text("utf-8"))


def generic(element: str) -> str:
    """``cmi.objectives.0.id`` as the table names it: ``cmi.objectives.n.id``."""
    index = iter("nm")
    return re.sub(r"(?<=\.)\d+(?=\.|$)", lambda _: next(index, "?"), element)


def accepts(element: str, value: str) -> bool:
    """Whether a SCO may set ``element`` to ``value``, by access and form (RTE 3.4)."""
    row = table()["elements"].get(generic(element))
    if row is None or "w" not in row["access"]:
        return False
    return fits(value, table()["types"][row["type"]], blank=bool(row.get("blank")))


def fits(value: str, form: Any, *, blank: bool = False) -> bool:
    """Whether a value is of a form of the table: words, pattern, range, length in characters."""
    if blank and value == "":
        return True
    if "words" in form and value in form["words"]:
        return True
    if "words" in form and "pattern" not in form:
        return False
    if "pattern" in form and not re.fullmatch(form["pattern"].strip("^$"), value):
        return False
    if "min" in form and not form["min"] <= float(value) <= form["max"]:
        return False
    # JavaScript counts UTF-16 units, and so do the LMSs that are written in it.
    return len(value.encode("utf-16-le")) // 2 <= form.get("longest", 65_536)
