"""Whatever is done to a package, judging it ends, with words that can be printed, and no exception.

Bytes at random seldom get past the first check, so what is changed are packages that were good:
bytes flipped, cut out and doubled, numbers in headers set to their extremes, parts of one put into
another.
"""

from __future__ import annotations

import struct
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorm_builder import package, rules
from scorm_builder.diagnostics import Span
from scorm_builder.package import UnreadableError, xmltext
from scorm_builder.package.manifest import Fault, parse
from tests.fuzz.conftest import SEARCH
from tests.hostile.zips import MANIFEST, PAGE, zipped
from tests.rules.test_rules import CASES, GOOD, archive

MOST = 400_000
EXTREMES = (0, 1, 0x7FFF, 0x8000, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFE, 0xFFFFFFFF)
MARKS = (b"PK\1\2", b"PK\3\4", b"PK\5\6", b"PK\6\6", b"PK\6\7", b"PK\7\x08")
HEAVY = ("Z18-bomb/bad", "Z23-size")
SEEDS = [case for case in CASES if not case.startswith(HEAVY)]
XML_SEEDS = [
    MANIFEST.encode(),
    GOOD["imsmanifest.xml"],
    GOOD["imsmanifest.xml"].replace(b"UTF-8", b"UTF-16").decode().encode("utf-16"),
    b"<!DOCTYPE m SYSTEM 'x'><m>&#0;<!-- x --><![CDATA[ ]]></m>",
]
XML_PIECES = (
    b"<", b">", b"/>", b"</", b"<!--", b"-->", b"<![CDATA[", b"]]>", b"<?xml ", b"?>",
    b"<!DOCTYPE m [", b"<!ENTITY x 'y'>", b"]>", b"&x;", b"&#0;", b"&#x110000;", b"&#x85;",
    b"\xef\xbb\xbf", b"\xff\xfe", b"\xc2\x85", b"\xe2\x80\x8d", b"\xef\xbf\xbe",
    b"\xed\xa0\x80", b"\xf0\x9f\x94\xa5", b"\x00", b"\r", b"'", b'"', b" xml:base='a'",
    b" xmlns='u'", b" xmlns:p='u'", b"p:", b" xml:lang=''", b"{", b"}", b":", b"%",
    b"<manifest>", b"<item>", b"<title>", b"<metadata>",
    b"<adlcp:location>a.xml</adlcp:location>",
)  # fmt: skip

PAGES = {
    "a.html": b"""<!doctype html><html lang=en><head><meta charset=utf-8><title>A</title>
<base href="./"><link rel=stylesheet href=a.css><style>@import 'b.css'; p{background:url(p.png)}
</style><script src="a.js"></script></head><body onbeforeunload="return 'x'">
<img srcset="a.png 1x, b.png 2x" src='c.png'><iframe srcdoc="<img src=d.png>"></iframe>
<svg><use href="#i"/><script>//<![CDATA[
parent.API.LMSInitialize('')//]]></script></svg><a href="b.html?x=1#y">b</a></body></html>""",
    "a.css": b"""@charset "utf-8"; @import url( "b.css" ) print; @font-face{src:url(f.woff2)}
a::after{content:"url(no)";background:image-set('a.png' 1x, "b.png" 2x)} /* url(c) */""",
    "a.js": b"""import x from "./b.js"; const t = `a${x}/b.html`, r = /[/"]\\/g;
function go(parent) { return parent.a } window.onunload = () => top.API.LMSFinish("");
API.LMSSetValue("cmi.core.lesson_status", "completed"); location.href = "b.html";
fetch("d.json", {method: "GET"}); new Worker(new URL("w.js", import.meta.url));""",
}
PAGE_PIECES = (
    b"<", b">", b"</", b"/>", b"<!--", b"-->", b"<script>", b"</script", b"<style>", b"</style>",
    b"<template>", b"<base href='//h'>", b"<svg>", b"<![CDATA[", b"]]>", b"&amp;", b"&#0;", b"&#x",
    b"url(", b")", b"@import ", b"{", b"}", b"(", b"[", b"]", b";", b"\\", b"/*", b"*/", b"//",
    b"`",
    b"${", b"'", b'"', b"/", b"=", b"=>", b"?.", b"await ", b"async ", b"function ", b"class a{",
    b"parent.", b"top.location=", b"API.LMSCommit('')", b"srcset='a 1x,'", b"\xef\xbb\xbf",
    b"\xff\xfe", b"\x00", b"\xe2\x80\xa8", b"\xf0\x9f\x94\xa5", b"\r",
)  # fmt: skip


