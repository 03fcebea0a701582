"""Tags as browsers find them: the cases are those of the HTML standard, 13.2.5."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree, html

from scorm_builder.crawl import tags

ROOT = Path(__file__).parent.parent.parent
PAGES = sorted((ROOT / "course_src").rglob("*.html"))


def starts(text: str) -> list[tuple[str, dict[str, str]]]:
    return [
        (tag.name, {name: value.text for name, value in tag.attributes.items()})
        for tag in tags.read(text)
        if not tag.is_end
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("<p>", [("p", {})]),
        ("<IMG SRC=A.png>", [("img", {"src": "A.png"})]),
        ("<img src='a b' alt=\"'\">", [("img", {"src": "a b", "alt": "'"})]),
        ("<img\n  src =\n  a.png\n>", [("img", {"src": "a.png"})]),
        ("<img src=a.png/>", [("img", {"src": "a.png/"})]),
        ("<img src=a src=b SRC=c>", [("img", {"src": "a"})]),
        ("<a =x=y>", [("a", {"=x": "y"})]),
        ("<a href=>", [("a", {"href": ""})]),
        ("<a/b/c=d>", [("a", {"b": "", "c": "d"})]),
        ('<a title=">" href=b>', [("a", {"title": ">", "href": "b"})]),
        ("a < b, 1<2, <3>, < p>", []),
        ("</ p><//p>", []),
        ("<!-- <p> -->", []),
        ("<!--><p>", [("p", {})]),
        ("<!---><p>", [("p", {})]),
        ("<!-- --!><p>", [("p", {})]),
        ("<!-- <p>", []),
        ("<!p><?p ><![if IE]><p>", [("p", {})]),
        ("<![CDATA[<p>]]><i>", [("i", {})]),
        ("<svg><![CDATA[<p>]]></svg><p>", [("svg", {}), ("p", {})]),
        ("<title><p></title>", [("title", {})]),
        ("<svg><title><p></title></svg>", [("svg", {}), ("title", {}), ("p", {})]),
        ("<textarea><p></textareas></TEXTAREA ><p>", [("textarea", {}), ("p", {})]),
        ("<style><p></style><noscript><p></noscript>", [("style", {}), ("noscript", {})]),
        ("<script>'</p>' + '<p>'</script>", [("script", {})]),
        ("<script><!-- <script> </script> <p> --></script><p>", [("script", {}), ("p", {})]),
        ("<script><!-- </script><p>", [("script", {}), ("p", {})]),
        ("<script><!--><script></script><p>", [("script", {}), ("p", {})]),
        ("<svg><script href=a /><p>", [("svg", {}), ("script", {"href": "a"}), ("p", {})]),
        ("<script src=a /><p>", [("script", {"src": "a"})]),
        ("<plaintext><p>", [("plaintext", {})]),
        ("<a href='b", []),
        ("<a href=b", []),
        ("<a href=b <img src=c>", [("a", {"href": "b", "<img": "", "src": "c"})]),
    ],
)
def test_these_tags_are_found(text: str, found: list[tuple[str, dict[str, str]]]) -> None:
    assert starts(text) == found


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("a&amp;b", "a&b"),
        ("a&ampb", "a&ampb"),
        ("?a=1&copy=2", "?a=1&copy=2"),
        ("&copy", "©"),
        ("&copy;=", "©="),
        ("&#x41;&#66;&#67", "ABC"),
        ("&#0;&#xD800;&#x110000;", "\ufffd\ufffd\ufffd"),
        ("&#150;", "–"),
        ("&#99999999999999999999;", "&#99999999999999999999;"),
        ("&nosuch;&;&#;&#x;", "&nosuch;&;&#;&#x;"),
    ],
)
def test_character_references_are_undone(written: str, meant: str) -> None:
    assert tags.unescaped(written) == meant


def test_a_value_knows_its_place() -> None:
    text = '<p\n title = "x"\n lang=en data-a>'
    (tag,) = tags.read(text)
    places = {name: text[value.at :] for name, value in tag.attributes.items()}
    assert places == {"title": 'x"\n lang=en data-a>', "lang": "en data-a>", "data-a": "data-a>"}


def test_raw_text_is_between_its_tags() -> None:
    text = "<title>A &amp; B</title><script>a &amp; b</script>"
    title, _, script, _ = tags.read(text)
    assert title.text == "A & B"
    assert (script.text, text[script.inside : script.inside + 3]) == ("a &amp; b", "a &")


@pytest.mark.parametrize(
    "piece",
    [
        "<", "<a ", "<a b=", "<!--", "<script>", "<a b='", "<script><!--<script>", "&", "<svg>",
        "<a href='&#1", "</script", "<![CDATA[", "<?", "<title>", '<a b="c" ', "-->", "\x00",
    ],
)  # fmt: skip
def test_long_texts_of_anything_come_to_an_end(piece: str) -> None:
    # With time that grows faster than the text, this would not end before the night.
    text = piece * (250_000 // len(piece))
    assert sum(1 for _ in tags.read(text)) <= len(text)
    assert len(tags.unescaped(text)) <= len(text)


@given(st.text(alphabet="<>/=!-?\"' \nabAB&;#x[]scripttylevg", max_size=200))
def test_any_text_can_be_read_and_places_are_in_it(text: str) -> None:
    for tag in tags.read(text):
        assert text[tag.at] == "<"
        for value in tag.attributes.values():
            assert 0 < value.at <= len(text)
            assert not value.is_plain or not value.text or text.startswith(value.text, value.at)


ADDRESSES = ("src", "href", "data", "srcset", "poster", "action")
WORDS = st.text(alphabet="ab./:?=%é", min_size=1, max_size=8)
ATTRIBUTE = st.builds(
    lambda name, value, quote: f" {name}={quote}{value}{quote}",
    st.sampled_from((*ADDRESSES, "alt", "class")),
    WORDS,
    st.sampled_from("'\""),
)
PIECE = st.one_of(
    WORDS,
    st.builds(
        lambda name, attributes, end: f"<{name}{''.join(attributes)}{end}>",
        st.sampled_from(("a", "img", "p", "IMG", "video", "source", "div")),
        st.lists(ATTRIBUTE, max_size=3, unique_by=lambda one: one.split("=")[0]),
        st.sampled_from(("", " ", "/")),
    ),
    st.sampled_from(("</a>", "</p>", "</div>", "<!-- <img src=no> -->", "&amp;", "a < b", "<br>")),
    st.sampled_from(("<script>'<img src=no>'</script>", "<style><img src=no></style>")),
)


@given(st.lists(PIECE, max_size=12))
def test_libxml2_finds_the_same_addresses(pieces: list[str]) -> None:
    text = f"<!doctype html><html><body>{''.join(pieces)}</body></html>"
    assert sorted(here(text)) == sorted(there(text))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_libxml2_finds_the_same_addresses_in_pages_by_hand(path: Path) -> None:
    text = path.read_text("utf-8")
    assert sorted(here(text)) == sorted(there(text))


def here(text: str) -> list[tuple[str, str, str]]:
    return [
        (tag.name, name, tag.attributes[name].text)
        for tag in tags.read(text)
        for name in ADDRESSES
        if name in tag.attributes
    ]


def there(text: str) -> list[tuple[str, str, str]]:
    parser = html.HTMLParser(encoding="utf-8")
    root = html.document_fromstring(text.encode(), parser=parser)
    return [
        (str(element.tag), name, element.get(name, ""))
        for element in root.iter(etree.Element)
        for name in ADDRESSES
        if name in element.attrib
    ]
