"""Files that cannot be unpacked together, and more than a zip holds."""

from __future__ import annotations

from pathlib import Path

import pytest

from scorm_builder.diagnostics import Span
from scorm_builder.model import Output
from scorm_builder.writing import fitting

A, B = Span("course_src/x/a.md", 3), Span("course_src/x/b.md", 5)
HERE = Span("course_src/x/course.yaml", 1, 8)


def meetings(*outputs: Output) -> list[str]:
    return [str(one) for one in fitting.meetings(outputs)]


def limits(*outputs: Output) -> list[str]:
    return [str(one) for one in fitting.limits(outputs, HERE)]


def test_two_files_of_one_name(tmp_path: Path) -> None:
    one = Output("assets/a-b.png", tmp_path / "a b.png", A)
    two = Output("assets/a-b.png", tmp_path / "a-b.png", B)
    folder = tmp_path.as_posix()
    said = (
        f"{B}: error[S301] '{folder}/a-b.png' and '{folder}/a b.png' would both be "
        "'assets/a-b.png' in the package: rename one"
    )
    assert meetings(one, one, two, two) == [said]


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("web/x/Logo.png", "web/x/logo.png"),
        ("IMSManifest.xml", "imsmanifest.xml"),
        ("web/STRASSE", "web/straße"),
    ],
)
def test_names_that_differ_in_case(one: str, two: str) -> None:
    said = f"{B}: error[S301] a file made for {B.path!r} and a file made for {A.path!r} would both"
    found = meetings(Output(one, b"same", A), Output(two, b"same", B))
    assert found == [f"{said} be {two!r} in the package: rename one"]


def test_a_file_where_a_folder_is() -> None:
    said = (
        f"{A}: error[S301] a file made for {A.path!r} would be 'assets/a' in the package, and so "
        f"would the folder of a file made for {B.path!r}: rename one"
    )
    assert meetings(Output("assets/a", b"1", A), Output("assets/A/b/c.png", b"2", B)) == [said]


def test_the_same_file_twice_is_one(tmp_path: Path) -> None:
    file = tmp_path / "a.png"
    assert meetings(Output("assets/a.png", file, A), Output("assets/a.png", file, B)) == []


def test_names_alike_are_not_the_same() -> None:
    outputs = [Output(path, path.encode(), A) for path in ("a/b", "ab", "a/bc", "a/b.c", "b/a/b")]
    assert meetings(*outputs) == []


def test_more_files_than_a_zip_holds() -> None:
    full = [Output(f"{n}", b"") for n in range(65_535)]
    assert limits(*full) == []
    assert limits(*full, *full) == [], "what is asked for twice is packed once"
    said = "error[S302] the package would have 65,536 files; a zip holds 65,535: split the course"
    assert limits(*full, Output("more", b"")) == [f"{HERE}: {said}"]


def test_more_bytes_than_a_zip_holds(tmp_path: Path) -> None:
    def film(size: int) -> Output:
        with (tmp_path / "film.mp4").open("wb") as stream:
            stream.truncate(size)
        return Output("assets/film.mp4", tmp_path / "film.mp4")

    assert limits(*[film(2**32 - 2**10)] * 2) == []
    said = "error[S302] the package would have 4.0 GiB; a zip holds 4: split the course"
    assert limits(film(2**32 - 2**7)) == [f"{HERE}: {said}"]
