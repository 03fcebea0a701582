"""Verdicts as a user gets them: of zips, folders, courses, of many at once, in text and in JSON."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import scorm_builder
from scorm_builder import cli, mapping
from scorm_builder.checking import Choice, many, settings
from tests.checking.packages import WRONG_VERSION, package, unlisted, wrong_version
from tests.rules.archives import zipped
from tests.rules.test_rules import GOOD

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command ``check`` in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: CliRunner().invoke(cli.cli, ["check", *arguments])


def course(folder: Path, title: str = "Safety", page: str = "# Hello\n\nText.\n") -> Path:
    folder.mkdir(parents=True)
    (folder / "course.yaml").write_text(f"title: {title}\n")
    (folder / "01-intro.md").write_text(page)
    return folder


def test_a_good_package_is_fine(run: Run) -> None:
    package(Path("good.zip"))
    done = run("good.zip")
    assert done.exit_code == 0
    assert done.stdout.startswith("good.zip: fine")
    assert done.stdout.count("\n") == 1


def test_an_error_is_told_with_file_line_and_pointer_and_fails(run: Run) -> None:
    wrong_version(Path("bad.zip"))
    done = run("bad.zip")
    assert done.exit_code == 1
    first, *_, last = done.stdout.splitlines()
    assert first == (
        "bad.zip!imsmanifest.xml:10:5: error[M10] <schemaversion> is '9.9', and has to be '1.2' "
        "(/manifest/metadata/schemaversion)"
    )
    assert last == "bad.zip: 1 error"


def test_a_warning_fails_only_when_asked(run: Run) -> None:
    unlisted(Path("a.zip"))
    assert run("a.zip").exit_code == 0
    assert run("a.zip", "--strict").exit_code == 1


def test_a_folder_is_judged_like_its_zip(run: Run) -> None:
    for name, data in (GOOD | {"imsmanifest.xml": WRONG_VERSION}).items():
        Path("unpacked", name).parent.mkdir(parents=True, exist_ok=True)
        Path("unpacked", name).write_bytes(data)
    done = run("unpacked")
    assert done.exit_code == 1
    assert done.stdout.startswith("unpacked/imsmanifest.xml:10:5: error[M10]")


def test_a_course_is_judged_by_the_package_that_it_would_become(run: Run) -> None:
    course(Path("safety"))
    done = run("safety")
    assert done.exit_code == 0, done.output
    assert done.stdout.splitlines()[-1].startswith("safety: fine")
    assert sorted(one.name for one in Path().iterdir()) == ["safety"]


def test_the_sources_findings_are_told_too(run: Run) -> None:
    course(Path("safety"), page="# Hello\n\n![Plan](plan.png)\n")
    done = run("safety")
    assert done.exit_code == 1
    assert "safety/01-intro.md:3" in done.stdout


def test_a_folder_of_nothing_but_zips_means_these(run: Run) -> None:
    package(Path("dist/b.zip"))
    wrong_version(Path("dist/a.zip"))
    Path("dist/.gitkeep").write_text("")
    done = run("dist")
    assert done.exit_code == 1
    assert done.stdout.splitlines()[1:] == [
        "dist/a.zip: 1 error",
        "dist/b.zip: fine",
        "2 packages: 1 passed, 1 did not",
    ]


def test_a_package_named_twice_is_judged_once(run: Run) -> None:
    package(Path("a.zip"))
    assert run("a.zip", "a.zip").stdout.count("a.zip: fine") == 1


def test_what_is_not_there_is_told_and_the_others_are_judged(run: Run) -> None:
    wrong_version(Path("bad.zip"))
    done = run("none.zip", "bad.zip")
    assert done.exit_code == 2
    assert "none.zip: not judged: No such file or directory" in done.stdout
    assert "bad.zip: 1 error" in done.stdout


def test_quiet_prints_findings_only(run: Run) -> None:
    package(Path("good.zip"))
    wrong_version(Path("bad.zip"))
    assert run("good.zip", "-q").stdout == ""
    assert run("bad.zip", "-q").stdout.count("\n") == 1
    # What could not be read must not pass for fine.
    assert "No such file" in run("none.zip", "-q").output


def test_another_standard_is_answered_in_one_line(run: Run) -> None:
    files = {"h5p.json": b"{}", "content/content.json": b"{}", "a b.js": b"("}
    Path("h5p.zip").write_bytes(zipped(files))
    done = run("h5p.zip")
    assert done.exit_code == 1
    said = "this is an H5P package, not a SCORM 1.2 package, and is not judged as one"
    assert done.stdout.splitlines() == [
        f"h5p.zip: error[K01] {said}",
        "h5p.zip: 1 error",
    ]


def test_nothing_is_written_and_nothing_changes(run: Run) -> None:
    path = wrong_version(Path("bad.zip"))
    before = path.read_bytes()
    run("bad.zip")
    assert [one.name for one in Path().iterdir()] == ["bad.zip"]
    assert path.read_bytes() == before


def test_json_is_one_document_with_all_that_programs_need(run: Run) -> None:
    wrong_version(Path("bad.zip"))
    done = run("bad.zip", "none.zip", "--format", "json", "--ignore", "Z30")
    shown = json.loads(done.stdout)
    assert (shown["version"], shown["ok"]) == (1, False)
    assert shown["tool"] == {"name": "scorm-builder", "version": scorm_builder.__version__}
    bad, none = shown["packages"]
    assert (bad["path"], bad["ok"], bad["errors"]) == ("bad.zip", False, 1)
    assert none["problem"] == "No such file or directory"
    assert bad["findings"][0] == {
        "code": "M10",
        "severity": "error",
        "message": "<schemaversion> is '9.9', and has to be '1.2'",
        "path": "bad.zip",
        "entry": "imsmanifest.xml",
        "line": 10,
        "column": 5,
        "pointer": "/manifest/metadata/schemaversion",
        "places": [],
    }
    shown = json.loads(run("bad.zip", "--format", "json", "--ignore", "Z30").stdout)
    assert shown["settings"][0]["code"] == "S601"


def test_many_packages_are_judged_in_order_however_many_at_once(tmp_path: Path) -> None:
    paths = [
        (wrong_version if n % 3 == 0 else package)(tmp_path / f"{n:02}.zip") for n in range(12)
    ]
    alone = many.judge(paths, settings.Settings(), 1)
    together = many.judge(paths, settings.Settings(), 3)
    assert together == alone
    assert [one.fails() for one in together.verdicts] == [n % 3 == 0 for n in range(12)]


def test_a_map_over_processes_keeps_the_order_and_hands_errors_on() -> None:
    spread = mapping.mapper(2)
    assert list(spread(abs, range(-20, 0))) == list(range(20, 0, -1))
    with pytest.raises(ValueError, match="math domain"):
        list(spread(math.sqrt, [4.0, -1.0]))


def test_the_same_from_python(tmp_path: Path) -> None:
    path = wrong_version(tmp_path / "bad.zip")
    verdict = scorm_builder.check(str(path))
    assert [one.code for one in verdict.report.diagnostics] == ["M10"]
    assert verdict.fails()
    assert not scorm_builder.check(path, Choice(ignore=("M",))).fails()


def test_a_choice_is_held_to_what_there_is_when_it_is_made(tmp_path: Path) -> None:
    assert Choice(select=["m", " z1 "], ignore=["f05"]) == Choice("generic", ("M", "Z1"), ("F05",))  # type: ignore[arg-type]
    path = wrong_version(tmp_path / "bad.zip")
    assert scorm_builder.check(path, Choice(select=("m",))).fails()
    with pytest.raises(ValueError, match="there is no profile 'nix': generic, adl"):
        Choice("nix")
    with pytest.raises(ValueError, match=r"did you mean 'moodle'\?"):
        Choice("Moodle")
    with pytest.raises(ValueError, match="no rule begins with 'M99'"):
        Choice(ignore=("M99",))
    with pytest.raises(ValueError, match="ignore is a list of the beginnings of ids"):
        Choice(ignore="M10")  # type: ignore[arg-type]


def test_the_example_of_the_page_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong_version(tmp_path / "course.zip")
    monkeypatch.chdir(tmp_path)
    page = (Path(__file__).parents[2] / "docs/check.md").read_text("utf-8")
    (example,) = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    exec(example, {})
    assert capsys.readouterr().out.startswith("error M10 course.zip!imsmanifest.xml:10:5 <sch")


def test_the_list_of_rules_and_the_page_of_one() -> None:
    run = CliRunner()
    listed = run.invoke(cli.cli, ["rules"]).stdout.splitlines()
    assert len(listed) == len(set(listed)) >= 67
    assert listed[0].startswith("K01  error    other-standard: The package is of SCORM 1.2")
    assert all(line[0] == "Z" for line in run.invoke(cli.cli, ["rules", "z"]).stdout.splitlines())
    page = run.invoke(cli.cli, ["rules", "m10"]).stdout
    assert page == run.invoke(cli.cli, ["explain", "M10"]).stdout
    assert run.invoke(cli.cli, ["rules", "Q"]).exit_code == 2
    assert "`scorm-builder explain S601`" in run.invoke(cli.cli, ["rules", "s601"]).output


def test_a_package_whose_worker_the_system_ended_is_told_and_the_others_are_judged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = [package(tmp_path / f"{n:02}.zip") for n in range(9)]

    def one_lost(jobs: int, lost: Callable[[Any], Any]) -> mapping.Mapper:
        assert jobs == 2
        return lambda judge, asked: (
            lost(one) if n == 3 else judge(one) for n, one in enumerate(asked)
        )

    monkeypatch.setattr(many, "mapper", one_lost)
    verdicts = many.judge(paths, settings.Settings(), 2).verdicts
    assert [bool(one.problem) for one in verdicts] == [n == 3 for n in range(9)]
    assert "the system ended the process" in verdicts[3].problem
