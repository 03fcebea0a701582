"""Names in which letters and accents stand apart (Unicode form NFD), as macOS writes them."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator, Mapping
from urllib.parse import quote

from scorm_builder.mending.mentioned import mentioned
from scorm_builder.package import Package


def composed(package: Package, names: Mapping[str, str]) -> dict[str, str]:
    """Of ``names``, new by old ones, those with accents apart, now with one character each.

    None of them where a text of the package writes any of these letters apart, since that may be
    the name of a file, or where two files would have one name. An LMS that unpacks a zip of macOS
    does the same (Moodle), and what people type, the manifest too, has the letters as one.
    """
    found = {old: _composed(new) for old, new in names.items()}
    apart = {old: new for old, new in found.items() if new != names[old]}
    if not apart or len({*found.values()}) < len({*names.values()}):
        return {}
    letters = {letter for old in apart for letter in _apart(names[old])}
    forms = {form.lower().encode("utf-8", "replace") for one in letters for form in _forms(one)}
    return {} if mentioned(package, forms) else apart


def _apart(name: str) -> Iterator[str]:
    """The letters of a name that are written as several characters, or as another than usual."""
    letter = ""
    for character in f"{name}/":
        if letter and len(_composed(letter + character)) == len(_composed(letter)):
            letter += character
            continue
        if letter != _composed(letter):
            yield letter
        letter = character


def _forms(letter: str) -> tuple[str, ...]:
    """How texts write it: as it is, in addresses, in scripts, in pages."""
    in_pages = letter.encode("ascii", "xmlcharrefreplace").decode()
    return letter, quote(letter), json.dumps(letter)[1:-1], in_pages


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)
