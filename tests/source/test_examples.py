"""The examples on the page of findings are true: wrong ones earn their code, right ones not."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from scorm_builder import build
from scorm_builder.explain import sections

Write = Callable[..., Path]

# Codes whose examples are parts of a page, and such as are keys of course.yaml.
OF_PAGES = (
    "S022 S104 S105 S106 S107 S108 S110 S111"
    " S202 S210 S211 S212 S213 S215 S217 S218 S219 S220 S221 S222 S223"
    " S224 S226 S227 S270 S271 S272 S273 S274"
).split()
OF_THEMES = {
    **dict.fromkeys(("S286", "S287", "S288"), "theme/page.html.j2"),
    "S289": "theme/theme.css",
}
# Codes whose examples are questions of a quiz.
OF_QUIZZES = [f"S{number}" for number in range(401, 421) if number != 414]
# Codes whose examples are whole files.
OF_FILES = {
    **dict.fromkeys(("S430", "S431", "S432", "S445", "S446"), "03-quiz.md"),
    **dict.fromkeys(("S433", "S434"), "03-quiz.yaml"),
    **dict.fromkeys(("S440", "S441", "S448"), "fire.gift"),
}
OF_KEYS = "S010 S011 S012 S013 S014 S015 S016 S026 S032 S101 S109 S303 S305".split()
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"/>'
AROUND = {
    "01-a.md": "# A\n",
    "02-b.md": "# B\n",
    "02-doors.md": "# Doors\n",
    "02-rules.md": "# Rules\n",
    "plan.svg": SVG,
    "IMG_1234.jpg": SVG,
    "house rules.pdf": "",
    "film.mp4": "",
}


def example(code: str, part: str) -> str:
    """What the section of ``code`` shows as ``Wrong`` or ``Right``: its blocks or spans of code."""
    text = sections()[code][1].split(f"\n{part}:", 1)[1].split("\nRight:")[0]
    if found := re.findall(r"^```\w+\n(.*?)^```$", text, re.MULTILINE | re.DOTALL):
        return str(found[0])
    return "\n\n".join(re.findall("`([^`]+)`", text)) + "\n"


def codes_of(folder: Path, out: Path) -> set[str]:
    return {found.code for found in build(folder, out).report.diagnostics}


@pytest.mark.parametrize("code", OF_PAGES)
def test_an_example_of_a_page(code: str, write: Write, tmp_path: Path) -> None:
    context = "PDF\n\n## Green doors\n\nDoors close.\n" if code in ("S106", "S222") else ""
    for part in ("Wrong", "Right"):
        shown = example(code, part)
        folder = write({**AROUND, "03-page.md": shown + "\n" + context})
        assert (code in codes_of(folder, tmp_path / "out")) is (part == "Wrong"), shown


@pytest.mark.parametrize("code", OF_THEMES)
def test_an_example_of_a_theme(code: str, write: Write, tmp_path: Path) -> None:
    for part in ("Wrong", "Right"):
        shown = example(code, part)
        folder = write({**AROUND, OF_THEMES[code]: shown, "theme/fonts/inter.woff2": b"wOF2"})
        assert (code in codes_of(folder, tmp_path / "out")) is (part == "Wrong"), shown


@pytest.mark.parametrize("code", OF_KEYS)
def test_an_example_of_keys(code: str, write: Write, tmp_path: Path) -> None:
    for part in ("Wrong", "Right"):
        shown = example(code, part)
        has_title = "title:" in shown or code == "S016"
        folder = write(AROUND, shown if has_title else f"title: Safety\n{shown}")
        assert (code in codes_of(folder, tmp_path / "out")) is (part == "Wrong"), shown


@pytest.mark.parametrize("code", OF_QUIZZES)
def test_an_example_of_a_quiz(code: str, write: Write, tmp_path: Path) -> None:
    for part in ("Wrong", "Right"):
        shown = example(code, part)
        folder = write({**AROUND, "03-quiz.md": f"---\ntype: quiz\n---\n# Quiz\n\n{shown}"})
        assert (code in codes_of(folder, tmp_path / "out")) is (part == "Wrong"), shown


@pytest.mark.parametrize("code", OF_FILES)
def test_an_example_of_a_file(code: str, write: Write, tmp_path: Path) -> None:
    for part in ("Wrong", "Right"):
        shown = example(code, part)
        bank = "type: quiz\ntitle: Check\nsource: fire.gift\n"
        around = {**AROUND, "04-quiz.yaml": bank} if OF_FILES[code] == "fire.gift" else AROUND
        folder = write({**around, OF_FILES[code]: shown})
        assert (code in codes_of(folder, tmp_path / "out")) is (part == "Wrong"), shown
