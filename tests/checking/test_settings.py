"""What a project asks of its packages: where it is read, what of it is refused, what is unused."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from scorm_builder import cli
from scorm_builder.checking import settings
from tests.checking.packages import unlisted, wrong_version

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command ``check`` in an empty project."""
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: CliRunner().invoke(cli.cli, ["check", *arguments])


def test_without_settings_everything_counts(run: Run) -> None:
    unlisted(Path("a.zip"))
    assert "warning[F05]" in run("a.zip").stdout


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (".scormcheck.toml", 'ignore = ["F05", "F11"]\n'),
        ("pyproject.toml", '[tool.scorm-builder.check]\nignore = ["F05", "F11"]\n'),
    ],
)
def test_settings_lie_in_a_file_of_their_own_or_in_that_of_the_project(
    run: Run, name: str, text: str
) -> None:
    unlisted(Path("a.zip"))
    Path(name).write_text(text)
    assert "F05" not in run("a.zip").stdout


def test_the_nearest_settings_count(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    unlisted(Path("sub/folder/a.zip"))
    Path(".scormcheck.toml").write_text('ignore = ["F"]\n')
    monkeypatch.chdir("sub/folder")
    assert "F05" not in run("a.zip").stdout
    # A pyproject.toml without a word on packages is passed over.
    Path("pyproject.toml").write_text("[project]\nname = 'a'\n")
    assert "F05" not in run("a.zip").stdout
    Path(".scormcheck.toml").write_text("")
    assert "F05" in run("a.zip").stdout


def test_strict_settings_let_a_warning_fail(run: Run) -> None:
    unlisted(Path("a.zip"))
    assert run("a.zip").exit_code == 0
    Path(".scormcheck.toml").write_text("strict = true\n")
    assert run("a.zip").exit_code == 1


def test_a_selection_on_the_command_line_replaces_that_of_the_file(run: Run) -> None:
    unlisted(Path("a.zip"))
    Path(".scormcheck.toml").write_text('select = ["M"]\n')
    assert "F05" not in run("a.zip").stdout
    assert "F05" in run("a.zip", "--select", "f").stdout


def test_ignores_on_the_command_line_come_on_top(run: Run) -> None:
    wrong_version(Path("a.zip"))
    Path(".scormcheck.toml").write_text('ignore = ["M10"]\n')
    unlisted(Path("b.zip"))
    done = run("a.zip", "b.zip", "--ignore", "F")
    assert (done.exit_code, "[" in done.stdout) == (0, False)


def test_a_pattern_ignores_in_some_packages_only(run: Run) -> None:
    unlisted(Path("vendor/old/a.zip"))
    unlisted(Path("own/a.zip"))
    Path(".scormcheck.toml").write_text('[ignore-in]\n"vendor/*" = ["F"]\n')
    lines = run("vendor/old/a.zip", "own/a.zip").stdout.splitlines()
    assert {line.partition("!")[0] for line in lines if "[F" in line} == {"own/a.zip"}


def test_an_ignore_that_hides_nothing_is_told(run: Run) -> None:
    unlisted(Path("a.zip"))
    text = 'profile = "generic"\nignore = ["F", "M10"]\n\n[ignore-in]\n"a*" = ["M11"]\n'
    Path(".scormcheck.toml").write_text(text)
    shown = run("a.zip", "--ignore", "Z0").stdout
    assert (
        ".scormcheck.toml:2: warning[S601] nothing was found that 'M10' ignores: take it out"
        in shown
    )
    assert ".scormcheck.toml:5: warning[S601] nothing was found that 'M11' ignores in 'a*'" in shown
    assert "nothing was found that '--ignore Z0' ignores" in shown
    assert "'F' ignores" not in shown


@pytest.mark.parametrize(
    ("text", "options"),
    [
        ('[ignore-in]\n"vendor/*.zip" = ["M10"]\n', ["a.zip"]),
        ('ignore = ["M10"]\n', ["a.zip", "--select", "F"]),
        ('ignore = ["M10"]\n', ["a.zip", "none.zip"]),
        ('ignore = ["M10"]\n', ["no-zip.zip"]),
        ('ignore = ["Z"]\n', ["course"]),
        ('ignore = ["S1"]\n', ["a.zip"]),
        ('ignore = ["H"]\n', ["broken"]),
        ('ignore = ["M10", "S601"]\n', ["a.zip"]),
    ],
)
def test_an_ignore_that_had_no_chance_is_not_told(run: Run, text: str, options: list[str]) -> None:
    unlisted(Path("a.zip"))
    Path("no-zip.zip").write_bytes(b"text")
    for name, page in (("course", "# A\n\nText.\n"), ("broken", "# A\n\n![Plan](plan.png)\n")):
        Path(name).mkdir()
        Path(name, "course.yaml").write_text("title: Safety\n")
        Path(name, "01-a.md").write_text(page)
    Path(".scormcheck.toml").write_text(text)
    assert "S601" not in run(*options).stdout


def test_an_ignore_is_told_whatever_befell_what_it_is_not_for(run: Run) -> None:
    """A course with an error has no zip; that of the package says whether Z07 is of use."""
    unlisted(Path("a.zip"))
    Path("course").mkdir()
    Path("course/course.yaml").write_text("title: 3\nno such key: 1\n")
    assert "S601" in run("a.zip", "course", "--ignore", "Z07").stdout


def test_an_unused_ignore_among_what_is_selected_is_told(run: Run) -> None:
    unlisted(Path("a.zip"))
    Path(".scormcheck.toml").write_text('select = ["Z", "M", "F"]\nignore = ["F11"]\n')
    assert ".scormcheck.toml:2: warning[S601]" in run("a.zip").stdout


def test_an_ignore_that_hides_something_is_not_told(run: Run) -> None:
    unlisted(Path("a.zip"))
    Path(".scormcheck.toml").write_text('ignore = ["F"]\n')
    assert "S601" not in run("a.zip").stdout


def test_under_strict_an_unused_ignore_fails_the_run(run: Run) -> None:
    unlisted(Path("a.zip"))
    assert run("a.zip", "--ignore", "F", "--strict").exit_code == 0
    done = run("a.zip", "--ignore", "F", "--ignore", "Z", "--strict")
    assert done.exit_code == 1
    assert done.stdout.splitlines()[1:] == ["a.zip: fine", "settings: 1 warning"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('ignroe = ["M10"]\n', ".scormcheck.toml:1: unknown key 'ignroe' (did you mean 'ignore'?)"),
        ('\nignore = "M10"\n', ".scormcheck.toml:2: 'ignore' has to be a list"),
        ('ignore = ["M99"]\n', ".scormcheck.toml:1: no rule begins with 'M99'"),
        ('ignore = [""]\n', ".scormcheck.toml:1: no rule begins with ''"),
        ("select = [1]\n", ".scormcheck.toml:1: 'select' has to be a list"),
        ('strict = "yes"\n', ".scormcheck.toml:1: 'strict' has to be true or false"),
        ('profile = "generics"\n', "there is no profile 'generics' (did you mean 'generic'?)"),
        ("ignore-in = 3\n", ".scormcheck.toml:1: 'ignore-in' has to be a table"),
        ('[ignore-in]\n"a*" = "M"\n', ".scormcheck.toml:2: 'a*' has to be a list"),
        ('profile = ["moodle"]\n', ".scormcheck.toml:1: there is no profile ['moodle']"),
        ('[ignore-in]\n"" = ["M"]\n', ".scormcheck.toml:2: '' is no pattern"),
        ('[ignore-in]\n"!a" = ["M"]\n', ".scormcheck.toml:2: '!a' is no pattern"),
        ("ignore = [\n", ".scormcheck.toml: this cannot be read"),
    ],
)
def test_settings_that_cannot_be_followed_stop_everything(
    run: Run, text: str, message: str
) -> None:
    unlisted(Path("a.zip"))
    Path(".scormcheck.toml").write_text(text)
    done = run("a.zip")
    assert done.exit_code == 2
    assert message in done.output


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            '[tool.other]\nignore = ["E"]\n\n[tool.scorm-builder.check]\nignore = ["M99"]\n',
            "pyproject.toml:5: no rule begins with 'M99'",
        ),
        (
            '[tool.other]\nprofile = "black"\n[tool.scorm-builder]\ncheck.profile = "nix"\n',
            "pyproject.toml:4: there is no profile 'nix'",
        ),
        (
            "a='''\n[tool.scorm-builder.check]\nstrict=1'''\n[tool.scorm-builder]\ncheck.strict=1",
            "pyproject.toml:5: 'strict' has to be true or false",
        ),
        ("[tool.scorm-builder]\ncheck = 3\n", "pyproject.toml:2: 'check' has to be a table"),
        ("[tool]\nscorm-builder = 3\n", "pyproject.toml:2: 'scorm-builder' has to be a table"),
        (
            "[tool.scorm-builder.chek]\nstrict = true\n",
            "pyproject.toml:1: unknown key 'chek' (did you mean 'check'?)",
        ),
    ],
)
def test_those_in_pyproject_are_told_at_their_line(run: Run, text: str, message: str) -> None:
    unlisted(Path("a.zip"))
    Path("pyproject.toml").write_text(text)
    done = run("a.zip")
    assert done.exit_code == 2
    assert message in done.output


