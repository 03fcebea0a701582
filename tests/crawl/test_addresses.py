"""What addresses mean in a package: as the URL Standard has it, from where the page lies."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorm_builder.crawl import Way, addresses
from scorm_builder.crawl.addresses import Names


@pytest.mark.parametrize(
    ("written", "way", "name"),
    [
        ("a.png", Way.FILE, "unit/a.png"),
        ("  a.png\n", Way.FILE, "unit/a.png"),
        ("a\n.p\tng", Way.FILE, "unit/a.png"),
        ("./img/../a.png", Way.FILE, "unit/a.png"),
        ("../a.png", Way.FILE, "a.png"),
        ("..\\a.png", Way.FILE, "a.png"),
        ("a.png?v=2#top", Way.FILE, "unit/a.png"),
        ("a%20b.png", Way.FILE, "unit/a b.png"),
        ("?a=../b", Way.SAME, ""),
        ("#a", Way.SAME, ""),
        ("", Way.SAME, ""),
        ("/a.png", Way.ROOT, "a.png"),
        ("/", Way.ROOT, ""),
        ("../../a.png", Way.ABOVE, ""),
        ("a/../../../b.png", Way.ABOVE, ""),
        ("https://Example.org/a", Way.HOST, ""),
        ("//example.org", Way.HOST, ""),
        ("http:a.png", Way.HOST, ""),
        ("C:\\a.png", Way.DISK, ""),
        ("c:/a.png", Way.DISK, ""),
        ("file:///a.png", Way.DISK, ""),
        ("\\\\server\\a.png", Way.DISK, ""),
        ("mailto:a@b", Way.ELSE, ""),
        ("javascript:a()", Way.ELSE, ""),
        ("data:image/png,", Way.ELSE, ""),
        ("a:b", Way.ELSE, ""),
    ],
)
def test_an_address_leads_there(written: str, way: Way, name: str) -> None:
    found = addresses.read(written, "unit/page.html")
    assert (found.way, next(iter(found.names), "")) == (way, name)


@pytest.mark.parametrize(
    ("base", "written", "way", "name"),
    [
        ("../", "a.png", Way.FILE, "a.png"),
        ("sub/", "a.png", Way.FILE, "unit/sub/a.png"),
        ("sub/page.html", "a.png", Way.FILE, "unit/sub/a.png"),
        ("./", "a.png", Way.FILE, "unit/a.png"),
        ("/", "a.png", Way.ROOT, "a.png"),
        ("/course/", "a.png", Way.ROOT, "course/a.png"),
        ("https://example.org/", "a.png", Way.HOST, ""),
        ("https://example.org/", "#a", Way.SAME, ""),
        ("https://example.org/", "mailto:a", Way.ELSE, ""),
    ],
)
def test_a_base_is_counted_from(base: str, written: str, way: Way, name: str) -> None:
    found = addresses.read(written, "unit/page.html", base)
    assert (found.way, next(iter(found.names), "")) == (way, name)


def test_hosts_are_told_with_their_ports_and_in_lower_case() -> None:
    found = addresses.read("HTTPS://Example.ORG:8443/a?b", "a.html")
    assert (found.scheme, found.host) == ("https", "example.org:8443")


def test_files_are_found_as_written_first_then_as_somebody_else_would_write() -> None:
    names = Names(["a.png", "A.png", "B.png", "Straße.txt", "fu\u0308r.txt", "d%20e.png"])
    assert names.find(["a.png"]) == "a.png"
    assert names.find(["A.PNG"]) == "A.png"
    assert names.find(["b.PNG"]) == "B.png"
    assert names.find(["stRaße.txt"]) == "Straße.txt"
    assert names.find(["Strasse.txt"]) == "", "no system takes these for one"
    assert names.find(["für.txt"]) == "fu\u0308r.txt"
    assert names.find(addresses.read("d%20e.png", "a.html").names) == "d%20e.png"
    assert names.find(["no"]) == names.find([]) == ""


@given(st.text(max_size=40), st.text(alphabet="ab/.", max_size=10), st.text(max_size=10))
def test_any_text_is_some_address_within_the_package_or_out_of_it(
    written: str, source: str, base: str
) -> None:
    found = addresses.read(written, source, base)
    assert (found.way in (Way.FILE, Way.ROOT)) or not found.names
