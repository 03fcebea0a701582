"""What takes too much room to be a case of its own: a zip of a quarter of a gigabyte."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from scorm_builder import package, rules
from tests.rules.archives import zipped


@pytest.mark.parametrize(
    ("size", "severities"),
    [
        (100_000_000, []),
        (100_000_001, ["info"]),
        (250_000_000, ["info"]),
        (250_000_001, ["warning"]),
    ],
)
def test_the_size_of_the_zip_is_a_note_and_then_a_warning(
    size: int, severities: list[str], tmp_path: Path
) -> None:
    (tmp_path / "p.zip").write_bytes(zipped({"a.txt": b"a"}))
    with package.open(tmp_path / "p.zip") as opened:
        assert opened.contents.size == (tmp_path / "p.zip").stat().st_size
        large = replace(opened, contents=replace(opened.contents, size=size))
        assert [one.severity.value for one in rules.check(large, ["Z23"])] == severities
