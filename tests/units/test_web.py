"""A web unit: somebody's folder, kept to the byte and shown in a frame."""

from __future__ import annotations

from pathlib import Path

import pytest

from scorm_builder.units import web
from tests.units.making import make

PAGE = "<!doctype html>\n<title>The\n game</title>\n"


def test_a_folder_with_a_first_page(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "02-Big game/index.html": PAGE,
        "02-Big game/img/Fire.PNG": b"\x89PNG\r\n\x1a\n",
        "02-Big game/js/main~a1@2.js": b"let a = 1;\r\n",
        "02-Big game/.notes.txt": "not packed",
        "02-Big game/x.js~": "not packed",
    }
    made = make(tmp_path, files)
    assert made.findings == ()
    assert made.unit("big-game").title == "The game"
    assert made.unit("big-game").completion.rule == "manual"
    page = made.page("big-game")
    url = "../../web/big-game/index.html"
    assert f'href="{url}" target="_blank" rel="noopener">Open it in a window of its own</a>' in page
    assert f'data-role="web" src="{url}" title="The game"' in page
    assert 'data-role="complete"' in page
    assert made.data("big-game")["body"] == {}
    packed = {o.path: o.data for o in made.render("big-game").outputs}
    kept = {path: data for path, data in packed.items() if path.startswith("web/")}
    assert sorted(kept) == [
        "web/big-game/img/Fire.PNG",
        "web/big-game/index.html",
        "web/big-game/js/main~a1@2.js",
    ]
    for path, data in kept.items():
        assert isinstance(data, Path)
        assert (
            data.read_bytes()
            == (tmp_path / "02-Big game" / path[len("web/big-game/") :]).read_bytes()
        )


@pytest.mark.parametrize(
    ("page", "title"),
    [
        (b"<title>a &lt; b</title><title>no</title>", "a < b"),
        (b"\xef\xbb\xbf<TITLE lang=en>\xc3\xbc</TITLE>", "ü"),
        (b"<meta charset='iso-8859-5'><title>\xd6</title>", "ж"),
        (b"<meta charset='nonsense'><title>gr\xfcn</title>", "grün"),
        (b"<script>let t = '<title>no</title>';</script><title>yes</title>", "yes"),
        (b"<title>" + b"</title>", "Game"),
        (b"<svg><title>drawing</title></svg>", "Game"),
        (b"<body><h1>x", "Game"),
    ],
)
def test_the_title_of_the_page_is_the_title_of_the_unit(
    tmp_path: Path, page: bytes, title: str
) -> None:
    made = make(tmp_path, {"01-game/index.html": page})
    assert made.unit("game").title == title
    assert made.findings == (() if title != "Game" else ("01-game S017",))


def test_its_keys_stand_beside_it(tmp_path: Path) -> None:
    keys = "title: Own\nid: own\nwas: older\ncompletion: {time: 90s}\noptional: true\n"
    made = make(tmp_path, {"01-game/index.html": PAGE, "01-game.yaml": keys})
    assert made.findings == ()
    unit = made.unit("own")
    assert (unit.title, unit.identifier, unit.optional) == ("Own", "older", True)
    assert (unit.completion.rule, unit.completion.amount) == ("time", 90.0)
    assert 'data-role="complete"' not in made.page("own")


def test_what_a_module_or_course_says_of_pages_is_not_for_it(tmp_path: Path) -> None:
    course = "title: Fire safety\nlanguage: en\ncompletion: {end: 20s}\n"
    made = make(tmp_path, {"course.yaml": course, "01-game/index.html": PAGE})
    assert (made.findings, made.unit("game").completion.rule) == ((), "manual")


@pytest.mark.parametrize(
    ("keys", "above", "told"),
    [
        ("", "", ("manual", "completed", None)),
        # What a course asks of its quizzes is not asked of somebody's page.
        ("", "passing_score: 80\nreport: passed-failed\n", ("manual", "completed", None)),
        ("report: completed\n", "passing_score: 80\n", ("manual", "completed", None)),
        ("report: completed-graded\n", "", ("manual", "completed-graded", None)),
        ("passing_score: 70\n", "", ("passed", "passed", 70.0)),
        ("passing_score: 70\nreport: passed-failed\n", "", ("passed", "passed-failed", 70.0)),
        ("report: passed\n", "passing_score: 80\n", ("passed", "passed", 80.0)),
    ],
)
def test_it_is_graded_if_it_is_said_of_itself(
    tmp_path: Path, keys: str, above: str, told: tuple[str, str, float | None]
) -> None:
    course = f"title: Fire safety\nlanguage: en\n{above}"
    files: dict[str, str | bytes] = {"course.yaml": course, "01-game/index.html": PAGE}
    made = make(tmp_path, {**files, "01-game.yaml": f"title: Own\n{keys}"})
    assert made.findings == ()
    unit = made.unit("game")
    assert (unit.completion.rule, unit.report, unit.passing) == told
    data, mark = made.data("game"), told[2]
    assert (data["report"], data["body"]) == (told[1], {"passing": mark} if mark else {})
    asked = "score at least" in made.page("game")
    assert asked is (told[0] == "passed")
    # How far one is from the mark, and which mark an LMS asks for.
    words = {"progress_passed", "to_complete_passed", "decimal_mark"}
    assert (words <= set(data["strings"])) is asked


def test_what_is_to_be_passed_needs_a_mark(tmp_path: Path) -> None:
    made = make(tmp_path, {"01-game/index.html": PAGE, "01-game.yaml": "report: passed\n"})
    assert [line.split()[-1] for line in made.findings] == ["S431"]


def test_a_path_too_long_for_the_package_is_told(tmp_path: Path) -> None:
    deep = "/".join(["folder" * 8] * 4)
    made = make(tmp_path, {"01-game/index.html": PAGE, f"01-game/{deep}/x.txt": "x"})
    (found,) = made.render("game").findings
    assert (found.code, found.span.path) == ("S230", f"01-game/{deep}/x.txt")


def test_names_that_differ_in_case_are_told(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"01-game/index.html": PAGE}
    made = make(tmp_path, {**files, "01-game/Logo.png": b"x", "01-game/logo.png": b"y"})
    if len(list((tmp_path / "01-game").iterdir())) < 3:
        pytest.skip("this disk does not tell capitals apart")
    assert [line.split()[-1] for line in made.findings] == ["S028"]


def test_a_name_that_ends_in_a_point_is_told(tmp_path: Path) -> None:
    made = make(tmp_path, {"01-game/index.html": PAGE, "01-game/end./x.txt": "x"})
    if "end." not in [child.name for child in (tmp_path / "01-game").iterdir()]:
        pytest.skip("this system drops such points")
    assert made.findings == ("01-game/end./x.txt S230",)


def test_the_folder_is_packed_whole_but_for_junk(tmp_path: Path) -> None:
    packed = ["_next/_a.js", "_static/a.css", "a.bak", "index.html", "lib/node_modules/b.js"]
    junk = [".git/x", "Thumbs.db", "a.tmp", "b~", "lib/desktop.ini", "~$a.docx", "secret.txt"]
    files: dict[str, str | bytes] = {f"01-game/{name}": PAGE for name in (*packed, *junk)}
    made = make(tmp_path, {**files, ".scormignore": "secret.txt\n", "01-game/_x/index.html": PAGE})
    assert made.findings == ()
    body = made.unit("game").body
    assert isinstance(body, web.Web)
    assert [name for name, _ in body.files] == sorted([*packed, "_x/index.html"])
