"""A finding that tells of several things has the place of each."""

from __future__ import annotations

from pathlib import Path

import pytest

from scorm_builder import package, rules
from tests.rules.test_rules import archive


@pytest.mark.parametrize(
    ("case", "lines"),
    [
        ("H05-external/bad-script", [(11, [12])]),
        ("H06-mixed/bad-script", [(11, []), (12, []), (13, [])]),
        ("H12-2004-calls/bad-mixed", [(18, [19])]),
        ("H13-set-vocab/bad", [(14, [18, 19, 20, 21, 24, 25])]),
        ("H18-parent-access/bad-scopes", [(7, [9])]),
        ("H21-popup/bad-buster", [(10, [11, 12])]),
        ("H24-form-nav/bad", [(7, [10, 11])]),
    ],
)
def test_a_finding_of_several_things_has_further_places(
    case: str, lines: list[tuple[int, list[int]]], tmp_path: Path
) -> None:
    (tmp_path / "p.zip").write_bytes(archive(case))
    with package.open(tmp_path / "p.zip") as opened:
        told = rules.check(opened, [case.partition("-")[0]])
    assert [(one.span.line, [place.line for place in one.places]) for one in told] == lines
