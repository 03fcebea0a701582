"""What the tests of our schemas share."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.spec import published as published_schemas


@pytest.fixture(scope="session")
def published(node_modules: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the published control documents."""
    return published_schemas.put(node_modules, tmp_path_factory.mktemp("published"))
