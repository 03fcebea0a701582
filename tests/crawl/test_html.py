"""What a page refers to, by which it is read, and where in it all stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorm_builder.crawl import MOST_PARTS, Kind, Page, html


def page(body: str, name: str = "a.html") -> Page:
    return html.read(f"<!doctype html>{body}".encode(), name)


def found(body: str, *, sure: bool = True) -> str:
    references = page(body).references
    return "; ".join(f"{one.kind.value} {one.written}" for one in references if one.sure is sure)


@pytest.mark.parametrize(
    ("body", "references"),
    [
        ("<img src=a.png>", "image a.png"),
        ("<img src='  a.png\n'>", "image a.png"),
        ("<img src=''><img><a href>", ""),
        (
            "<img srcset='a.png, b.png 2x,c,d.png 3x'>",
            "image a.png; image b.png; image c,d.png",
        ),
        (
            "<img srcset='data:image/png;base64,AA== 1x, b.png'>",
            "image data:image/png;base64,AA==; image b.png",
        ),
        (
            "<picture><source srcset=a.webp src=no><img src=a.png></picture>",
            "image a.webp; image a.png",
        ),
        (
            "<video src=a.mp4 poster=a.jpg><source src=b.mp4 srcset=no><track src=a.vtt></video>",
            "media a.mp4; image a.jpg; media b.mp4; captions a.vtt",
        ),
        ("<audio src=a.mp3>", "media a.mp3"),
        ("<iframe src=a.html></iframe><frame src=b.html>", "frame a.html; frame b.html"),
        (
            "<object data=a.svg></object><embed src=a.pdf>",
            "embedded object a.svg; embedded object a.pdf",
        ),
        (
            "<object><param name=Movie value=a.swf><param name=quality value=b.swf></object>",
            "embedded object a.swf",
        ),
        (
            "<script src=a.js></script><script type=module src=b.js></script>",
            "script a.js; module b.js",
        ),
        ("<script type=text/template src=a.js></script>", ""),
        (
            "<script language=JScript src=a.js></script><script language=vbscript src=b></script>",
            "script a.js",
        ),
        (
            '<script type=importmap>{"imports": {"a": "./a.js", "b/": "./"}}</script>',
            "module ./a.js",
        ),
        (
            '<script type=importmap>{"scopes": {"/": {"c": "./c.js"}}}</script>',
            "module ./c.js",
        ),
        ("<script type=importmap>{[}</script><script type=importmap>[1]</script>", ""),
        (
            "<link rel='Stylesheet' href=a.css><link rel='alternate stylesheet' href=b.css>",
            "style sheet a.css; style sheet b.css",
        ),
        (
            "<link rel='shortcut icon' href=a.ico><link rel=preload href=b.js><link href=c>",
            "icon a.ico; hint to the browser b.js; hint to the browser c",
        ),
        ("<a href=b.html ping=/count>", "link b.html; hint to the browser /count"),
        (
            "<form action=a><button formaction=b></button><input formaction=c></form>",
            "form a; form b; form c",
        ),
        ("<input type=image src=a.png><input type=text src=b.png>", "image a.png"),
        ("<meta http-equiv=Refresh content=\"5; URL='a.html'\">", "refresh a.html"),
        (
            "<meta http-equiv=refresh content='0;b.html'><meta http-equiv=refresh content=5>",
            "refresh b.html",
        ),
        ("<body background=a.png><td background=b.png>", "image a.png; image b.png"),
        (
            "<svg><image xlink:href=a.png /><use href=b.svg#c /><a xlink:href=c.html></svg>",
            "image a.png; image b.svg#c; link c.html",
        ),
        ("<p style='background: url(&quot;a.png&quot;)'>", "image a.png"),
        (
            "<style>@import 'a.css'; @font-face {src: url(a.woff2)} p {mask: url(a.svg)}</style>",
            "style sheet a.css; font a.woff2; image a.svg",
        ),
        (
            "<iframe srcdoc=\"<img src='a.png'><p style='background: url(b.png)'>\"></iframe>",
            "image a.png; image b.png",
        ),
        ("<template shadowrootmode=open><img src=a.png></template>", "image a.png"),
        ("<img src='{{ a }}'><img src='${a}'><a href='<%= a %>'><a href='<?php a ?>'>", ""),
        (
            "<!--[if IE]><img src=a.png><![endif]--><![if !IE]><img src=b.png><![endif]>",
            "image b.png",
        ),
    ],
)
def test_a_page_refers_to_exactly_this(body: str, references: str) -> None:
    assert found(body) == references


@pytest.mark.parametrize(
    "body",
    [
        "<template><img src=a.png></template>",
        "<noscript><img src=a.png></noscript>",
        "<img data-src=a.png>",
    ],
)
def test_what_may_be_loaded_later_is_not_sure(body: str) -> None:
    assert found(body) == ""
    assert found(body, sure=False).endswith(" a.png")


def test_references_stand_where_they_are_written() -> None:
    text = """<p>é</p>\r
<img alt="x"\r
  src="a.png" srcset="
    b.png 2x">\t<style>
p { background:
  url(c.png) }</style>
