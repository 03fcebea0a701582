"""The manifest that the target makes of a course, whole and to the letter."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given as any_given
from hypothesis import settings
from hypothesis import strategies as st
from lxml import etree

from scorm_builder import package, rules
from scorm_builder.diagnostics import Severity
from scorm_builder.model import Course, Module, Output, Plan, SourceFile, Unit
from scorm_builder.spec.namespaces import ADLCP, CONTROL_DOCUMENTS, CP, MANIFEST, MD, XSI
from scorm_builder.spec.schema import compiled, schema
from scorm_builder.targets import scorm12
from scorm_builder.writing import record, zipwriter
from tests.targets import courses
from tests.targets.courses import GIVEN, Given

EXPECTED = Path(__file__).parent / "expected"
NAMESPACES = {"cp": CP, "adlcp": ADLCP}


def parsed(given: Given) -> Any:
    return etree.fromstring(manifest(planned(given)))


def planned(given: Given) -> Plan:
    return scorm12.plan(given.course, given.rendered, given.shared)[0]


def manifest(plan: Plan) -> bytes:
    data = plan.outputs[MANIFEST].data
    assert isinstance(data, bytes)
    return data


@pytest.mark.parametrize("name", GIVEN)
def test_it_is_what_was_read_and_found_right(name: str, tmp_path: Path) -> None:
    made = manifest(planned(GIVEN[name](tmp_path)))
    assert made.decode() == (EXPECTED / f"{name}.xml").read_bytes().decode()


@pytest.mark.parametrize("name", GIVEN)
def test_it_is_valid_by_our_schemas_and_by_the_published(
    name: str, tmp_path: Path, published: Path
) -> None:
    made = parsed(GIVEN[name](tmp_path))
    schema().assertValid(made)
    compiled(published).assertValid(made)


@pytest.mark.parametrize("name", GIVEN)
def test_the_package_breaks_no_rule(name: str, tmp_path: Path) -> None:
    zipwriter.write(planned(GIVEN[name](tmp_path / "source")), tmp_path / "made.zip")
    with package.open(tmp_path / "made.zip", "made.zip") as made:
        # A title on HTML may name an entity: whether that is meant can only be asked.
        found = [one for one in rules.check(made) if one.severity is not Severity.INFO]
        asked = [one.code for one in rules.check(made) if one.severity is Severity.INFO]
    assert found == []
    assert asked == (["M19"] if name == "writing" else [])


def shuffled(given: Given, seed: int) -> Given:
    """The same course, handed over in another order wherever the order means nothing."""
    shuffle = random.Random(seed)

    def mixed(things: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(shuffle.sample(things, len(things)))

    course = replace(given.course, resources=mixed(given.course.resources))
    pages = [replace(page, outputs=mixed(page.outputs)) for page in given.rendered]
    return Given(course, mixed(tuple(pages)), mixed(given.shared))


@pytest.mark.parametrize("seed", range(5))
def test_order_that_means_nothing_changes_nothing(seed: int, tmp_path: Path) -> None:
    first = courses.whole(tmp_path)
    assert planned(shuffled(first, seed)) == planned(first)


def test_nothing_of_the_machine_is_in_it(tmp_path: Path) -> None:
    here = manifest(planned(courses.whole(tmp_path / "here")))
    assert manifest(planned(courses.whole(tmp_path / "there"))) == here
    assert tmp_path.name.encode() not in here
    assert b"course_src" not in here


@pytest.mark.parametrize("name", GIVEN)
def test_every_file_is_listed_once_and_reached_by_those_who_use_it(
    name: str, tmp_path: Path
) -> None:
    given = GIVEN[name](tmp_path)
    plan = planned(given)
    root: Any = etree.fromstring(manifest(plan))
    listed = [file.get("href") for file in root.iterfind(".//cp:file", NAMESPACES)]
    control = {path for path in plan.outputs if path.endswith(".xsd")}
    assert sorted(listed) == sorted(set(plan.outputs) - control - {MANIFEST})
    assert len(control) == 4

    files = {
        resource.get("identifier"): {
            f.get("href") for f in resource.iterfind("cp:file", NAMESPACES)
        }
        for resource in root.iterfind(".//cp:resource", NAMESPACES)
    }
    common = {output.path for output in given.shared}
    common |= {f"assets/{file.path}" for file in given.course.resources}
    for unit, page in zip(given.course.units(), given.rendered, strict=True):
        resource = root.find(f".//cp:resource[@href='{page.launch}']", NAMESPACES)
        reached = set(files[resource.get("identifier")])
        for dependency in resource.iterfind("cp:dependency", NAMESPACES):
            reached |= files[dependency.get("identifierref")]
        # The record belongs to nobody, and lies with the first.
        reached.discard(record.PATH)
        assert reached == {output.path for output in page.outputs} | common, unit.id


def test_a_file_of_a_unit_that_is_also_a_resource_is_listed_for_all(tmp_path: Path) -> None:
    root = parsed(courses.whole(tmp_path))
    holders = root.xpath(
        "//cp:resource[cp:file/@href='assets/certificate.pdf']", namespaces=NAMESPACES
    )
    assert [one.get(f"{{{ADLCP}}}scormtype") for one in holders] == ["asset"]


def test_a_course_without_shared_files_has_no_empty_asset(tmp_path: Path) -> None:
    lone = courses.given(tmp_path, courses.unit("a"), courses.unit("b"))
    root = parsed(replace(lone, shared=()))
    assert len(root.findall(".//cp:resource", NAMESPACES)) == 2


TITLES = st.text(min_size=1, max_size=60).map(lambda text: f"T{text}")


@st.composite
def trees(draw: st.DrawFn, depth: int = 3) -> tuple[Module | Unit, ...]:
    """Modules and units, titled anyhow, with ids that tell them apart."""

    def children(path: str, left: int) -> tuple[Module | Unit, ...]:
        count = draw(st.integers(1, 3))
        return tuple(child(f"{path}-{number}", left) for number in range(count))

    def child(path: str, left: int) -> Module | Unit:
        title = draw(TITLES)
        if left and draw(st.booleans()):
            return courses.module(path, *children(path, left - 1), title=title)
        return courses.unit(path, title)

    return children("u", depth)


@settings(max_examples=200, deadline=None, derandomize=True)
@any_given(tree=trees(), title=TITLES)
def test_any_tree_becomes_the_menu_that_it_is(tree: tuple[Module | Unit, ...], title: str) -> None:
    course = Course(courses.info(title), tree)
    given = Given(course, tuple(courses.page(unit.id) for unit in course.units()))
    plan, found = scorm12.plan(given.course, given.rendered, given.shared)
    root: Any = etree.fromstring(manifest(plan))
    schema().assertValid(root)

    def menu(parent: Any) -> list[Any]:
        return [
            [item.get("identifier"), item.findtext("cp:title", None, NAMESPACES), *menu(item)]
            for item in parent.iterfind("cp:item", NAMESPACES)
        ]

    def wanted(children: tuple[Module | Unit, ...]) -> list[Any]:
        return [
            [
                child.identifier,
                shown(child.title),
                *(wanted(child.children) if isinstance(child, Module) else ()),
            ]
            for child in children
        ]

    assert menu(root.find(".//cp:organization", NAMESPACES)) == wanted(tree)
    refused = [one for one in found if one.severity is Severity.ERROR]
    assert bool(refused) == (not all(map(is_xml, "".join(titles(tree, title)))))


def titles(tree: tuple[Module | Unit, ...], *more: str) -> list[str]:
    below = [
        title
        for child in tree
        for title in (child.title, *(titles(child.children) if isinstance(child, Module) else ()))
    ]
    return [*below, *more]


def is_xml(character: str) -> bool:
    """Whether an XML document can hold it (XML 1.0, production 2)."""
    code = ord(character)
    written = code in (9, 10, 13) or 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD
    return written or code > 0xFFFF


def shown(title: str) -> str:
    """What XML can hold of a title, on one line."""
    return " ".join("".join(filter(is_xml, title)).split())


def test_the_launch_page_comes_first_and_its_name_once(tmp_path: Path) -> None:
    given = courses.given(tmp_path, courses.unit("z"))
    page = given.rendered[0]
    extra = Output("units/z/a.png", b"png")
    given = replace(given, rendered=(replace(page, outputs=(extra, *page.outputs)),))
    root = parsed(given)
    files = [one.get("href") for one in root.iterfind(".//cp:file", NAMESPACES)]
    assert files[0] == page.launch
    assert len(files) == len(set(files))


def test_control_documents_are_where_schema_location_says(tmp_path: Path) -> None:
    plan = planned(courses.lone(tmp_path))
    said = etree.fromstring(manifest(plan)).get(f"{{{XSI}}}schemaLocation") or ""
    words = said.split()
    assert words[::2] == [CP, MD, ADLCP]
    assert [CONTROL_DOCUMENTS[uri] for uri in words[::2]] == words[1::2]
    assert set(CONTROL_DOCUMENTS.values()) <= set(plan.outputs)


def test_moving_units_moves_items_and_changes_no_identifier(tmp_path: Path) -> None:
    """Moodle keys the learner's record on them; Open edX launches the first resource."""
    whole = courses.whole(tmp_path)
    course = replace(whole.course, children=whole.course.children[::-1])
    before, after = parsed(whole), parsed(replace(whole, course=course))

    def items(root: Any) -> list[tuple[str, str]]:
        found = root.iterfind(".//cp:item", NAMESPACES)
        return [(item.get("identifier"), item.get("identifierref")) for item in found]

    assert sorted(items(before), key=str) == sorted(items(after), key=str)
    assert items(before) != items(after)
    assert after.find(".//cp:resource", NAMESPACES).get("href") == "units/end/index.html"


def test_resources_of_the_course_get_names_that_lmss_take(tmp_path: Path) -> None:
    lone = courses.lone(tmp_path)
    file = SourceFile("files/Notes für Trainer.py", tmp_path / "x", 1)
    file.disk.write_bytes(b"x")
    plan = planned(replace(lone, course=replace(lone.course, resources=(file,))))
    assert plan.outputs["assets/files/notes-fur-trainer.py.txt"].data == file.disk
