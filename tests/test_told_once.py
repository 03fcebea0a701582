"""What is wrong with a course is told once, and at the place that its author can edit.

A build judges its own package, so that much is seen twice: in the source, and in what became of it.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from scorm_builder import build, checking

HEAD = '<!doctype html><html lang="en"><meta charset="utf-8"><title>App</title>\n'
YOUTUBE = "https://www.youtube.com/embed/x"
NO_FILE = "is no file of the course"
SAVE = "save it there and name that"
LINK = "link to it, since it needs the network, or save it there"
PATH = "write a path from the page"


def told(folder: Path, monkeypatch: pytest.MonkeyPatch, files: dict[str, str]) -> list[str]:
    """What ``build`` prints of a course with these files, notes on the source left out."""
    for name, text in {"course.yaml": "title: Safety\nid: s\n", **files}.items():
        path = folder / "course" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    monkeypatch.chdir(folder)
    lines = build("course", "dist").report.text().splitlines()
    return [line for line in lines if " info[" not in line]


def test_every_mistake_of_a_course_is_told_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {
        "01-a.md": f'# A\n\n![Plan](https://e.org/x.png)\n\n<iframe src="{YOUTUBE}" title="F">'
        "</iframe>\n",
        "02-app/index.html": f'{HEAD}<script src="https://cdn.example.net/lib.js"></script>\n'
        '<img src="gone.png" alt="">\n<img src="/abs.png" alt="">\n',
    }
    page, app = "course/01-a.md", "course/02-app/index.html"
    expected = [
        f"{page}:3:9: warning[S211] 'https://e.org/x.png' {NO_FILE}: {SAVE}",
        f"{page}:5:14: warning[S211] {YOUTUBE!r} {NO_FILE}: {LINK}",
        f"{app}:2:14: warning[H05] loaded from other servers: 'cdn.example.net (script)'",
        f"{app}:3:11: error[H01] 'web/app/gone.png' is not in the package",
        f"{app}:4:11: error[H03] '/abs.png' begins with /, the root of the LMS's server: {PATH}",
    ]
    assert told(tmp_path, monkeypatch, files) == expected
    checked = checking.check("course").report.text().splitlines()
    assert [line for line in checked if " info[" not in line] == expected


def test_what_a_page_would_load_by_http_is_told_once_and_as_bad_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = (
        '# A\n\n<iframe src="http://e.org/f.html" title="F"></iframe>\n\n![P](http://e.org/p.png)'
        "\n\n[Read on](http://e.org/)\n"
    )
    blocked = f"{NO_FILE}, and by http: browsers show none of it in an LMS"
    assert told(tmp_path, monkeypatch, {"01-a.md": page}) == [
        f"course/01-a.md:3:14: error[S211] 'http://e.org/f.html' {blocked}: {LINK}",
        f"course/01-a.md:5:6: warning[S211] 'http://e.org/p.png' {NO_FILE}: {SAVE}",
    ]


def test_what_a_drawing_in_a_text_would_load_is_told_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = (
        '# A\n\n<svg viewBox="0 0 1 1" role="img" aria-label="P">\n'
        '<image href="https://e.org/i.png" width="1" height="1"/></svg>\n'
    )
    assert told(tmp_path, monkeypatch, {"01-a.md": page}) == [
        f"course/01-a.md:4:14: warning[S211] 'https://e.org/i.png' {NO_FILE}: {SAVE}"
    ]


def test_an_address_that_one_page_was_told_of_is_still_told_of_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {
        "01-a.md": "# A\n\n![Plan](https://e.org/x.png)\n",
        "02-app/index.html": f'{HEAD}<img src="https://e.org/x.png" alt="">\n',
    }
    assert [line.split()[:2] for line in told(tmp_path, monkeypatch, files)] == [
        ["course/01-a.md:3:9:", "warning[S211]"],
        ["course/02-app/index.html:2:11:", "warning[H05]"],
    ]


def test_what_is_there_and_not_packed_is_told_as_that(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {
        ".scormignore": "raw/\n",
        "01-app/index.html": f'{HEAD}<img src=".x/a.png" alt="">\n<img src="raw/a.png" alt="">\n'
        '<img src="b.png" alt="">\n',
        "01-app/.x/a.png": "x",
        "01-app/raw/a.png": "x",
    }
    app, gone = "course/01-app/index.html", "is not in the package"
    cure = "it is left out, by its name or by .scormignore: rename it"
    assert told(tmp_path, monkeypatch, files) == [
        f"{app}:2:11: error[H01] 'web/app/.x/a.png' {gone}; {cure}",
        f"{app}:3:11: error[H01] 'web/app/raw/a.png' {gone}; {cure}",
        f"{app}:4:11: error[H01] 'web/app/b.png' {gone}",
    ]


def test_what_languages_share_is_told_once_and_where_each_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {
        "course.yaml": "title: Safety\nid: s\nlanguage: en\nlanguages: [de]\n",
        "01-app/index.html": f'{HEAD}<img src="/a.png" alt="">\n',
        "02-x/index.html": HEAD,
        "02-x.de/index.html": f'{HEAD}<img src="/b.png" alt="">\n',
    }
    lines = [line for line in told(tmp_path, monkeypatch, files) if "[S250]" not in line]
    assert [line.split()[:2] for line in lines] == [
        ["course/01-app/index.html:2:11:", "error[H03]"],
        ["course/02-x.de/index.html:2:11:", "error[H03]"],
    ]


def test_what_a_template_made_is_told_in_the_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = '# A\n\n<a href="http://e.org/" target="_self">The plan</a>\n'
    (line,) = told(tmp_path, monkeypatch, {"01-a.md": page})
    assert line.startswith("dist/s.zip!units/a/index.html:")
    assert "[H06]" in line
