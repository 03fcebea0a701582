"""What an author writes and what a page shows: CommonMark, GitHub's additions, our own."""

from __future__ import annotations

import pickle

import pytest

from tests.markdown.rendering import asset, findings, lead, read, shown

CASES = {
    "paragraph": ("a\nb", "<p>a\nb</p>"),
    "emphasis": ("*a* **b** ~~c~~", "<p><em>a</em> <strong>b</strong> <s>c</s></p>"),
    "list": ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
    "list that begins at 3": ("3. a", '<ol start="3">\n<li>a</li>\n</ol>'),
    "text is escaped": ("a < b & c", "<p>a &lt; b &amp; c</p>"),
    "bare address is a link": (
        "https://a.example.",
        '<p><a href="https://a.example" target="_blank" rel="noopener">https://a.example</a>.</p>',
    ),
    "bare address in code is none": (
        "`https://a.example`",
        "<p><code>https://a.example</code></p>",
    ),
    "no smart quotes": ("\"a\" -- 'b'", "<p>&quot;a&quot; -- 'b'</p>"),
    "dollars stay text": ("costs $5 to $10", "<p>costs $5 to $10</p>"),
    "class on a block": ("{.wide}\na", '<p class="wide">a</p>'),
    "id and language": ("{#x lang=fr}\na", '<p id="x" lang="fr">a</p>'),
    "class on code": ("`a`{.key}", '<p><code class="key">a</code></p>'),
    "quote": ("> a", "<blockquote>\n<p>a</p>\n</blockquote>"),
    "class on a quote": ("{.big}\n> a", '<blockquote class="big">\n<p>a</p>\n</blockquote>'),
    "line in a text": ("a\n\n---\n\nb", "<p>a</p>\n<hr>\n<p>b</p>"),
    "hard break": ("a\\\nb", "<p>a<br>\nb</p>"),
    "address in angle brackets": (
        "<https://a.example/?a=1&b=2>",
        (
            '<p><a href="https://a.example/?a=1&amp;b=2" target="_blank" rel="noopener">'
            "https://a.example/?a=1&amp;b=2</a></p>"
        ),
    ),
    "mail": (
        "<a@b.example>",
        '<p><a href="mailto:a@b.example" target="_blank" rel="noopener">a@b.example</a></p>',
    ),
    "details": (
        "<details>\n<summary>More</summary>\n\n*b*\n\n</details>",
        "<details>\n<summary>More</summary>\n<p><em>b</em></p>\n</details>",
    ),
    "keys": ("<kbd>Tab</kbd>", "<p><kbd>Tab</kbd></p>"),
}


@pytest.mark.parametrize(("source", "html"), CASES.values(), ids=CASES.keys())
def test_text(source: str, html: str) -> None:
    assert shown(source) == html


def test_alignment_is_a_class_since_styles_do_not_run() -> None:
    html = shown("| a | b | c | d |\n| :-- | :-: | --: | --- |\n| 1 | 2 | 3 | 4 |")
    assert "style" not in html
    assert '<th scope="col" class="align-left">a</th>' in html
    assert '<td class="align-center">2</td>' in html
    assert '<td class="align-right">3</td>' in html
    assert "<td>4</td>" in html


def test_a_table_can_be_scrolled_without_a_mouse() -> None:
    html = shown("| a |\n| - |\n| 1 |")
    assert html.startswith('<div class="scroll" role="group" aria-label="Table" tabindex="0">')
    assert html.endswith("</table>\n</div>")


@pytest.mark.parametrize("kind", ["note", "tip", "important", "warning", "caution"])
def test_alerts(kind: str) -> None:
    expected = (
        f'<div class="alert alert-{kind}" role="note">\n'
        f'<p class="alert-title">{kind.title()}</p>\n<p>Beware.</p>\n</div>'
    )
    assert shown(f"> [!{kind.upper()}]\n> Beware.") == expected
    assert shown(f"> [!{kind}]  \n> Beware.") == expected


def test_an_alert_may_hold_blocks() -> None:
    html = shown("> [!TIP]\n>\n> - a\n> - b")
    assert "<p></p>" not in html
    assert "<ul>\n<li>a</li>" in html


@pytest.mark.parametrize("source", ["> [!NOTE] Title\n> a", "> [!FOO]\n> a", "[!NOTE]\na"])
def test_what_only_looks_like_an_alert(source: str) -> None:
    assert "alert" not in shown(source)


