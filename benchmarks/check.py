"""How long judging takes beside ``unzip -t``: ``make bench-check``.

Makes a package of 200 MB in 500 files and a thousand small ones, always the same, then lets both
go through them by turns, and prints the best time of each. The goal for the large package is a
ratio of at most 2.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parent.parent
GOOD = ROOT / "tests/rules/_good"
WORDS = "alarm fire exit stairs wait call drill smoke door water".split()
FILES, MEGABYTES, SMALL, ROUNDS = 500, 200, 1000, 3


def large(path: Path) -> None:
    """Every tenth file is a text that is deflated, the others are media, which are stored."""
    chance = random.Random(1)  # noqa: S311 - the same bytes each time
    each = MEGABYTES * 1_000_000 // (FILES - FILES // 10)
    with zipfile.ZipFile(path, "w") as archive:
        names = []
        for number in range(FILES):
            is_text = number % 10 == 0
            name = f"media/{number}.{'html' if is_text else 'mp4'}"
            text = " ".join(chance.choices(WORDS, k=4000)).encode()
            data = text if is_text else chance.randbytes(each)
            kind = zipfile.ZIP_DEFLATED if is_text else zipfile.ZIP_STORED
            archive.writestr(zipfile.ZipInfo(name), data, kind)
            names.append(f'<file href="{name}"/>')
        manifest = (GOOD / "imsmanifest.xml").read_text()
        listing = manifest.replace(
            '<file href="alarm.html"/>', '<file href="alarm.html"/>' + "".join(names)
        )
        small(archive, listing)


def small(archive: zipfile.ZipFile, manifest: str) -> None:
    archive.writestr(zipfile.ZipInfo("imsmanifest.xml"), manifest, zipfile.ZIP_DEFLATED)
    for file in sorted(GOOD.rglob("*")):
        if file.is_file() and file.name != "imsmanifest.xml":
            name = file.relative_to(GOOD).as_posix()
            archive.writestr(zipfile.ZipInfo(name), file.read_bytes(), zipfile.ZIP_DEFLATED)


def best(*calls: Callable[[], object]) -> list[float]:
    """The shortest of a few times of each, taken by turns."""
    times: list[list[float]] = [[] for _ in calls]
    for _ in range(ROUNDS):
        for call, taken in zip(calls, times, strict=True):
            start = time.perf_counter()
            call()
            taken.append(time.perf_counter() - start)
    return [min(taken) for taken in times]


def judge(path: Path) -> None:
    from scorm_builder import package, rules

    with package.open(path) as opened:
        rules.check(opened)


def tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def run(*command: str | Path) -> None:
    subprocess.run(command, check=False, stdout=subprocess.DEVNULL)  # noqa: S603


def main() -> None:
    check = (sys.executable, "-m", "scorm_builder", "check")
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "large.zip"
        large(path)
        unzip, inside, whole = best(
            lambda: run("unzip", "-tqq", path), lambda: judge(path), lambda: run(*check, path)
        )
        tell(f"{path.stat().st_size / 1e6:.0f} MB in {FILES} files: unzip -t {unzip:.2f} s")
        tell(f"  rules.check {inside:.2f} s, {inside / unzip:.2f} times as long")
        tell(f"  scorm-builder check {whole:.2f} s, {whole / unzip:.2f} times as long")
        folder = Path(place) / "small"
        folder.mkdir()
        manifest = (GOOD / "imsmanifest.xml").read_text()
        for number in range(SMALL):
            with zipfile.ZipFile(folder / f"{number}.zip", "w") as archive:
                small(archive, manifest)
        paths = sorted(folder.iterdir())
        (whole,) = best(lambda: run(*check, *paths))
        tell(f"{SMALL} small packages: {whole:.1f} s with {os.cpu_count()} cores")


if __name__ == "__main__":
    main()
