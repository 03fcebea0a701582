"""The copy as a file: whole or not at all, never over another, the same each time."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from scorm_builder.checking import Choice
from scorm_builder.checking.fixing import Fixing, fix
from scorm_builder.mending import RefusedError, copying
from scorm_builder.writing import zipwriter
from tests.checking.packages import package, unlisted, wrong_version
from tests.mending.copies import mended
from tests.rules.archives import zipped
from tests.rules.test_rules import GOOD, archive

MANIFEST = "imsmanifest.xml"
BARE = GOOD[MANIFEST].replace(b' version="1.0"\n', b"\n", 1)


def fixed(
    path: Path, fixing: Fixing | None = None, choice: Choice | None = None
) -> tuple[str, str]:
    """Where the copy is, and why there is none."""
    found = fix(path, choice or Choice(), fixing or Fixing()).fixed
    assert found is not None
    return found.path, found.problem


def test_the_same_package_gives_the_same_bytes(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        unlisted(tmp_path / folder / "p.zip")
        fixed(tmp_path / folder / "p.zip")
    first, second = (tmp_path / one / "p.fixed.zip" for one in ("a", "b"))
    assert first.read_bytes() == second.read_bytes()


def test_made_again_the_same_copy_is_left(tmp_path: Path) -> None:
    source = unlisted(tmp_path / "p.zip")
    path, _ = fixed(source)
    old = Path(path).stat().st_ino
    assert fixed(source) == (path, "")
    assert Path(path).stat().st_ino == old


def test_another_file_in_its_place_is_not_replaced(tmp_path: Path) -> None:
    source = unlisted(tmp_path / "p.zip")
    there = tmp_path / "p.fixed.zip"
    there.write_bytes(b"somebody's work")
    path, problem = fixed(source)
    assert path == ""
    assert "--force" in problem
    assert str(there) in problem
    assert there.read_bytes() == b"somebody's work"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["p.fixed.zip", "p.zip"]
    assert fixed(source, Fixing(force=True)) == (there.as_posix(), "")
    assert zipfile.is_zipfile(there)


def test_a_link_in_its_place_is_not_followed(tmp_path: Path) -> None:
    source = unlisted(tmp_path / "p.zip")
    (tmp_path / "p.fixed.zip").symlink_to(tmp_path / "elsewhere.zip")
    assert fixed(source)[1]
    fixed(source, Fixing(force=True))
    assert not (tmp_path / "elsewhere.zip").exists()
    assert not (tmp_path / "p.fixed.zip").is_symlink()


def test_a_folder_in_its_place_is_not_replaced(tmp_path: Path) -> None:
    source = unlisted(tmp_path / "p.zip")
    (tmp_path / "p.fixed.zip").mkdir()
    assert fixed(source)[1]
    assert fixed(source, Fixing(force=True))[1]
    assert (tmp_path / "p.fixed.zip").is_dir()


def test_copies_go_into_the_folder_asked_for(tmp_path: Path) -> None:
    source = unlisted(tmp_path / "p.zip")
    path, _ = fixed(source, Fixing(tmp_path / "new" / "out"))
    assert path == (tmp_path / "new" / "out" / "p.fixed.zip").as_posix()
    assert sorted(one.name for one in tmp_path.iterdir()) == ["new", "p.zip"]


def test_where_nothing_can_be_written_nothing_is(tmp_path: Path) -> None:
    source = unlisted(tmp_path / "p.zip")
    (tmp_path / "out").write_bytes(b"a file")
    path, problem = fixed(source, Fixing(tmp_path / "out"))
    assert path == ""
    assert problem


def test_an_unpacked_package_becomes_a_zip(tmp_path: Path) -> None:
    folder = tmp_path / "My course"
    for name, data in {**GOOD, MANIFEST: BARE, "Thumbs.db": b"\0"}.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    path, problem = fixed(folder)
    assert problem == ""
    assert path == (tmp_path / "My-course.fixed.zip").as_posix()
    with zipfile.ZipFile(path) as made:
        files = {name: made.read(name) for name in made.namelist()}
    assert files.keys() == GOOD.keys()
    assert all(files[name] == GOOD[name] for name in GOOD if name != MANIFEST)
    assert (folder / "Thumbs.db").is_file()


def test_the_folder_where_one_stands_is_mended_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "course"
    folder.mkdir()
    monkeypatch.chdir(folder)
    assert copying.place_of(Path()) == tmp_path / "course.fixed.zip"


def test_a_link_in_an_unpacked_package_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "course"
    folder.mkdir()
    (folder / MANIFEST).write_bytes(BARE)
    (tmp_path / "secret.txt").write_bytes(b"secret")
    (folder / "style.css").symlink_to(tmp_path / "secret.txt")
    path, problem = fixed(folder)
    assert path == ""
    assert "link" in problem


def test_only_what_is_asked_for_is_mended(tmp_path: Path) -> None:
    manifest = BARE.replace(b">1.2<", b">1.2 <")
    source = package(tmp_path / "p.zip", imsmanifest__xml=manifest, left__txt=b"text")
    found = fix(source, Choice(select=("M10",)), Fixing()).fixed
    assert found is not None
    assert [one.rule for one in found.mends] == ["M10"]
    found = fix(source, Choice(ignore=("M", "F")), Fixing()).fixed
    assert found is not None
    assert (found.mends, found.problem) == ((), "")


def test_what_is_not_mechanical_makes_no_copy(tmp_path: Path) -> None:
    source = wrong_version(tmp_path / "p.zip")
    assert fixed(source) == ("", "")


def test_a_course_is_mended_in_its_source(tmp_path: Path) -> None:
    (tmp_path / "course.yaml").write_text("title: Safety\n")
    (tmp_path / "01-intro.md").write_text("# Hello\n\nText.\n")
    assert "source" in fixed(tmp_path)[1]


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({"a\\b.txt": b"1", "a/b.txt": b"2"}, "is in the zip 2 times, also as 'a/b.txt'"),
        ({"a": b"1", "a\\b.txt": b"2"}, "is a file, and a folder that holds others"),
    ],
)
def test_mends_that_meet_are_refused(tmp_path: Path, files: dict[str, bytes], words: str) -> None:
    found = mended(tmp_path, zipped({**GOOD, **files}))
    assert words in found.fixed.problem


def test_two_packages_in_one_are_refused(tmp_path: Path) -> None:
    both = [{f"{folder}/{name}": data for name, data in GOOD.items()} for folder in "ab"]
    found = mended(tmp_path, zipped(*both))
    assert "manifests in several folders" in found.fixed.problem


def test_what_lies_beside_the_wrapper_folder_is_left_out_and_told(tmp_path: Path) -> None:
    wrapped = {f"outer/inner/{name}": data for name, data in GOOD.items()}
    others = {"outer/readme.txt": b"text", "alarm.html": b"another", "__MACOSX/._a": b"\0"}
    found = mended(tmp_path, zipped(wrapped, others))
    assert found.files().keys() == GOOD.keys()
    told = {one.rule: one.done for one in found.fixed.mends}
    assert "left out is what lies outside of it: 'outer/readme.txt', 'alarm.html'" in told["Z03"]
    assert told["Z21"] == "left out: '__MACOSX/._a'"


def test_a_copy_does_not_keep_what_is_not_to_be_mended(tmp_path: Path) -> None:
    """Its manifest lies in the root in any case, and that is a mend of Z03."""
    wrapped = {f"outer/{name}": data for name, data in GOOD.items()}
    found = mended(tmp_path, zipped(wrapped), Choice(ignore=("Z03",)))
    assert "Z03" in found.fixed.problem


def test_files_are_copied_as_they_lie(tmp_path: Path) -> None:
    """Not even their packing is done anew: no program's idea of deflate changes them."""
    data = zipped({**GOOD, MANIFEST: BARE})
    found = mended(tmp_path, data)
    with zipfile.ZipFile(tmp_path / "p.zip") as old, zipfile.ZipFile(found.copy) as new:
        for name in GOOD.keys() - {MANIFEST}:
            assert new.getinfo(name).compress_size == old.getinfo(name).compress_size
            assert new.getinfo(name).CRC == old.getinfo(name).CRC


