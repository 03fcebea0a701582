"""What a folder on disk may hold that a folder in git cannot: links, odd names, locked files."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from scorm_builder import build, source

Write = Callable[..., Path]


def scan(folder: Path) -> tuple[list[str], list[str]]:
    """Paths of the tree, and findings as text."""
    tree, found = source.scan(folder, "course")
    return list(tree.files), [str(one) for one in found]


def test_links_that_stay_inside_are_followed(write: Write) -> None:
    folder = write({"01-a.md": "# A\n", "pictures/plan.svg": "<svg/>"})
    (folder / "02-b.md").symlink_to("01-a.md")
    (folder / "images").symlink_to("pictures")
    paths, found = scan(folder)
    assert found == []
    assert {"02-b.md", "images/plan.svg", "pictures/plan.svg"} <= {*paths}


def test_links_that_leave_are_told_and_not_read(write: Write, tmp_path: Path) -> None:
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "s.txt").write_text("s", "utf-8")
    # A folder whose name only begins like the course's is outside all the same.
    (tmp_path / "course-2").mkdir()
    folder = write({"01-a.md": "# A\n"})
    (folder / "out.txt").symlink_to(tmp_path / "secret" / "s.txt")
    (folder / "out").symlink_to(tmp_path / "secret")
    (folder / "twin").symlink_to(tmp_path / "course-2")
    (folder / "nothing").symlink_to("gone")
    paths, found = scan(folder)
    assert paths == ["01-a.md", "course.yaml"]
    assert [line.split(" ", 1)[0] for line in found] == [
        "course/nothing:",
        "course/out:",
        "course/out.txt:",
        "course/twin:",
    ]
    assert all("S004" in line for line in found)


def test_no_link_leads_beyond_another_content_root(write: Write) -> None:
    folder = write({"text/01-a.md": "# A\n", "other/x.txt": "x"}, "title: Safety\nroot: text\n")
    (folder / "text" / "x.txt").symlink_to("../other/x.txt")
    paths, found = scan(folder)
    assert paths == ["course.yaml", "text/01-a.md"]
    assert [line.split(" ")[1] for line in found] == ["error[S004]"]


def test_shared_folders_are_read_and_no_link_leads_out_of_them(
    write: Write, tmp_path: Path
) -> None:
    for path in ("shared/m/x.txt", "shared/_y.txt", "shared/course.yaml", "secret/s.txt"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("x", "utf-8")
    folder = write({"01-a.md": "# A\n", ".scormignore": "*.txt\n"}, "title: S\nshared: ../shared\n")
    (folder / "in.txt").symlink_to("../shared/m/x.txt")
    (folder / "in").symlink_to("../shared/m")
    (tmp_path / "shared" / "n").symlink_to("m")
    (tmp_path / "shared" / "out").symlink_to("../secret")
    (tmp_path / "shared" / "back").symlink_to("../course")
    paths, found = scan(folder)
    shared = ["../shared/course.yaml", "../shared/m/x.txt", "../shared/n/x.txt"]
    assert paths == [*shared, "01-a.md", "course.yaml"]
    out = "is a link that leads out of the"
    assert found == [
        f"course/in: error[S004] 'in' {out} course: copy the file in",
        f"shared/back: error[S004] 'back' {out} shared folder: copy the file in",
        f"shared/out: error[S004] 'out' {out} shared folder: copy the file in",
    ]


def test_shared_folders_and_roots_are_found_however_their_accents_are_kept(
    write: Write, tmp_path: Path
) -> None:
    kept = unicodedata.normalize("NFD", "Größe")
    folder = write({f"{kept}/01-a.md": "# A\n"}, "title: S\nroot: Größe\nshared: ../Größe/in\n")
    (tmp_path / kept / "in").mkdir(parents=True)
    (tmp_path / kept / "in" / "x.txt").write_text("x", "utf-8")
    paths, found = scan(folder)
    assert found == []
    assert paths == ["../Größe/in/x.txt", "Größe/01-a.md", "course.yaml"]


def test_a_link_to_the_course_is_no_shared_folder(write: Write, tmp_path: Path) -> None:
    folder = write({"01-a.md": "# A\n", "m/x.txt": "x"}, "title: S\nshared: [../all, ../part]\n")
    (tmp_path / "all").symlink_to(tmp_path)
    (tmp_path / "part").symlink_to(folder / "m")
    _, found = scan(folder)
    assert [line.split("] shared: ")[1] for line in found] == [
        "'../all' holds the course itself: name a folder beside it",
        "'../part' lies in the course, so all may use it: take it out",
    ]


def test_what_lies_around_is_seen_from_a_course_that_is_a_link(
    write: Write, tmp_path: Path
) -> None:
    write({"01-a.md": "# A\n"}, "title: S\nshared: ../shared\n")
    (tmp_path / "courses" / "shared").mkdir(parents=True)
    (tmp_path / "courses" / "shared" / "x.txt").write_text("x", "utf-8")
    (tmp_path / "courses" / "defaults.yaml").write_text("", "utf-8")
    (tmp_path / "courses" / "a").symlink_to("../course")
    tree, found = source.scan(tmp_path / "courses" / "a", "courses/a")
    assert found == []
    assert list(tree.files) == ["../shared/x.txt", "01-a.md", "course.yaml"]
    assert str(tree.span("../shared/x.txt")) == "courses/shared/x.txt"
    assert tree.defaults is not None


def test_links_in_circles_end(write: Write) -> None:
    folder = write({"01-m/01-a.md": "# A\n"})
    (folder / "01-m" / "up").symlink_to("..")
    (folder / "self").symlink_to("self")
    paths, found = scan(folder)
    assert paths == ["01-m/01-a.md", "course.yaml"]
    assert [line.split(":")[0] for line in found] == ["course/01-m/up", "course/self"]


def test_each_fault_has_its_own_words(write: Write) -> None:
    folder = write({"01-a.md": "# A\n", "two\nlines.txt": "x"})
    (folder / "whole").symlink_to(folder)
    (folder / "nothing").symlink_to("gone")
    os.mkfifo(folder / "pipe")
    _, found = scan(folder)
    assert [line.split("] ", 1)[1] for line in found] == [
        "'nothing' is a link to nothing: mend it or take it out",
        "'pipe' is neither a file nor a folder: take it out",
        "the name 'two\\nlines.txt' holds a character that nobody sees: rename it",
        "'whole' is a link to a folder that holds it: take it out",
    ]


def test_names_that_are_one_on_some_systems(write: Write) -> None:
    folder = write({"01-a.md": "# A\n", "Plan.svg": "1"})
    (folder / "plan.svg").write_text("2", "utf-8")
    if (folder / "Plan.svg").read_text("utf-8") == "2":
        pytest.skip("this file system does not tell names by case")
    _, found = scan(folder)
    assert len(found) == 1
    assert found[0].startswith("course/plan.svg: error[S028] 'plan.svg' and 'Plan.svg'")


def test_names_are_composed_whatever_the_file_system_keeps(write: Write) -> None:
    decomposed = unicodedata.normalize("NFD", "Größe.svg")
    folder = write({"01-a.md": "# A\n", decomposed: "<svg/>"})
    paths, found = scan(folder)
    assert found == []
    assert "Größe.svg" in paths


def test_so_are_those_of_folders(write: Write) -> None:
    decomposed = unicodedata.normalize("NFD", "01-Größe")
    paths, found = scan(write({f"{decomposed}/01-a.md": "# A\n"}))
    assert found == []
    assert "01-Größe/01-a.md" in paths


def test_names_that_are_no_text(write: Write) -> None:
    folder = write({"01-a.md": "# A\n", "tab\there.txt": "x"})
    try:
        Path(os.fsdecode(os.fsencode(folder) + b"/\xff.txt")).write_text("x", "utf-8")
    except OSError:
        pytest.skip("this file system takes no such name")
    paths, found = scan(folder)
    assert paths == ["01-a.md", "course.yaml"]
    assert [line.split(" ")[1] for line in found] == ["error[S029]"] * 2
    assert all(line.isascii() for line in found), "it can be printed anywhere"


def test_what_cannot_be_read_is_told(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write({"01-a.md": "# A\n", "locked/x.txt": "x"})
    real = os.scandir

    def refuse(path: Path) -> object:
        if Path(path).name == "locked":
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "scandir", refuse)
    _, found = scan(folder)
    assert found == ["course/locked: error[S030] 'locked' cannot be read: Permission denied"]


def test_what_editors_and_systems_leave_behind_is_not_there(write: Write) -> None:
    left = ".git/config _notes/01-x.md 01-a.md~ 01-a.md.bak 02.tmp ~$x.docx Thumbs.db desktop.ini"
    left += " node_modules/01-x.md __pycache__/x.pyc m/.DS_Store"
    folder = write({"01-a.md": "# A\n", **dict.fromkeys(left.replace("~$x", "~$x").split(), "x")})
    paths, found = scan(folder)
    assert (paths, found) == (["01-a.md", "course.yaml"], [])


def test_courses_are_found_right_in_a_folder(tmp_path: Path) -> None:
    for path in ("b/course.yaml", "a/Course.yml", "_c/course.yaml", ".d/course.yaml", "e/x.md"):
        (tmp_path / path).parent.mkdir()
        (tmp_path / path).write_text("title: X\n", "utf-8")
    folders, found = source.find_courses(tmp_path)
    assert ([p.name for p in folders], found) == (["a", "b"], [])
    assert source.find_courses(tmp_path / "b") == ([tmp_path / "b"], [])
    assert source.find_courses(tmp_path / "e") == ([], [])


def test_a_course_that_would_be_overlooked_is_told(tmp_path: Path) -> None:
    (tmp_path / "a" / "deep").mkdir(parents=True)
    (tmp_path / "a" / "deep" / "course.yaml").write_text("title: X\n", "utf-8")
    (tmp_path / "b").symlink_to("gone")
    folders, found = source.find_courses(tmp_path)
    assert folders == []
    assert [str(one).removeprefix(f"{tmp_path}/") for one in found] == [
        "a: warning[S033] no course, but 'deep' is one: build 'a' by itself",
        "b: warning[S033] 'b' is a link to nothing: mend it or take it out",
    ]


TOLD = "title: Safety\ndescription: What to do.\nkeywords: [fire]\n"


@pytest.mark.parametrize("out", ["dist", ".", "02-doors", "03-game", "media"])
def test_packages_are_no_sources_where_they_are_put(out: str, write: Write) -> None:
    files = {
        "01-a.md": "# A\n\n[Forms](forms.zip) and ![Plan](media/plan.svg)\n",
        "02-doors/01-b.md": "# B\n",
        "03-game/index.html": "<!doctype html><html lang=en><title>Game</title></html>\n",
        "03-game/level.zip": "a level",
        "forms.zip": "no package",
        "media/plan.svg": "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>",
    }
    folder = write(files, TOLD)
    first = build(folder, folder.parent / "elsewhere")
    for name, unpacked in (("safety", True), ("safety", False), ("earlier", True), ("late", False)):
        made = build(folder, folder / out, settings={"id": name}, unpacked=unpacked)
        assert made.report.text() == first.report.text()
    again = build(folder, folder / out)
    assert again.report.text() == first.report.text()
    assert again.packages[0].path.read_bytes() == first.packages[0].path.read_bytes()


@pytest.mark.parametrize("unpacked", [False, True])
@pytest.mark.parametrize("out", ["01-out", "02-doors/03-out"])
def test_a_folder_of_packages_is_no_module_whatever_its_name(
    out: str, unpacked: bool, write: Write
) -> None:
    folder = write({"01-a.md": "# A\n", "02-doors/01-b.md": "# B\n"}, TOLD)
    first = build(folder, folder / out, unpacked=unpacked)
    (folder / out / ".DS_Store").write_bytes(b"")
    # Also once packages go elsewhere.
    for place in (folder / out, folder.parent / "elsewhere"):
        again = build(folder, place)
        assert again.report.text() == first.report.text()
        assert [one.path.is_file() for one in again.packages] == [True]


def test_a_module_is_one_though_its_units_or_downloads_are_packages(write: Write) -> None:
    files = {
        "01-games/01-game/index.html": "<!doctype html><html lang=en><title>Game</title></html>\n",
        "01-games/01-game/imsmanifest.xml": "<manifest/>",
        "02-a.md": "# A\n\n[Save it](files/safety.zip)\n",
    }
    folder = write({"02-a.md": "# A\n"}, TOLD)
    build(folder, folder / "files")
    write(files, TOLD)
    made = build(folder, folder.parent / "elsewhere")
    assert not made.report.fails(), made.report.text()
    assert made.packages[0].units == 2


def test_what_is_no_package_is_a_source_wherever_packages_are_put(write: Write) -> None:
    folder = write({"01-a.md": "# A\n", "dist/02-b.md": "# B\n", "dist/old.zip": "x"})
    tree, _ = source.scan(folder, "course", folder / "dist")
    assert list(tree.files) == ["01-a.md", "course.yaml", "dist/02-b.md", "dist/old.zip"]
