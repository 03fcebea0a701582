"""Templates of a theme: what they write is on the page, or there is a finding on it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from scorm_builder.resources import templates
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
            "theme/page.html.j2:2 S286 our own 'units/page.html.j2' says what is in the block",
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


@pytest.mark.parametrize(
    "around",
    [
        "<template>{}</template>",
        "<noscript>{}</noscript>",
        "<div hidden><p>a</p>{}</div>",
        "<div hidden><textarea>{}</textarea></div>",
        "<textarea>{}</textarea>",
        "<dialog>{}</dialog>",
        "<!-- {} -->",
        "<ul><li hidden>{}</ul>",
        "<div hidden>{}",
    ],
)
def test_what_nobody_sees_is_left_out(around: str, tmp_path: Path) -> None:
    body = "{% block body %}\n" + around.format("{{ super() }}") + "\n{% endblock %}\n"
    (one, *_) = found(tmp_path, {"units/page.html.j2": OF_PAGES + body})
    assert one.startswith("theme/units/page.html.j2:2 S287 this leaves out ")
    assert "the text of the unit as it is" in one


@pytest.mark.parametrize(
    "around",
    [
        "<div hidden><img src='{{{{ theme(\"a.png\") }}}}' alt=''></div>{}",
        "<p hidden>a</p>{}",
        "<ul><li hidden>a<li>{}</ul>",
        "<svg hidden viewBox='0 0 1 1'><path d='M0 0'/></svg>{}",
        "<details><summary>a</summary>{}</details>",
        "<!-- a -->{}<template>b</template>",
    ],
)
def test_what_is_hidden_beside_the_text_is_no_fault(around: str, tmp_path: Path) -> None:
    body = "{% block body %}\n" + around.format("{{ super() }}") + "\n{% endblock %}\n"
    assert found(tmp_path, {"units/page.html.j2": OF_PAGES + body, "a.png": "x"}) == []


# Our own frame, and what is taken from it.
OURS = (templates() / "page.html.j2").read_text("utf-8")


@pytest.mark.parametrize(
    ("cut", "told"),
    [
        ("<!doctype html>", "<!doctype html>"),
        ('<meta charset="utf-8">', '<meta charset="utf-8">'),
        (
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="viewport">',
        ),
        (
            '<link rel="stylesheet" href="{{ shared }}/style.css">',
            '<link rel="stylesheet" href="../../scorm-builder/style.css">',
        ),
        ("{{ unit.title }} · {{ info.title }}", "the words of <title>"),
        ("<h1>{{ unit.title }}</h1>", "<h1>"),
        (">{{ unit.title }}</h1>", "the words of <h1>"),
    ],
)
def test_a_frame_needs_all_that_ours_has(cut: str, told: str, tmp_path: Path) -> None:
    assert cut in OURS
    frame = OURS.replace(cut, "></h1>" if cut.startswith(">") else "")
    files = {"theme/page.html.j2": frame, "01-a.md": "---\ntitle: Named\n---\nText.\n"}
    (one,) = make(tmp_path, files).render("a").findings
    assert (one.code, one.span.path) == ("S287", "theme/page.html.j2")
    assert one.message.startswith(f"this leaves out {told}, ") or f" {told}, " in one.message


def test_a_frame_that_is_ours_has_all_of_it(tmp_path: Path) -> None:
    assert found(tmp_path, {"page.html.j2": OURS}) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('<meta http-equiv=" Refresh" content="0;url=https://x.example/">', "S289"),
        ('<link rel="preload" as="image" imagesrcset="https://x.example/a.png 2x">', "S289"),
        ('<iframe srcdoc="&lt;p&gt;" title="a"></iframe>', "S288"),
        ('<form action="https://x.example/"><button>x</button></form>', "S289"),
        ('<button formaction="//x.example/">x</button>', "S289"),
        ('<svg><image xlink:href="https://x.example/a.png"/></svg>', "S289"),
        ('<svg><path fill="url(https://x.example/a.svg#b)"/></svg>', "S289"),
        ('<svg><a xlink:href="java&Tab;script:alert(1)">x</a></svg>', "S288"),
        ('<svg><a><set attributeName="xlink:href" to="a"/>x</a></svg>', "S288"),
        ('<a href=" java&#10;script:alert(1)">x</a>', "S288"),
        ('<table background="https://x.example/b.png"></table>', "S289"),
        ('<a ping="https://x.example" href="https://x.example">x</a>', "S289"),
    ],
)
def test_what_loads_or_leads_away_is_told(text: str, code: str, tmp_path: Path) -> None:
    (one,) = found(tmp_path, foot(text))
    assert one.startswith((f"theme/page.html.j2:3 {code} ", f"theme/page.html.j2:1 {code} "))


@pytest.mark.parametrize(
    "text",
    [
        '<svg viewBox="0 0 9 9"><use href="#leaf"/><path id="leaf" fill="url(#b)"/></svg>',
        '<a href="https://x.example/">x</a> <a href="mailto:a@x.example">x</a>',
        '<p title="JavaScript: what it is">x</p>',
        '<form><input name="a"></form>',
    ],
)
def test_what_stays_on_the_page_is_no_fault(text: str, tmp_path: Path) -> None:
    assert found(tmp_path, foot(text)) == []


@pytest.mark.parametrize(
    ("src", "cure"),
    [
        ("badge.svg", "beside 'badge.svg': write src=\"{{ theme('badge.svg') }}\""),
        ("bagde.svg", "theme (did you mean 'badge.svg'?): write src="),
    ],
)
def test_a_file_of_the_theme_is_named_where_it_is_meant(
    src: str, cure: str, tmp_path: Path
) -> None:
    files = {**foot(f'<img src="{src}" alt="">'), "badge.svg": "<svg/>"}
    (one,) = found(tmp_path, files)
    assert cure in one


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{{ t('duratoin') }}", "there is no text 'duratoin' (did you mean 'duration'?)"),
        ("{{ t('seconds') }}", "the text 'seconds' needs a value: write t('seconds', n=...)"),
    ],
)
def test_a_text_of_ours_is_named_and_given_what_it_needs(
    text: str, told: str, tmp_path: Path
) -> None:
    assert found(tmp_path, foot(text)) == [f"theme/page.html.j2:3 S286 {told}"]


@pytest.mark.parametrize(
    "text",
    [
        "{{ (t | string)[:40] }}",
        "{{ (theme | string) | replace(' at 0x', '#') }}",
        "{{ (t ~ '')[:40] }}",
        "{{ ('%s' % t)[:40] }}",
        "{{ ('%s' | format(t))[:40] }}",
        "{{ '{}'.format(t)[:40] }}",
        "{{ [t] | join('') }}",
        "{{ ([t] | string)[:40] }}",
        "{{ ([super] | pprint)[:60] }}",
        "{{ (super | string)[:60] }}",
        "{{ (self.body | string)[:60] }}",
        "{{ ('a'.upper ~ '')[:60] }}",
        "{{ (range | string)[:60] }}",
        "{{ (cycler('a') | string)[:60] }}",
        "{{ ([1] | map('abs') | string)[:60] | replace('0x', '') }}",
        "{{ [[1] | map('abs')] | map('string') | join | replace('0x', '') }}",
    ],
)
def test_no_template_learns_where_the_program_keeps_things(text: str, tmp_path: Path) -> None:
    frame = FRAME + "{% block foot %}\n" + text + "\n{% endblock %}\n"
    files = {"01-a.md": PAGE, "theme/page.html.j2": frame}
    rendered = make(tmp_path, files).render("a")
    if not rendered.findings:
        page = next(o.data for o in rendered.outputs if o.path == rendered.launch)
        assert isinstance(page, bytes)
        assert not re.search(r"object|function|generator|0x|[0-9a-f]{9}", _foot(page.decode()))
    else:
        assert [one.code for one in rendered.findings] == ["S286"]


def _foot(page: str) -> str:
    return page.partition('<div id="unit-end"></div>')[2].partition("</main>")[0]


DOUBLED = "{{% set n = namespace(x='ab') %}}{{% for a in range(99) %}}{}{{% endfor %}}"


@pytest.mark.parametrize(
    "text",
    [
        "{{ 'a' * 10000000000 }}",
        "{{ 10000000000 * 'a' }}",
        "{{ ([0] * 1000000000) | length }}",
        "{{ 9 ** 999999999 }}",
        "{{ '%9999999999d' % 1 }}",
        "{{ '%9999999999d' | format(1) }}",
        "{{ '{:9999999999}'.format(1) }}",
        "{{ '%*d' % (9999999999, 1) }}",
        "{{ '{:{}}'.format(1, 9999999999) }}",
        "{{ 'a'.ljust(10000000000) }}",
        "{{ 'a' | center(10000000000) }}",
        "{% for a in range(1000000000) %}{% endfor %}",
        "{% for a in range(50000) %}{% for b in range(50000) %}{% endfor %}{% endfor %}",
        DOUBLED.format("{% set n.x = n.x ~ n.x %}"),
        DOUBLED.format("{% set n.x = n.x + n.x %}"),
        DOUBLED.format("{% set n.x = n.x | replace('a', n.x) %}"),
        DOUBLED.format("{% set n.x = [n.x, n.x] | join %}"),
        "{% for a in range(90000) %}{{ 'a' * 900000 }}{% endfor %}",
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
        "{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}",
    ],
)
def test_what_grows_without_end_is_refused(text: str, tmp_path: Path) -> None:
    (one,) = found(tmp_path, foot(text))
    assert re.match(r"theme/page.html.j2:\d+ S286 ", one)


@pytest.mark.parametrize(
    "text",
    [
        "{{ 'ab' * 3 }} {{ 2 ** 10 }} {{ 7 % 3 }} {{ 1 + 2 }} {{ '%s: %d' % ('a', 3) }}",
        "{{ '{} of {}'.format(1, unit.title) }} {{ 'a'.upper() }} {{ '-'.join(trail) }}",
        "{{ info.keywords | map('upper') | join(', ') }} {{ [1, 2] | sum }} {{ unit.title ~ 1 }}",
        "{{ 5000000 | filesizeformat }} {{ '%d' % 5000000 }} {{ '{}'.format(5000000) }}",
        "{% for a in range(10) %}{{ loop.index }}{{ loop.cycle('a', 'b') }}{% endfor %}",
        "{% set c = cycler('a', 'b') %}{{ c.next() }}{% set n = namespace(a=1) %}{{ n.a }}",
        "{% macro m(x) %}{{ x }}{{ caller() }}{% endmacro %}{% call m(1) %}y{% endcall %}",
        "{{ super() }} {{ unit.title | replace('A', 'B') | truncate(3) }} {{ lead | striptags }}",
        "{{ {'a': 1}.items() | list | length }} {{ t('seconds', n=3) }} {{ [1, 2] | tojson }}",
    ],
)
def test_what_templates_are_for_is_not_refused(text: str, tmp_path: Path) -> None:
    assert found(tmp_path, foot(text)) == []
