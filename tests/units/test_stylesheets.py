"""What a style sheet would make a browser load."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorm_builder.media import stylesheets


def read(text: str) -> list[str]:
    return [one.url for one in stylesheets.references(text)]


@pytest.mark.parametrize(
    ("text", "loaded"),
    [
        ("a { background: url(a.png) }", ["a.png"]),
        ("a { background: URL( 'a b.png' ) }", ["a b.png"]),
        ('a { background: url("a.png"), url(b.png) }', ["a.png", "b.png"]),
        ("@import 'more.css'; @import url(other.css) screen;", ["more.css", "other.css"]),
        ('@import"more.css";', ["more.css"]),
        (
            '@font-face { src: local("Arial"), url("a.woff2") format("woff2"), url(a.woff) }',
            ["a.woff2", "a.woff"],
        ),
        (
            'a { background: image-set("a.avif" type("image/avif"), url(a.png) 2x) }',
            ["a.avif", "a.png"],
        ),
        (":root { --logo: url(a.svg#part) }", ["a.svg#part"]),
        (r"a { background: url(a\ b.png), url('\61.png') }", ["a b.png", "a.png"]),
        ("a { background: url(a.png", []),
        ("/* url(a.png) @import 'b.css' */ a { color: red }", []),
        ("a::before { content: 'url(a.png)' }", []),
        ('a::before { content: "it\'s" } b { background: url(a.png) }', ["a.png"]),
        ("a[href='x.css'] { color: red } @import-not 'a.css';", []),
        ("@namespace svg url(http://www.w3.org/2000/svg); a { background: url(a) }", ["a"]),
        ('@charset "utf-8"; @media (min-width: 2px) { a { mask: url(#m) } }', ["#m"]),
        (
            r"a { background: u\72l('a.png'), \75 r\6c(b.png) } @im\70ort 'c.css';",
            ["a.png", "b.png", "c.css"],
        ),
        ("a { color: rgb(1, 2, 3); width: calc(1px + 2px); background: url(a.png) }", ["a.png"]),
        ("a { mask: curl(a.png) my-url(b.png) }", []),
        ("a { background: " + "\\72" * 500 + "; mask: url(a.png) }", ["a.png"]),
        ("a { width: calc((1px + 2px) * 2); background: url(a.png) }", ["a.png"]),
    ],
)
def test_a_sheet_loads_exactly_this(text: str, loaded: list[str]) -> None:
    assert read(text) == loaded


def test_a_reference_knows_its_place() -> None:
    text = "/* one\n two */\na { color: red;\n  background: url(a.png) }\n"
    (one,) = stylesheets.references(text)
    assert (one.line, one.column) == (4, 15)


def test_a_reference_knows_the_rule_around_it() -> None:
    text = (
        "@import 'a.css';\n@font-face { src: url(b.woff) }\n"
        "@media print { p { mask: url(c.svg) } q { src: url(d) } }\np { mask: url(e.svg) }"
    )
    found = {one.url: (one.rule, one.at) for one in stylesheets.references(text)}
    places = {"a.css": "'a", "b.woff": "url(b", "c.svg": "url(c", "d": "url(d", "e.svg": "url(e"}
    rules = {"a.css": "import", "b.woff": "font-face", "c.svg": "", "d": "", "e.svg": ""}
    assert found == {url: (rules[url], text.index(places[url])) for url in rules}


@pytest.mark.parametrize("code", ["0", "d800", "dfff", "110000", "ffffff"])
def test_an_escape_of_no_character_is_one_of_replacement(code: str) -> None:
    assert read(rf"p {{ mask: url(a\{code} b) }}") == ["a\ufffdb"]


@pytest.mark.parametrize(
    "piece",
    [
        "a", "url(", "url(a ", " ", '"', '"\\', "/*", "@", "{", "(", "\\7", "a{b:url(x)}", "a\\\n",
        "url('a','", "@import ", "\\", "-", "1a ", "url(a\\", "}", "image-set(",
    ],
)  # fmt: skip
def test_long_texts_of_anything_come_to_an_end(piece: str) -> None:
    # With time that grows faster than the text, this would not end before the night.
    text = piece * (250_000 // len(piece))
    assert sum(1 for _ in stylesheets.references(text)) <= len(text)
    assert sum(1 for _ in stylesheets.references(f"p {{ b: url({text}")) <= len(text)


@given(st.text(alphabet="url(\"') \\@import{};/*a7\n-", max_size=120))
def test_any_text_can_be_read_and_places_are_in_it(text: str) -> None:
    lines = text.split("\n")
    for one in stylesheets.references(text):
        assert text[: one.at].count("\n") == one.line - 1
        assert one.column <= len(lines[one.line - 1])


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("a { background: url(a b.png) }", True),
        ("a { background: url(a.png) }", False),
        (r"a { background: url(a\ b.png) }", False),
        ("a { background: url('a b.png') }", False),
    ],
)
def test_a_blank_needs_quotes(text: str, broken: bool) -> None:
    (one,) = stylesheets.references(text)
    assert one.is_broken is broken
