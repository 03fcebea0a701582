"""What names on the command line mean: folders, files that are none, names that nothing has."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from scorm_builder import cli, rules
from scorm_builder.checking import check, targets
from scorm_builder.diagnostics import Diagnostic, Severity
from scorm_builder.package import Package
from tests.checking.packages import package, unlisted, wrong_version
from tests.rules.test_rules import GOOD

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command ``check`` in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: CliRunner().invoke(cli.cli, ["check", *arguments])


def labels(done: Result) -> list[str]:
    """What was judged, by the lines of the sum."""
    lines = [line for line in done.stdout.splitlines() if "[" not in line]
    return [line.partition(":")[0] for line in lines if " packages: " not in line]


def course(folder: Path, name: str = "course.yaml") -> None:
    folder.mkdir(parents=True)
    (folder / name).write_text("title: Safety\n")
    (folder / "01-intro.md").write_text("# Hello\n\nText.\n")


def unpacked(folder: Path, manifest: str = "imsmanifest.xml") -> None:
    for name, data in GOOD.items():
        path = folder / (manifest if name == "imsmanifest.xml" else name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def test_a_folder_means_all_that_lies_in_it_each_by_itself(run: Run) -> None:
    package(Path("m/dist/b.zip"))
    wrong_version(Path("m/dist/a.PIF"))
    package(Path("m/.hidden/c.zip"))
    package(Path("m/dist/._b.zip"))
    package(Path("m/node_modules/d/d.zip"))
    package(Path("m/tools/lib/e.zip"))
    Path("m/tools/pyvenv.cfg").write_text("")
    Path("m/README.md").write_text("# Packages\n")
    Path("m/dist/SHA256SUMS").write_text("")
    course(Path("m/course"))
    course(Path("m/other"), "Course.yml")
    unpacked(Path("m/unpacked"), "IMSManifest.xml")
    package(Path("m/unpacked/inner.zip"))
    package(Path("m/course/files/inner.zip"))
    done = run("m")
    assert labels(done) == ["m/course", "m/dist/a.PIF", "m/dist/b.zip", "m/other", "m/unpacked"]
    assert done.stdout.splitlines()[-1].startswith("5 packages: ")
    assert done.exit_code == 1


def test_a_folder_is_named_by_a_point_too(run: Run) -> None:
    package(Path("b.zip"))
    package(Path("a/a.zip"))
    assert labels(run(".")) == ["a/a.zip", "b.zip"]


def test_links_to_folders_are_not_followed_those_to_files_are(run: Run) -> None:
    package(Path("elsewhere/b.zip"))
    package(Path("c.zip"))
    Path("m").mkdir()
    Path("m/loop").symlink_to(Path("m").absolute())
    Path("m/away").symlink_to(Path("elsewhere").absolute())
    Path("m/link.zip").symlink_to(Path("c.zip").absolute())
    Path("m/folder.zip").symlink_to(Path("elsewhere").absolute())
    assert labels(run("m")) == ["m/link.zip"]
    assert labels(run("m/away")) == ["m/away/b.zip"]


def test_an_empty_folder_is_told_in_one_line(run: Run) -> None:
    Path("m/sub").mkdir(parents=True)
    Path("m/README.md").write_text("# Nothing\n")
    done = run("m")
    assert done.exit_code == 1
    assert [line.partition("[")[2][:3] for line in done.stdout.splitlines()] == ["Z02", ""]


def test_one_thing_by_several_names_is_judged_once_by_the_first(run: Run) -> None:
    package(Path("m/a.zip"))
    Path("link.zip").symlink_to(Path("m/a.zip").absolute())
    absolute = str(Path("m/a.zip").absolute())
    assert labels(run("m/../m/a.zip", absolute, "m", "link.zip")) == ["m/../m/a.zip"]


def test_what_cannot_be_read_hinders_nothing_beside_it(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    package(Path("m/good.zip"))
    package(Path("m/shut.zip"))
    Path("m/shut/sub").mkdir(parents=True)
    unpacked(Path("m/unpacked"))
    Path("m/unpacked/media").mkdir()
    Path("m/unpacked/media/film.txt").write_text("")
    unpacked(Path("m/manifest"))
    shut = {"m/shut", "m/shut.zip", "m/unpacked/media", "m/manifest/imsmanifest.xml"}
    _shut(monkeypatch, {Path(one).absolute() for one in shut})
    done = run("m", "x" * 300)
    assert done.exit_code == 2
    said = [line.split(": ", 1)[1] for line in done.stdout.splitlines()[:-1]]
    assert labels(done)[:-1] == ["m/good.zip", "m/manifest", "m/shut", "m/shut.zip", "m/unpacked"]
    denied = "not judged: Permission denied"
    assert said == [
        "fine",
        f"{denied}: 'm/manifest/imsmanifest.xml'",
        denied,
        denied,
        f"{denied}: 'm/unpacked/media'",
        "not judged: File name too long",
    ]


def _shut(monkeypatch: pytest.MonkeyPatch, paths: set[Path]) -> None:
    """Lets these be refused, which whoever tests as root would never see."""
    for module, name in ((os, "scandir"), (os, "listdir"), (io, "open")):
        monkeypatch.setattr(module, name, _refusing(getattr(module, name), paths))


def _refusing(usual: Callable[..., Any], paths: set[Path]) -> Callable[..., Any]:
    def refused(path: Any, *more: Any, **others: Any) -> Any:
        if isinstance(path, str | Path) and Path(path).absolute() in paths:
            raise PermissionError(13, "Permission denied", str(path))
        return usual(path, *more, **others)

    return refused


def test_a_name_that_is_empty_means_nothing(run: Run) -> None:
    package(Path("a.zip"))
    done = run("", "a.zip")
    assert done.exit_code == 2
    assert "empty" in done.output
    assert done.stdout == ""


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_is_refused_and_not_waited_for(run: Run) -> None:
    os.mkfifo("pipe.zip")
    done = run("pipe.zip")
    assert done.exit_code == 2
    assert done.stdout == "pipe.zip: not judged: it is neither a file nor a folder\n"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("safety/01-intro.md", "it is a file of the course in 'safety': name that folder"),
        ("safety/course.yaml", "it is a file of the course in 'safety': name that folder"),
        ("p/imsmanifest.xml", "it is the manifest of a package: name its folder, 'p'"),
    ],
)
def test_a_part_of_a_course_or_package_leads_to_its_folder(run: Run, name: str, said: str) -> None:
    course(Path("safety"))
    unpacked(Path("p"))
    done = run(name)
    assert done.exit_code == 2
    assert done.stdout == f"{name}: not judged: {said}\n"


def test_a_second_run_over_a_folder_mends_no_copies(run: Run) -> None:
    for name in ("a", "b"):
        unlisted(Path(f"m/{name}.zip"))
    first = run("m", "--fix")
    second = run("m", "--fix")
    assert second.stdout == first.stdout
    assert sorted(one.name for one in Path("m").iterdir()) == [
        "a.fixed.zip",
        "a.zip",
        "b.fixed.zip",
        "b.zip",
    ]
    # Without its package, or named itself, it is a package like any other; so is it in any check.
    assert labels(run("m")) == ["m/a.fixed.zip", "m/a.zip", "m/b.fixed.zip", "m/b.zip"]
    assert "m/a.fixed.zip" in labels(run("m/a.fixed.zip", "m/b.zip", "--fix"))
    Path("m/a.zip").unlink()
    assert "m/a.fixed.zip" in labels(run("m", "--fix"))


def test_a_course_beside_its_zip_does_not_meet_it(run: Run) -> None:
    course(Path("safety"))
    unlisted(Path("safety.zip"))
    done = run("safety", "safety.zip", "--fix")
    assert done.exit_code == 1
    assert "mended in safety.fixed.zip" in done.stdout
    assert "safety: not mended: it is the source of a course" in done.stdout


def test_what_is_not_selected_is_told_where_it_kept_from_judging(run: Run) -> None:
    Path("a.zip").write_bytes(b"text")
    done = run("a.zip", "--select", "M")
    assert done.exit_code == 1
    assert "error[Z01]" in done.stdout


def test_from_python_nothing_is_raised_for_what_is_there(tmp_path: Path) -> None:
    path = wrong_version(tmp_path / "bad.zip")
    assert check(os.fsencode(path)).fails()
    assert check(str(path) + "\0").problem == "no file has a name with a NUL in it"
    assert check(tmp_path / ("x" * 300)).problem == "File name too long"
    assert not targets.is_course(tmp_path / ("x" * 300))


def test_json_tells_each_course_of_a_folder_apart(run: Run) -> None:
    course(Path("all/a"))
    course(Path("all/b"))
    shown = json.loads(run("all", "--format", "json").stdout)
    assert [one["path"] for one in shown["packages"]] == ["all/a", "all/b"]


@pytest.mark.parametrize(
    ("languages", "entries"),
    [
        ("", {"imsmanifest.xml", ""}),
        (
            "languages: [de]\n",
            {f"safety{one}.zip{it}" for one in ("", "-de") for it in ("!imsmanifest.xml", "")},
        ),
    ],
)
def test_what_is_found_in_the_zip_of_a_course_leads_to_its_folder(
    run: Run, monkeypatch: pytest.MonkeyPatch, languages: str, entries: set[str]
) -> None:
    course(Path("in/safety"))
    Path("in/safety/course.yaml").write_text(f"title: Safety\nlanguage: en\n{languages}")

    def judged(made: Package, **_: object) -> list[Diagnostic]:
        inside, whole = made.span("imsmanifest.xml", 3, 1), made.span()
        return [Diagnostic("M10", Severity.ERROR, "", inside, places=(whole,))]

    monkeypatch.setattr(rules, "check", judged)
    shown = json.loads(run("in", "--format", "json").stdout)
    found = [one for one in shown["packages"][0]["findings"] if one["code"] == "M10"]
    places = [*found, *(place for one in found for place in one["places"])]
    assert {one["path"] for one in places} == {"in/safety"}
    assert {one["entry"] for one in places} == entries
