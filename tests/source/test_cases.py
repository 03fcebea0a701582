"""Each folder here is a course source and the exact findings that it earns, nothing else.

``<case>/course/`` is built; ``<case>/expected.txt`` holds one finding a line, as the command prints
it, its path beginning with ``course``. An empty file means that the case only looks like a fault.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from scorm_builder import Report, build

HERE = Path(__file__).parent
CASES = sorted(path.parent for path in HERE.glob("*/expected.txt"))


def findings(case: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> Report:
    monkeypatch.chdir(case)
    return build("course", out).report


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_a_source_earns_exactly_these_findings(
    case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = findings(case, tmp_path, monkeypatch)
    assert report.text() == (case / "expected.txt").read_text("utf-8")
    published = list(tmp_path.glob("*.zip"))
    assert bool(published) is not report.fails(), "errors publish nothing, all else does"


def test_twenty_five_mistakes_are_found_in_one_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = findings(HERE / "twenty-five-mistakes", tmp_path, monkeypatch)
    assert len(report.diagnostics) == 25
