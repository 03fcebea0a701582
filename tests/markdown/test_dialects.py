"""Markup of other Markdown tools, which is text here: told, at its place, with the cure."""

from __future__ import annotations

import pytest

from tests.markdown.rendering import findings, read

FOREIGN = {
    "the ==green== door": "1:5 S277",
    "a ==**b** c== d": "1:3 S277",
    "# The ==way== out": "1:7 S277",
    "| a |\n| --- |\n| ==b== |": "3:3 S277",
    "H~2~O": "1:2 S277",
    "E = mc^2^.": "1:7 S277",
    ":::note\nGreen doors.\n:::": "1:1 S277",
    "::: {.warning}\n\nNot the lift.\n\n:::": "1:1 S277",
    "> ::: tip Doors\n> green": "1:3 S277",
    '!!! note "Doors"\n    Green.': "1:1 S277",
    "??? warning\n    Green.": "1:1 S277",
    "[TOC]\n\ntext": "1:1 S277",
    "one %%ask Ann%% two": "1:5 S277",
    "%%\nask Ann\n%%": "1:1 S277",
    "a {% include x.md %} b": "1:3 S277",
    "well done :tada:": "1:11 S277",
    "Warden\n:counts you": "2:1 S234",
    "- Warden\n  :counts you": "2:3 S234",
    "## Doors {way out}": "1:10 S227",
    "Doors {wide}\n---": "1:7 S227",
    "[[Doors]]": "1:1 S215",
    r"so \(x^2\) grows": "1:4 S221",
}
PROSE = [
    "`==a==`, `H~2~O`, `:::note`, `%%a%%`, `{% a %}`, `:tada:`",
    "```\n==a==\n:::note\n[TOC]\nTerm\n:def\n%%a%% {% b %} :tada:\n```",
    r"\==a==, H\~2~O, \:::note, \[TOC], \%%a%%, \{% a %}, \:tada:",
    "if x==1 and y==2, a == b == c, a ==> b ==> c, ==== and a=b==c",
    "about ~5 and ~7, ~/x and ~/y, 2^10 and 3^4, ~~gone~~",
    "$x^{2^3}$ and $$a==b==c$$",
    "std::vector and a:::b, at 10:30:45, ::: and so",
    "!!! Look !!! and ??? what",
    "the [TOC] of a book",
    "100%% and 5%%, 10 %% 3 %% 2",
    "note: this, a:b:c, key:value: no",
    "Warden\n: counts you",
    "Doors:\n:-) and :tada",
    "## A set {a, b}",
    "## Doors {#way .wide}",
    "## What is gas? {#gas points=2 .partial}",
    r"## Doors \{wide}",
    "## Doors `{wide}`",
    "## f(x){wide} is",
    "<p>==a== :::note</p>",
]


@pytest.mark.parametrize(("text", "found"), FOREIGN.items())
def test_markup_of_other_tools_is_told(text: str, found: str) -> None:
    assert findings(text) == [found]


@pytest.mark.parametrize("text", PROSE)
def test_prose_code_and_formulas_are_let_alone(text: str) -> None:
    assert findings(text) == []


@pytest.mark.parametrize(
    ("text", "cure"),
    {
        "the ==green== door": "<mark>green</mark>",
        "H~2~O": "<sub>2</sub>",
        "mc^2^": "<sup>2</sup>",
        ":::note\nx\n:::": "> [!NOTE]",
        "%%ask Ann%%": "<!-- -->",
        "Warden\n:counts": ": and a blank",
    }.items(),
)
def test_the_cure_is_named(text: str, cure: str) -> None:
    [found] = read(text)[1]
    assert cure in found.message