def test_footnotes_lead_there_and_back() -> None:
    html = shown("One.[^a] Two.[^b] Again.[^a]\n\n[^a]: First.\n[^b]: Second.")
    for pair in (
        'href="#fn:1" id="fnref:1"',
        'href="#fn:2" id="fnref:2"',
        'href="#fn:1" id="fnref:1:1"',
        '<li id="fn:1">',
        '<a class="footnote-back" href="#fnref:1" aria-label="Back to the text">',
        '<a class="footnote-back" href="#fnref:1:1" aria-label="Back to the text">',
        '<section class="footnotes" aria-label="Footnotes">',
    ):
        assert pair in html


def test_an_image_with_a_title_alone_is_a_figure() -> None:
    links = {"a.png": asset("a.png", 40, 30)}
    assert shown('![A cat](a.png "Tom & co")', links) == (
        '<figure><img src="packed/a.png" alt="A cat" width="40" height="30" loading="lazy">'
        "<figcaption>Tom &amp; co</figcaption></figure>"
    )


def test_a_figure_may_be_a_link() -> None:
    html = shown('[![A](a.png "Big")](b.png)', {"a.png": asset("a.png"), "b.png": asset("b.png")})
    assert html.startswith("<figure><a ")
    assert html.endswith("</a><figcaption>Big</figcaption></figure>")


@pytest.mark.parametrize("source", ['a ![A](a.png "T")', '- ![A](a.png "T")', "![A](a.png)"])
def test_no_figure(source: str) -> None:
    html = shown(source)
    assert "figure" not in html
    assert "figcaption" not in html


def test_a_width_brings_its_height() -> None:
    html = shown("![A](a.png){width=20}", {"a.png": asset("a.png", 40, 30)})
    assert 'width="20"' in html
    assert 'height="15"' in html


def test_code_is_coloured_by_classes() -> None:
    html = shown('```python\nif x:\n    y = "<b>"\n```')
    assert html.startswith(
        '<pre role="group" aria-label="Code" tabindex="0" dir="ltr" class="code">'
        '<code class="language-python">'
    )
    assert '<span class="k">if</span>' in html
    assert "&lt;b&gt;" in html
    assert "style=" not in html


@pytest.mark.parametrize("source", ["```klingon\n<b>\n```", "```\n<b>\n```", "    <b>"])
def test_code_of_no_known_language_stays_as_it_is(source: str) -> None:
    assert "&lt;b&gt;\n</code></pre>" in shown(source)


def test_blank_lines_at_the_edges_of_code_stay() -> None:
    assert "<span></span>" not in shown("```python\n\nx\n\n```")
    assert shown("```python\n\nx\n\n```").count("\n") == 3


def test_the_opening_heading_is_the_pages_own() -> None:
    source = "# The *way* out {.loud}\n\ntext"
    assert lead(source) == '<h1 class="loud" id="the-way-out">The <em>way</em> out</h1>'
    assert shown(source) == "<p>text</p>"
    assert read(source)[0].title == "The way out"


def test_without_an_opening_heading_there_is_no_title() -> None:
    assert read("text\n\n# Later")[0].title == ""
    assert lead("text\n\n# Later") == ""


def test_comments_may_stand_before_the_opening_heading() -> None:
    document, _ = read("<!-- to do -->\n\n# Title", line=5)
    assert document.title == "Title"
    assert document.headings[0].line == 7


def test_further_first_headings_go_down_with_what_belongs_to_them() -> None:
    source = "# A\n\n## B\n\n# C\n\n## D\n\n###### E"
    assert [line[:4] for line in shown(source).split("\n")] == ["<h2 ", "<h2 ", "<h3 ", "<h6 "]
    assert findings(source) == ["9:1 S270", "5:1 S201"]


def test_a_heading_of_level_1_in_html_goes_down_too() -> None:
    assert shown("a\n\n<h1>B</h1>") == "<p>a</p>\n<h2>B</h2>"
    assert findings("a\n\n<h1>B</h1>") == ["3:1 S201"]


def test_a_document_pickles() -> None:
    document, _ = read("# A\n\n[b](c.md) ![d](e.png)[^1]\n\n[^1]: x")
    assert pickle.loads(pickle.dumps(document)) == document
