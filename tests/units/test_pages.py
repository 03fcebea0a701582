"""What every launch page is, and what a page unit adds to it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.units.making import make, picture


def test_a_page(tmp_path: Path) -> None:
    made = make(tmp_path, {"01-exits.md": "# The *way* out\n\nText.\n"})
    assert made.findings == ()
    page = made.page("exits")
    assert page.startswith("<!doctype html>\n")
    assert '<html lang="en" dir="ltr" class="no-js">' in page
    assert "<title>The way out · Fire safety</title>" in page
    assert '<h1 id="the-way-out">The <em>way</em> out</h1>' in page
    assert page.count("<h1") == 1
    assert '<link rel="stylesheet" href="../../scorm-builder/style.css">' in page
    assert re.search(r'<p>Text.</p>\s*<div id="unit-end"></div>\s*</div>\s*</main>', page)
    assert made.data("exits")["type"] == "page"


def test_the_title_stands_in_for_a_missing_heading(tmp_path: Path) -> None:
    made = make(tmp_path, {"01-a.md": "---\ntitle: Exits\n---\nText.\n"})
    assert "<h1>Exits</h1>" in made.page("a")


def test_how_long_it_takes_is_said(tmp_path: Path) -> None:
    files = {
        "01-a.md": "---\nduration: 20 min\n---\n# A\n",
        "02-b.md": "---\nduration: 90s\n---\n# B\n",
        "03-c.md": "# C\n",
    }
    made = make(tmp_path, files)
    sign = '<span role="img" aria-label="Duration">◷</span>'
    assert f"{sign} 20\N{NO-BREAK SPACE}min</p>" in made.page("a")
    assert f"{sign} 90\N{NO-BREAK SPACE}s</p>" in made.page("b")
    assert "takes" not in made.page("c")


def test_the_modules_above_are_named(tmp_path: Path) -> None:
    files = {"01-m/module.yaml": "title: In <case>\n", "01-m/01-a.md": "# A\n"}
    page = make(tmp_path, files).page("m-a")
    step = '<span class="trail-step">In &lt;case&gt;</span>'
    assert f'<p class="trail">Fire safety {step}</p>' in page


def test_what_a_module_is_about_stands_where_it_begins(tmp_path: Path) -> None:
    files = {
        "01-m/module.yaml": "title: Doors\ndescription: All <doors>.\n",
        "01-m/01-n/module.yaml": "title: Green\ndescription: The way out.\n",
        "01-m/01-n/01-a.md": "# A\n",
        "01-m/01-n/02-b.md": "# B\n",
        "01-m/02-c.md": "# C\n",
        "02-d.md": "# D\n",
    }
    made = make(tmp_path, files)
    about = re.findall(r'<p class="about"[^>]*>([^<]*)</p>', made.page("m-n-a"))
    assert about == ["All &lt;doors&gt;.", "The way out."]
    for later in ("m-n-b", "m-c", "d"):
        assert 'class="about"' not in made.page(later)


def test_nothing_in_a_title_becomes_markup(tmp_path: Path) -> None:
    evil = """</script><script>alert("1")</script>'&amp;"""
    made = make(
        tmp_path,
        {
            "course.yaml": f"title: '{evil.replace(chr(39), chr(39) * 2)}'\nlanguage: en\n",
            "01-a.md": f"---\ntitle: '{evil.replace(chr(39), chr(39) * 2)}'\n---\nx\n",
        },
    )
    page = made.page("a")
    assert "alert" in page
    assert "<script>" not in page
    assert page.count("</script>") == 2
    assert made.unit("a").title == evil


def test_the_data_of_a_page_cannot_end_its_script_element(tmp_path: Path) -> None:
    made = make(tmp_path, {"01-a.md": "# A\n"})
    _, _, rest = made.page("a").partition('id="unit-data">')
    block = rest.partition("</script>")[0]
    assert "<" not in block
    assert ">" not in block
    assert made.data("a")["strings"]["saved"] == "Saved"


def test_pages_run_under_a_strict_policy(tmp_path: Path) -> None:
    source = (
        '# A\n\n| a | b |\n| :-: | --: |\n| 1 | 2 |\n\n<b style="x" onclick="y()">b</b>\n\n'
        "![c](c.png)\n\n```python\nx = 1\n```\n"
    )
    page = make(tmp_path, {"01-a.md": source, "c.png": picture("PNG")}).page("a")
    assert not re.search(r"\s(style|on\w+)\s*=", page)
    assert "data:" not in page
    assert "http:" not in page
    assert "https:" not in page
    assert re.findall(r"<script[^>]*>", page) == [
        '<script type="application/json" id="unit-data">',
        '<script src="../../scorm-builder/runtime.js">',
    ]


def test_an_image_is_packed_with_its_size(tmp_path: Path) -> None:
    files = {"01-a.md": "# A\n\n![Cat](In%20it/K%C3%A4tzchen.png)\n"}
    made = make(tmp_path, {**files, "In it/Kätzchen.png": picture("PNG", (40, 30))})
    assert made.findings == ()
    packed = [o.path for o in made.render("a").outputs if o.path.startswith("assets/")]
    assert packed == ["assets/in-it/katzchen.png"]
    image = '<img src="../../assets/in-it/katzchen.png" alt="Cat" width="40" height="30" '
    assert image in made.page("a")


@pytest.mark.parametrize(
    ("completion", "said"),
    [
        ("end", "To complete: read to the end."),
        ("{end: 60s}", "To complete: read to the end, for 60\u00a0s or longer."),
        ("{time: 90s}", "To complete: spend 90\u00a0s here."),
        ("{time: 5 min}", "To complete: spend 5\u00a0min here."),
        ("manual", "To complete: press “Mark as done” when you are done."),
    ],
)
def test_the_page_says_what_counts(tmp_path: Path, completion: str, said: str) -> None:
    made = make(tmp_path, {"01-a.md": f"---\ncompletion: {completion}\n---\n# A\n"})
    assert f'<span data-role="requirement">{said}</span>' in made.page("a")
    assert ('data-role="complete"' in made.page("a")) == (completion == "manual")


def test_an_optional_unit_says_so(tmp_path: Path) -> None:
    made = make(tmp_path, {"01-a.md": "---\noptional: true\n---\n# A\n"})
    assert "This unit is optional." in made.page("a")


def test_two_runs_give_the_same_bytes(tmp_path: Path) -> None:
    files = {"01-a.md": "# A\n\n[x][1] ![c](c.png)[^1]\n\n[1]: c.png\n[^1]: n\n"}
    first = make(tmp_path / "one", {**files, "c.png": picture("PNG")}).page("a")
    second = make(tmp_path / "two", {**files, "c.png": picture("PNG")}).page("a")
    assert first == second


def test_markdown_to_download_goes_without_its_authors_notes(tmp_path: Path) -> None:
    files = {
        "01-a.md": "# A\n\n[Read](notes.md)\n",
        "notes.md": "# N\n\nfor all <!-- SECRET -->\n\n```\n<!-- code -->\n```\n",
    }
    outputs = make(tmp_path, files).render("a").outputs
    [packed] = [one.data for one in outputs if one.path == "assets/notes.md"]
    assert isinstance(packed, bytes)
    assert b"SECRET" not in packed
    assert b"for all" in packed
    assert b"<!-- code -->" in packed
