"""A theme from the folder to the page: which one counts, what is packed, what templates reach."""

from __future__ import annotations

import pickle
import re
from pathlib import Path

import pytest

from scorm_builder import render
from scorm_builder.render import read
from scorm_builder.resources import templates
from tests.units.making import Made, make, picture

CSS = "h1 { color: red }\n"
PAGE = "# A\n\nText.\n"
FOOT = '{% extends "default/page.html.j2" %}\n{% block foot %}\nFOOT\n{% endblock %}\n'


def page_with(foot: str) -> str:
    return FOOT.replace("FOOT", foot)


def sheets(made: Made, name: str) -> list[str]:
    """The style sheets that a page links, in order, without ours."""
    found = re.findall(r'<link rel="stylesheet" href="../../(.+?)">', made.page(name))
    assert found[0] == "scorm-builder/style.css"
    return found[1:]


def packed(made: Made, name: str) -> dict[str, object]:
    return {
        one.path: one.data for one in made.render(name).outputs if one.path.startswith("theme/")
    }


def test_the_nearest_theme_counts(tmp_path: Path) -> None:
    made = make(
        tmp_path,
        {
            "theme/theme.css": CSS,
            "blue/theme.css": CSS,
            "02-m/red/theme.css": CSS,
            "01-a.md": PAGE,
            "02-m/module.yaml": "title: M\ntheme: red\n",
            "02-m/01-b.md": PAGE,
            "02-m/02-c.md": "---\ntheme: ../blue\n---\n" + PAGE,
            "02-m/03-d.md": "---\ntheme: none\n---\n" + PAGE,
            "02-m/04-e/module.yaml": "title: N\ntheme: none\n",
            "02-m/04-e/01-f.md": PAGE,
        },
    )
    assert made.findings == ()
    assert {name: sheets(made, name) for name in made.jobs} == {
        "a": ["theme/theme/theme.css"],
        "m-b": ["theme/02-m/red/theme.css"],
        "m-c": ["theme/blue/theme.css"],
        "m-d": [],
        "m-e-f": [],
    }


def test_only_what_the_theme_refers_to_is_packed_and_byte_for_byte(tmp_path: Path) -> None:
    made = make(
        tmp_path,
        {
            "01-a.md": PAGE,
            "theme/theme.css": "@import 'css/more.css'; a { background: url(A_b.png) }",
            "theme/css/more.css": "\ufeffb { background: url(../fonts/x.woff2) }\r\n",
            "theme/fonts/x.woff2": b"wOF2",
            "theme/A_b.png": picture("PNG"),
            "theme/unused.png": picture("PNG"),
            "theme/logo.svg": '<svg width="9" height="6"><g/></svg>',
        },
    )
    assert made.findings == ("theme/unused.png S031",)
    names = ["A_b.png", "css/more.css", "fonts/x.woff2", "logo.svg", "theme.css"]
    assert packed(made, "a") == {f"theme/theme/{n}": tmp_path / "theme" / n for n in names}


def test_the_logo_says_the_title_of_the_course_once(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"01-a.md": PAGE, "theme/logo.png": picture("PNG", (40, 30))}
    page = make(tmp_path, {**files, "theme/logo-dark.png": picture("PNG")}).page("a")
    assert 'alt="Fire safety" width="40" height="30">' in page
    assert '<span aria-hidden="true">Fire safety</span>' in page
    dark = (
        'media="screen and (prefers-color-scheme: dark)" srcset="../../theme/theme/logo-dark.png"'
    )
    assert dark in page


def test_a_logo_that_is_no_picture_is_told(tmp_path: Path) -> None:
    made = make(tmp_path, {"01-a.md": PAGE, "theme/logo.png": b"none"})
    assert made.findings == ("theme/logo.png S203",)


@pytest.mark.parametrize("name", ["two words.png", "größe.png", "run.php"])
def test_names_that_an_lms_changes_are_told(name: str, tmp_path: Path) -> None:
    css = f'a {{ background: url("{name}") }}'
    made = make(tmp_path, {"01-a.md": PAGE, "theme/theme.css": css, f"theme/{name}": b"x"})
    assert made.findings == (f"theme/{name} S230",)


def test_a_job_with_a_theme_pickles_and_renders_alike(tmp_path: Path) -> None:
    theme = {"theme/theme.css": CSS, "theme/page.html.j2": page_with("<p>{{ info.title }}</p>")}
    job = make(tmp_path, {"01-a.md": PAGE, **theme}).jobs["a"]
    assert render.render_job(pickle.loads(pickle.dumps(job))) == render.render_job(job)


def test_rendering_reads_no_template_from_the_disk(tmp_path: Path) -> None:
    made = make(tmp_path, {"01-a.md": PAGE, "theme/page.html.j2": page_with("<p>First</p>")})
    (tmp_path / "theme" / "page.html.j2").write_text(page_with("<p>Then</p>"), "utf-8")
    assert "<p>First</p>" in made.page("a")


@pytest.mark.parametrize(
    ("foot", "code"),
    [
        ("{{ ''.__class__.__mro__ }}", "S286"),
        ("{{ ''|attr('__class__') }}", "S286"),
        ("{{ '{0.__class__}'.format(info) }}", "S286"),
        ("{{ t.__func__.__globals__ }}", "S286"),
        ("{{ unit.span }}", "S286"),
        ("{{ unit.body }}", "S286"),
        ("{{ unit.links }}", "S286"),
        ("{{ lipsum() }}", "S286"),
        ("{{ [1, 2]|random }}", "S286"),
        ("{{ 'x'.upper ~ '' }}", "S286"),
        ("{{ self.body ~ '' }}", "S286"),
        ("{{ 1 / 0 }}", "S286"),
        ("{{ t('no-such-text') }}", "S286"),
        ("{{ theme('../01-a.md') }}", "S289"),
        ("{{ theme('/etc/passwd') }}", "S289"),
        ("{% include '/etc/passwd' %}", "S286"),
        ("{% include 'runtime/../../pyproject.toml' %}", "S286"),
        ("{% include 'runtime/main.js' %}", "S286"),
    ],
)
def test_a_template_reaches_nothing_but_the_page(foot: str, code: str, tmp_path: Path) -> None:
    made = make(tmp_path, {"01-a.md": PAGE, "theme/page.html.j2": page_with(foot)})
    found = [(one.code, str(one.span)) for one in made.render("a").findings]
    assert found in ([(code, "theme/page.html.j2:3")], [(code, "theme/page.html.j2:1")])


def test_titles_are_escaped(tmp_path: Path) -> None:
    files = {"01-a.md": PAGE, "theme/page.html.j2": page_with("<p>{{ info.title }}</p>")}
    page = make(tmp_path, {**files, "course.yaml": "title: A <b> & c\n"}).page("a")
    assert "<p>A &lt;b&gt; &amp; c</p>" in page


def test_the_classes_that_the_runtime_looks_for_are_held() -> None:
    asked = set()
    for path in (templates() / "runtime").rglob("*.js"):
        for selector in re.findall(r"querySelector(?:All)?\(([^)]+)\)", path.read_text("utf-8")):
            asked |= {*re.findall(r"\.([a-z][\w-]*)", selector)}
    assert asked <= read.HOOKS