<p style="color: red; background: url(d.png)">
<p style="background: url(&quot;e.png&quot;)">"""
    read = html.read(text.encode(), "a.html")
    places = {one.written: (one.line, one.column) for one in read.references}
    assert places == {
        "a.png": (3, 8),
        "b.png": (4, 5),
        "c.png": (6, 3),
        "d.png": (7, 35),
        # What is written with character references is known by its attribute only.
        "e.png": (8, 11),
    }


def test_scripts_of_a_page_with_their_places() -> None:
    read = page(
        "\n<script>go()</script><script src=a.js>no</script><script type=module> m() </script>"
        "\n<p onclick='b()' onfocus=''><a href='javascript:c()'>"
        "<script type='application/json'>{}</script>"
    )
    assert [(s.line, s.column, s.code, s.handler, s.is_module) for s in read.scripts] == [
        (2, 9, "go()", "", False),
        (2, 70, " m() ", "", True),
        (3, 13, "b()", "onclick", False),
        (3, 49, "c()", "href", False),
    ]
    assert all(script.is_inline for script in read.scripts)


def test_where_links_open() -> None:
    read = page(
        "<iframe name=Text src=a></iframe><a href=a target=_TOP></a><a href=b></a>"
        "<base target=Text><a href=c></a><form action=d target=_blank><button formaction=e"
        " formtarget=_parent></form>"
    )
    windows = {one.written: one.window for one in read.references if one.kind is not Kind.FRAME}
    assert windows == {"a": "_top", "b": "", "c": "text", "d": "_blank", "e": "_parent"}
    assert read.frames == {"text"}


def test_the_first_base_counts() -> None:
    read = page("<base target=a><base href='sub/'><base href='no/'><img src=a.png>")
    assert (read.base, read.references[0].base) == ("sub/", "sub/")


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("<!DOCTYPE html><html lang=de><title>A &amp; B</title>", (True, "de", "A & B", False)),
        ("<?xml version='1.0'?>\n<!-- a --><!doctype html><p>", (True, "", "", False)),
        ("<p><!doctype html>", (False, "", "", False)),
        (
            "<html xml:lang=en><svg><title>No</title></svg><meta name=Viewport>",
            (False, "", "", True),
        ),
        ("", (False, "", "", False)),
    ],
)
def test_what_a_page_says_of_itself(text: str, facts: tuple[bool, str, str, bool]) -> None:
    head = html.read(text.encode(), "a.html").head
    assert (head.has_doctype, head.language, head.title, head.has_viewport) == facts
    assert head.is_page is bool(text)


@pytest.mark.parametrize(
    ("doctype", "quirky"),
    [
        ("html", False),
        ('HTML SYSTEM "about:legacy-compat"', False),
        ('HTML PUBLIC "-//W3C//DTD HTML 4.01//EN"', False),
        ('HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN" "http://www.w3.org/a.dtd"', False),
        ('HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN"', True),
        ('HTML PUBLIC "-//W3C//DTD HTML 4.0 Transitional//EN" "http://www.w3.org/a.dtd"', True),
        ("course", True),
    ],
)
def test_some_doctypes_are_as_good_as_none(doctype: str, quirky: bool) -> None:
    head = html.read(f"<!doctype {doctype}><p>".encode(), "a.html").head
    assert (head.has_doctype, head.is_quirky) == (True, quirky)


def test_in_xml_tags_close_themselves() -> None:
    text = b"<html><script src='a.js'/><img src='a.png'/><title/><p/></html>"
    assert [one.written for one in html.read(text, "a.xhtml").references] == ["a.js", "a.png"]
    # As HTML the rest is the script's.
    assert [one.written for one in html.read(text, "a.html").references] == ["a.js"]


def test_nesting_and_crowds_come_to_an_end() -> None:
    nested = "x"
    for _ in range(8):
        nested = f"<iframe srcdoc='{nested.replace('&', '&amp;').replace(chr(39), '&#39;')}'>"
    assert page(nested).references == ()
    crowd = page("<img src=a>" * (MOST_PARTS + 10))
    assert len(crowd.references) == MOST_PARTS


@given(st.binary(max_size=200))
def test_any_bytes_can_be_read(data: bytes) -> None:
    read = html.read(data, "a.html")
    assert read.name == "a.html"
    for one in read.references:
        assert one.line >= 1
        assert one.column >= 1


REAL = page(
    "<html lang=en><head><base href='a/'><title>x</title><style>p{background:url(a.png)}</style>"
    "<script>if (a < b) go('c.html')</script></head><body onload='x()'><img srcset='a 1x, b 2x'>"
    "<svg><image xlink:href=c /></svg><noscript><img src=d></noscript></body></html>"
).text


@given(st.data())
def test_a_page_with_faults_can_be_read(data: st.DataObject) -> None:
    text = REAL
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(text)))
        until = data.draw(st.integers(at, min(at + 12, len(text))))
        text = text[:at] + data.draw(st.text(alphabet="<>'\"&/=! \0a", max_size=4)) + text[until:]
    lines = text.count("\n") + 1
    read = html.read(text.encode(), "a.html")
    assert all(1 <= one.line <= lines for one in read.references)
    assert all(1 <= one.line <= lines for one in read.scripts)
