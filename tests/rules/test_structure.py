"""Values that several rules share: the order of elements, hrefs, circles, the prolog of XML."""

from __future__ import annotations

import time

import pytest

from scorm_builder.package import xmltext
from scorm_builder.package.circles import circles
from scorm_builder.package.hrefs import is_external, readings
from scorm_builder.package.xmltext import Place
from scorm_builder.spec.structure import misplaced


@pytest.mark.parametrize(
    ("parent", "names", "expected"),
    [
        ("item", ["title", "item", "item", "metadata", ""], []),
        ("item", ["item", "title"], [(1, "before", "item")]),
        ("item", ["title", "", "item", "metadata"], [(1, "behind", "metadata")]),
        ("resources", ["resource", "resource", "", "resource"], [(2, "behind", "resource")]),
        ("resources", ["", "", "resource"], [(0, "behind", "resource"), (1, "behind", "resource")]),
        ("item", ["item", "title", "item", "item"], [(1, "before", "item")]),
        (
            "resource",
            ["file", "metadata", "dependency", "file"],
            [(1, "before", "file"), (3, "before", "dependency")],
        ),
        ("item", ["title", "adlcp", "item"], []),
        (
            "manifest",
            ["resources", "organizations", "metadata"],
            [(1, "before", "resources"), (2, "before", "resources")],
        ),
        ("manifest", ["metadata", "organizations", "resources", "manifest", "manifest"], []),
        ("resource", ["dependency", "file", "file"], [(0, "behind", "file")]),
        ("title", ["item", "title"], []),
    ],
)
def test_the_fewest_that_stand_in_the_wrong_place(
    parent: str, names: list[str], expected: list[tuple[int, str, str]]
) -> None:
    assert misplaced(parent, names) == expected


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("a/b.html", ("a/b.html",)),
        ("./a//b.html", ("a/b.html",)),
        ("a/../b.html?x=1#y", ("b.html", "b.html?x=1#y")),
        ("a%20b.html", ("a b.html", "a%20b.html")),
        ("100%.html", ("100%.html",)),
        ("%C3%BC.html", ("\u00fc.html", "%C3%BC.html")),
        ("a.html#/../x", ("a.html", "x")),
        ("#top", ("", "#top")),
    ],
)
def test_the_files_that_an_href_may_mean(href: str, expected: tuple[str, ...]) -> None:
    assert readings(href) == expected


@pytest.mark.parametrize(
    ("href", "external"),
    [
        ("https://example.org/a", True),
        ("HTTP://example.org", True),
        ("//example.org/a", True),
        ("mailto:a@example.org", True),
        ("C:/a.html", False),
        ("a/b:c.html", False),
        ("a.html?u=http://example.org", False),
        ("/a.html", False),
    ],
)
def test_what_leads_out(href: str, external: bool) -> None:
    assert is_external(href) is external


def test_circles_are_found_and_nothing_else() -> None:
    needs = {
        "a": ["b"],
        "b": ["c", "gone"],
        "c": ["a"],
        "d": ["a", "e"],
        "e": ["f"],
        "f": ["e"],
        "g": ["g"],
        "h": ["d"],
    }
    assert circles(needs) == [["a", "b", "c"], ["e", "f"]]


def test_a_long_chain_takes_no_time() -> None:
    chain = {number: [number + 1] for number in range(50_000)}
    start = time.process_time()
    assert circles(chain) == []
    assert circles(chain | {50_000: [0]})[0][:2] == [0, 1]
    assert time.process_time() - start < 5


def test_what_is_mended_keeps_its_place() -> None:
    data = b'\n<?xml version="1.0"?>\n<!DOCTYPE m SYSTEM "a>b">\n<m>\x00&#x1F;&#65;</m>'
    found = xmltext.read(data)
    assert found.lead
    assert found.doctype == Place(3, 1)
    assert not found.subset
    assert [(i.place, i.written) for i in found.illegal] == [
        (Place(4, 4), "\\x00"),
        (Place(4, 5), "&#x1F;"),
    ]
    assert len(found.mended) == len(found.text)
    assert found.mended.split() == ["<m>\ufffd______&#65;</m>"]


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (b"<m/>", "utf-8"),
        (b"\xef\xbb\xbf<m/>", "utf-8"),
        (b"\xff\xfe<\0m\0/\0>\0", "utf-16-le"),
        (b"\0<\0m\0/\0>", "utf-16-be"),
        ("\ufeff<m/>".encode("utf-32-le"), "utf-32-le"),
        ("<m/>".encode("utf-32-be"), "utf-32-be"),
        (b'<?xml version="1.0" encoding="windows-1252"?><m/>', "cp1252"),
        # None of these is an encoding of text that XML knows, whatever Python makes of it.
        (b'<?xml version="1.0" encoding="rot13"?><m/>', "utf-8"),
        (b'<?xml version="1.0" encoding="unicode_escape"?><m/>', "utf-8"),
    ],
)
def test_the_encoding_is_that_of_mark_bytes_or_declaration(data: bytes, encoding: str) -> None:
    found = xmltext.read(data)
    assert found.encoding == encoding
    assert found.text.endswith("<m/>")
