"""The wheel brings all it needs: built, installed into a clean environment, and used there."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "wheel"]
    subprocess.run(
        [*pip, "--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir", out, root],
        check=True,
    )
    (built,) = out.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The interpreter of a fresh environment with the wheel in it.

    The libraries it depends on are lent from the environment of the tests by a path file; an
    editable install there is not lent along, since path files do not nest.
    """
    home = tmp_path_factory.mktemp("clean") / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", home], check=True)
    python = home / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    site = subprocess.check_output(
        [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"], text=True
    ).strip()
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    Path(site, "lent.pth").write_text(sysconfig.get_path("purelib") + "\n", "utf-8")
    return python


def run(python: Path, cwd: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [python, "-I", "-m", "scorm_builder", *arguments],
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_installed_package_is_the_wheels(python: Path, tmp_path: Path) -> None:
    where = subprocess.check_output(
        [python, "-I", "-c", "import scorm_builder; print(scorm_builder.__file__)"],
        text=True,
        cwd=tmp_path,
    )
    assert Path(where.strip()).is_relative_to(python.parent.parent)


def test_a_course_built_by_the_wheel_is_the_same_to_the_byte(
    python: Path, courses: Path, root: Path, tmp_path: Path
) -> None:
    shutil.copytree(root / "course_src" / "minimal", tmp_path / "minimal")
    done = run(python, tmp_path, "build", "minimal", "-o", "out")
    assert done.returncode == 0, done.stderr
    (built,) = (tmp_path / "out").glob("*.zip")
    assert built.read_bytes() == (courses / built.name).read_bytes()


def test_the_wheel_holds_templates_and_no_sources_of_tests(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert any(name.startswith("scorm_builder/templates/runtime/") for name in names)
    assert {name.split("/")[0] for name in names if ".dist-info/" not in name} == {"scorm_builder"}


def test_findings_are_explained_without_the_checkout(python: Path, tmp_path: Path) -> None:
    done = run(python, tmp_path, "explain", "S012")
    assert done.returncode == 0, done.stderr
    assert "Mend:" in done.stdout
