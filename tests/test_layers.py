"""The house holds: who may import whom, and which libraries live in which rooms.

The table is that of docs/architecture.md. A module may import modules of lower layers and of its
own, but an extension never a sibling.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "scorm_builder"

LAYERS: tuple[tuple[str, ...], ...] = tuple(
    tuple(rooms.split())
    for rooms in (
        "__init__ diagnostics model codes resources spec",
        "course crawl fields mapping markdown media package quiz registry runtime source writing",
        "units targets rules",
        "load render",
        "pipeline locking explain inspection mending checking reports",
        "cli __main__",
    )
)
EXTENSIONS = ("units", "targets", "rules")
# Interfaces that lower layers may name in annotations: protocols, no behaviour.
PROTOCOLS = {"scorm_builder.units", "scorm_builder.targets"}
LIBRARIES = {
    "click": {"cli"},
    "jinja2": {"render"},
    "lxml": {"spec", "package", "crawl", "targets", "rules"},
    "concurrent": {"mapping"},
    "multiprocessing": {"mapping"},
    "threading": {"mapping"},
}


def modules() -> Iterator[tuple[str, Path]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        yield ".".join(p for p in parts if p != "__init__") or "__init__", path


def layer(name: str) -> int:
    room = name.split(".")[0]
    for depth, rooms in enumerate(LAYERS):
        if room in rooms:
            return depth
    raise AssertionError(f"the module {name!r} stands in no layer: give it one in this table")


def imports(path: Path) -> Iterator[tuple[str, int]]:
    """Every imported module with its line, those inside functions too, annotations' apart."""
    tree = ast.parse(path.read_text("utf-8"))
    typing_only = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if id(node) in typing_only:
            continue
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, node.lineno
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path}:{node.lineno}: write the import absolutely"
            yield node.module, node.lineno
            if node.module.startswith("scorm_builder"):
                for alias in node.names:
                    yield f"{node.module}.{alias.name}", node.lineno


def is_module(dotted: str) -> bool:
    base = PACKAGE.parent.joinpath(*dotted.split("."))
    return base.with_suffix(".py").is_file() or (base / "__init__.py").is_file()


@pytest.mark.parametrize(("name", "path"), list(modules()), ids=[n for n, _ in modules()])
def test_a_module_imports_only_what_lies_below(name: str, path: Path) -> None:
    own = layer(name)
    for imported, line in imports(path):
        if not imported.startswith("scorm_builder.") or not is_module(imported):
            continue
        other = imported.removeprefix("scorm_builder.")
        if imported in PROTOCOLS:
            continue
        where = f"{path.name}:{line} imports {other}"
        assert layer(other) <= own, f"{where}, which lies above"
        rooms = name.split(".")[0], other.split(".")[0]
        if rooms[0] in EXTENSIONS and rooms[1] in EXTENSIONS:
            # Own protocol and values (the package itself) are common ground; siblings are not.
            assert other == rooms[0], f"{where}, a sibling"


def beside() -> dict[str, set[str]]:
    """The rooms that each room needs of its own layer."""
    needed: dict[str, set[str]] = {}
    for name, path in modules():
        room = name.split(".")[0]
        for imported, _ in imports(path):
            if imported.startswith("scorm_builder.") and is_module(imported):
                other = imported.split(".")[1]
                if other != room and layer(other) == layer(room):
                    needed.setdefault(room, set()).add(other)
    return needed


def test_rooms_beside_each_other_do_not_need_each_other() -> None:
    needed = beside()
    # What needs nothing that is left is taken away; of a circle something stays.
    while free := {room for room in needed if not needed[room] & needed.keys()}:
        needed = {room: others for room, others in needed.items() if room not in free}
    assert needed == {}, "these rooms import each other in a circle"


def test_a_course_is_made_of_fields_and_not_the_other_way_round() -> None:
    assert "fields" in beside()["course"]
    assert "course" not in beside().get("fields", ())


@pytest.mark.parametrize(("name", "path"), list(modules()), ids=[n for n, _ in modules()])
def test_a_library_stays_in_its_room(name: str, path: Path) -> None:
    room = name.split(".")[0]
    for imported, line in imports(path):
        library = imported.split(".")[0]
        if library in LIBRARIES:
            assert room in LIBRARIES[library], f"{path.name}:{line} imports {library}"


@pytest.mark.parametrize(("name", "path"), list(modules()), ids=[n for n, _ in modules()])
def test_a_module_is_short(name: str, path: Path) -> None:
    lines = path.read_text("utf-8").count("\n")
    assert lines <= 400, f"{name} has {lines} lines: it holds more than one idea"


def test_the_architecture_page_shows_this_table() -> None:
    page = (PACKAGE.parent / "docs" / "architecture.md").read_text("utf-8")
    rows = page[page.index("| layer | modules |") :].split("\n\n")[0].splitlines()[2:]
    shown = [set(re.findall(r"`(\w+)(?:/\*)?`", row)) for row in rows]
    assert shown == [{room for room in rooms if room[0] != "_"} for rooms in LAYERS]


def test_the_table_names_no_room_that_is_not_there() -> None:
    there = {name.split(".")[0] for name, _ in modules()}
    assert {room for rooms in LAYERS for room in rooms} <= there
