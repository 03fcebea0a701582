"""By which encoding browsers read a page: HTML, 13.2.3.2, and the Encoding Standard."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorm_builder.crawl import encodings

META = '<meta charset="{}">ü'
LATE = "<!--" + "x" * 1024 + "-->"


@pytest.mark.parametrize(
    ("data", "encoding", "declared", "misread"),
    [
        (META.format("utf-8").encode(), "utf-8", "meta", False),
        (META.format(" UTF8 ").encode(), "utf-8", "meta", False),
        (META.format("utf-8").encode("latin-1"), "utf-8", "meta", True),
        (META.format("iso-8859-1").encode("latin-1"), "windows-1252", "meta", False),
        (META.format("iso-8859-1").encode(), "windows-1252", "meta", True),
        (META.format("windows-1251").encode(), "windows-1251", "meta", True),
        (META.format("gbk").replace("ü", "联通").encode("gbk"), "gbk", "meta", False),
        (META.format("utf-16").encode(), "utf-8", "meta", False),
        (META.format("koi8-r").encode("koi8-u", "replace"), "koi8-r", "meta", False),
        (META.format("Shift_JIS").replace("ü", "日").encode("cp932"), "shift_jis", "meta", False),
        (META.format("no-such").encode(), "windows-1252", "", True),
        (META.format("rot13").encode(), "windows-1252", "", True),
        (
            "<meta http-equiv=a content='text/html; charset=utf-8'>ü".encode(),
            "utf-8",
            "meta",
            False,
        ),
        ("<!-- <meta charset=latin1> --><meta charset=utf-8>ü".encode(), "utf-8", "meta", False),
        ("<?xml version='1.0' encoding='UTF-8'?>ü".encode(), "utf-8", "xml", False),
        (b"\xef\xbb\xbf" + META.format("latin1").encode(), "utf-8", "bom", False),
        (b"\xff\xfe" + "ü".encode("utf-16-le"), "utf-16le", "bom", False),
        (b"\xfe\xff" + "ü".encode("utf-16-be"), "utf-16be", "bom", False),
        (b"only ASCII", "windows-1252", "", False),
        ("ü".encode(), "windows-1252", "", True),
        ("ü".encode("latin-1"), "windows-1252", "", False),
        ((LATE + META.format("utf-8")).encode(), "windows-1252", "", True),
        (b"", "windows-1252", "", False),
    ],
)
def test_a_page_is_read_by_this(data: bytes, encoding: str, declared: str, misread: bool) -> None:
    found = encodings.page(data)
    assert (found.encoding, found.declared, found.misread) == (encoding, declared, misread)


def test_a_page_is_read_as_it_was_meant() -> None:
    assert encodings.page("grün".encode()).text == "grün"
    assert encodings.page("grün".encode("cp1252")).text == "grün"
    assert encodings.page("<meta charset=latin1>grün".encode()).text.endswith("grün")
    assert encodings.page(b"\xff\xfe" + "grün".encode("utf-16-le")).text == "grün"


def test_scripts_and_sheets_are_utf_8_if_they_can_be() -> None:
    assert encodings.plain("grün".encode()) == "grün"
    assert encodings.plain(b"\xef\xbb\xbf" + "grün".encode()) == "grün"
    assert encodings.plain("grün".encode("cp1252")) == "grün"
    assert encodings.plain(b"\x81") == "\ufffd"


@given(
    st.one_of(st.binary(max_size=80), st.binary(max_size=40).map(lambda b: b"<meta charset=" + b))
)
def test_any_bytes_are_some_text(data: bytes) -> None:
    assert isinstance(encodings.page(data).text, str)
    assert isinstance(encodings.plain(data), str)
