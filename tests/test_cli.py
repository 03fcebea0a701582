"""The command as a user meets it: what it prints, what it leaves, and its exit codes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from scorm_builder import __version__, cli, pipeline


def write(folder: Path, **files: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name.replace("__", ".").replace("_", "-")).write_text(text, "utf-8")
    return folder


@pytest.fixture
def course(tmp_path: Path) -> Path:
    page = {"01_intro__md": "# Hello\n\nText.\n"}
    return write(tmp_path / "safety", course__yaml="title: Safety\n", **page)


def run(*arguments: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "scorm_builder", *map(str, arguments)],
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_course_becomes_a_zip_named_by_its_id(course: Path) -> None:
    done = run("build", "safety", "-o", "out", cwd=course.parent)
    assert done.returncode == 0, done.stderr
    assert (course.parent / "out" / "safety.zip").is_file()
    assert "out/safety.zip: 1 unit" in done.stdout


def test_a_folder_of_courses_becomes_a_zip_each(course: Path) -> None:
    write(course.parent / "fire", course__yaml="title: Fire\n", **{"01_a__md": "# A\n"})
    done = run("build", ".", "-o", "out", cwd=course.parent)
    assert done.returncode == 0, done.stderr
    assert sorted(p.name for p in (course.parent / "out").iterdir()) == ["fire.zip", "safety.zip"]


def test_quiet_prints_nothing_when_all_is_well(course: Path) -> None:
    done = run("build", "safety", "-q", cwd=course.parent)
    assert (done.returncode, done.stdout) == (0, "")


def test_json_is_one_document_on_stdout(course: Path) -> None:
    done = run("build", "safety", "--format", "json", cwd=course.parent)
    shown = json.loads(done.stdout)
    assert shown["ok"] is True
    assert shown["packages"][0]["course"] == "safety"
    assert shown["packages"][0]["bytes"] == (course.parent / "dist/safety.zip").stat().st_size


def test_an_error_says_where_and_leaves_the_old_zip_whole(course: Path) -> None:
    assert run("build", "safety", cwd=course.parent).returncode == 0
    before = (course.parent / "dist" / "safety.zip").read_bytes()
    (course / "course.yaml").write_text("title: Safety\npackging: units\n", "utf-8")
    done = run("build", "safety", "--format", "json", cwd=course.parent)
    assert done.returncode == 1
    shown = json.loads(done.stdout)
    assert shown["ok"] is False
    assert shown["packages"] == []
    (found,) = [f for f in shown["findings"] if f["severity"] == "error"]
    assert (found["path"], found["line"], found["column"]) == ("safety/course.yaml", 2, 1)
    assert "packaging" in found["message"], "it should say which key was meant"
    assert (course.parent / "dist" / "safety.zip").read_bytes() == before
    left = [path.name for path in (course.parent / "dist").iterdir()]
    assert left == ["safety.zip"], "nothing else is left behind"


def test_a_course_with_errors_does_not_hinder_the_others(course: Path) -> None:
    write(course.parent / "broken", course__yaml="titel: Fire\n")
    done = run("build", ".", "-o", "out", cwd=course.parent)
    assert done.returncode == 1
    assert (course.parent / "out" / "safety.zip").is_file()


def test_strict_makes_warnings_count(course: Path) -> None:
    (course / "02-untitled.md").write_text("no heading\n", "utf-8")
    relaxed = run("build", "safety", cwd=course.parent)
    assert relaxed.returncode == 0
    assert "warning[" in relaxed.stderr
    (course.parent / "dist" / "safety.zip").unlink()
    strict = run("build", "safety", "--strict", cwd=course.parent)
    assert strict.returncode == 1
    assert not (course.parent / "dist" / "safety.zip").exists()


def test_set_overrides_a_key_of_the_course(course: Path) -> None:
    done = run("build", "safety", "--set", "id=other", cwd=course.parent)
    assert done.returncode == 0, done.stderr
    assert (course.parent / "dist" / "other.zip").is_file()


def test_unpacked_leaves_a_folder_and_no_stale_file(course: Path) -> None:
    out = course.parent / "dist" / "safety"
    assert run("build", "safety", "--unpacked", cwd=course.parent).returncode == 0
    assert (out / "imsmanifest.xml").is_file()
    first = next(out.rglob("*.html"))
    (course / "01-intro.md").rename(course / "01-hello.md")
    assert run("build", "safety", "--unpacked", cwd=course.parent).returncode == 0
    assert not first.exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ["build", "no-such-folder"],
        ["lock", "no-such-folder"],
        ["build", "--packaging", "shoebox"],
        ["build", "--jobs", "0"],
        ["build", "--set", "version"],
        ["build", "--set", "version=1", "--set", "version=2"],
        ["build", ""],
        ["build", ".", "-o", ""],
        ["bild"],
    ],
)
def test_wrong_usage_is_exit_code_2(arguments: list[str], tmp_path: Path) -> None:
    done = run(*arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert done.stdout == ""
    assert "Error" in done.stderr


def test_a_folder_without_course_says_what_a_course_is(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    done = run("build", "empty", cwd=tmp_path)
    assert done.returncode == 1
    assert "course.yaml" in done.stderr


@pytest.mark.parametrize("form", [["--format", "json"], ["--format=json"]])
def test_json_is_json_whatever_went_wrong(form: list[str], tmp_path: Path) -> None:
    done = run("build", "no-such-folder", *form, cwd=tmp_path)
    shown = json.loads(done.stdout)
    assert done.returncode == 2
    assert (shown["ok"], shown["packages"], shown["findings"]) == (False, [], [])
    assert "no-such-folder" in shown["error"]


@pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX shell")
@pytest.mark.parametrize("shut", ["| true; exit ${PIPESTATUS[0]}", ">&-"])
def test_an_output_that_nobody_reads_changes_nothing(shut: str, course: Path) -> None:
    command = f"sleep 0; {sys.executable} -m scorm_builder build safety {shut}"
    done = subprocess.run(
        ["bash", "-c", command], cwd=course.parent, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0
    assert "Error" not in done.stderr
    assert (course.parent / "dist/safety.zip").is_file()


@pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX shell")
@pytest.mark.parametrize("verb", ["rules", "--help", "check --help", "explain S012", "schema"])
def test_a_page_that_nobody_reads_to_its_end_is_no_error(verb: str, tmp_path: Path) -> None:
    command = f"{sys.executable} -m scorm_builder {verb} | true; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(
        ["bash", "-c", f"sleep 0; {command}"], cwd=tmp_path, capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a disk that is full")
@pytest.mark.parametrize("form", ["text", "json", "sarif"])
def test_a_full_disk_is_told_in_one_line(form: str, tmp_path: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "scorm_builder", "check", "none.zip", "--format", form],
            cwd=tmp_path,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert (done.returncode, done.stderr) == (2, "scorm-builder: No space left on device\n")


def test_an_out_that_is_a_file_is_said_in_one_line(course: Path) -> None:
    (course.parent / "taken").write_text("", "utf-8")
    done = run("build", "safety", "-o", "taken", cwd=course.parent)
    assert done.returncode == 2
    assert "taken" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("raised", "code"), [(KeyboardInterrupt(), 130), (RuntimeError("boom"), 3)]
)
def test_interruption_and_bugs_have_their_own_codes(
    raised: BaseException,
    code: int,
    course: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise raised

    monkeypatch.setattr(pipeline, "build", fail)
    monkeypatch.setattr(sys, "argv", ["scorm-builder", "build", str(course)])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == code
    told = capsys.readouterr().err
    assert "Traceback" not in told
    if code == 3:
        assert "boom" in told
        assert __version__ in told


def test_every_option_has_a_help_text() -> None:
    for command in cli.cli.commands.values():
        shown = CliRunner().invoke(command, ["--help"], prog_name="scorm-builder").output
        for option in command.params:
            for name in option.opts:
                if name.startswith("--"):
                    assert name in shown
            assert getattr(option, "help", None) or option.param_type_name == "argument"


def test_help_loads_nothing_that_only_building_needs(tmp_path: Path) -> None:
    code = (
        "import sys; sys.argv = ['scorm-builder', '--help']\n"
        "from scorm_builder import cli\n"
        "try: cli.main()\n"
        "except SystemExit: pass\n"
        "heavy = {'lxml', 'jinja2', 'markdown_it', 'yaml', 'PIL', 'pypdfium2', 'pygments'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path
    )
    assert done.stderr.strip() == "[]"
