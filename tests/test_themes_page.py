"""docs/themes.md is true: its examples build, its names are those of style sheet and templates."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from scorm_builder import build, registry
from scorm_builder.model import CourseInfo, Unit
from tests.test_format_page import files, is_odd
from tests.units.making import film, make, mp3, pdf

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


DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
ONE_OF_EACH: dict[str, str | bytes] = {
    "01-read.md": "# Read\n\nText.\n",
    "02-asked.md": "# Asked\n\n## Question: Is it?\n\n- [x] Yes\n- [ ] No\n\n## End\n\nDone.\n",
    "03-turned.md": "---\npaging: screens\n---\n# Turned\n\nOne.\n\n---\n\nTwo.\n",
    "04-quiz.md": "---\ntype: quiz\n---\n# Quiz\n\n## Is it?\n\n- [x] Yes\n- [ ] No\n",
    "05-film.mp4": film(),
    "06-sound.mp3": mp3(),
    "07-slides.yaml": "title: Slides\ntype: slides\nsource: handout.pdf\n",
    "08-handout.yaml": "title: Handout\ntype: document\nsource: handout.pdf\n",
    "handout.pdf": pdf(["One"]),
    "09-web/index.html": "<!doctype html><title>Web</title>",
}


def test_what_templates_see_is_there_on_units_of_every_type(tmp_path: Path) -> None:
    seen = SECTIONS["What templates see"]
    rows = re.findall(r"^\| (`.+?`) \| (.+) \|$", seen, re.MULTILINE)
    printed = []
    for names, meaning in rows:
        for name in re.findall(r"`([^`]+)`", names):
            fields = re.findall(r"`([\w.]+)`", meaning) if name in ("info", "unit", "look") else []
            start = f"{name}."
            printed += [start + field.removeprefix(start) for field in fields] or [name]
    assert {"info.title", "unit.completion.rule", "lead", 't("saved")'} <= {*printed}
    # Of lists a template prints each part.
    lists = {"info.keywords", "info.contributors", "info.objectives", "trail"}
    lines = [f"{{{{ {one} | length }}}}" if one in lists else f"{{{{ {one} }}}}" for one in printed]
    named = ("badge.svg", "logo.svg", "logo-dark.svg")
    theme = {f"theme/{name}": DRAWING for name in named} | {"theme/theme.css": "h1 {}"}
    frame = '{% extends "default/page.html.j2" %}{% block foot %}\n'
    text = "\n".join([frame, *(f"<p>{line}</p>" for line in lines), "{% endblock %}\n"])
    made = make(tmp_path, {**ONE_OF_EACH, **theme, "theme/page.html.j2": text})
    assert {job.unit.type for job in made.jobs.values()} == {*registry.units()}
    # What is said of the text, which here stands in two places, is not what is asked.
    for name in made.jobs:
        assert [one for one in made.render(name).findings if one.code != "S287"] == [], name


def test_the_content_of_a_page_prints_as_its_text_and_questions(tmp_path: Path) -> None:
    own = '{% extends "default/units/page.html.j2" %}\n{% block body %}\n'
    theme = {"theme/units/page.html.j2": own + "<div>{{ content }}</div>\n{% endblock %}\n"}
    made = make(tmp_path / "own", {**ONE_OF_EACH, **theme})
    ours = make(tmp_path / "ours", ONE_OF_EACH)
    for name in ("read", "asked"):
        assert made.render(name).findings == ()
        marks = re.findall(r' (?:id|data-[\w-]+)="[^"]*"', made.page(name))
        assert marks == re.findall(r' (?:id|data-[\w-]+)="[^"]*"', ours.page(name))


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
