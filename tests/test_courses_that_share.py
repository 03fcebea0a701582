"""Courses beside each other: media in common, settings in common, drafts looked at or left out."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner

import scorm_builder
from scorm_builder.cli import cli

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"/>'
ABOUT = "description: What to do.\nkeywords: [fire]\nshared: [../media]\n"
FILES = {
    "defaults.yaml": "language: de\n",
    "media/plan.svg": SVG,
    "media/unused.svg": SVG,
    "fire/course.yaml": f"title: Fire\n{ABOUT}",
    "fire/01-a.md": "# A\n\n![Plan](../media/plan.svg)\n",
    "fire/02-b.md": "---\ndraft: true\n---\n# B\n",
    "water/course.yaml": f"title: Water\nlanguage: fr\n{ABOUT}",
    "water/01-m/01-a.md": "# A\n\n![Plan](../../media/plan.svg)\n",
}


def write(folder: Path, files: Mapping[str, str] = FILES) -> Path:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")
    return folder


def names(package: Path) -> set[str]:
    with zipfile.ZipFile(package) as opened:
        return set(opened.namelist())


def page(package: Path, path: str) -> str:
    with zipfile.ZipFile(package) as opened:
        return opened.read(path).decode()


def test_each_package_holds_what_its_course_uses(tmp_path: Path) -> None:
    result = scorm_builder.build(write(tmp_path / "courses"), tmp_path / "out")
    assert result.report.diagnostics == ()
    for package, unit in (("fire.zip", "units/a"), ("water.zip", "units/m-a")):
        assets = {name for name in names(tmp_path / "out" / package) if name.endswith(".svg")}
        assert assets == {"assets/_/media/plan.svg"}
        html = page(tmp_path / "out" / package, f"{unit}/index.html")
        assert 'src="../../assets/_/media/plan.svg"' in html


def test_defaults_count_for_those_who_say_nothing_else(tmp_path: Path) -> None:
    scorm_builder.build(write(tmp_path / "courses"), tmp_path / "out")
    assert '<html lang="de"' in page(tmp_path / "out/fire.zip", "units/a/index.html")
    assert '<html lang="fr"' in page(tmp_path / "out/water.zip", "units/m-a/index.html")


def test_a_course_is_the_same_alone_and_among_others_here_and_elsewhere(tmp_path: Path) -> None:
    places = ("courses", "elsewhere/deeper")
    for number, place in enumerate(places):
        folder = write(tmp_path / place)
        scorm_builder.build(folder, tmp_path / f"out{number}")
        scorm_builder.build(folder / "fire", tmp_path / f"alone{number}")
    made = [tmp_path / out / "fire.zip" for out in ("out0", "out1", "alone0", "alone1")]
    assert len({hashlib.sha256(path.read_bytes()).hexdigest() for path in made}) == 1


def test_a_mistake_in_the_defaults_is_said_once_and_builds_none_of_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "courses", {**FILES, "defaults.yaml": "langauge: de\n"})
    monkeypatch.chdir(tmp_path)
    result = scorm_builder.build("courses", "out")
    assert [str(found) for found in result.report.diagnostics] == [
        "courses/defaults.yaml:1:1: error[S012] unknown key 'langauge' (did you mean 'language'?)"
    ]
    assert result.packages == ()


def test_drafts_are_looked_at_by_an_option(tmp_path: Path) -> None:
    folder = write(tmp_path / "courses") / "fire"
    out = tmp_path / "out"
    assert CliRunner().invoke(cli, ["build", str(folder), "-o", str(out)]).exit_code == 0
    assert "units/b/index.html" not in names(out / "fire.zip")
    done = CliRunner().invoke(cli, ["build", str(folder), "-o", str(out), "--drafts"])
    assert done.exit_code == 0
    assert "02-b.md:2:8: info[S259] this draft is in the package" in done.output
    assert "units/b/index.html" in names(out / "fire.zip")
