"""What a unit waits for, from the source to the words that an LMS reads."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from scorm_builder import build
from scorm_builder.spec.namespaces import ADLCP, CP

Write = Callable[..., Path]


def after(*names: str) -> str:
    return f"---\nprerequisites: [{', '.join(names)}]\n---\n# A page\n\nText.\n"


PAGE = "# A page\n\nText.\n"


def waits(folder: Path, out: Path) -> dict[str, str]:
    """What each item of the package waits for, by its identifier."""
    built = build(folder, out)
    assert not built.report.fails(), built.report.text()
    with zipfile.ZipFile(built.packages[0].path) as package:
        root: Any = etree.fromstring(package.read("imsmanifest.xml"))
    found: dict[str, str] = {}
    for script in root.iter(f"{{{ADLCP}}}prerequisites"):
        assert script.get("type") == "aicc_script"
        assert script.getprevious().tag == f"{{{CP}}}title"
        found[script.getparent().get("identifier")] = script.text
    return found


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        # One after another.
        (
            {"01-a.md": PAGE, "02-b.md": after("a"), "03-c.md": after("b")},
            {"b": "a", "c": "b"},
        ),
        # What another prerequisite waits for anyway is not said again.
        (
            {"01-a.md": PAGE, "02-b.md": after("a"), "03-c.md": after("a", "b")},
            {"b": "a", "c": "b"},
        ),
        # Two that do not know each other, in the order in which they are named.
        ({"01-a.md": PAGE, "02-b.md": PAGE, "03-c.md": after("b", "a")}, {"c": "b&a"}),
        # A module stands for its units, those left out that are optional.
        (
            {
                "01-m/01-a.md": PAGE,
                "01-m/02-b.md": f"---\noptional: true\n---\n{PAGE}",
                "01-m/03-c.md": PAGE,
                "02-d.md": after("m"),
            },
            {"d": "m-a&m-c"},
        ),
        # What a module waits for, all that lies in it waits for, however deep.
        (
            {
                "01-a.md": PAGE,
                "02-m/module.yaml": "prerequisites: a\n",
                "02-m/01-b.md": PAGE,
                "02-m/02-n/01-c.md": after("m-b"),
            },
            {"m-b": "a", "m-n-c": "m-b"},
        ),
        # An LMS knows a unit by its oldest name.
        (
            {"01-a.md": f"---\nwas: [x, y]\n---\n{PAGE}", "02-b.md": after("a")},
            {"b": "y"},
        ),
    ],
)
def test_units_wait_in_the_words_of_an_lms(
    files: dict[str, str], expected: dict[str, str], write: Write, tmp_path: Path
) -> None:
    assert waits(write(files), tmp_path / "out") == expected


def test_every_language_waits_alike(write: Write, tmp_path: Path) -> None:
    files = {"01-a.md": PAGE, "02-b.md": after("a"), "02-b.de.md": "# Eine Seite\n\nText.\n"}
    folder = write(files, "title: Safety\nlanguage: en\nlanguages: [de]\n")
    built = build(folder, tmp_path / "out")
    assert [one.course for one in built.packages] == ["safety", "safety-de"]
    for one in built.packages:
        with zipfile.ZipFile(one.path) as package:
            assert b'type="aicc_script">a<' in package.read("imsmanifest.xml")
