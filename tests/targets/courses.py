"""Small courses, as values: what the loader and the renderer would hand to a target."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from scorm_builder.diagnostics import Span
from scorm_builder.model import (
    Completion,
    Course,
    CourseInfo,
    Module,
    Output,
    Rendered,
    SourceFile,
    Unit,
)

HERE = Span("course_src/x/course.yaml", 1, 8)

PAGE = b"""<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>A unit</title>
<script src="../../scorm-builder/runtime.js"></script>
</html>
"""
RUNTIME = b"""
API.LMSInitialize("");
API.LMSSetValue("cmi.core.lesson_status", "completed");
API.LMSCommit("");
addEventListener("pagehide", () => API.LMSFinish(""));
"""


@dataclass(frozen=True, slots=True)
class Given:
    """The three arguments of ``plan``."""

    course: Course
    rendered: tuple[Rendered, ...]
    shared: tuple[Output, ...] = field(
        default=(
            Output("scorm-builder/style.css", b"body{}"),
            Output("scorm-builder/runtime.js", RUNTIME),
        )
    )


def info(title: str = "Fire safety", **more: object) -> CourseInfo:
    return CourseInfo(**{"id": "fire", "title": title, "language": "en", "span": HERE, **more})  # type: ignore[arg-type]


def unit(name: str, title: str = "", former: str = "") -> Unit:
    return Unit(
        id=name,
        identifier=former or name,
        title=title or name.capitalize(),
        type="page",
        source=f"{name}.md",
        span=Span(f"course_src/x/{name}.md"),
        completion=Completion("end"),
        report="completed",
        language="en",
        body=None,
    )


def module(name: str, *children: Module | Unit, title: str = "", former: str = "") -> Module:
    span = Span(f"course_src/x/{name}")
    return Module(name, former or name, title or name.capitalize(), "", span, children)


def file(folder: Path, path: str) -> SourceFile:
    """A file of the source, in ``folder``, with its name for bytes."""
    disk = folder / path
    disk.parent.mkdir(parents=True, exist_ok=True)
    disk.write_text(path)
    return SourceFile(path, disk, len(path))


def page(name: str, assets: Sequence[SourceFile] = ()) -> Rendered:
    """A launch page that uses these files of the source."""
    launch = f"units/{name}/index.html"
    origin = Span(f"course_src/x/{name}.md")
    files = (Output(f"assets/{asset.path}", asset.disk, origin) for asset in assets)
    return Rendered(name, launch, (Output(launch, PAGE, origin), *files))


def given(
    folder: Path,
    *children: Module | Unit,
    of: CourseInfo | None = None,
    uses: Mapping[str, Sequence[str]] | None = None,
    resources: Sequence[str] = (),
) -> Given:
    """A course of these children; ``uses`` gives the assets of units by their ids."""
    packed = tuple(file(folder, path) for path in resources)
    course = Course(of or info(), children, packed)
    assets = {one: [file(folder, path) for path in paths] for one, paths in (uses or {}).items()}
    return Given(course, tuple(page(one.id, assets.get(one.id, ())) for one in course.units()))


def lone(folder: Path) -> Given:
    """The least there can be."""
    return given(folder, unit("welcome"))


def whole(folder: Path) -> Given:
    """Modules in modules, files of one unit, of some and of all, a record, former identifiers."""
    return given(
        folder,
        unit("intro", "Before you begin"),
        module(
            "doors",
            unit("doors-closed", "Doors stay closed", former="closed-doors"),
            module(
                "doors-escape",
                unit("doors-escape-stairs", "Stairs"),
                unit("doors-escape-lift", "Why not the lift?"),
                title="Ways out",
                former="escape",
            ),
            title="Doors & ways out",
        ),
        unit("end", "The end"),
        of=info(
            version="2.1",
            description="What to do, and what not,\n  when it burns.",
            keywords=("fire", "doors"),
            rights="CC BY 4.0, © 2026 Jo <jo@example.org>",
            date="2026-11-24",
            duration=5430,
            contributors=("Jo Doe; Fire & Co", "Zoë"),
        ),
        uses={
            "intro": ("plan.png",),
            "doors-closed": ("plan.png", "door.svg"),
            "doors-escape-stairs": ("plan.png", "stairs.mp4", "stairs.en.vtt"),
            "doors-escape-lift": ("lift.png", "door.svg"),
            "end": ("certificate.pdf",),
        },
        resources=("certificate.pdf", "notes.txt"),
    )


def writing(folder: Path) -> Given:
    """Titles in the characters of XML, and in those of the world."""
    return given(
        folder,
        unit("amp", "Nuts & bolts: 1 < 2 > 0, \"double\" and 'single'"),
        unit("umlaut", "Größe, Übermaß, naïve façade – “quoted”"),
        unit("han", "消防安全：出口在哪里？"),
        unit("arabic", "السلامة من الحريق (1)"),
        unit("hebrew", "בטיחות אש & LTR inside"),
        unit("emoji", "🔥 → 🚪"),
        unit("combining", "Cafe\u0301 e\u0301"),
        unit("reference", "&eacute; &#233; stay as written"),
        unit("blank", "  spread\tover \n lines  "),
        of=info('A "course" & more: 1 < 2'),
    )


Maker = Callable[[Path], Given]
GIVEN: Mapping[str, Maker] = {"lone": lone, "whole": whole, "writing": writing}
