"""The server of the tests serves what a browser asks for, and nothing else."""

from __future__ import annotations

import urllib.error
import urllib.request
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.lms.serve import serving

FILM = bytes(range(100))


@pytest.fixture
def url(tmp_path: Path) -> Iterator[str]:
    with zipfile.ZipFile(tmp_path / "course.zip", "w") as archive:
        archive.writestr("units/a/index.html", "<!doctype html><title>A</title>")
        archive.writestr("film.mp4", FILM)
    (tmp_path / "secret.txt").write_text("not for you")
    with serving(tmp_path, "default-src 'self'") as address:
        yield address


def ask(address: str, headers: Mapping[str, str] | None = None) -> tuple[int, bytes, str, str]:
    """Status, body, Content-Type and Content-Range."""
    request = urllib.request.Request(address, headers=dict(headers or {}))
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            status, body, got = answer.status, answer.read(), answer.headers
    except urllib.error.HTTPError as error:
        with error:
            status, body, got = error.code, error.read(), error.headers
    return status, body, got.get("Content-Type", ""), got.get("Content-Range", "")


def test_pages_come_out_of_the_zip(url: str) -> None:
    status, body, kind, _ = ask(f"{url}/package/course/units/a/index.html?x=1")
    assert (status, kind) == (200, "text/html; charset=utf-8")
    assert b"<title>A</title>" in body


def test_the_policy_is_sent_with_the_package_and_not_with_the_player(url: str) -> None:
    for path, policy in [("package/course/film.mp4", "default-src 'self'"), ("cmi.json", None)]:
        with urllib.request.urlopen(f"{url}/{path}", timeout=10) as answer:
            assert answer.headers["Content-Security-Policy"] == policy


@pytest.mark.parametrize(
    ("asked", "status", "start", "end", "said"),
    [
        ("bytes=0-9", 206, 0, 10, "bytes 0-9/100"),
        ("bytes=90-", 206, 90, 100, "bytes 90-99/100"),
        ("bytes=90-500", 206, 90, 100, "bytes 90-99/100"),
        ("bytes=-5", 206, 95, 100, "bytes 95-99/100"),
        ("bytes=-500", 206, 0, 100, "bytes 0-99/100"),
        ("bytes=100-", 416, 0, 0, "bytes */100"),
        ("bytes=-", 200, 0, 100, ""),
        ("lines=1-2", 200, 0, 100, ""),
    ],
)
def test_parts_of_a_film(
    url: str, asked: str, status: int, start: int, end: int, said: str
) -> None:
    """RFC 9110, section 14: what browsers ask when somebody drags a film."""
    got = ask(f"{url}/package/course/film.mp4", {"Range": asked})
    assert got == (status, FILM[start:end], "video/mp4", said)


@pytest.mark.parametrize(
    "path",
    [
        "package/course/none.html",
        "package/none/film.mp4",
        "package/course",
        "package/..%2Fcourse/none",
        "secret.txt",
        "player/../../pyproject.toml",
        "player/..%2f..%2fpyproject.toml",
        "cmi.json/x",
        "player",
        "",
    ],
)
def test_nothing_else_is_served(url: str, path: str) -> None:
    assert ask(f"{url}/{path}")[0] == 404


def test_player_and_data_model_are_there(url: str) -> None:
    assert ask(f"{url}/player/player.html")[0] == 200
    assert ask(f"{url}/player/strict_lms.js")[2] == "text/javascript"
    assert b"cmi.core.lesson_status" in ask(f"{url}/cmi.json")[1]
