"""docs/themes.md is true: its examples build, its names are those of style sheet and templates."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from scorm_builder import build
from scorm_builder.model import CourseInfo, Unit
from tests.test_format_page import files, is_odd

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "themes.md").read_text("utf-8")
SECTIONS = dict(re.findall(r"^## (.+?)\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL))
EXAMPLES = {
    name: made for name, text in SECTIONS.items() if (made := files(text.replace(".woff2", ".txt")))
}


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_builds_without_a_finding(name: str, tmp_path: Path) -> None:
    for path, content in EXAMPLES[name].items():
        target = tmp_path / "course" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    result = build(tmp_path / "course", tmp_path / "dist")
    assert [str(one) for one in result.report.diagnostics if is_odd(one)] == []
    assert len(result.packages) == sum(path.endswith("course.yaml") for path in EXAMPLES[name])


def test_the_page_has_examples_of_all_kinds() -> None:
    assert {*EXAMPLES} == {"The folder", "Colours, letters and measures", "Templates"}


def listed(section: str) -> set[str]:
    """Names in the first column of the tables of a section."""
    rows = re.findall(r"^\| (`.+?) \|", SECTIONS[section], re.MULTILINE)
    return {name for row in rows for name in re.findall(r"`([\w.()\"-]+)`", row)}


def test_the_names_that_last_are_those_that_the_style_sheet_reads() -> None:
    sheets = "\n".join(p.read_text("utf-8") for p in (ROOT / "templates" / "css").glob("*.css"))
    used = {*re.findall(r"var\((--[\w-]+)", sheets)}
    dark = {name for name in used if name.startswith("--dark-")}
    assert listed("Colours, letters and measures") == used - dark
    colours = {*re.findall(r"^  (--[\w-]+): #", sheets, re.MULTILINE)}
    assert dark == {name.replace("--", "--dark-", 1) for name in colours}


def test_the_blocks_are_those_of_the_frame() -> None:
    frame = (ROOT / "templates" / "page.html.j2").read_text("utf-8")
    # Templates of types fill these.
    blocks = {*re.findall(r"{% block (\w+)", frame)} - {"classes", "body"}
    assert listed("Templates") == blocks


def test_what_templates_see_is_there() -> None:
    rows = dict(
        re.findall(r"^\| `(\w+)` \| .+?: (.+) \|$", SECTIONS["What templates see"], re.MULTILINE)
    )
    for name, kind in (("info", CourseInfo), ("unit", Unit)):
        fields = {one.partition(".")[0] for one in re.findall(r"`([\w.]+)`", rows[name])}
        assert fields <= {*kind.__dataclass_fields__}


def test_links_on_the_page_lead_somewhere() -> None:
    own = {f"#{n.lower().replace(' ', '-').replace(',', '')}" for n in SECTIONS}
    findings = (ROOT / "docs" / "findings.md").read_text("utf-8")
    for target in re.findall(r"\]\(([^)]+)\)", PAGE):
        path, _, anchor = target.partition("#")
        if not path:
            assert target in own
        else:
            assert (ROOT / "docs" / path).exists()
        if path == "findings.md":
            assert f"### {anchor.upper()}\n" in findings
