"""Hostile manifests are answered: each by a finding that names the attack, and by nothing else."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from tests.hostile.conftest import Found
from tests.hostile.manifests import MANIFESTS
from tests.hostile.zips import PAGE, zipped

Judged = Callable[[Sequence[bytes]], list[Found]]


@pytest.mark.parametrize("name", MANIFESTS)
def test_a_hostile_manifest_is_answered(name: str, judged: Judged) -> None:
    make, expected = MANIFESTS[name]
    (found,) = judged([zipped({"imsmanifest.xml": make(), "a.html": PAGE})])
    assert expected <= {one["code"] for one in found}
    passwords = Path("/etc/passwd").read_text().split()
    assert not any(word in str(found) for word in passwords if len(word) > 20)
