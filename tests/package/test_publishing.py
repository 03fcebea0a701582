"""A package is published whole or not at all, whatever goes wrong at whatever stage."""

from __future__ import annotations

import os
import shutil
import stat
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from scorm_builder import BuildResult, build, package, rules
from scorm_builder.diagnostics import Diagnostic, Severity
from scorm_builder.model import Output, Plan
from scorm_builder.writing import publishing, zipwriter


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A course with one page and one picture."""
    folder = tmp_path / "course"
    folder.mkdir()
    (folder / "course.yaml").write_text("id: small\ntitle: Small\n")
    (folder / "01-one.md").write_text("# One\n\nA page, and [a film](film.mp4).\n")
    (folder / "film.mp4").write_bytes(b"film" * 1000)
    return folder


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "dist"


def state(folder: Path) -> dict[str, bytes]:
    """Every file in a folder, hidden ones too."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


class Stop(BaseException):
    """What nobody catches: stands for Ctrl-C and the like."""


def told(error: BaseException, run: Callable[[], BuildResult]) -> None:
    """What the disk refuses is a finding on that course; all else is not for us to catch."""
    if not isinstance(error, OSError):
        with pytest.raises(type(error)):
            run()
        return
    [found] = [one for one in run().report.diagnostics if one.code == "S306"]
    assert str(error.strerror) in found.message
    assert ".scorm-builder" not in found.message, "a folder that is gone again helps nobody"


def refusal(source: Path, out: Path, *, unpacked: bool) -> str:
    result = build(source, out, unpacked=unpacked)
    assert result.packages == ()
    [found] = [one for one in result.report.diagnostics if one.code == "S306"]
    return str(found)


def at_writing(patch: pytest.MonkeyPatch, fail: Callable[..., None]) -> None:
    patch.setattr(zipwriter, "_pieces", fail)
    patch.setattr(shutil, "copyfile", fail)


def at_syncing(patch: pytest.MonkeyPatch, fail: Callable[..., None]) -> None:
    patch.setattr(os, "fsync", fail)


def at_opening(patch: pytest.MonkeyPatch, fail: Callable[..., None]) -> None:
    patch.setattr(package, "open", fail)


def at_checking(patch: pytest.MonkeyPatch, fail: Callable[..., None]) -> None:
    patch.setattr(rules, "check", fail)


def at_replacing(patch: pytest.MonkeyPatch, fail: Callable[..., None]) -> None:
    patch.setattr(Path, "replace", fail)


STAGES = [at_writing, at_syncing, at_opening, at_checking, at_replacing]


