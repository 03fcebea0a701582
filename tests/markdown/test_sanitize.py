"""``html: sanitize``: what somebody who is not trusted writes can do nothing in the page."""

from __future__ import annotations

from pathlib import Path

import lxml.html
import pytest

from scorm_builder import markdown
from scorm_builder.diagnostics import Diagnostic, Span
from scorm_builder.markdown import html
from scorm_builder.model import Link
from tests.markdown.rendering import surroundings

# Of the usual collections of attacks, those that Markdown lets through as HTML.
ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)><script>alert(1)</script></svg>",
    "<svg><a xlink:href='javascript:alert(1)'><text y=20>x</text></a></svg>",
    "<iframe src='https://evil.example'></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data='https://evil.example/x.swf'></object>",
    "<embed src='https://evil.example'>",
    "<form action='https://evil.example'><input name=password><button>ok</button></form>",
    "<a href='java&#10;script:alert(1)'>x</a>",
    "<a href=' javascript:alert(1)'>x</a>",
    "<math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>",
    "<math><mi xlink:href='javascript:alert(1)'>x</mi></math>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<div style='position:fixed;inset:0'>x</div>",
    "<base href='https://evil.example/'>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<link rel=stylesheet href='https://evil.example/x.css'>",
    "<video><source onerror=alert(1)></video>",
    "<details ontoggle=alert(1) open>x</details>",
    "</div></main></body><p>out of the page",
    "<template><script>alert(1)</script></template>",
    "<p\nonmouseover\n=\nalert(1)>x</p>",
    "<IMG SRC=x OnErRoR=alert(1)>",
    "x <b onclick=alert(1)>y</b> <foo bar=1>z</foo>",
]
SAFE_TAGS = {
    "div",
    "p",
    "b",
    "img",
    "a",
    "details",
    "video",
    "source",
    "math",
    "mtext",
    "mi",
    "span",
}


def read(text: str) -> tuple[str, list[Diagnostic]]:
    document, found = markdown.parse(
        text, "page.md", 1, lambda at, col: Span("page.md", at, col), sanitized=True
    )
    return html.to_html(document, surroundings()), found


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_that_acts_comes_through_and_it_is_told(attack: str) -> None:
    shown, found = read(f"before\n\n{attack}\n\nafter")
    tree = lxml.html.fragment_fromstring(shown, create_parent="div")
    for element in tree.iter():
        assert element.tag in SAFE_TAGS, element.tag
        for key, value in element.attrib.items():
            assert not key.startswith("on"), key
            assert key != "style"
            assert "script:" not in "".join(value.split()).lower()
    assert "evil.example" not in shown or "href" not in shown
    assert shown.startswith("<p>before</p>")
    assert "after" in shown
    assert found, "what is lost is told"


def test_what_is_harmless_stays_and_is_not_told() -> None:
    text = (
        "<details open><summary>More</summary>\n\n**text** <kbd>Esc</kbd> <sub>2</sub>\n\n"
        "</details>\n"
        '\n<div class="x" id="y" lang="de" aria-label="z">a</div>\n'
    )
    shown, found = read(text)
    assert found == []
    for part in ('<details open=""><summary>More</summary>', "<kbd>Esc</kbd>", 'aria-label="z"'):
        assert part in shown


def test_our_own_markup_is_the_same_with_and_without(root: Path) -> None:
    """Alerts, figures, formulas, tables, code: the sanitiser must know them all."""
    pages = [
        *root.glob("course_src/tour/**/*.md"),
        *root.glob("course_src/online-enticement/**/*.md"),
    ]
    assert len(pages) > 15
    for page in pages:
        text = page.read_text("utf-8").removeprefix("---\n").rpartition("\n---\n")[2]
        if "05-html" in page.name:
            continue
        plain, _ = markdown.parse(text, page.name, 1, lambda at, col: Span("x", at, col))
        before = html.to_html(plain, surroundings())
        after = read(text)[0]
        assert canonical(after) == canonical(before), page


def canonical(text: str) -> bytes:
    tree = lxml.html.fragment_fromstring(text, create_parent="div")
    for element in tree.iter():
        for key in sorted(element.attrib):
            value = element.attrib.pop(key)
            element.attrib[key] = value
    return bytes(lxml.html.tostring(tree))


def test_nobody_passes_for_the_page_itself() -> None:
    shown, found = read('<p><span data-role="progress">100 %</span></p>')
    assert "data-role" not in shown
    assert [one.code for one in found] == ["S210"]


def test_a_mention_of_another_unit_is_kept() -> None:
    document, _ = markdown.parse(
        "See [the doors](b.md).", "a.md", 1, lambda *_: Span(), sanitized=True
    )
    links = {"b.md": Link("unit", unit="doors", title="Doors")}
    shown = html.to_html(document, surroundings(links))
    assert '<span class="unit-mention" data-unit="doors">the doors</span>' in shown
