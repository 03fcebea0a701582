"""Walks a course folder: what belongs to it, in an order that no file system decides."""

from __future__ import annotations

import os
import posixpath
import re
import unicodedata
from collections.abc import Callable, Iterable
from fnmatch import fnmatchcase
from pathlib import Path

from scorm_builder import codes, fields
from scorm_builder.diagnostics import Code, Diagnostic, Span
from scorm_builder.fields import Fields
from scorm_builder.model import SourceFile, SourceTree
from scorm_builder.source import surroundings
from scorm_builder.source.packages import is_output, is_package

COURSE_FILE = "course.yaml"
MODULE_FILE = "module.yaml"
IGNORE_FILE = ".scormignore"
LOCK_FILE = "course.lock"
INTRODUCTION = "index.md"
WEB_PAGE = "index.html"
# What editors and systems leave behind, which nobody wants anywhere.
_JUNK = (".*", "*~", "*.tmp", "~$*", "Thumbs.db", "desktop.ini")
_ALWAYS_IGNORED = (*_JUNK, LOCK_FILE, "_*", "*.bak", "node_modules", "__pycache__")
_NEARLY = {
    "course.yml": COURSE_FILE,
    "course.yaml": COURSE_FILE,
    "module.yml": MODULE_FILE,
    "module.yaml": MODULE_FILE,
}

Ignored = Callable[[str], bool]
Report = Callable[[Code, Span, str], None]


def find_courses(folder: Path) -> tuple[list[Path], list[Diagnostic]]:
    """The folder itself if it is a course, else the courses right in it, by name.

    Courses that lie deeper are not built, and neither is what a link to nothing was meant to be:
    each is a finding. Raises ``OSError``.
    """
    if is_course(folder):
        return [folder], []
    found: list[Diagnostic] = []
    courses = []
    for child in sorted(folder.iterdir()):
        where = Span(child.as_posix())
        if _matches(child.name, _ALWAYS_IGNORED):
            continue
        if child.is_symlink() and not child.exists():
            message = f"{child.name!r} is a link to nothing: mend it or take it out"
            found.append(codes.OVERLOOKED.at(where, message))
        elif child.is_dir() and is_course(child):
            courses.append(child)
        elif child.is_dir() and (deeper := _deeper(child)):
            message = f"no course, but {deeper!r} is one: build {child.name!r} by itself"
            found.append(codes.OVERLOOKED.at(where, message))
    return courses, found


def _deeper(folder: Path) -> str:
    """The name of a course right in a folder that is none; empty if there is none."""
    inside = (child for child in sorted(folder.iterdir()) if child.is_dir())
    return next((child.name for child in inside if is_course(child)), "")


def is_course(folder: Path) -> bool:
    """Also where the name of the course's file is not quite right: that is a finding later."""
    return any(_NEARLY.get(child.name.lower()) == COURSE_FILE for child in folder.iterdir())


def scan(folder: Path, label: str, out: Path | None = None) -> tuple[SourceTree, list[Diagnostic]]:
    """Everything in a course folder that is not ignored, sorted by path.

    ``label`` is the folder as the user typed it; ``out`` that of the packages, which are no sources
    though it may lie inside. Names that begin with ``.`` or ``_``, editors'
    left-overs and what ``.scormignore`` names (in the syntax of ``.gitignore``) do not exist for
    the course. Symbolic links that stay inside are followed; those that leave are findings. Where
    ``course.yaml`` names a ``root:``, nothing else beside it is read, but for the folders that it
    calls ``shared:``, and the defaults of all courses with their theme.
    """
    walk = _Walk(folder, label, out)
    top = walk.course_file()
    content = walk.content_root(top)
    beside, more = surroundings.defaults(SourceTree(folder, label, {}, ()))
    walk.found += more
    shared: tuple[str, ...] = ()
    if content is not None:
        walk.content(content)
        bare = SourceTree(folder, label, {}, (), content)
        shared, more = surroundings.shared(bare, walk.named_shared(top))
        walk.found += more
        for one in shared:
            walk.shared(one)
        theme = walk.keys(beside).text("theme") if beside else ""
        if common := surroundings.common_theme(bare, theme, shared):
            shared += (common,)
            if surroundings.place(folder, common).is_dir():
                walk.shared(common)
    tree = SourceTree(
        folder,
        label,
        dict(sorted(walk.files.items())),
        tuple(sorted(walk.folders)),
        content or "",
        shared,
        tuple(sorted(walk.ignored)),
        beside,
    )
    return tree, walk.found


