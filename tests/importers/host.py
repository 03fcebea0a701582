"""scormhost, a whole independent LMS, run on this machine for the length of a test session."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx


@dataclass(frozen=True, slots=True)
class Host:
    """A running scormhost: its address, and a client that is signed in as its administrator."""

    url: str
    client: httpx.Client

    def upload(self, zipped: Path) -> dict[str, Any]:
        """Imports a package as its web form does; gives its id and what it read."""
        with zipped.open("rb") as handle:
            files = {"file": (zipped.name, handle, "application/zip")}
            answer = self.client.post("/api/packages", files=files)
        assert answer.status_code == 201, answer.text
        result: dict[str, Any] = answer.json()
        return result

    def tracked(self, package: str, launch: str) -> dict[str, str]:
        """The CMI values that this LMS stored for its learner."""
        answer = self.client.get(f"/api/scorm/{package}/cmi", params={"launch": launch})
        elements: dict[str, str] = answer.raise_for_status().json()["elements"]
        return elements


@contextlib.contextmanager
def running(data: Path) -> Iterator[Host]:
    """Starts scormhost on a free port of 127.0.0.1 and stops it afterwards."""
    import uvicorn
    from scormhost.app import create_scorm_app

    app = create_scorm_app(data_dir=data, secret_key="s" * 32)
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="on"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        deadline = time.monotonic() + 60
        while not server.started:
            assert thread.is_alive(), "scormhost did not start"
            assert time.monotonic() < deadline, "scormhost did not start in a minute"
            time.sleep(0.02)
        url = f"http://127.0.0.1:{port}"
        with httpx.Client(base_url=url, timeout=60) as client:
            account = {
                "email": "admin@example.com",
                "username": "admin",
                "password": "correct-horse",
                "display_name": "Admin",
            }
            client.post("/api/auth/register", json=account).raise_for_status()
            yield Host(url, client)
        server.should_exit = True
        thread.join(30)
