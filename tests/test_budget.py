"""``budget:`` says how large a package may become; when it is larger, the build says so."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

import scorm_builder

LARGE = random.Random(1).randbytes(300_000)  # bytes that no zip makes smaller


def course(folder: Path, budget: str) -> Path:
    safety = folder / "safety"
    safety.mkdir()
    said = "description: What to do.\nkeywords: [fire]\nresources: ['*.bin']\n"
    (safety / "course.yaml").write_text(f"title: Safety\n{said}budget: {budget}\n", "utf-8")
    (safety / "01-a.md").write_text("# A\n", "utf-8")
    (safety / "large.bin").write_bytes(LARGE)
    (safety / "small.bin").write_bytes(LARGE[:200])
    return safety


@pytest.mark.parametrize("unpacked", [False, True])
def test_a_package_over_its_budget_is_told_with_what_is_large_in_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, unpacked: bool
) -> None:
    course(tmp_path, "250 kB")
    monkeypatch.chdir(tmp_path)
    result = scorm_builder.build("safety", "out", unpacked=unpacked)
    (found,) = result.report.diagnostics
    assert str(found).startswith("safety/course.yaml:5:9: warning[S257] the package has ")
    assert "more than its budget of 250.0 kB" in found.message
    assert "most of it are 'safety/large.bin' (300.0 kB)" in found.message
    assert "small.bin" not in found.message
    assert len(result.packages) == 1, "a warning lets it through"


def test_strict_publishes_nothing_over_budget(tmp_path: Path) -> None:
    result = scorm_builder.build(course(tmp_path, "0.2 MB"), tmp_path / "out", strict=True)
    assert result.packages == ()
    assert list((tmp_path / "out").iterdir()) == []


@pytest.mark.parametrize("budget", ["450 kB", "1 MB", "1 MiB", "2GB"])
def test_a_package_within_its_budget_is_not_told(tmp_path: Path, budget: str) -> None:
    result = scorm_builder.build(course(tmp_path, budget), tmp_path / "out")
    assert result.report.diagnostics == ()
