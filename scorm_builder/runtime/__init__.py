"""Links the browser modules into classic scripts: one for every page but those with questions.

The modules in ``templates/runtime/`` are ES modules, so that each can be tested by itself. Packages
carry a classic script: modules run neither from ``file://`` nor from servers with a wrong MIME
type. Every module becomes a function that returns its exports, called once, dependencies first;
nothing is left on ``window``.

Two modules exist only while linking: ``virtual:cmi`` exports ``table``, the data model of
SCORM 1.2; ``virtual:units`` exports ``units``, modules of ``units/`` by their stems. Those that
import something of ``quiz/`` have scripts of their own names, and ``runtime.js`` has all others:
what marks questions is large, and most pages ask nothing.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from scorm_builder.resources import templates
from scorm_builder.runtime import javascript
from scorm_builder.spec import cmi

ENTRY = "main.js"
SCRIPT = "runtime.js"
_UNITS, _QUIZ = "units/", "quiz/"
_BANNER = "/* Browser runtime of scorm_builder. MIT licence. */\n"

_NAME = r"[A-Za-z_$][\w$]*"
_IMPORT = re.compile(rf"import\s*(?:\{{(?P<names>[^}}]*)\}}|\*\s*as\s+(?P<space>{_NAME}))\s*from\b")
_EXPORT = re.compile(rf"export\s+(?=(?:(?:async\s+)?function\b\s*\*?|const|class)\s*({_NAME}))")
_WORD = re.compile(r"^(?:import|export)\b|(?<![.\w$])import\s*[.(]", re.MULTILINE)
_ITEM = re.compile(rf"({_NAME})(?:\s+as\s+({_NAME}))?\Z")
_PATH = re.compile(r"\s*([\"'])([^\"'\n]+)\1[ \t]*;?")


class LinkError(Exception):
    """A module that cannot be linked: a fault of this program, never of a course."""


@dataclass(frozen=True, slots=True)
class Module:
    """A module taken apart.

    ``imports`` are (path, what to bind: names within the braces of a destructuring, or one name for
    the whole module); ``wanted`` are (path, exported name, line); ``body`` is the text without its
    import statements and ``export`` words.
    """

    path: str
    imports: tuple[tuple[str, str], ...]
    wanted: tuple[tuple[str, str, int], ...]
    exports: tuple[str, ...]
    body: str


@cache
def link(script: str = SCRIPT) -> bytes:
    """One of the scripts, classic, UTF-8. The same bytes whenever called."""
    files = _files()
    stems = [stem for stem in _stems(files) if script_of(stem) == script]
    virtual = {"virtual:cmi": _cmi(), "virtual:units": _units(stems)}
    return link_modules(ENTRY, {**files, **virtual}).encode()


@cache
def script_of(core: str) -> str:
    """The script that a page needs that is tracked by ``units/<core>.js``, if there is one."""
    files = _files()
    start = f"{_UNITS}{core}.js"
    needed = _closure(start, files) if start in files else set()
    return f"{core}.js" if any(path.startswith(_QUIZ) for path in needed) else SCRIPT


@cache
def _files() -> Mapping[str, str]:
    folder = templates() / "runtime"
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in sorted(folder.rglob("*.js"))
    }


def _stems(files: Mapping[str, str]) -> list[str]:
    return [path[len(_UNITS) : -len(".js")] for path in files if path.startswith(_UNITS)]


def _closure(start: str, files: Mapping[str, str]) -> set[str]:
    """A module and everything that it leads to."""
    needed: set[str] = set()
    waiting = [start]
    while waiting:
        path = waiting.pop()
        if path not in needed and path in files:
            needed.add(path)
            waiting += [target for target, _ in read_module(path, files[path]).imports]
    return needed


def link_modules(entry: str, files: Mapping[str, str]) -> str:
    """Links ``entry`` and all that it imports. ``files`` maps paths to module texts."""
    modules: dict[str, Module] = {}
    _visit(entry, files, modules, ())
    number = {path: f"m{index}" for index, path in enumerate(modules)}
    for module in modules.values():
        for path, name, line in module.wanted:
            if name not in modules[path].exports:
                known = ", ".join(modules[path].exports) or "nothing"
                raise LinkError(
                    f"{module.path}:{line}: {path} does not export {name!r}; it exports {known}"
                )
    functions = "".join(_function(module, number) for module in modules.values())
    return f'{_BANNER}(function () {{\n"use strict";\n{functions}}})();\n'


def _cmi() -> str:
    facts = {key: value for key, value in cmi.table().items() if not key.startswith("_")}
    return f"export const table = {json.dumps(facts, separators=(',', ':'))};\n"


def _units(stems: Sequence[str]) -> str:
    lines = [f'import * as unit{i} from "./units/{stem}.js";\n' for i, stem in enumerate(stems)]
    pairs = ", ".join(f"{json.dumps(stem)}: unit{i}" for i, stem in enumerate(stems))
    return "".join(lines) + f"export const units = {{ {pairs} }};\n"


def _visit(
    path: str, files: Mapping[str, str], modules: dict[str, Module], above: tuple[str, ...]
) -> None:
    """Puts ``path`` behind everything that it imports."""
    if path in modules:
        return
    if path in above:
        circle = " → ".join((*above[above.index(path) :], path))
        raise LinkError(f"modules import each other in a circle: {circle}")
    if path not in files:
        raise LinkError(f"{above[-1] if above else 'the entry'} imports {path}: no such module")
    module = read_module(path, files[path])
    for target, _ in module.imports:
        _visit(target, files, modules, (*above, path))
    modules[path] = module


def read_module(path: str, text: str) -> Module:
    """Takes a module apart. Only named and namespace imports and named exports can be linked."""
    try:
        code = javascript.code(text)
    except javascript.UnreadableError as problem:
        raise LinkError(f"{path}:{problem.line}: {problem}") from None
    imports: list[tuple[str, str]] = []
    wanted: list[tuple[str, str, int]] = []
    exports: list[str] = []
    cut: list[tuple[int, int]] = []
    for word in _WORD.finditer(code):
        line = code.count("\n", 0, word.start()) + 1
        if found := _IMPORT.match(code, word.start()):
            target = _PATH.match(text, found.end())
            if target is None:
                raise LinkError(f"{path}:{line}: the path of an import is not a plain string")
            module = _resolve(path, target.group(2), line)
            bind, names = _bindings(path, line, found)
            imports.append((module, bind))
            wanted += [(module, name, line) for name in names]
            cut.append((word.start(), target.end()))
        elif found := _EXPORT.match(code, word.start()):
            exports.append(found.group(1))
            cut.append((word.start(), found.end()))
        else:
            statement = text[word.start() :].partition("\n")[0]
            raise LinkError(
                f"{path}:{line}: cannot link {statement!r}; write `import {{ name }} from`, "
                "`import * as name from`, or `export` before a function, const or class"
            )
    body = _without_comments(text, lambda at: any(start <= at < end for start, end in cut))
    return Module(path, tuple(imports), tuple(wanted), tuple(exports), body)


def _bindings(path: str, line: int, found: re.Match[str]) -> tuple[str, list[str]]:
    if found["space"]:
        return found["space"], []
    bind, names = [], []
    for item in filter(None, map(str.strip, found["names"].split(","))):
        match = _ITEM.match(item)
        if match is None:
            raise LinkError(f"{path}:{line}: cannot read the imported name {item!r}")
        name, local = match.groups()
        names.append(name)
        bind.append(f"{name}: {local}" if local else name)
    return f"{{ {', '.join(bind)} }}", names


def _resolve(importer: str, target: str, line: int) -> str:
    if target.startswith("virtual:"):
        return target
    if not target.startswith(("./", "../")):
        raise LinkError(
            f"{importer}:{line}: {target!r} is no relative path: packages bring nothing"
        )
    base = "" if importer.startswith("virtual:") else posixpath.dirname(importer)
    return posixpath.normpath(posixpath.join(base, target))


def _without_comments(text: str, is_cut: Callable[[int], bool]) -> str:
    """The text without what is cut, without comments, and without the lines that this empties."""
    kept: list[str] = []
    literal: list[bool] = []
    for piece in javascript.pieces(text):
        if piece.kind == "comment":
            # A comment that ends a line may part two statements.
            shown = "\n" if "\n" in piece.text else " "
        else:
            shown = "".join(c for at, c in enumerate(piece.text, piece.start) if not is_cut(at))
        kept.append(shown)
        literal += [piece.kind == "literal"] * len(shown)
    return _without_blanks("".join(kept), literal)


def _without_blanks(text: str, literal: list[bool]) -> str:
    """The text without blank lines and indentation, but for what lies in literals."""
    lines: list[str] = []
    at = 0
    for line in text.splitlines(keepends=True):
        inside = literal[at] or literal[at + len(line) - 1]
        if inside:
            lines.append(line)
        elif line.strip():
            lines.append(line.strip() + "\n")
        at += len(line)
    return "".join(lines)


def _function(module: Module, number: Mapping[str, str]) -> str:
    binds = "".join(f"const {bind} = {number[path]};\n" for path, bind in module.imports)
    exports = ", ".join(module.exports)
    return (
        f"// {module.path}\nconst {number[module.path]} = (function () {{\n"
        f"{binds}{module.body}return Object.freeze({{ {exports} }});\n}})();\n"
    )
