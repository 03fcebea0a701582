"""What is in each package: every name, and the menu that an LMS shows.

The lists in ``tests/golden/`` are read before they are accepted: a name that changes is a link that
breaks, an identifier that changes is a learner's record that is lost.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

GOLDEN = Path(__file__).parent / "golden"
PACKAGES = sorted(path.stem for path in GOLDEN.glob("*.txt"))
NS = {"cp": "http://www.imsproject.org/xsd/imscp_rootv1p1p2"}


def menu(element: Any, depth: int) -> Iterator[str]:
    """A line an item: its identifier, where it leads, its title; indented as the menu is."""
    for item in element.iterfind("cp:item", NS):
        leads = item.get("identifierref") or "-"
        title = item.findtext("cp:title", "", NS)
        yield f"{'  ' * depth}{item.get('identifier')} {leads} {title}"
        yield from menu(item, depth + 1)


def tree(zipped: Path) -> str:
    with zipfile.ZipFile(zipped) as archive:
        names = archive.namelist()
        root = etree.fromstring(archive.read("imsmanifest.xml"))
    organization = root.find(".//cp:organization", NS)
    assert organization is not None
    title = organization.findtext("cp:title", "", NS)
    lines = [f"{organization.get('identifier')} {title}", *menu(organization, 1), "", *names]
    return "".join(f"{line}\n" for line in lines)


def test_every_package_of_the_sample_courses_has_its_list(courses: Path, root: Path) -> None:
    assert sorted(path.stem for path in courses.glob("*.zip")) == PACKAGES
    sources = {path.parent.name for path in (root / "course_src").glob("*/course.yaml")}
    assert sources <= set(PACKAGES)


@pytest.mark.parametrize("package", PACKAGES)
def test_the_package_holds_exactly_what_was_read(package: str, courses: Path) -> None:
    expected = (GOLDEN / f"{package}.txt").read_text("utf-8")
    assert tree(courses / f"{package}.zip") == expected