def test_a_zip_that_is_cut_while_it_is_copied_is_an_error(tmp_path: Path) -> None:
    source = tmp_path / "p.zip"
    source.write_bytes(zipped({MANIFEST: BARE, "a.txt": random.Random(1).randbytes(5000)}))
    copy = copying.mended(source, lambda _: True)
    os.truncate(source, 3000)
    with pytest.raises(OSError, match="ends before"):
        copying.write(copy, tmp_path / "out.zip")


def test_names_are_refused_without_a_word_to_the_terminal(tmp_path: Path) -> None:
    manifest = {MANIFEST: GOOD[MANIFEST]}
    found = mended(tmp_path, zipped(manifest, {"a\x1b[2J\\b": b"1", "a\x1b[2J/b": b"2"}))
    assert "\x1b" not in found.fixed.problem
    assert found.fixed.problem


@pytest.mark.skipif(sys.platform != "linux", reason="the peak is read from /proc")
def test_large_media_is_not_held_in_memory(tmp_path: Path) -> None:
    """100 MB that are stored, and 100 MB that are deflated, by a process of its own."""
    source = tmp_path / "p.zip"
    piece = random.Random(1).randbytes(1 << 20)
    with zipfile.ZipFile(source, "w") as made:
        for name, data in {**GOOD, MANIFEST: BARE}.items():
            made.writestr(zipfile.ZipInfo(name), data)
        for name, method in (("film.mp4", zipfile.ZIP_STORED), ("film.wav", zipfile.ZIP_DEFLATED)):
            info = zipfile.ZipInfo(name)
            info.compress_type = method
            with made.open(info, "w", force_zip64=False) as stream:
                for _ in range(100):
                    stream.write(piece)
    program = """
import sys
from pathlib import Path
from scorm_builder.checking import Choice
from scorm_builder.checking.fixing import Fixing, fix
verdict = fix(Path(sys.argv[1]), Choice(), Fixing())
# The peak of this program alone, in KiB: ru_maxrss would hold that of the process it came from.
status = Path("/proc/self/status").read_text()
peak = next(line for line in status.splitlines() if line.startswith("VmHWM"))
print(verdict.fixed.path, int(peak.split()[1]) // 1024)
"""
    done = subprocess.run(
        [sys.executable, "-c", program, str(source)], capture_output=True, text=True, check=True
    )
    path, memory = done.stdout.rsplit(" ", 1)
    assert int(memory) < 256
    with zipfile.ZipFile(path) as copy:
        assert copy.testzip() is None
        assert copy.getinfo("film.wav").file_size == 100 << 20


