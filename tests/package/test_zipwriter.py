"""The zip is read back by other people's readers, and its bytes depend on the plan alone."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import tracemalloc
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scorm_builder import package
from scorm_builder.model import Output, Plan
from scorm_builder.writing import zipwriter

TEXT = b"<p>The same words, again and again.</p>\n" * 50


def plan(files: Mapping[str, bytes | Path]) -> Plan:
    return Plan("course", {path: Output(path, data) for path, data in files.items()})


def sample(folder: Path) -> Plan:
    """Text and media, in memory and on disk, in no order."""
    folder.mkdir(parents=True, exist_ok=True)
    film = folder / "source.mp4"
    film.write_bytes(random.Random(1).randbytes(3_000_000))
    notes = folder / "source.txt"
    notes.write_bytes(TEXT)
    return plan(
        {
            "z.html": TEXT,
            "assets/film.mp4": film,
            "assets/notes.txt": notes,
            "imsmanifest.xml": TEXT,
            "empty.css": b"",
            "Upper.html": b"x",
            "\u00fcber.html": TEXT,
            "assets/picture.PNG": TEXT,
        }
    )


def written(folder: Path, made: Plan | None = None) -> Path:
    target = folder / "course.zip"
    zipwriter.write(made or sample(folder), target)
    return target


def test_another_reader_finds_every_file_as_it_was(tmp_path: Path) -> None:
    made = sample(tmp_path)
    with zipfile.ZipFile(written(tmp_path, made)) as archive:
        assert archive.testzip() is None
        for name, output in made.outputs.items():
            data = output.data if isinstance(output.data, bytes) else output.data.read_bytes()
            assert archive.read(name) == data


def test_unzip_finds_no_fault(tmp_path: Path) -> None:
    if not shutil.which("unzip"):
        pytest.skip("unzip is not there")
    done = subprocess.run(
        ["unzip", "-t", written(tmp_path)], check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "No errors detected" in done.stdout
    assert not done.stderr


def test_the_manifest_comes_first_and_the_rest_by_code_points(tmp_path: Path) -> None:
    with zipfile.ZipFile(written(tmp_path)) as archive:
        names = archive.namelist()
        offsets = [info.header_offset for info in archive.infolist()]
    assert names[0] == "imsmanifest.xml"
    assert names[1:] == sorted(names[1:])
    assert names[1:3] == ["Upper.html", "assets/film.mp4"]
    assert offsets == sorted(offsets)


def test_headers_tell_nothing_of_the_machine(tmp_path: Path) -> None:
    with zipfile.ZipFile(written(tmp_path)) as archive:
        assert archive.comment == b""
        for info in archive.infolist():
            assert info.date_time == (1980, 1, 1, 0, 0, 0)
            assert (info.create_system, info.external_attr) == (3, 0o100644 << 16)
            assert (info.extract_version, info.extra, info.comment) == (20, b"", b"")
            assert info.flag_bits == (0 if info.filename.isascii() else 0x800)


def test_text_is_deflated_and_media_stored(tmp_path: Path) -> None:
    with zipfile.ZipFile(written(tmp_path)) as archive:
        methods = {info.filename: info.compress_type for info in archive.infolist()}
    deflated = {name for name, method in methods.items() if method == zipfile.ZIP_DEFLATED}
    assert deflated == {"imsmanifest.xml", "z.html", "assets/notes.txt", "\u00fcber.html"}
    assert {methods[n] for n in methods.keys() - deflated} == {zipfile.ZIP_STORED}


def test_what_does_not_get_smaller_is_stored(tmp_path: Path) -> None:
    noise = random.Random(2).randbytes(1000)
    with zipfile.ZipFile(written(tmp_path, plan({"noise.txt": noise}))) as archive:
        assert archive.getinfo("noise.txt").compress_type == zipfile.ZIP_STORED
        assert archive.read("noise.txt") == noise


def test_the_reader_of_the_validator_agrees_with_the_local_headers(tmp_path: Path) -> None:
    made = sample(tmp_path)
    with package.open(written(tmp_path, made)) as opened:
        for member in opened.members:
            data = made.outputs[member.name].data
            size = len(data) if isinstance(data, bytes) else data.stat().st_size
            assert len(opened.read(member.name, size)) == size


@pytest.mark.parametrize(
    ("epoch", "expected"),
    [
        ("1700000000", (2023, 11, 14, 22, 13, 20)),
        ("0", (1980, 1, 1, 0, 0, 0)),
        ("-5", (1980, 1, 1, 0, 0, 0)),
        ("99999999999", (2107, 12, 31, 23, 59, 58)),
        ("", (1980, 1, 1, 0, 0, 0)),
    ],
)
def test_source_date_epoch_sets_the_time(
    epoch: str, expected: tuple[int, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    with zipfile.ZipFile(written(tmp_path)) as archive:
        assert {info.date_time for info in archive.infolist()} == {expected}


def test_a_source_date_epoch_that_is_no_number_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    with pytest.raises(OSError, match="SOURCE_DATE_EPOCH has to be a whole number"):
        written(tmp_path)
    assert not (tmp_path / "course.zip").exists()


WRITE = """
import os, sys
from pathlib import Path
from scorm_builder.writing import zipwriter
from scorm_builder.model import Output, Plan
os.umask(int(sys.argv[1], 8))
names = {"imsmanifest.xml", "b.html", "a/i.html", "a/I.html", "film.mp4", "\\u00fc.txt"}
source = Path("source.mp4")
source.write_bytes(bytes(range(256)) * 9000)
outputs = {n: Output(n, source if n == "film.mp4" else n.encode() * 99) for n in names}
zipwriter.write(Plan("course", outputs), Path("course.zip"))
print(oct(os.stat("course.zip").st_mode & 0o777))
"""


def test_the_bytes_are_the_same_everywhere(tmp_path: Path) -> None:
    settings = [
        ("here", "022", {"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C"}),
        (
            "\u00fcber all",
            "077",
            {"PYTHONHASHSEED": "7", "TZ": "Asia/Kolkata", "LC_ALL": "C.UTF-8"},
        ),
        ("x", "000", {"PYTHONHASHSEED": "123", "TZ": "America/Caracas", "LC_ALL": "tr_TR.UTF-8"}),
    ]
    made, modes = set(), []
    for name, umask, env in settings:
        folder = tmp_path / name
        folder.mkdir()
        base = {k: v for k, v in os.environ.items() if k != "SOURCE_DATE_EPOCH"}
        code = [sys.executable, "-c", WRITE, umask]
        done = subprocess.run(
            code, cwd=folder, env=base | env, check=True, capture_output=True, text=True
        )
        modes.append(done.stdout.strip())
        made.add((folder / "course.zip").read_bytes())
    assert len(made) == 1
    # The zip itself is a file like any other: its permissions are the user's choice.
    assert modes == ["0o644", "0o600", "0o666"]


def test_media_is_never_in_memory(tmp_path: Path) -> None:
    film = tmp_path / "film.mp4"
    with film.open("wb") as stream:
        stream.truncate(64 << 20)
    large = tmp_path / "large.wav"
    with large.open("wb") as stream:
        stream.truncate(zipwriter.MOST_DEFLATED + 1)
    zipwriter.write(plan({"warm.txt": TEXT}), tmp_path / "warm.zip")
    tracemalloc.start()
    zipwriter.write(plan({"film.mp4": film, "large.wav": large}), tmp_path / "course.zip")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 4 << 20
    with zipfile.ZipFile(tmp_path / "course.zip") as archive:
        assert archive.getinfo("film.mp4").file_size == 64 << 20


def test_too_many_files_are_refused_before_anything_is_written(tmp_path: Path) -> None:
    most = zipwriter.MOST_ENTRIES
    files = {f"{number}.txt": b"" for number in range(most)}
    zipwriter.write(plan(files), tmp_path / "full.zip")
    with zipfile.ZipFile(tmp_path / "full.zip") as archive:
        assert len(archive.infolist()) == most
    with pytest.raises(OSError, match=f"{most + 1} files are more than a zip holds"):
        written(tmp_path, plan(files | {"one.txt": b""}))
    assert not (tmp_path / "course.zip").exists()


def test_four_gigabytes_are_refused_before_anything_is_written(tmp_path: Path) -> None:
    film = tmp_path / "film.mp4"
    with film.open("wb") as stream:
        stream.truncate(zipwriter.MOST_BYTES - 100)
    with pytest.raises(OSError, match=r"4\.3 GB are more than a zip holds"):
        written(tmp_path, plan({"film.mp4": film}))
    assert not (tmp_path / "course.zip").exists()


def test_a_name_too_long_for_a_zip_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="name is too long"):
        written(tmp_path, plan({"x" * 65_536: b""}))


@pytest.mark.parametrize("change", ["grows", "shrinks"])
@pytest.mark.parametrize("kind", ["film.mp4", "notes.txt"])
def test_a_file_that_changes_while_it_is_read_is_refused(
    change: str, kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / kind
    source.write_bytes(bytes(3 << 20))
    real = zlib.crc32 if kind == "film.mp4" else None
    done: list[bool] = []

    def meddle() -> None:
        if not done:
            done.append(True)
            with source.open("r+b") as stream:
                stream.truncate((4 << 20) if change == "grows" else 10)

    if real is not None:
        # The checksum is taken piece by piece, between one read and the next.
        def checksum(data: bytes, start: int = 0) -> int:
            meddle()
            return int(real(data, start))

        monkeypatch.setattr(zlib, "crc32", checksum)
    else:
        fstat = os.fstat

        def stat(handle: int) -> os.stat_result:
            found = fstat(handle)
            meddle()
            return found

        monkeypatch.setattr(os, "fstat", stat)
    with pytest.raises(OSError, match="it changed while it was packed"):
        written(tmp_path, plan({kind: source}))


def test_a_source_that_is_gone_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError) as failed:
        written(tmp_path, plan({"film.mp4": tmp_path / "gone.mp4"}))
    assert failed.value.filename == str(tmp_path / "gone.mp4")
    assert not (tmp_path / "course.zip").exists()


SEGMENT = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters='/\\:"'), min_size=1
).filter(lambda text: text not in (".", ".."))
NAMES = st.lists(SEGMENT, min_size=1, max_size=3).map("/".join)


@settings(max_examples=60, deadline=None)
@given(files=st.dictionaries(NAMES, st.binary(max_size=300), min_size=1, max_size=8))
def test_any_names_and_contents_come_back(
    files: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("zip", numbered=True)
    target = written(folder, plan(files))
    with zipfile.ZipFile(target) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == files
    with package.open(target) as opened:
        assert {name: opened.read(name, 300) for name in opened.files} == files