@pytest.mark.parametrize("error", [OSError(28, "No space left"), KeyboardInterrupt(), Stop()])
@pytest.mark.parametrize("stage", STAGES)
def test_the_old_zip_stays_whole(
    stage: Callable[..., None],
    error: BaseException,
    source: Path,
    out: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    build(source, out)
    before = state(out)
    assert set(before) == {"small.zip"}
    (source / "01-one.md").write_text("# Changed\n\n[A film](film.mp4).\n")

    def fail(*_arguments: object, **_options: object) -> None:
        raise error

    stage(monkeypatch, fail)
    told(error, lambda: build(source, out))
    monkeypatch.undo()
    assert state(out) == before
    assert list(out.iterdir()) == [out / "small.zip"]


@pytest.mark.parametrize("call", [1, 2])
@pytest.mark.parametrize("error", [OSError(5, "Input/output error"), KeyboardInterrupt()])
def test_the_old_folder_stays_whole(
    call: int, error: BaseException, source: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(source, out, unpacked=True)
    before = state(out)
    (source / "01-one.md").write_text("# Changed\n\nNo film.\n")
    real, calls = Path.replace, []

    def replace(path: Path, target: Path) -> Path:
        calls.append(path)
        if len(calls) == call:
            raise error
        return real(path, target)

    monkeypatch.setattr(Path, "replace", replace)
    told(error, lambda: build(source, out, unpacked=True))
    monkeypatch.undo()
    assert state(out) == before
    assert list(out.iterdir()) == [out / "small"]


def test_a_package_that_breaks_a_rule_is_not_published(
    source: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(source, out)
    before = state(out)
    (source / "01-one.md").write_text("# Changed\n")
    fault = Diagnostic("F01", Severity.ERROR, "a file is missing")
    monkeypatch.setattr(rules, "check", lambda *_, **__: [fault])
    result = build(source, out)
    assert fault in result.report.diagnostics
    assert result.packages == ()
    assert state(out) == before


def test_a_folder_is_replaced_whole_without_what_was_left(source: Path, out: Path) -> None:
    build(source, out, unpacked=True)
    assert (out / "small/assets/film.mp4").is_file()
    (source / "01-one.md").write_text("# Changed\n\nNo film.\n")
    (source / "film.mp4").unlink()
    build(source, out, unpacked=True)
    assert not (out / "small/assets").exists()
    assert list(out.iterdir()) == [out / "small"]


def test_a_folder_and_a_zip_hold_the_same_files(source: Path, out: Path) -> None:
    build(source, out)
    build(source, out, unpacked=True)
    with zipfile.ZipFile(out / "small.zip") as archive:
        zipped = {name: archive.read(name) for name in archive.namelist()}
    assert state(out / "small") == zipped


def test_a_folder_of_somebody_else_is_never_replaced(source: Path) -> None:
    # A build into the folder above the course would have the course's own name.
    own = source.rename(source.parent / "small")
    before = state(own)
    assert "folder without imsmanifest.xml" in refusal(own, own.parent, unpacked=True)
    assert state(own) == before
    assert list(own.parent.iterdir()) == [own]


def test_a_file_is_not_replaced_by_a_folder(source: Path, out: Path) -> None:
    out.mkdir()
    (out / "small").write_text("mine")
    assert "it is a file" in refusal(source, out, unpacked=True)
    assert state(out) == {"small": b"mine"}


@pytest.mark.parametrize("mine", ["notes.txt", ".git/config", "assets/own.png", "my/own.xsd"])
def test_what_no_build_put_there_stays(mine: str, source: Path, out: Path) -> None:
    build(source, out, unpacked=True)
    (out / "small" / mine).parent.mkdir(parents=True, exist_ok=True)
    (out / "small" / mine).write_text("mine")
    before = state(out)
    assert repr(mine) in refusal(source, out, unpacked=True)
    assert state(out) == before


def test_a_link_is_not_replaced_by_a_folder(source: Path, out: Path, tmp_path: Path) -> None:
    build(source, tmp_path / "elsewhere", unpacked=True)
    out.mkdir()
    (out / "small").symlink_to(tmp_path / "elsewhere/small")
    assert "it is a link" in refusal(source, out, unpacked=True)
    assert (out / "small").is_symlink()


def test_one_package_that_cannot_be_written_does_not_hinder_the_others(
    source: Path, out: Path, tmp_path: Path
) -> None:
    courses = tmp_path / "courses"
    for name in ("a", "b", "c"):
        shutil.copytree(source, courses / name)
        (courses / name / "course.yaml").write_text(f"id: {name}\ntitle: Small\n")
    (out / "b.zip").mkdir(parents=True)
    result = build(courses, out)
    assert [made.course for made in result.packages] == ["a", "c"]
    assert [d.span.path for d in result.report.diagnostics if d.code == "S306"] == [
        (out / "b.zip").as_posix()
    ]


def test_a_folder_is_not_replaced_by_a_zip(source: Path, out: Path) -> None:
    (out / "small.zip").mkdir(parents=True)
    (out / "small.zip/mine.txt").write_text("mine")
    assert "there is a folder of this name" in refusal(source, out, unpacked=False)
    assert state(out) == {"small.zip/mine.txt": b"mine"}


@pytest.fixture
def umask() -> Iterator[int]:
    before = os.umask(0o027)
    yield 0o027
    os.umask(before)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_permissions_are_those_of_any_new_file(umask: int, source: Path, out: Path) -> None:
    (source / "film.mp4").chmod(0o400)
    build(source, out)
    build(source, out, unpacked=True)
    assert stat.S_IMODE((out / "small.zip").stat().st_mode) == 0o666 & ~umask
    assert stat.S_IMODE((out / "small").stat().st_mode) == 0o777 & ~umask
    assert stat.S_IMODE((out / "small/assets/film.mp4").stat().st_mode) == 0o666 & ~umask


def test_a_link_is_replaced_not_followed(source: Path, out: Path, tmp_path: Path) -> None:
    out.mkdir()
    elsewhere = tmp_path / "elsewhere.zip"
    elsewhere.write_bytes(b"mine")
    (out / "small.zip").symlink_to(elsewhere)
    build(source, out)
    assert elsewhere.read_bytes() == b"mine"
    assert zipfile.is_zipfile(out / "small.zip")


def test_an_unreadable_source_leaves_the_old_zip(source: Path, out: Path) -> None:
    plan = Plan("small", {"film.mp4": Output("film.mp4", source / "film.mp4")})
    out.mkdir()
    with publishing.staging(out) as stage:
        zipwriter.write(plan, stage / "small.zip")
        publishing.replace(stage / "small.zip", out / "small.zip", stage / "old")
    before = state(out)
    (source / "film.mp4").unlink()
    with pytest.raises(FileNotFoundError), publishing.staging(out) as stage:
        zipwriter.write(plan, stage / "small.zip")
    assert state(out) == before
