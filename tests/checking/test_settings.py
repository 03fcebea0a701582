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
    text = 'profile = "generic"\nignore = ["F", "M10"]\n\n[ignore-in]\n"b*" = ["F05"]\n'
    Path(".scormcheck.toml").write_text(text)
    shown = run("a.zip", "--ignore", "Z0").stdout
    assert (
        ".scormcheck.toml:2: warning[S601] nothing was found that 'M10' ignores: take it out"
        in shown
    )
    assert ".scormcheck.toml:5: warning[S601] nothing was found that 'F05' ignores in 'b*'" in shown
    assert "--ignore Z0: warning[S601]" in shown
    assert "'F' ignores" not in shown


def test_an_ignore_that_hides_something_is_not_told(run: Run) -> None:
    unlisted(Path("a.zip"))
    Path(".scormcheck.toml").write_text('ignore = ["F"]\n')
    assert "S601" not in run("a.zip").stdout


def test_under_strict_an_unused_ignore_fails_the_run(run: Run) -> None:
    unlisted(Path("a.zip"))
    assert run("a.zip", "--ignore", "F", "--strict").exit_code == 0
    assert run("a.zip", "--ignore", "F", "--ignore", "Z", "--strict").exit_code == 1


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
