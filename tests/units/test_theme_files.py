"""Files of a theme: names that only look right, and what pages work out while they are made."""

from __future__ import annotations

from pathlib import Path

import pytest

from scorm_builder import build
from tests.units.making import make, picture

PAGE = "# A\n\nText.\n"
CSS = "h1 { color: red }\n"
SCRIPTED = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="6"><script>x</script></svg>'
FOOT = '{% extends "default/page.html.j2" %}\n{% block foot %}\nFOOT\n{% endblock %}\n'

Files = dict[str, str | bytes]


def told(folder: Path, files: Files, keys: str = "") -> list[str]:
    """The findings of a course with these files on its themes, as the command prints them."""
    course = "title: T\nlanguage: en\ndescription: d\nkeywords: [a]\n" + keys
    for name, content in {"course.yaml": course, "01-a.md": PAGE, **files}.items():
        path = folder / "c" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    report = build(folder / "c", folder / "out").report
    return [str(one).removeprefix(f"{folder}/c/") for one in report.diagnostics]


@pytest.mark.parametrize(
    ("files", "path", "cure"),
    [
        ({"theme/Theme.css": CSS}, "theme/Theme.css", "call it 'theme.css'"),
        ({"theme/style.css": CSS}, "theme/style.css", "call it 'theme.css'"),
        ({"Theme/theme.css": CSS}, "Theme", "call it 'theme', or say 'theme: Theme'"),
        ({"theme/theme.css": CSS, "theme/logo.SVG": "<svg/>"}, "theme/logo.SVG", "'logo.svg'"),
        (
            {"theme/theme.css": CSS, "theme/logo.jpg": "x"},
            "theme/logo.jpg",
            "save it as 'logo.svg' or 'logo.png'",
        ),
        ({"theme/logo-dark.webp": "x"}, "theme/logo-dark.webp", "save it as 'logo-dark.svg'"),
        ({"theme/page.html.jinja": "x"}, "theme/page.html.jinja", "call it 'page.html.j2'"),
        ({"theme/theme.css": CSS, "theme/page.html": "x"}, "theme/page.html", "'page.html.j2'"),
        (
            {"theme/theme.css": CSS, "theme/units/Video.j2": "x"},
            "theme/units/Video.j2",
            "call it 'units/video.html.j2'",
        ),
        ({"theme/Page.html.j2": "x"}, "theme/Page.html.j2", "call it 'page.html.j2'"),
        (
            {"theme/theme.css": CSS, "theme/theme.de.css": CSS},
            "theme/theme.de.css",
            "is for a language that the course does not have",
        ),
    ],
)
def test_a_part_under_another_name_is_told(
    files: Files, path: str, cure: str, tmp_path: Path
) -> None:
    (one,) = told(tmp_path, files)
    assert one.startswith(f"{path}: error[S285] ")
    assert cure in one


def test_a_named_folder_says_which_of_its_files_was_meant(tmp_path: Path) -> None:
    one, other = told(tmp_path, {"brand/style.css": CSS}, "theme: brand\n")
    assert "'brand' is no theme" in other
    assert one.startswith("brand/style.css: error[S285]")


def test_a_folder_theme_without_a_part_is_a_warning(tmp_path: Path) -> None:
    one, _ = told(tmp_path, {"theme/pictures/a.png": picture("PNG")})
    assert one.startswith("theme: warning[S285] 'theme' is no theme: it holds no theme.css")


@pytest.mark.parametrize(
    ("files", "keys"),
    [
        ({"theme/README.txt": "Soon."}, ""),
        ({"theme/pictures/a.png": picture("PNG")}, "theme: none\n"),
        ({"Theme/theme.css": CSS}, "theme: Theme\n"),
        ({"theme/theme.css": "@import 'style.css';", "theme/style.css": CSS}, ""),
        ({"theme/theme.css": "a { b: url(logo.jpg) }", "theme/logo.jpg": "x"}, ""),
    ],
)
def test_other_names_for_other_things_are_no_fault(files: Files, keys: str, tmp_path: Path) -> None:
    assert [one for one in told(tmp_path, files, keys) if "S031" not in one] == []