def test_an_unused_ignore_in_pyproject_is_told_at_its_line(run: Run) -> None:
    unlisted(Path("a.zip"))
    text = '[tool.other]\nignore = ["E"]\n[tool.scorm-builder.check]\nignore = [\n  "M10",\n]\n'
    Path("pyproject.toml").write_text(text)
    assert "pyproject.toml:4: warning[S601]" in run("a.zip").stdout


def test_a_mark_of_byte_order_is_borne(run: Run) -> None:
    unlisted(Path("a.zip"))
    Path(".scormcheck.toml").write_text('\ufeffignore = ["F"]\n', "utf-8")
    assert "F05" not in run("a.zip").stdout


def test_settings_that_cannot_be_read_say_why_and_once_which(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    unlisted(Path("a.zip"))
    Path(".scormcheck.toml").write_bytes(b'profile = "\xff"\n')
    assert ".scormcheck.toml: this cannot be read: it is not UTF-8\n" in run("a.zip").output

    def refused(*_: object) -> str:
        raise PermissionError(13, "Permission denied", ".scormcheck.toml")

    monkeypatch.setattr(Path, "read_text", refused)
    assert ".scormcheck.toml: this cannot be read: Permission denied\n" in run("a.zip").output


@pytest.mark.parametrize(
    "pattern",
    ["vendor/*.zip", "./vendor/*.zip", "vendor", "vendor/", "**/vendor/*.zip", "v.zip", "*.zip"],
)
@pytest.mark.parametrize(("folder", "name"), [(".", "vendor/v.zip"), ("sub", "../vendor/v.zip")])
def test_patterns_are_those_of_gitignore_from_wherever_they_are_asked_for(
    run: Run, monkeypatch: pytest.MonkeyPatch, pattern: str, folder: str, name: str
) -> None:
    unlisted(Path("vendor/v.zip"))
    unlisted(Path("own/v.txt"))
    Path("sub").mkdir()
    Path(".scormcheck.toml").write_text(f'[ignore-in]\n"{pattern}" = ["F05", "F11"]\n')
    monkeypatch.chdir(folder)
    done = run(name, str(Path(name).parent.parent / "own/v.txt"))
    assert {line.partition("!")[0] for line in done.stdout.splitlines() if "[F" in line} == {
        (Path(name).parent.parent / "own/v.txt").as_posix()
    }


@pytest.mark.parametrize("option", ["--select", "--ignore", "--profile"])
def test_so_do_options(run: Run, option: str) -> None:
    unlisted(Path("a.zip"))
    done = run("a.zip", option, "X")
    assert done.exit_code == 2
    assert "'X'" in done.output


def test_what_settings_say_can_be_asked(tmp_path: Path) -> None:
    (tmp_path / ".scormcheck.toml").write_text('select = ["m", "Z1"]\nprofile = "generic"\n')
    read = settings.read(tmp_path)
    assert (read.folder, read.profile, read.select) == (tmp_path, "generic", ("M", "Z1"))


def test_options_say_what_was_meant(run: Run) -> None:
    unlisted(Path("a.zip"))
    assert "did you mean 'moodle'" in run("a.zip", "--profile", "Moodle").output
    assert "give several one by one" in run("a.zip", "--select", "M10,F05").output
