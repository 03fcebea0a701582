"""Nothing in our control documents is there for nothing: whatever is changed, a manifest notices.

Each mutant is one of our files with one constraint taken out, loosened or tightened. It must judge
at least one row of ``corpus.txt`` otherwise than the row says, or not load at all.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from scorm_builder.spec.namespaces import ADLCP, CONTROL_DOCUMENTS, CP, MD, XML
from scorm_builder.spec.schema import compiled, control_documents
from tests.spec.corpus import Case, cases

XSD = "{http://www.w3.org/2001/XMLSchema}"
# The rows that a file can decide: metadata's own schema decides nothing about the rest.
BASES = {CP: "manifest", ADLCP: "manifest", XML: "manifest", MD: "metadata"}


@dataclass(frozen=True, slots=True)
class Mutation:
    """A change of one element of a schema: where it applies, what it does.

    One that ``loosens`` can only make bad manifests good, any other only good ones bad.
    """

    name: str
    loosens: bool
    applies: Callable[[Any], bool]
    change: Callable[[Any], None]


def is_a(*names: str) -> Callable[[Any], bool]:
    return lambda element: element.tag in [f"{XSD}{name}" for name in names]


def has(attribute: str, value: str) -> Callable[[Any], bool]:
    return lambda element: element.get(attribute) == value


def both(*conditions: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda element: all(condition(element) for condition in conditions)


def lacks(attribute: str) -> Callable[[Any], bool]:
    return lambda element: attribute not in element.attrib


def with_(attribute: str, value: str) -> Callable[[Any], None]:
    return lambda element: element.set(attribute, value)


def without(attribute: str) -> Callable[[Any], None]:
    return lambda element: element.attrib.pop(attribute)


def gone(element: Any) -> None:
    element.getparent().remove(element)


def all_gone(element: Any) -> None:
    element.getparent()[:] = []


def one_more(element: Any) -> None:
    element.set("value", str(int(element.get("value")) + 1))


def one_less(element: Any) -> None:
    element.set("value", str(int(element.get("value")) - 1))


def any_order(element: Any) -> None:
    element.tag = f"{XSD}choice"
    element.set("maxOccurs", "unbounded")


def untyped(element: Any) -> None:
    del element.attrib["type"]


def lax(element: Any) -> None:
    element.set("processContents", "lax")


def later(element: Any) -> None:
    element.getnext().addnext(element)


def in_sequence(element: Any) -> bool:
    return element.getparent() is not None and element.getparent().tag == f"{XSD}sequence"


def is_top(element: Any) -> bool:
    return element.getparent() is not None and element.getparent().tag == f"{XSD}schema"


def is_followed(element: Any) -> bool:
    return element.getnext() is not None


def is_not_alone(element: Any) -> bool:
    return len(element.getparent()) > 1


def has_an_order(element: Any) -> bool:
    """Whether there are two kinds of children; a wildcard's place is one that libxml2 overlooks."""
    return len(element.findall(f"{XSD}element")) > 1


def holds_elements(element: Any) -> bool:
    return element.tag == f"{XSD}complexType" and element.find(f"{XSD}simpleContent") is None


def names_a_type(element: Any) -> bool:
    return str(element.get("type", "xsd:string")) != "xsd:string"


particle = both(in_sequence, is_a("element", "any"))
local_attribute = both(is_a("attribute"), lambda element: not is_top(element))
LOOSER, STRICTER = True, False
MUTATIONS = (
    Mutation("no end of length", LOOSER, is_a("maxLength"), gone),
    Mutation("one more", LOOSER, is_a("maxLength"), one_more),
    Mutation("one less", STRICTER, is_a("maxLength"), one_less),
    Mutation("a word less", STRICTER, both(is_a("enumeration"), is_not_alone), gone),
    Mutation("any word", LOOSER, is_a("enumeration"), all_gone),
    Mutation("any value", LOOSER, both(is_a("attribute", "element"), names_a_type), untyped),
    Mutation("must be", STRICTER, both(particle, has("minOccurs", "0")), without("minOccurs")),
    Mutation("may lack", LOOSER, both(particle, lacks("minOccurs")), with_("minOccurs", "0")),
    Mutation("once", STRICTER, both(particle, has("maxOccurs", "unbounded")), without("maxOccurs")),
    Mutation("often", LOOSER, both(particle, lacks("maxOccurs")), with_("maxOccurs", "unbounded")),
    Mutation("not there", STRICTER, both(in_sequence, is_a("element", "any", "group")), gone),
    Mutation("any order", LOOSER, both(is_a("sequence"), has_an_order), any_order),
    Mutation("another order", STRICTER, both(in_sequence, is_followed), later),
    Mutation("may lack", LOOSER, has("use", "required"), without("use")),
    Mutation("must be", STRICTER, both(local_attribute, lacks("use")), with_("use", "required")),
    Mutation("not there", STRICTER, is_a("attribute"), gone),
    Mutation("unknown", STRICTER, both(is_top, is_a("element")), gone),
    Mutation("no words between", STRICTER, has("mixed", "true"), without("mixed")),
    Mutation("words between", LOOSER, both(holds_elements, lacks("mixed")), with_("mixed", "true")),
    Mutation("anything added", LOOSER, has("processContents", "strict"), lax),
    Mutation("no attribute added", STRICTER, is_a("anyAttribute", "attributeGroup"), gone),
)


@dataclass(frozen=True, slots=True)
class Mutant:
    """A changed control document; ``about`` is what the changed element is called or refers to."""

    uri: str
    name: str
    about: str
    loosens: bool
    text: bytes


def mutants() -> Iterator[Mutant]:
    for uri, file in CONTROL_DOCUMENTS.items():
        original = etree.fromstring(control_documents()[file])
        for number, element in enumerate(original.iter()):
            about = element.get("ref") or element.get("name") or ""
            for mutation in MUTATIONS:
                if isinstance(element.tag, str) and mutation.applies(element):
                    tree = copy.deepcopy(original)
                    mutation.change(list(tree.iter())[number])
                    name = f"{file}:{element.sourceline}: {about} {mutation.name}"
                    yield Mutant(uri, name, about, mutation.loosens, etree.tostring(tree))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("xsd")
    for name, data in control_documents().items():
        (path / name).write_bytes(data)
    return path


@pytest.fixture(scope="module")
def rows() -> list[tuple[Case, Any]]:
    """The rows with a verdict, each parsed once."""
    return [(case, etree.fromstring(case.xml)) for case in cases() if case.ours is not None]


def is_noticed(mutant: Mutant, folder: Path, rows: list[tuple[Case, Any]]) -> bool:
    file = folder / CONTROL_DOCUMENTS[mutant.uri]
    whole = file.read_bytes()
    file.write_bytes(mutant.text)
    try:
        judge = compiled(folder)
    except etree.XMLSchemaParseError:
        return True
    finally:
        file.write_bytes(whole)
    deciding = [
        (mutant.about not in case.name, number)
        for number, (case, _) in enumerate(rows)
        if case.base == BASES[mutant.uri] and case.ours is not mutant.loosens
    ]
    # Those that name what was changed come first: one of them nearly always notices.
    return any(judge.validate(rows[number][1]) is mutant.loosens for _, number in sorted(deciding))


def test_every_constraint_counts(folder: Path, rows: list[tuple[Case, Any]]) -> None:
    everyone = list(mutants())
    assert len(everyone) > 400
    assert [mutant.name for mutant in everyone if not is_noticed(mutant, folder, rows)] == []
