"""Templates of a theme: what they write is on the page, or there is a finding on it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.units.making import make

PAGE = "# A\n\nText.\n"
FRAME = '{% extends "default/page.html.j2" %}\n'
OF_PAGES = '{% extends "default/units/page.html.j2" %}\n'


def found(folder: Path, files: dict[str, str]) -> list[str]:
    """The findings of a page whose theme holds these, as ``path:line code message``."""
    theme = {f"theme/{name}": text for name, text in files.items()}
    rendered = make(folder, {"01-a.md": PAGE, **theme}).render("a")
    return [f"{one.span} {one.code} {one.message}" for one in rendered.findings]


def foot(text: str) -> dict[str, str]:
    return {"page.html.j2": f"{FRAME}{{% block foot %}}\n{text}\n{{% endblock %}}\n"}


@pytest.mark.parametrize(
    ("files", "told"),
    [
        (
            {"page.html.j2": FRAME + "{% block footer %}\n<p>Imprint</p>\n{% endblock %}\n"},
            "theme/page.html.j2:2 S286 there is no block 'footer' to change (did you mean 'foot'?)",
        ),
        (
            {"page.html.j2": FRAME + "\n<p>Imprint</p>\n"},
            "theme/page.html.j2:3 S286 this stands outside of all blocks",
        ),
        (
            {"page.html.j2": FRAME + "{% if unit.optional %}\n<p>You may.</p>\n{% endif %}\n"},
            "theme/page.html.j2:3 S286 this stands outside of all blocks",
        ),
        (
            {"page.html.j2": FRAME + "{{ info.title }}\n"},
            "theme/page.html.j2:2 S286 this stands outside of all blocks",
        ),
        (
            {"page.html.j2": FRAME + "{% block body %}<p>Before.</p>{% endblock %}\n"},
            "theme/page.html.j2:2 S286 our own 'units/page.html.j2' says what is in the block"
            " 'body': write this into a 'units/page.html.j2' of the theme",
        ),
    ],
)
def test_what_comes_nowhere_is_told(files: dict[str, str], told: str, tmp_path: Path) -> None:
    (one,) = found(tmp_path, files)
    assert one.startswith(told)


@pytest.mark.parametrize(
    "files",
    [
        {"page.html.j2": "{# Ours. #}\n" + FRAME + "{% set a = 1 %}\n{# Why #}\n\n"},
        {"page.html.j2": FRAME + "{% macro m() %}<p>x</p>{% endmacro %}\n"},
        foot("{% block imprint %}<p>x</p>{% endblock %}"),
        {"units/page.html.j2": OF_PAGES + "{% block body %}<p>x</p>{{ super() }}{% endblock %}"},
        {"units/page.html.j2": OF_PAGES + "{% block classes %}{{ super() }} mine{% endblock %}"},
    ],
)
def test_what_comes_somewhere_is_no_fault(files: dict[str, str], tmp_path: Path) -> None:
    assert found(tmp_path, files) == []
