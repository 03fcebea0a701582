"""HTML in Markdown: kept, but for what would not run under ``default-src 'self'``; and told."""

from __future__ import annotations

import pytest

from scorm_builder.model import Link
from tests.markdown.rendering import asset, findings, read, shown

UNFIT = {
    "script": "<script>alert(1)</script>",
    "script in a sentence": "a <script>alert(1)</script> b",
    "script in a block": "<div><script src='x.js'></script></div>",
    "style": "<style>p { color: red }</style>",
    "style attribute": '<p style="color: red">a</p>',
    "event": "<b onclick=alert(1)>a</b>",
    "event in capitals": '<b ONCLICK="x()">a</b>',
    "event without a blank before": '<div><img src="a.png" alt=""onerror="x()"></div>',
    "event after a slash": "<div><svg/onload=alert(1)></svg></div>",
    "script address": '<a href="javascript:alert(1)">a</a>',
    "script address with a tab": '<a href="java\tscript:alert(1)">a</a>',
    "script address with an entity": '<a href="&#106;avascript:alert(1)">a</a>',
    "page in an attribute": '<iframe title="x" srcdoc="<script>x()</script>"></iframe>',
    "base": '<base href="https://a.example/">',
    "style sheet": '<link rel="stylesheet" href="https://a.example/x.css">',
}


@pytest.mark.parametrize("source", UNFIT.values(), ids=UNFIT.keys())
def test_what_would_not_run_is_left_out_and_told(source: str) -> None:
    html = shown(f"x\n\n{source}\n").lower()
    for bad in ("<script", "style", "onclick", "onerror", "onload", "srcdoc", "<base", "<link"):
        assert bad not in html
    assert "javascript:" not in html.replace("&#106;", "j").replace("\t", "")
    found = findings(f"x\n\n{source}\n")
    assert found
    assert all(line.startswith("3:") and line.endswith(" S210") for line in found)


@pytest.mark.parametrize("target", ["javascript:x()", "JavaScript:x()", "vbscript:x"])
def test_script_addresses_in_markdown_are_no_links(target: str) -> None:
    assert "<a" not in shown(f"[a]({target})")


def test_a_style_in_braces_is_left_out_and_told() -> None:
    assert shown("{style=color:red .a}\nx") == '<p class="a">x</p>'
    assert findings("{style=color:red .a}\nx") == ["2:0 S210"]


def test_a_tag_that_never_ends_swallows_nothing() -> None:
    assert shown('<div class="a\n\ntext') == '&lt;div class="a\n<p>text</p>'


def test_references_are_those_of_the_tags_only() -> None:
    source = (
        "<div>\nsrc='no.png'\n<img src=a.png alt=''>\n<a href='b.pdf'>b</a>\n"
        '<video src="c.mp4" poster="d.jpg"></video>\n'
        '<img srcset="e.png 1x, f.png 2x" alt="">\n<object data="g.pdf"></object>\n</div>'
    )
    assert [(r.kind, r.target, r.span.line) for r in read(source)[0].references] == [
        ("image", "a.png", 3),
        ("link", "b.pdf", 4),
        ("medium", "c.mp4", 5),
        ("image", "d.jpg", 5),
        ("image", "e.png", 6),
        ("image", "f.png", 6),
        ("part", "g.pdf", 7),
    ]


def test_an_image_gets_what_one_of_markdown_gets() -> None:
    html = shown("a <img src='a.png' alt='A'>", {"a.png": asset("a.png", 40, 30)})
    assert html == (
        '<p>a <img src="packed/a.png" alt="A" width="40" height="30" loading="lazy"></p>'
    )


def test_links_and_sources_lead_into_the_package() -> None:
    links = {"a.mp4": asset("a.mp4"), "b.pdf": asset("b.pdf", fragment="page=2")}
    html = shown("<video src='a.mp4'></video> <a href='b.pdf#page=2'>b</a>",
                 links | {"b.pdf#page=2": links["b.pdf"]})  # fmt: skip
    assert '<video src="packed/a.mp4">' in html
    assert '<a href="packed/b.pdf#page=2" target="_blank" rel="noopener">b</a>' in html


def test_a_link_to_a_unit_becomes_a_mention() -> None:
    html = shown(
        "<a href='b.md'>Fire</a>.", {"b.md": Link("unit", unit="fire", title="Fire drill")}
    )
    assert html == (
        '<p><span class="unit-mention" data-unit="fire">Fire</span> '
        '<span class="unit-name">(see unit “Fire drill”)</span>.</p>'
    )


def test_ampersands_in_addresses_are_read_as_browsers_do() -> None:
    document, _ = read('<a href="https://a.example/?a=1&copy=2&amp;b=3">x</a>')
    assert document.references[0].target == "https://a.example/?a=1&copy=2&b=3"


def test_an_image_without_text_is_told() -> None:
    assert findings("a <img src='a.png'>") == ["1:3 S202"]
    assert findings("a <img src='a.png' alt=''>") == []
