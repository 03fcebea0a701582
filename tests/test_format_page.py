"""docs/format.md is true: its examples build without a finding, and its tables are the code's.

A line that is only a path in backticks names the block below it; blocks marked ``tree`` show the
folder. Files of a tree that no block shows are stood in for by those of the sample course. All
files of a section are one course, or a folder of courses.
"""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType

import pytest

from scorm_builder import build
from scorm_builder.diagnostics import Diagnostic, Severity

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "format.md"
TOUR = ROOT / "course_src" / "tour"
STAND_INS = {
    ".mp4": TOUR / "03-media" / "01-clip.mp4",
    ".vtt": TOUR / "03-media" / "01-clip.en.vtt",
    ".jpg": TOUR / "03-media" / "01-clip.jpg",
    ".pdf": TOUR / "03-media" / "03-deck.pdf",
    ".svg": TOUR / "pictures" / "plan.svg",
    ".mp3": ROOT / "tests" / "source" / "good-audio" / "course" / "01-talk.mp3",
    ".png": TOUR / "pictures" / "from-folder-to-learner.png",
}
# Notes that an example may earn: it needs no metadata, and media need no title.
NOTES = {"S303", "S017"}
_FENCE = re.compile(
    r"^(?:`(?P<path>[^`\n]+)`\n\n)?(?P<marks>`{3,})(?P<word>\w*)\n(?P<text>.*?)^(?P=marks)$",
    re.MULTILINE | re.DOTALL,
)


def sections() -> Mapping[str, str]:
    parts = re.split(r"^## (.+)$", PAGE.read_text("utf-8"), flags=re.MULTILINE)
    # A heading inside of an example begins no section.
    whole: dict[str, str] = {}
    name = ""
    for title, text in zip(parts[1::2], parts[2::2], strict=True):
        before = whole.get(name, "")
        if before.count("\n```") % 2:
            whole[name] = f"{before}## {title}{text}"
        else:
            name = title
            whole[name] = text
    return whole


def in_tree(text: str) -> list[str]:
    """The files of a tree: two blanks deeper is inside, what follows two blanks is a remark."""
    paths: list[str] = []
    above: list[str] = []
    for line in text.splitlines():
        depth = (len(line) - len(line.lstrip())) // 2
        name = re.split(r" {2,}", line.strip())[0]
        above[depth:] = [name.rstrip("/")]
        if not name.endswith("/"):
            paths.append("/".join(above[1:]))
    return paths


def files(section: str) -> Mapping[str, bytes]:
    found: dict[str, bytes] = {}
    shown: list[str] = []
    for block in _FENCE.finditer(section):
        if block["path"]:
            assert block["path"] not in found, f"{block['path']} is shown twice"
            found[block["path"]] = block["text"].encode()
        elif block["word"] == "tree":
            shown += in_tree(block["text"])
    for path in shown:
        if path not in found:
            found[path] = stand_in(path)
    return found


def stand_in(path: str) -> bytes:
    ending = Path(path).suffix
    if ending in STAND_INS:
        return STAND_INS[ending].read_bytes()
    if ending == ".md":
        return f"# {Path(path).stem}\n\nText.\n".encode()
    assert ending in (".yaml", ".txt"), f"{path} needs a block that shows it"
    return b"title: Example\n"


EXAMPLES = {name: made for name, text in sections().items() if (made := files(text))}


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_builds_without_a_finding(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "course"
    example = {**EXAMPLES[name]}
    if not any(path.endswith("course.yaml") for path in example):
        example["course.yaml"] = b"title: Example\n"
    for path, content in example.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    result = build(folder, tmp_path / "dist")
    assert [str(one) for one in result.report.diagnostics if is_odd(one)] == []
    courses = sum(path.endswith("course.yaml") for path in example)
    assert len(result.packages) == (2 if name == "Several languages" else courses)


def is_odd(found: Diagnostic) -> bool:
    return found.severity is not Severity.INFO or found.code not in NOTES


def test_most_sections_have_an_example() -> None:
    without = {*sections()} - {*EXAMPLES}
    assert without == {"Editors"}


def generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate_docs", ROOT / "docs" / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_generated_parts_are_fresh() -> None:
    made = generator()
    assert PAGE in made.PAGES
    parts = []
    for path in made.PAGES:
        page = path.read_text("utf-8")
        assert made.fresh(page) == page, "run `make docs`"
        parts += re.findall(r"<!-- generated: (.+?) -->", page)
    assert sorted(parts) == sorted(made.PARTS)


def test_every_section_is_in_the_list_above() -> None:
    page = PAGE.read_text("utf-8")
    listed = re.findall(r"^- \[(.+?)\]\(#(.+?)\)$", page, re.MULTILINE)
    assert [name for name, _ in listed] == [*sections()]
    assert all(anchor == name.lower().replace(" ", "-").replace("'", "") for name, anchor in listed)


def test_links_from_and_to_the_page_lead_somewhere() -> None:
    headings = re.findall(r"^#{2,3} (.+)$", PAGE.read_text("utf-8"), re.MULTILINE)
    anchors = {re.sub(r"[^a-z -]", "", name.lower()).replace(" ", "-") for name in headings}
    for path in (PAGE, ROOT / "README.md"):
        text = _FENCE.sub("", path.read_text("utf-8"))
        for target in re.findall(r"\]\(([^)]+)\)", text):
            file, _, anchor = target.partition("#")
            if "://" in file:
                continue
            there = (path.parent / file) if file else path
            assert there.exists(), f"{path.name}: {target}"
            if anchor and there.resolve() == PAGE:
                assert anchor in anchors, f"{path.name}: {target}"
