"""How long is searched: a little in every run, for as long as wanted by ``FUZZ_EXAMPLES``.

``make fuzz`` asks for many, and for others each time; what it finds becomes a test of its own.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

WANTED = os.environ.get("FUZZ_EXAMPLES", "")

SEARCH = settings(
    max_examples=int(WANTED or 60),
    derandomize=not WANTED,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    database=None,
)
