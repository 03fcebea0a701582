"""``check --fix`` as a user meets it: what it says, what it leaves, how it ends."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from scorm_builder import cli
from tests.checking.packages import package, unlisted, wrong_version
from tests.rules.archives import zipped
from tests.rules.test_rules import GOOD, archive

Run = Callable[..., Result]
SPACED = GOOD["imsmanifest.xml"].replace(b">1.2<", b">1.2 <")


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """``check --fix`` in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: CliRunner().invoke(cli.cli, ["check", "--fix", *arguments])


def test_it_says_what_it_did_and_what_is_left(run: Run) -> None:
    wrapped = {f"course/{name}": data for name, data in GOOD.items()}
    Path("a.zip").write_bytes(zipped({**wrapped, "course/imsmanifest.xml": SPACED}))
    done = run("a.zip")
    assert done.exit_code == 0
    assert done.stdout.splitlines() == [
        "a.zip: mended in a.fixed.zip",
        "  Z03  what is in the folder 'course/' was put into the root",
        "  M10  imsmanifest.xml: <schemaversion> is '1.2'",
        "a.fixed.zip: fine",
    ]


def test_how_it_ends_is_by_what_is_left_in_the_copy(run: Run) -> None:
    package(Path("a.zip"), imsmanifest__xml=SPACED.replace(b'ref="alarm-page"', b'ref="gone"'))
    done = run("a.zip")
    assert done.exit_code == 1
    assert done.stdout.startswith("a.fixed.zip!imsmanifest.xml:")
    assert "error[M21]" in done.stdout
    assert "M10]" not in done.stdout


def test_nothing_to_mend_writes_nothing_and_says_so(run: Run) -> None:
    package(Path("a.zip"))
    done = run("a.zip")
    assert done.exit_code == 0
    assert done.stdout.splitlines() == ["a.zip: nothing to mend by rule", "a.zip: fine"]
    assert [one.name for one in Path().iterdir()] == ["a.zip"]


def test_what_is_left_to_its_author_is_told_of_the_package_itself(run: Run) -> None:
    wrong_version(Path("a.zip"))
    done = run("a.zip")
    assert done.exit_code == 1
    assert done.stdout.splitlines()[1:] == ["a.zip: nothing to mend by rule", "a.zip: 1 error"]


def test_a_package_that_is_refused_says_why(run: Run) -> None:
    Path("a.zip").write_bytes(archive("Z05-encrypted/bad"))
    done = run("a.zip")
    assert done.exit_code == 1
    assert "a.zip: not mended: encrypted: 'alarm.html'" in done.stdout


def test_quietly_a_refusal_is_told_all_the_same(run: Run) -> None:
    unlisted(Path("a.zip"))
    Path("a.fixed.zip").write_bytes(b"another")
    done = run("a.zip", "-q")
    assert done.exit_code == 1
    assert "a.zip: not mended: another file of this name is there" in done.stderr


def test_force_lets_it_replace_a_file(run: Run) -> None:
    unlisted(Path("a.zip"))
    Path("a.fixed.zip").write_bytes(b"another")
    assert run("a.zip", "--force").exit_code == 0
    assert Path("a.fixed.zip").read_bytes() != b"another"


def test_many_are_mended_into_one_folder(run: Run) -> None:
    for number in range(9):
        unlisted(Path(f"in/{number}.zip"))
    done = run("in", "-o", "out", "--jobs", "2")
    assert done.exit_code == 0
    assert {one.name for one in Path("out").iterdir()} == {f"{n}.fixed.zip" for n in range(9)}
    assert {one.name for one in Path("in").iterdir()} == {f"{n}.zip" for n in range(9)}
    assert done.stdout.splitlines()[-1] == "9 packages: 9 passed, 0 did not"


def test_two_that_would_be_one_file_are_not_begun(run: Run) -> None:
    unlisted(Path("a/p.zip"))
    wrong_version(Path("b/p.zip"))
    done = run("a/p.zip", "b/p.zip", "-o", "out")
    assert done.exit_code == 2
    assert "'a/p.zip' and 'b/p.zip'" in done.stderr
    assert not Path("out").exists()


@pytest.mark.parametrize("option", [["-o", "out"], ["--force"]])
def test_its_options_go_with_it(option: list[str], tmp_path: Path) -> None:
    source = unlisted(tmp_path / "a.zip")
    done = CliRunner().invoke(cli.cli, ["check", str(source), *option])
    assert done.exit_code == 2
    assert "--fix" in done.stderr


def test_json_has_the_copy_and_what_was_done(run: Run) -> None:
    package(Path("a.zip"), imsmanifest__xml=SPACED, left__txt=b"text")
    package(Path("good.zip"))
    Path("bad.zip").write_bytes(b"no zip")
    done = run("a.zip", "good.zip", "bad.zip", "--format", "json")
    mended, good, bad = json.loads(done.stdout)["packages"]
    assert mended["path"] == "a.zip"
    assert mended["ok"]
    assert mended["fixed"] == {
        "path": "a.fixed.zip",
        "problem": "",
        "mends": [
            {
                "rule": "M10",
                "done": "<schemaversion> is '1.2'",
                "entry": "imsmanifest.xml",
                "names": [],
            },
            {
                "rule": "F05",
                "done": "listed: 'left.txt' in 'alarm-page'",
                "entry": "imsmanifest.xml",
                "names": ["left.txt"],
            },
        ],
    }
    assert good["fixed"] == {"path": "", "problem": "", "mends": []}
    assert bad["fixed"]["problem"]
    assert not bad["ok"]


def test_json_says_null_where_nothing_was_to_be_mended(tmp_path: Path) -> None:
    source = unlisted(tmp_path / "a.zip")
    done = CliRunner().invoke(cli.cli, ["check", str(source), "--format", "json"])
    assert json.loads(done.stdout)["packages"][0]["fixed"] is None


@pytest.mark.parametrize("form", ["sarif", "junit", "github"])
def test_other_forms_tell_of_the_copy(run: Run, form: str) -> None:
    package(Path("a.zip"), imsmanifest__xml=SPACED.replace(b'ref="alarm-page"', b'ref="gone"'))
    done = run("a.zip", "--format", form)
    assert done.exit_code == 1
    assert "a.fixed.zip" in done.stdout
    assert "M21" in done.stdout


def test_what_is_not_there_is_not_mended(run: Run) -> None:
    done = run("gone.zip")
    assert done.exit_code == 2
    assert list(Path().iterdir()) == []
