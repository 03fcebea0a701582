"""The manifest of SCORM 1.2, from course values made by hand.

The golden file was read line by line against the Content Aggregation Model before it was accepted.
"""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from lxml import etree

from scorm_builder import registry
from scorm_builder.diagnostics import Diagnostic, Severity, Span
from scorm_builder.model import (
    Completion,
    Course,
    CourseInfo,
    Module,
    Output,
    Plan,
    Rendered,
    SourceFile,
    Unit,
)
from scorm_builder.spec.namespaces import CONTROL_DOCUMENTS, CP
from scorm_builder.spec.schema import schema

HERE = Path(__file__).parent
NS = {"cp": CP, "adlcp": "http://www.adlnet.org/xsd/adlcp_rootv1p2"}
RUNTIME = Output("scorm-builder/runtime.js", b"run")


def unit(name: str, title: str, identifier: str = "") -> Unit:
    return Unit(
        id=name,
        identifier=identifier or name,
        title=title,
        type="page",
        source=f"{name}.md",
        span=Span(f"{name}.md"),
        completion=Completion("end", 5),
        report="completed",
        language="en",
        body=None,
    )


def rendered(name: str, *paths: str, state: int = 15) -> Rendered:
    launch = f"units/{name}/index.html"
    outputs = tuple(Output(path, path.encode()) for path in (launch, *paths))
    return Rendered(name, launch, outputs, state=state)


COURSE = Course(
    CourseInfo(
        id="safety",
        title='Safety & "fire" < ärger 安全 سلامة',
        language="en",
        span=Span("course.yaml", 1, 8),
        version="2.1",
        description="What to do.",
        keywords=("fire", "safety"),
        rights="MIT",
        date="2026-11-24",
        duration=5400,
        contributors=("Doe, Jane",),
    ),
    (
        unit("intro", "Introduction"),
        Module(
            "alarm",
            "alarm",
            "At the alarm",
            "",
            Span("02"),
            (
                unit("where", "Where to go", "where-once"),
                Module("more", "more", "More", "", Span("03"), (unit("plan", "The plan"),)),
            ),
        ),
    ),
)
RENDERED = [
    rendered("intro", "assets/own.png"),
    rendered("where", "assets/plan.svg"),
    rendered("plan", "assets/plan.svg", "units/plan/slide-001.png"),
]


def planned(
    course: Course = COURSE,
    units: list[Rendered] | None = None,
    shared: tuple[Output, ...] = (RUNTIME,),
) -> tuple[Plan, list[Diagnostic]]:
    return registry.targets()["scorm12"].plan(course, units or RENDERED, shared)


def manifest(plan: Plan) -> bytes:
    data = plan.outputs["imsmanifest.xml"].data
    assert isinstance(data, bytes)
    return data


def test_the_manifest_is_the_one_that_was_read() -> None:
    plan, found = planned()
    assert found == []
    assert manifest(plan) == (HERE / "golden" / "imsmanifest.xml").read_bytes()


def test_it_is_valid_by_our_control_documents() -> None:
    assert schema().validate(etree.fromstring(manifest(planned()[0])))


def test_control_documents_lie_at_the_root_and_schema_location_names_them() -> None:
    plan, _ = planned()
    assert set(CONTROL_DOCUMENTS.values()) <= set(plan.outputs)
    root = etree.fromstring(manifest(plan))
    location = root.get("{http://www.w3.org/2001/XMLSchema-instance}schemaLocation") or ""
    assert set(location.split()[1::2]) <= set(plan.outputs)


def test_every_file_is_listed_once_and_reached() -> None:
    plan, _ = planned()
    root = etree.fromstring(manifest(plan))
    listed = [file.get("href") for file in root.iterfind(".//cp:file", NS)]
    unlisted = {"imsmanifest.xml", *CONTROL_DOCUMENTS.values()}
    assert sorted(map(str, listed)) == sorted(set(plan.outputs) - unlisted)


def test_moving_a_unit_moves_its_item_and_nothing_else() -> None:
    swapped = dataclasses.replace(COURSE, children=COURSE.children[::-1])
    one = etree.fromstring(manifest(planned()[0]))
    two = etree.fromstring(manifest(planned(swapped, [*RENDERED[1:], RENDERED[0]])[0]))

    def items(root: etree._Element) -> set[tuple[str | None, str | None]]:
        return {
            (i.get("identifier"), i.get("identifierref")) for i in root.iterfind(".//cp:item", NS)
        }

    assert items(one) == items(two)
    first = two.find(".//cp:resource[@href]", NS)
    assert first is not None
    assert first.get("href") == "units/where/index.html", "Open edX launches the first resource"


def test_no_metadata_record_is_better_than_half_a_one() -> None:
    bare = dataclasses.replace(COURSE, info=dataclasses.replace(COURSE.info, keywords=()))
    plan, found = planned(bare)
    assert [(d.code, d.severity) for d in found] == [("S303", Severity.INFO)]
    assert "keywords" in found[0].message
    assert b"<lom" not in manifest(plan)


def test_two_files_that_would_have_one_name(tmp_path: Path) -> None:
    one = dataclasses.replace(
        RENDERED[0], outputs=(*RENDERED[0].outputs, Output("assets/A.svg", tmp_path / "A.svg"))
    )
    two = dataclasses.replace(
        RENDERED[1], outputs=(*RENDERED[1].outputs, Output("assets/a.svg", tmp_path / "a.svg"))
    )
    for name in ("A.svg", "a.svg"):
        (tmp_path / name).write_bytes(name.encode())
    _, found = planned(units=[one, two, RENDERED[2]])
    assert [d.code for d in found] == ["S301"]


@pytest.mark.parametrize(
    ("state", "severities"),
    [(3498, []), (3499, [Severity.WARNING]), (3999, [Severity.WARNING]), (4000, [Severity.ERROR])],
)
def test_a_state_that_cannot_fit_is_refused(state: int, severities: list[Severity]) -> None:
    units = [rendered("intro", state=state), *RENDERED[1:]]
    _, found = planned(units=units)
    assert [d.severity for d in found] == severities


def test_more_files_than_a_zip_holds() -> None:
    many = rendered("intro", *(f"units/intro/{n}.png" for n in range(65_535)))
    _, found = planned(units=[many, *RENDERED[1:]])
    assert [d.code for d in found] == ["S302"]


def test_resources_of_the_course_are_packed(tmp_path: Path) -> None:
    (tmp_path / "Notes für Trainer.py").write_bytes(b"x")
    file = SourceFile("files/Notes für Trainer.py", tmp_path / "Notes für Trainer.py", 1)
    plan, _ = planned(dataclasses.replace(COURSE, resources=(file,)))
    assert "assets/files/notes-fur-trainer.py.txt" in plan.outputs