@pytest.mark.parametrize("case", ["Z18-bomb/bad-enormous", "Z18-bomb/bad"])
def test_a_bomb_is_not_copied(case: str, tmp_path: Path) -> None:
    source = tmp_path / "p.zip"
    source.write_bytes(archive(case))
    with pytest.raises(RefusedError):
        copying.mended(source, lambda _: True)


def test_an_order_of_files_does_not_matter(tmp_path: Path) -> None:
    forward, backward = (dict(sorted(GOOD.items(), reverse=one)) for one in (False, True))
    copies = []
    for number, files in enumerate((forward, backward)):
        (tmp_path / str(number)).mkdir()
        found = mended(tmp_path / str(number), zipped({**files, MANIFEST: BARE}))
        copies.append(found.copy.read_bytes())
    assert copies[0] == copies[1]


def test_the_writer_takes_what_is_packed_already(tmp_path: Path) -> None:
    source = tmp_path / "a.zip"
    source.write_bytes(zipped({"a.txt": b"text" * 1000}))
    with zipfile.ZipFile(source) as made:
        info = made.infolist()[0]
    start = info.header_offset + 30 + len(info.filename)
    sizes = start, info.compress_size, info.compress_type, info.CRC, info.file_size
    zipwriter.write_all([zipwriter.Packed("b/c.txt", source, *sizes)], tmp_path / "b.zip")
    with zipfile.ZipFile(tmp_path / "b.zip") as written:
        assert written.testzip() is None
        assert written.read("b/c.txt") == b"text" * 1000
