"""What values look like that a course, its schemas and its documentation must agree about."""

from __future__ import annotations

import re

ID = re.compile(r"[a-z][a-z0-9-]{0,63}")

# What a rule of completion takes: seconds, of at least and at most so many; a share; or nothing.
TIMED = ("end", "time")
TIMES = (1, 86400)
SHARE = re.compile(r"(100(?:\.00?)?|0?[1-9]\d(?:\.\d{1,2})?|0{0,2}[1-9](?:\.\d{1,2})?) ?%")
DEFAULT_AMOUNTS = {"end": 5.0, "watched": 0.9}
