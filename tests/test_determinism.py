"""The same source gives the same bytes, wherever, whenever and by whomever it is built."""

from __future__ import annotations

import getpass
import hashlib
import os
import shutil
import socket
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

COURSE = "tour"


@pytest.fixture(scope="module")
def digest(courses: Path) -> str:
    """The digest of the course as the session's own build made it."""
    return hashlib.sha256((courses / f"{COURSE}.zip").read_bytes()).hexdigest()


def build_elsewhere(
    source: Path, out: Path, env: dict[str, str] | None = None, umask: int = 0o022
) -> str:
    """The digest of a build by a fresh interpreter in another folder."""
    out.mkdir(parents=True, exist_ok=True)
    code = (
        "import os, sys; os.umask(int(sys.argv[1])); from scorm_builder import build; "
        "r = build(sys.argv[2], sys.argv[3], jobs=int(sys.argv[4])); "
        "sys.exit(r.report.text() if r.report.fails() else 0)"
    )
    base = {k: v for k, v in os.environ.items() if k != "SOURCE_DATE_EPOCH"}
    subprocess.run(
        [sys.executable, "-c", code, str(umask), source, out, "3"],
        cwd=out,
        env={**base, **(env or {})},
        check=True,
    )
    return hashlib.sha256((out / f"{COURSE}.zip").read_bytes()).hexdigest()


@pytest.mark.parametrize(
    ("env", "umask"),
    [
        ({"PYTHONHASHSEED": "0", "TZ": "Pacific/Kiritimati", "LC_ALL": "C"}, 0o077),
        ({"PYTHONHASHSEED": "4242", "TZ": "America/Caracas", "LC_ALL": "tr_TR.UTF-8"}, 0o000),
    ],
    ids=["kiritimati", "caracas"],
)
def test_environment_does_not_reach_the_package(
    env: dict[str, str], umask: int, digest: str, root: Path, tmp_path: Path
) -> None:
    # The copy has other times, other inodes and another order in its directories.
    copy = tmp_path / "somewhere else" / "ünother"
    copy.mkdir(parents=True)
    names = sorted((root / "course_src" / COURSE).rglob("*"), reverse=True)
    for path in names:
        to = copy / path.relative_to(root / "course_src" / COURSE)
        if path.is_file():
            to.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, to)
            os.utime(to, (1, 1))
    assert build_elsewhere(copy, tmp_path / "out", env, umask) == digest


def test_names_are_utf8_whatever_the_locale_says(tmp_path: Path) -> None:
    source = tmp_path / "course"
    (source / "01-größe").mkdir(parents=True)
    (source / "course.yaml").write_text("id: tour\ntitle: Größe\n", "utf-8")
    (source / "01-größe" / "01-日本.md").write_text("# 日本\n\n![x](größe.svg)\n", "utf-8")
    (source / "01-größe" / "größe.svg").write_text('<svg width="9" height="9"/>', "utf-8")
    ascii_only = {"LC_ALL": "POSIX", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    first = build_elsewhere(source, tmp_path / "a", {"PYTHONUTF8": "1"})
    assert build_elsewhere(source, tmp_path / "b", ascii_only) == first


def test_source_date_epoch_sets_the_times_and_nothing_else(
    digest: str, root: Path, tmp_path: Path
) -> None:
    dated = build_elsewhere(
        root / "course_src" / COURSE, tmp_path, {"SOURCE_DATE_EPOCH": "1700000000"}
    )
    assert dated != digest
    with zipfile.ZipFile(tmp_path / f"{COURSE}.zip") as archive:
        # 1700000000 is 2023-11-14 22:13:20 UTC.
        assert {i.date_time for i in archive.infolist()} == {(2023, 11, 14, 22, 13, 20)}


def test_nothing_of_this_machine_is_in_the_package(courses: Path, root: Path) -> None:
    names = (str(root), str(Path.home()), socket.gethostname(), getpass.getuser())
    # A short name may stand in any picture by chance.
    traces = {name for name in names if len(name) > 4 and name != "localhost"}
    with zipfile.ZipFile(courses / f"{COURSE}.zip") as archive:
        assert archive.comment == b""
        for info in archive.infolist():
            assert info.extra == b""
            data = archive.read(info)
            for trace in traces:
                assert trace.encode() not in data, f"{trace} in {info.filename}"