def test_a_sheet_in_a_language_of_the_course_is_no_fault(tmp_path: Path) -> None:
    files: Files = {"theme/theme.css": CSS, "theme/theme.de.css": CSS, "01-a.de.md": "# A\n\nX.\n"}
    assert [one for one in told(tmp_path, files, "languages: [de]\n") if "S250" not in one] == []


@pytest.mark.parametrize("word", ["None", "no", "off", "false"])
def test_our_own_look_by_another_word_is_told(word: str, tmp_path: Path) -> None:
    (one,) = told(tmp_path, {}, f"theme: {word}\n")
    assert "write 'theme: none'" in one


WORKED_OUT = (
    '{% for s in ["print", "wide"] %}<img src="{{ theme(s ~ ".css") }}" alt="">{% endfor %}'
)


def test_what_a_page_works_out_is_packed_with_what_it_needs(tmp_path: Path) -> None:
    made = make(
        tmp_path,
        {
            "01-a.md": PAGE,
            "theme/page.html.j2": FOOT.replace("FOOT", WORKED_OUT),
            "theme/print.css": "a { background: url(bg.png) }",
            "theme/wide.css": "@import 'deep.css';",
            "theme/deep.css": "a { background: url(deep.png) }",
            "theme/bg.png": picture("PNG"),
            "theme/deep.png": picture("PNG"),
            "theme/never.css": "a { background: url(https://x.example/) }",
        },
    )
    names = {one.path for one in made.render("a").outputs if one.path.startswith("theme/")}
    wanted = ("bg.png", "deep.css", "deep.png", "print.css", "wide.css")
    assert names == {f"theme/theme/{name}" for name in wanted}
    assert made.findings == ()
    assert made.render("a").findings == ()


def test_what_a_page_works_out_is_judged(tmp_path: Path) -> None:
    files: Files = {
        "theme/page.html.j2": FOOT.replace("FOOT", WORKED_OUT),
        "theme/print.css": "a { background: url(ghost.png) }",
        "theme/wide.css": "@import 'two words.css';",
        "theme/two words.css": "a { background: url(https://x.example/) }",
    }
    found = [one.partition("]")[0] for one in told(tmp_path, files)]
    assert found == [
        "theme/print.css:1:17: error[S289",
        "theme/two words.css: error[S230",
        "theme/two words.css:1:17: error[S289",
    ]


def test_drawings_of_a_theme_are_packed_as_drawings_alone(tmp_path: Path) -> None:
    badge = FOOT.replace("FOOT", "<img src=\"{{ theme('badge.svg') }}\" alt=''>")
    drawings: Files = {
        "theme/logo.svg": SCRIPTED,
        "theme/theme.css": "a { background: url(paper.svg) }",
        "theme/paper.svg": SCRIPTED,
        "theme/page.html.j2": badge,
        "theme/badge.svg": SCRIPTED,
    }
    made = make(tmp_path, {"01-a.md": PAGE, **drawings})
    names = ("badge.svg", "logo.svg", "paper.svg")
    assert made.findings == tuple(f"theme/{name}:1:62 S265" for name in names)
    packed = {one.path: one.data for one in made.render("a").outputs}
    for name in names:
        data = packed[f"theme/theme/{name}"]
        assert isinstance(data, bytes)
        assert data.decode() == SCRIPTED.replace("<script>x</script>", "")


@pytest.mark.parametrize(
    ("css", "cure"),
    [
        ("a { background: url(a b.png) }", 'is none without quotes: url("a b.png")'),
        (r"a { background: u\72l('https://x.example/') }", "would be loaded from elsewhere"),
    ],
)
def test_an_address_in_a_sheet_is_read_as_browsers_do(css: str, cure: str, tmp_path: Path) -> None:
    (one,) = told(tmp_path, {"theme/theme.css": css})
    assert one.startswith("theme/theme.css:1:") and "error[S289]" in one
    assert cure in one


def test_capitals_count_and_the_right_ones_are_told(tmp_path: Path) -> None:
    css = "a { background: url(Pictures/BAR.PNG) }"
    files: Files = {"theme/theme.css": css, "theme/pictures/bar.png": picture("PNG")}
    one = next(one for one in told(tmp_path, files) if "S289" in one)
    assert "(did you mean 'pictures/bar.png'?)" in one