class _Walk:
    """One walk through one course folder, and what it met."""

    def __init__(self, folder: Path, label: str, out: Path | None) -> None:
        self._base = folder
        self._out = os.path.realpath(out) if out else ""
        self._root = os.path.realpath(folder)
        self._tree = SourceTree(folder, label, {}, ())
        self.found: list[Diagnostic] = []
        self.files: dict[str, SourceFile] = {}
        self.folders: list[str] = []
        self.ignored: list[str] = []
        self._is_ignored = self._ignore_file()
        self._sharing = False

    def _report(self, code: Code, span: Span, message: str) -> None:
        self.found.append(code.at(span, message))

    def course_file(self) -> Fields:
        """The keys of ``course.yaml``, of which the loader says what is wrong with them."""
        disk = self._base / COURSE_FILE
        if not disk.is_file():
            return Fields.none(self._tree.span(COURSE_FILE), [])
        file = SourceFile(COURSE_FILE, disk, disk.stat().st_size)
        self.files[COURSE_FILE] = file
        return self.keys(file)

    def keys(self, file: SourceFile) -> Fields:
        """The keys in a file that is read anew later, where what is wrong with them is told."""
        text = read_text(file, self._tree, lambda *_: None) or ""
        return fields.parse(text, lambda line, col: self._tree.span(file.path, line, col), [])

    def content_root(self, top: Fields) -> str | None:
        """What ``root:`` says, as a path from the course folder; None if it is not there."""
        written = top.text("root", ".")
        path = posixpath.normpath(written)
        if path == ".":
            return ""
        if path.startswith(("/", "..")) or "\\" in path:
            message = f"root: {written!r} must be a folder inside of the course's own"
            self._report(codes.OUTSIDE_ROOT, top.span("root"), message)
            return None
        if missing := surroundings.no_folder(self._base, path, written):
            self._report(codes.DEAD_LINK, top.span("root"), f"root: {missing}")
            return None
        if not self._is_inside(surroundings.place(self._base, path)):
            message = f"root: {written!r} is a link that leads out of the course"
            self._report(codes.OUTSIDE_ROOT, top.span("root"), message)
            return None
        return path

    def named_shared(self, top: Fields) -> list[tuple[str, Span]]:
        """What ``shared:`` names; nothing where nothing stands behind it."""
        return [] if top.is_empty("shared") else top.items("shared")

    def _is_inside(self, path: Path) -> bool:
        return os.path.realpath(path).startswith(self._root + os.sep)

    def content(self, root: str) -> None:
        """Takes in everything below the content root, beyond which no link may lead."""
        self._root = os.path.realpath(surroundings.place(self._base, root or "."))
        self.folder(root)

    def shared(self, path: str) -> None:
        """Takes in everything below a shared folder, beyond which no link in it may lead."""
        self._root = os.path.realpath(surroundings.place(self._base, path))
        self._sharing = True
        self._is_ignored = lambda _: False
        self.folders.append(path)
        self.folder(path)

    def folder(
        self,
        relative: str,
        above: frozenset[str] = frozenset(),
        disk: Path | None = None,
        within_web: bool = False,
    ) -> None:
        """Takes in what lies in one folder; ``above`` are the real places of those it lies in.

        ``disk`` is where it lies itself, under the name that the disk has for it. ``within_web``:
        it lies in somebody's pages, which are packed as they are, names with ``_`` among them.
        """
        here = disk or (surroundings.place(self._base, relative) if relative else self._base)
        above |= {os.path.realpath(here)}
        try:
            entries = sorted(os.scandir(here), key=lambda entry: entry.name)
        except OSError as error:
            message = f"{relative or '.'!r} cannot be read: {error.strerror}"
            self._report(codes.UNREADABLE, self._tree.span(relative), message)
            return
        holds_packages = os.path.realpath(here) == self._out
        there = {entry.name for entry in entries}
        within_web |= len(above) > 1 and WEB_PAGE in there and INTRODUCTION not in there
        ignored = _JUNK if within_web else _ALWAYS_IGNORED
        names: dict[str, str] = {}
        for entry in entries:
            name = unicodedata.normalize("NFC", _decoded(entry.name))
            path = posixpath.join(relative, name)
            # Not `entry.is_dir()`, which raises where a link leads to itself.
            shown = path + ("/" if Path(entry.path).is_dir() else "")
            if _matches(entry.name, ignored) or self._is_ignored(shown):
                self._ignore(path)
                continue
            if holds_packages and is_package(Path(entry.path)):
                continue
            if is_output(Path(entry.path), _is_left_over):
                self.ignored.append(path)
                continue
            if not name.isprintable():
                fault = "holds a character that nobody sees" if _is_text(name) else "is not UTF-8"
                message = f"the name {name!a} {fault}: rename it"
                self._report(codes.BAD_NAME, self._tree.span(ascii(path)[1:-1]), message)
                continue
            twin = names.setdefault(name.casefold(), entry.name)
            if twin != entry.name:
                message = (
                    f"{name!r} and {twin!r} are one name to macOS and Windows, which keep one of "
                    "them only: rename one"
                )
                self._report(codes.CASE_TWINS, self._tree.span(path), message)
            self._entry(entry, path, above, within_web)

    def _ignore(self, path: str) -> None:
        self.ignored.append(path)
        folder, name = posixpath.split(path)
        if re.sub(r"[^a-z]", "", name.lower()) != IGNORE_FILE[1:] or self._sharing:
            return
        if name != IGNORE_FILE:
            message = f"rename {name!r} to {IGNORE_FILE!r}: under this name it is not read"
            self._report(codes.UNREAD_FILE, self._tree.span(path), message)
        elif folder:
            message = f"{IGNORE_FILE!r} is read right in the course folder only: move its lines"
            self._report(codes.UNREAD_FILE, self._tree.span(path), f"{message} there")

    def _entry(
        self, entry: os.DirEntry[str], path: str, above: frozenset[str], within_web: bool
    ) -> None:
        disk = Path(entry.path)
        where = self._tree.span(path)
        if os.path.realpath(disk) in above:
            message = f"{entry.name!r} is a link to a folder that holds it: take it out"
            self._report(codes.OUTSIDE_ROOT, where, message)
        elif entry.is_symlink() and not self._is_inside(disk):
            whole = "shared folder" if self._sharing else "course"
            message = f"{entry.name!r} is a link that leads out of the {whole}: copy the file in"
            self._report(codes.OUTSIDE_ROOT, where, message)
        elif disk.is_dir():
            self.folders.append(path)
            self.folder(path, above, disk, within_web)
        elif disk.is_file():
            self.files[path] = SourceFile(path, disk, disk.stat().st_size)
            self._check_name(path, where)
        elif entry.is_symlink() and not disk.exists():
            message = f"{entry.name!r} is a link to nothing: mend it or take it out"
            self._report(codes.OUTSIDE_ROOT, where, message)
        else:
            message = f"{entry.name!r} is neither a file nor a folder: take it out"
            self._report(codes.UNREADABLE, where, message)

    def _check_name(self, path: str, where: Span) -> None:
        folder, name = posixpath.split(path)
        right = _NEARLY.get(name.lower())
        if right is None or self._sharing:
            return
        if right == COURSE_FILE and folder:
            message = "a course cannot lie inside another: move it beside, or rename the file"
            self._report(codes.NESTED_COURSE, where, message)
        elif name != right:
            message = f"rename {name!r} to {right!r}: under this name it is not read"
            self._report(codes.FILE_NAME, where, message)

    def _ignore_file(self) -> Ignored:
        """What the course's own ignore file names; nothing where there is none."""
        own = self._base / IGNORE_FILE
        if not own.is_file():
            return lambda path: False
        from pathspec import GitIgnoreSpec

        file = SourceFile(IGNORE_FILE, own, own.stat().st_size)
        lines = (read_text(file, self._tree, self._report) or "").splitlines()
        for number, line in enumerate(lines, 1):
            try:
                GitIgnoreSpec.from_lines([line])
            except ValueError:
                message = f"{line!r} is no pattern: write names as in .gitignore"
                self._report(codes.WRONG_VALUE, self._tree.span(IGNORE_FILE, number, 1), message)
                lines[number - 1] = ""
        return GitIgnoreSpec.from_lines(lines).match_file


def _matches(name: str, patterns: Iterable[str]) -> bool:
    return any(fnmatchcase(name, pattern) for pattern in patterns)


def _is_left_over(name: str) -> bool:
    return _matches(name, _ALWAYS_IGNORED)


def is_structure(name: str) -> bool:
    """Whether this is the file of a course or module, or one that was meant to be."""
    return name.lower() in _NEARLY


def _decoded(name: str) -> str:
    """A name by its bytes, which are UTF-8 whatever the locale takes them for."""
    return os.fsencode(name).decode("utf-8", "surrogateescape")


def _is_text(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def read_text(file: SourceFile, tree: SourceTree, report: Report) -> str | None:
    """The text of a file, without BOM, lines ended by LF; a finding and None if it is not UTF-8."""
    try:
        data = file.disk.read_bytes()
    except OSError as error:
        message = f"{file.path!r} cannot be read: {error.strerror}"
        report(codes.UNREADABLE, tree.span(file.path), message)
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8-sig")) + 1
        message = f"{file.path!r} is not UTF-8: save it as UTF-8 in your editor"
        report(codes.NOT_UTF8, tree.span(file.path, line, column), message)
        return None
    return text.replace("\r\n", "\n").replace("\r", "\n")
