"""Which pages of built courses are looked at: those of every type there is, found in the packages.

A type that a course shows for the first time is looked at from then on, without a line here.
"""

from __future__ import annotations

import re
import shutil
import zipfile
from dataclasses import dataclass
from pathlib import Path

from scorm_builder import build

ROOT = Path(__file__).resolve().parent.parent.parent
TALK = ROOT / "tests" / "source" / "good-audio" / "course" / "01-talk.mp3"
TYPE = re.compile(r'<main id="unit" data-type="([a-z]+)"')
# Of these types this unit shows the most; of others the first stands for all.
RICHEST = {
    "page": "pages-terms-tasks-formulas",
    "video": "clip",
    "quiz": "quizzes-every-kind",
}


def pages(package: Path) -> dict[str, str]:
    """Every launch page of a package: the unit's id and its type, as ``page``, ``page-screens``."""
    found = {}
    with zipfile.ZipFile(package) as archive:
        for name in sorted(archive.namelist()):
            match = re.fullmatch(r"units/([^/]+)/index\.html", name)
            if match is None:
                continue
            text = archive.read(name).decode()
            kind = TYPE.search(text)
            assert kind is not None, f"{name} names no type"
            variant = "-screens" if "has-screens" in text else ""
            if '"rule":"watched"' in text and kind[1] == "page":
                variant += "-watched"
            # A deck of images has no PDF to download.
            if kind[1] == "slides" and ".pdf" not in text:
                variant = "-of-images"
            found[match[1]] = kind[1] + variant
    return found


def one_of_each(package: Path) -> dict[str, str]:
    """The types of a package and the unit that stands for each."""
    by_kind: dict[str, str] = {}
    found = pages(package)
    for unit, kind in found.items():
        by_kind.setdefault(kind, unit)
    return by_kind | {kind: unit for kind, unit in RICHEST.items() if unit in found}


def build_arabic(folder: Path) -> Path:
    """The course ``arabic/``, built with the tour's media below ``folder``; gives the package."""
    source, media = folder / "arabic", ROOT / "course_src" / "tour" / "03-media"
    shutil.copytree(Path(__file__).parent / "arabic", source)
    shutil.copy(media / "01-clip.mp4", source / "03-clip.mp4")
    shutil.copy(media / "01-clip.jpg", source / "03-clip.jpg")
    shutil.copy(media / "03-deck.pdf", source / "04-deck.pdf")
    shutil.copy(TALK, source / "08-talk.mp3")
    shutil.copytree(media / "06-a-page-of-its-own", source / "06-web")
    result = build(source, folder / "dist")
    assert not result.report.fails(), result.report.text()
    return folder / "dist" / "arabic.zip"


@dataclass(frozen=True, slots=True)
class Specimen:
    """A page that stands for its type, and where a browser finds it."""

    course: str
    kind: str
    unit: str
    url: str

    def __str__(self) -> str:
        return f"{self.course}/{self.unit} ({self.kind})"


def specimens(packages: Path, url: str) -> list[Specimen]:
    """One page of each type of every package in a folder that is served at ``url``."""
    return [
        Specimen(zipped.stem, kind, unit, f"{url}/package/{zipped.stem}/units/{unit}/index.html")
        for zipped in sorted(packages.glob("*.zip"))
        for kind, unit in sorted(one_of_each(zipped).items())
    ]
