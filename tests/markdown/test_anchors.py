"""The anchors of headings are those that GitHub gives the same file."""

from __future__ import annotations

import pytest

from scorm_builder.markdown.anchors import anchor
from tests.markdown.rendering import findings, read, shown


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("Sample Section", "sample-section"),
        ("This'll be a _Helpful_ Section About the Greek Letter Θ!",
         "thisll-be-a-helpful-section-about-the-greek-letter-θ"),
        ("This heading is not unique in the file", "this-heading-is-not-unique-in-the-file"),
        ("1. What is it?", "1-what-is-it"),
        ("C++ & C#", "c--c"),
        ("a - b", "a---b"),
        ("snake_case", "snake_case"),
        ("`code` and **bold**", "code-and-bold"),
        ("Grüße aus Köln", "grüße-aus-köln"),
        ("日本語の見出し", "日本語の見出し"),
        ("مرحبا بكم", "مرحبا-بكم"),
        ("हिन्दी", "हिन्दी"),
        ("10 m² – ½", "10-m--"),
        ("Part Ⅳ", "part-ⅳ"),
        ("Ⓐ", "ⓐ"),
        ("🎉 Party", "-party"),
        ("Tabs & \u00a0blanks", "tabs--blanks"),
        ("[link](a.md) in it", "link-in-it"),
        ("![alt](a.png) picture", "-picture"),
        ("Fish &amp; chips", "fish--chips"),
        ("...", ""),
    ],
)  # fmt: skip
def test_anchor_of_a_heading(heading: str, expected: str) -> None:
    document, _ = read(f"text\n\n## {heading}")
    assert document.headings[0].anchor == expected


def test_the_rule_alone() -> None:
    assert anchor("A  B") == "a--b"


def test_what_stands_twice_is_counted() -> None:
    document, _ = read("# A\n\n## A\n\n## A\n\n## A-1\n\n## B")
    assert [h.anchor for h in document.headings] == ["a", "a-1", "a-2", "a-1-1", "b"]


def test_an_id_of_its_own_wins() -> None:
    document, found = read("## Very long {#short .wide}\n\ntext")
    assert document.headings[0].anchor == "short"
    assert document.headings[0].text == "Very long"
    assert not found
    assert shown("x\n\n## Very long {#short .wide}") == (
        '<p>x</p>\n<h2 id="short" class="wide">Very long</h2>'
    )


def test_a_link_may_name_whatever_has_an_id() -> None:
    source = (
        '# Top\n\n{#para}\na\n\n<a name="old"></a> <b id="bold">x</b>\n\n<div id="box">\n</div>'
    )
    assert read(source)[0].anchors() == {"top", "para", "old", "bold", "box"}


@pytest.mark.parametrize("name", ["Unit", "Unit end", "Deck", "Slide 3", "Medium", "Unit data"])
def test_headings_do_not_meet_the_ids_of_the_page(name: str) -> None:
    own = name.lower().replace(" ", "-")
    html = shown(f"[to](#{own})\n\n## {name}")
    assert f'id="text:{own}"' in html
    assert f'href="#text:{own}"' in html


def test_two_documents_of_one_page_keep_their_anchors_apart() -> None:
    html = shown("[to](#a)[^1]\n\n## A\n\n[^1]: x", part="transcript")
    assert 'href="#transcript:a"' in html
    assert 'id="transcript:a"' in html
    assert 'href="#transcript:fn:1"' in html
    assert 'id="transcript:fn:1"' in html


@pytest.mark.parametrize(
    "source",
    [
        "## A {#x}\n\n## B {#x}",
        "{#x}\na\n\n{#x}\nb",
        '{#x}\na\n\n<b id="x">b</b>',
    ],
)
def test_an_id_given_twice_is_told(source: str) -> None:
    assert [line.split()[1] for line in findings(source)] == ["S213"]


def test_an_automatic_anchor_avoids_a_given_id() -> None:
    document, found = read("{#a}\ntext\n\n## A")
    assert document.headings[0].anchor == "a-1"
    assert not found


@pytest.mark.parametrize(
    ("source", "place"),
    [
        ('<p id="x">one</p>\n<p id="x">two</p>', "2:1"),
        ('One x <b id="x">b</b>, then <i id="x">i</i>.', "1:29"),
        ("A `way`{#way} x and `way`{#way}.", "1:27"),
        ('<p id="x">x</p>\n\n<p id="x">x</p>\n<p id="y">x</p>', "3:1"),
    ],
)
def test_an_id_that_stands_twice_is_told_at_the_second(source: str, place: str) -> None:
    assert findings(source) == [f"{place} S213"]
