"""The length that a unit type gives for its record is what the runtime writes at worst."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from types import SimpleNamespace

import pytest

from scorm_builder import registry

COUNTS = (1, 5, 6, 7, 63, 64, 65, 999, 4095, 4096)


@pytest.mark.node
def test_the_bound_is_the_worst_case(node: str, root: Path) -> None:
    script = root / "tests" / "js" / "runtime" / "worst_case.mjs"
    done = subprocess.run(
        [node, script, *map(str, COUNTS)], capture_output=True, text=True, check=True
    )
    worst = json.loads(done.stdout)
    units = registry.units()
    # That of a quiz depends on its questions: tests/quiz/test_runtime_twin.py.
    assert set(units) - {"quiz"} <= set(worst), "every type has its worst case"
    for kind in ("page", "video", "audio", "document", "web"):
        body = SimpleNamespace(screens=(), players=(), practice=None)
        assert units[kind].state_bound(body) == worst[kind], kind
    for count in COUNTS:
        bound = units["slides"].state_bound(SimpleNamespace(count=count))
        assert bound == worst["slides"][str(count)], f"{count} slides"
        if count > 1:
            body = SimpleNamespace(screens=[None] * count, players=(), practice=None)
            assert units["page"].state_bound(body) == worst["screens"][str(count)], count
        each = SimpleNamespace(screens=(), players=[None] * count, practice=None)
        assert units["page"].state_bound(each) == worst["players"][str(count)], count
        if count > 1:
            each.screens = [None] * count
            bound = units["page"].state_bound(each)
            assert bound == worst["playersOnScreens"][str(count)], f"{count} players on screens"
