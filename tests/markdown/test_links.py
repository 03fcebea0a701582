"""Links and images: what a page does with them, and where the findings point."""

from __future__ import annotations

import pytest

from scorm_builder.model import Link
from tests.markdown.rendering import asset, findings, read, shown


def places(source: str, line: int = 1) -> list[tuple[str, int, int]]:
    return [(r.target, r.span.line, r.span.col) for r in read(source, line)[0].references]


def test_references_stand_where_they_stand() -> None:
    source = "[a](x.md) and\n[b](y.md), [c](x.md).\n\n![d](z.png)"
    assert places(source, line=4) == [
        ("x.md", 4, 5),
        ("y.md", 5, 5),
        ("x.md", 5, 16),
        ("z.png", 7, 6),
    ]


def test_a_target_twice_on_a_line_is_found_twice() -> None:
    assert [col for _, _, col in places("[a](x.md) [b](x.md)")] == [5, 15]


def test_a_target_is_not_found_inside_another() -> None:
    assert places("[a](xa.md) [b](a.md)") == [("xa.md", 1, 5), ("a.md", 1, 16)]


def test_a_reference_link_stands_where_it_is_defined() -> None:
    assert places("See [a].\n\nText.\n\n[a]: x.md") == [("x.md", 5, 6)]


def test_targets_are_kept_as_written() -> None:
    assert [t for t, _, _ in places("[a](<x y.md>) [b](Ä%20b.md#c)")] == ["x y.md", "Ä%20b.md#c"]


def test_a_file_that_browsers_show_opens_in_a_new_tab() -> None:
    assert shown("[a](b.pdf)", {"b.pdf": asset("in/b.pdf")}) == (
        '<p><a href="packed/in/b.pdf" target="_blank" rel="noopener">a</a></p>'
    )


def test_any_other_file_is_saved_under_its_own_name() -> None:
    html = shown("[a](b.docx)", {"b.docx": asset("in/Über uns.docx")})
    assert 'download="Über uns.docx"' in html


def test_a_unit_is_mentioned_since_scorm_forbids_to_open_it() -> None:
    link = {"b.md": Link("unit", unit="fire", title='Fire "drill"')}
    assert shown("See [the drill](b.md).", link) == (
        '<p>See <span class="unit-mention" data-unit="fire">the drill</span> '
        '<span class="unit-name">(see unit “Fire &quot;drill&quot;”)</span>.</p>'
    )


def test_a_unit_that_is_called_by_its_name_is_not_named_twice() -> None:
    html = shown("[fire drill](b.md)", {"b.md": Link("unit", unit="fire", title="Fire drill")})
    assert html.count("ire drill") == 1
    assert "(a unit of this course)" in html


def test_an_anchor_stays_in_the_page() -> None:
    assert shown("[a](#b)\n\n## B") == '<p><a href="#b">a</a></p>\n<h2 id="b">B</h2>'


def test_an_image_without_text_is_told() -> None:
    assert findings("a\n\n![](b.png)") == ["3:5 S202"]


@pytest.mark.parametrize(
    "source",
    [
        "![a](https://a.example/b.png)",
        "![a](data:image/png;base64,AAAA)",
        "<iframe title='x' src='//a.example'></iframe>",
    ],
)
def test_what_would_come_from_elsewhere_is_told(source: str) -> None:
    assert [line.split()[1] for line in findings(source)] == ["S211"]


def test_a_link_to_elsewhere_is_fine() -> None:
    assert findings("[a](https://a.example)") == []


def test_attributes_are_escaped() -> None:
    html = shown('![a"b](c.png \'d"e\') [x](<https://a.example/"onclick="y>)')
    assert 'alt="a&quot;b"' in html
    assert '"onclick="' not in html


@pytest.mark.parametrize(
    ("text", "column"),
    {
        "See [b](sub.md) and [d](sub) x": 25,
        "sub [d](sub)": 9,
        "`[d](sub)` then [d](sub)": 21,
        "The sub file: [d](<sub>)": 20,
        'The sub: <a href="sub">x</a>': 19,
        "sub [d][1]\n\n[1]: sub": 6,
    }.items(),
)
def test_a_link_stands_where_its_target_does(text: str, column: int) -> None:
    references = read(text)[0].references
    assert references[-1].span.col == column
    assert references[-1].target == "sub"
