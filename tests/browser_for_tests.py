"""Sees to it that a browser for the tests is there; stdlib only, since it runs before them.

An installed Chrome, Chromium or Edge is used as it is. If there is none, Chromium is installed
from the system's packages where that works without asking anybody (root, or sudo without a
password, on a Debian-like system). Otherwise it says in one line what is missing: the browser
tests are then skipped on a person's machine and fail under CI=true.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "microsoft-edge-stable",
)
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)


def find() -> str | None:
    """The path of an installed browser of the Chromium family, ``$BROWSER_FOR_TESTS`` first."""
    named = os.environ.get("BROWSER_FOR_TESTS", "")
    found = [named] if named else []
    found += [path for name in NAMES if (path := shutil.which(name))]
    found += [path for path in PLACES if Path(path).is_file()]
    return found[0] if found else None


def install() -> None:
    """Chromium from Debian's packages, if that needs no answer from anybody."""
    apt = shutil.which("apt-get")
    if not apt:
        return
    rights: list[str] = []
    if os.name == "posix" and os.geteuid() != 0:
        sudo = shutil.which("sudo")
        if not sudo or subprocess.run([sudo, "-n", "true"], capture_output=True).returncode != 0:
            return
        rights = [sudo, "-n"]
    quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL}
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    sys.stderr.write("installing Chromium for the browser tests ...\n")
    for command in (["update"], ["install", "-y", "--no-install-recommends", "chromium"]):
        done = subprocess.run([*rights, apt, "-qq", *command], env=env, **quiet)  # type: ignore[call-overload]
        if done.returncode != 0:
            return


def main() -> None:
    if not find():
        install()
    if not find():
        sys.stderr.write(
            "no Chromium, Chrome or Edge: the browser tests will be skipped "
            "(install one, or set BROWSER_FOR_TESTS to its path)\n"
        )


if __name__ == "__main__":
    main()