@st.composite
def changed(draw: st.DrawFn, seed: bytes, pieces: tuple[bytes, ...], most: int = 8) -> bytes:
    """``seed`` with a few changes."""
    data = bytearray(seed)
    for _ in range(draw(st.integers(1, most))):
        at = draw(st.integers(0, max(len(data) - 1, 0)))
        length = draw(st.integers(1, 40))
        how = draw(st.sampled_from(("flip", "cut", "end", "double", "piece", "number", "random")))
        if how == "flip" and data:
            data[at] ^= 1 << draw(st.integers(0, 7))
        elif how == "cut":
            del data[at : at + length]
        elif how == "end":
            del data[len(data) - length :]
        elif how == "double":
            data[at:at] = data[at : at + length]
        elif how == "piece":
            data[at:at] = draw(st.sampled_from(pieces))
        elif how == "number" and len(data) >= at + 4:
            struct.pack_into("<I", data, at, draw(st.sampled_from(EXTREMES)))
        else:
            data[at : at + length] = draw(st.binary(max_size=length))
    return bytes(data)


@st.composite
def headers_changed(draw: st.DrawFn, seed: bytes) -> bytes:
    """``seed`` with other numbers in its headers, where a reader believes them."""
    data = bytearray(seed)
    marks = [at for mark in MARKS for at in range(len(data)) if data.startswith(mark, at)]
    for _ in range(draw(st.integers(1, 6)) if marks else 0):
        at = draw(st.sampled_from(marks)) + draw(st.integers(4, 50))
        size = draw(st.sampled_from((1, 2, 4)))
        value = draw(st.sampled_from(EXTREMES) | st.integers(0, 0xFFFFFFFF)) % (1 << (8 * size))
        if at + size <= len(data):
            data[at : at + size] = value.to_bytes(size, "little")
    return bytes(data)


@st.composite
def spliced(draw: st.DrawFn, seed: bytes, other: bytes) -> bytes:
    """The beginning of one with the end of the other."""
    cut, again = draw(st.integers(0, len(seed))), draw(st.integers(0, len(other)))
    return seed[:cut] + other[again:]


def judge(data: bytes, path: Path) -> None:
    """What holds of every package."""
    path.write_bytes(data)
    with package.open(path, "p.zip") as opened:
        found = rules.check(opened)
        for name in list(opened.files)[:20]:
            try:
                assert len(opened.read(name, 10_000)) <= 10_000
            except UnreadableError as why:
                assert str(why)
    said = [str(one) for one in found]
    assert all(line.isprintable() for line in said)
    assert sum(map(len, said)) < MOST
    assert all(one.message and one.span.path.startswith("p.zip") for one in found)


@pytest.fixture(scope="session")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fuzz") / "p.zip"


@SEARCH
@given(data=st.data())
def test_any_change_of_a_zip_is_survived(data: st.DataObject, place: Path) -> None:
    seed = archive(data.draw(st.sampled_from(SEEDS)))
    how = data.draw(st.sampled_from(("bytes", "headers", "splice")))
    if how == "bytes":
        judge(data.draw(changed(seed, MARKS)), place)
    elif how == "headers":
        judge(data.draw(headers_changed(seed)), place)
    else:
        judge(data.draw(spliced(seed, archive(data.draw(st.sampled_from(SEEDS))))), place)


@SEARCH
@given(data=st.data())
def test_any_change_of_a_manifest_is_survived(data: st.DataObject, place: Path) -> None:
    seed = data.draw(st.sampled_from(XML_SEEDS))
    xml = data.draw(changed(seed, XML_PIECES))
    judge(zipped({"imsmanifest.xml": xml, "a.html": PAGE}), place)


@SEARCH
@given(data=st.data())
def test_any_change_of_what_a_page_loads_is_survived(data: st.DataObject, place: Path) -> None:
    seeds = {**PAGES, "a.html": data.draw(st.sampled_from((PAGES["a.html"], GOOD["alarm.html"])))}
    files = {name: data.draw(changed(seed, PAGE_PIECES)) for name, seed in seeds.items()}
    judge(zipped({"imsmanifest.xml": MANIFEST, **files}), place)


@SEARCH
@given(data=st.data())
def test_any_text_of_xml_can_be_read(data: st.DataObject) -> None:
    """The reader alone, which is quick, so that it is asked more."""
    for _ in range(5):
        seed = data.draw(st.sampled_from(XML_SEEDS))
        xml = xmltext.read(data.draw(changed(seed, XML_PIECES, 12)))
        assert len(xml.mended) == len(xml.text) or xml.subset or xml.lead or xml.doctype
        if xml.subset:
            continue
        found = parse(xml, Span("imsmanifest.xml"), frozenset())
        if isinstance(found, Fault):
            assert found.message
            continue
        for element in found.elements():
            assert found.span(element).line >= 1
            assert found.pointer(element).startswith("/")
            found.inner(element)
