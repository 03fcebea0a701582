"""Judges packages in a process of its own, which can neither write nor speak to anybody.

``python judge.py FILE...`` prints one JSON object: what was found in each, and the most memory, in
KiB. It dies if it needs more than ``CPU`` seconds: enough for a slow machine, not for an attack.
"""

from __future__ import annotations

import json
import resource
import socket
import sys
from pathlib import Path
from typing import NoReturn

from scorm_builder import package, rules
from scorm_builder.diagnostics import Diagnostic, as_json

CPU = 120


def forbidden(*_: object, **__: object) -> NoReturn:
    raise AssertionError("the network was asked for")


def shown(one: Diagnostic) -> dict[str, str]:
    """A finding as people and programs get it."""
    return {"text": str(one), "json": as_json(one.as_dict())}


def main() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (CPU, CPU))
    # The pipe to whoever started this is no file; nothing else can be written.
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    socket.socket = forbidden  # type: ignore[assignment, misc]
    socket.create_connection = forbidden
    socket.getaddrinfo = forbidden
    rules.all_rules()
    found = []
    for name in sys.argv[1:]:
        with package.open(Path(name), "p.zip") as opened:
            found.append([{**one.as_dict(), **shown(one)} for one in rules.check(opened)])
    # The peak of this program alone: ru_maxrss would hold that of the process it came from.
    status = Path("/proc/self/status").read_text()
    peak = int(status.partition("VmHWM:")[2].split()[0])
    sys.stdout.write(json.dumps({"found": found, "peak": peak}))


if __name__ == "__main__":
    main()
