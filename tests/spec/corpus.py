"""Reads ``corpus.txt``: manifests that differ from a valid one by one edit, with their verdicts."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

from lxml import etree

from scorm_builder.spec.namespaces import ADLCP, CP, MD, XML

FOLDER = Path(__file__).parent
PREFIXES = {"cp": CP, "adlcp": ADLCP, "md": MD, "xml": XML, "x": "urn:x"}
_BRACES = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Case:
    """One manifest, the base it was made of, and its verdict as the table writes it."""

    name: str
    base: str
    verdict: str
    xml: bytes

    @property
    def ours(self) -> bool | None:
        """Whether our schemas accept it; None where libxml2 may get it wrong."""
        return None if self.verdict == "missed" else self.verdict == "good"

    @property
    def published(self) -> bool:
        """Whether the published schemas accept it."""
        return self.verdict in ("good", "looser")


@cache
def cases() -> tuple[Case, ...]:
    """Every manifest of the table."""
    return tuple(_cases())


def _cases() -> Iterator[Case]:
    base = ""
    for line in (FOLDER / "corpus.txt").read_text("utf-8").splitlines():
        if line.startswith("["):
            base = line.strip("[]")
        elif line and not line.startswith("#"):
            for row in _expanded(re.sub(r"\s+", " ", line)):
                verdict, where, edit, value = [*row.split(" ", 3), ""][:4]
                yield from _row(base, verdict, where, edit, value)


def _expanded(row: str) -> Iterator[str]:
    parts = _BRACES.split(row)
    choices = [part.split("|") if i % 2 else [part] for i, part in enumerate(parts)]
    return ("".join(chosen) for chosen in product(*choices))


def _row(base: str, verdict: str, where: str, edit: str, value: str) -> Iterator[Case]:
    name = f"{base}: {where} {edit} {value}".rstrip()
    if verdict == "limit":
        longest = int(value)
        yield _case(f"{name} fits", base, "good", where, edit, "x" * longest)
        yield _case(f"{name} and one", base, "bad", where, edit, "x" * (longest + 1))
    elif where.endswith("/*"):
        for number in _movable(base, where[:-2]):
            yield _case(f"{name} {number}", base, verdict, f"{where}[{number}]", edit, value)
    else:
        yield _case(name, base, verdict, where, edit, value)


def _movable(base: str, where: str) -> list[int]:
    """The children that have a fixed place before the next one, counted from 1."""
    _, top = _parsed(base)
    found = []
    for number, child in enumerate(_find(base, top, where), 1):
        following = child.getnext()
        if following is not None and child.tag != following.tag:
            spaces = {etree.QName(one).namespace for one in (child, following)}
            found += [number] if spaces == {_default(base)} else []
    assert found, f"{base}.xml has no two kinds of children at {where}"
    return found


def _case(name: str, base: str, verdict: str, where: str, edit: str, value: str) -> Case:
    root, top = _parsed(base)
    verb, at, attribute = edit.partition("@")
    _EDITS[verb + at](_find(base, top, where), attribute, value)
    return Case(name, base, verdict, etree.tostring(root))


def _default(base: str) -> str:
    return CP if base == "manifest" else MD


def _parsed(base: str) -> tuple[Any, Any]:
    """The root of the base, and the element that its paths start from."""
    root = etree.fromstring(_read(base))
    return root, root if base == "manifest" else root.find(f".//{{{MD}}}lom")


@cache
def _read(base: str) -> bytes:
    return (FOLDER / f"{base}.xml").read_bytes()


def _find(base: str, top: Any, where: str) -> Any:
    """The first element at ``where``; unprefixed names are in the namespace of the base."""
    if where == ".":
        return top
    match = re.fullmatch(r"(.*)/\*\[(\d+)\]", where)
    if match:
        return _find(base, top, match[1])[int(match[2]) - 1]
    own = re.sub(r"(?<![\w:])(?=[a-z]+(?![a-z]*:))", "own:", where)
    found = top.find(own, {"own": _default(base), **PREFIXES})
    assert found is not None, f"{base}.xml has no {where}"
    return found


def _qualified(name: str) -> str:
    prefix, _, local = name.rpartition(":")
    return f"{{{PREFIXES[prefix]}}}{local}" if prefix else local


def _fragment(xml: str) -> Any:
    spaces = " ".join(f'xmlns:{p}="{uri}"' for p, uri in PREFIXES.items() if p != "xml")
    return etree.fromstring(f"<any {spaces}>{xml}</any>")[0]


def _drop(element: Any, _name: str, _value: str) -> None:
    element.getparent().remove(element)


def _empty(element: Any, _name: str, _value: str) -> None:
    element[:] = []


def _twice(element: Any, _name: str, _value: str) -> None:
    element.addnext(copy.deepcopy(element))


def _swap(element: Any, _name: str, _value: str) -> None:
    element.getnext().addnext(element)


def _text(element: Any, _name: str, value: str) -> None:
    element.text = value


def _rename(element: Any, _name: str, value: str) -> None:
    element.tag = _qualified(value)


def _set(element: Any, name: str, value: str) -> None:
    element.set(_qualified(name), value)


def _unset(element: Any, name: str, _value: str) -> None:
    del element.attrib[_qualified(name)]


def _into(element: Any, _name: str, value: str) -> None:
    element.append(_fragment(value))


def _after(element: Any, _name: str, value: str) -> None:
    element.addnext(_fragment(value))


_EDITS: dict[str, Callable[[Any, str, str], None]] = {
    "as-is": lambda _element, _name, _value: None,
    "drop": _drop,
    "empty": _empty,
    "twice": _twice,
    "swap": _swap,
    "text": _text,
    "rename": _rename,
    "@": _set,
    "-@": _unset,
    "into": _into,
    "after": _after,
}
