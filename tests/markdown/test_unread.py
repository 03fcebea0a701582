"""What an author meant as markup and Markdown takes as text: told, at its place, with the cure."""

from __future__ import annotations

import pytest

from tests.markdown.rendering import findings, read

NOT_LINKS = {
    "![Plan](Plan Ä.svg)": "1:1 S215",
    "see [a](meine liste.pdf).": "1:5 S215",
    "[**bold** words](my list.pdf)": "1:1 S215",
    "[a] (b.pdf)": "1:1 S215",
    "[a](b.pdf": "1:1 S215",
    "one\n[a](b c.pdf) two": "2:1 S215",
    "- x\n- [a](<b c.pdf)": "2:3 S215",
    "[a](https://x.example y)": "1:1 S215",
    "[run](javascript:alert(1))": "1:1 S210",
    "| a |\n| --- |\n| [a](b c.pdf) |": "3:3 S215",
}
UNDEFINED = {
    "[r][x]": "1:1 S216",
    "see ![b][x]": "1:5 S216",
    "text[^2] more": "1:5 S216",
    "one\ntwo [r][X y]": "2:5 S216",
}
PROSE = [
    r"\[a\](b c.pdf)",
    r"\[a](b c.pdf)",
    "`[a](b c.pdf)` and `[r][x]` and `[^2]`",
    "```\n[a](b c.pdf) [r][x] [^2]\n# x\n```",
    "a[i][j] and f[x](y)",
    "[sic] and [a, b] (see there)",
    "[x](<b c.pdf>) ![a](b%20c.pdf 'title')",
    "[r][x]\n\n[x]: https://example.org",
    "text[^2]\n\n[^2]: note",
    "[ ] open [x] done",
    "- [ ] (later) read a.pdf",
]


@pytest.mark.parametrize(("text", "found"), NOT_LINKS.items())
def test_a_link_that_is_none_is_told(text: str, found: str) -> None:
    assert [one for one in findings(text) if "S202" not in one] == [found]


@pytest.mark.parametrize(("text", "found"), UNDEFINED.items())
def test_what_refers_to_nothing_is_told(text: str, found: str) -> None:
    assert findings(text) == [found]


@pytest.mark.parametrize("text", PROSE)
def test_prose_and_code_are_let_alone(text: str) -> None:
    assert findings(text) == []


def test_the_cure_is_named() -> None:
    [found] = read("![Plan](Plan Ä.svg)")[1]
    assert "<Plan Ä.svg>" in found.message
    [found] = read("see [r][there]\n\n[their]: a.md")[1]
    assert "'there'" in found.message
    assert "did you mean 'their'?" in found.message


def test_a_definition_that_nobody_refers_to_is_lost_text() -> None:
    assert findings("text\n\n[^1]: a note that nobody sees") == ["3:1 S220"]


@pytest.mark.parametrize("marker", ["[!FOO]", "[!NOTES]", "[!note] Title"])
def test_an_alert_of_no_kind_is_told(marker: str) -> None:
    assert findings(f"a\n\n> {marker}\n> text") == ["3:3 S217"]


def test_alerts_and_quotes_are_none() -> None:
    assert findings("> [!note]\n> text\n\n> \\[!FOO]\n\n> [a]") == []


def test_a_heading_without_its_blank_is_told() -> None:
    assert findings("text\n\n#Title\n\n##More\n") == ["3:1 S218", "5:1 S218"]
    assert findings("text\n\n#1 of 3\n\n\\#tag\n\nthe #tag\n\n`#x`\n") == []


@pytest.mark.parametrize(
    ("text", "found"),
    {
        "<details>\n<summary>x</summary>\n\ntext": ["1:1 S219"],
        "text\n\n</div>\n": ["3:1 S219"],
        "a <b>bold\n\nnext": ["1:3 S219"],
        "<div>\n<section>\n\n</div>\n": ["2:1 S219"],
        "> <details>\n\nx": ["1:3 S219"],
    }.items(),
)
def test_html_that_does_not_close_is_told(text: str, found: list[str]) -> None:
    assert findings(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "<details>\n<summary>x</summary>\n\n**text**\n\n</details>",
        "<ul>\n<li>one\n<li>two\n</ul>",
        "<p>one\n<p>two",
        "a<br>b<br/>c <img src='https://x.y/a.png' alt=''> <wbr>".replace("<img", "<i></i><input"),
        "<table><tr><td>x<td>y</table>",
        "1 < 2 and </",
    ],
)
def test_html_that_browsers_close_is_fine(text: str) -> None:
    assert [one for one in findings(text) if "S219" in one] == []


@pytest.mark.parametrize(
    ("text", "found"),
    {
        "```python\nx\n\n## gone": ["1:1 S225"],
        "a\n\n~~~~\nx\n~~~": ["3:1 S225"],
        "> ```\n> x\n\nafter": ["1:3 S225"],
        "```": ["1:1 S225"],
    }.items(),
)
def test_code_that_never_ends_is_told(text: str, found: list[str]) -> None:
    assert findings(text) == found


def test_code_that_ends_is_fine() -> None:
    assert (
        findings("```\nx\n```\n\n~~~~\n~~~\n~~~~~\n\n> ```\n> x\n> ```\n\n- ```\n  x\n  ```") == []
    )


def test_a_cell_without_a_column_is_told_where_it_stands() -> None:
    assert findings("| a | b |\n|---|---|\n| 1 | 2 | 1 |") == ["3:11 S224"]
    assert findings("a | b\n---|---\n1 | 2 | 3 | 4") == ["3:9 S224"]
    assert findings("> | a |\n> |---|\n> | 1 | x |") == ["3:9 S224"]


def test_rows_that_fit_are_fine() -> None:
    assert findings("| a | b |\n|---|---|\n| 1 | 2 |\n| 1 |\n| 1 \\| 2 | 3 |\n1 | 2\n") == []


def test_a_table_that_is_none_is_told() -> None:
    assert findings("| c | d |\n|---|\n| 1 | 2 |") == ["2:1 S226"]
    assert findings("a | b\nc | d") == []


@pytest.mark.parametrize(
    ("text", "found"),
    {
        "![h](a.svg){width=50%}": "1:12 S227",
        "[h](a.md){target=_blank}": "1:11 S210",
        "text {.foo}": "1:6 S227",
        "*a*{ .b}": "1:4 S227",
    }.items(),
)
def test_braces_that_do_nothing_are_told(text: str, found: str) -> None:
    assert findings(text) == [found]


def test_braces_that_work_or_are_text_are_fine() -> None:
    text = "![h](a.svg){.wide} *a*{#b} `{.c}`\n\n"
    text += "`x` {Array}\n\nThe set {a, b} and {x} in it.\n\n## H {#own}\n\n\\{.x}"
    assert findings(text) == []


def test_html_that_nobody_can_name_is_told() -> None:
    assert findings('<iframe src="a.html"></iframe>') == ["1:1 S228"]
    assert findings("a <input> b") == ["1:3 S228"]
    assert findings('<iframe src="a.html" title="Map"></iframe> <input aria-label="x">') == []


@pytest.mark.parametrize(
    ("text", "found"),
    {
        "-one\n-two": "1:1 S234",
        "*one\n*two": "1:1 S234",
        "1.one\n2.two": "1:1 S234",
        "x\n\n「引用」**重要：**注意": "3:5 S235",
        "**bold **text": "1:1 S235",
        "see [[other page]]": "1:5 S215",
        "![[plan.png]]": "1:1 S215",
        r"so \(x^2\) holds": "1:4 S221",
        r"\[x = y\]": "1:1 S221",
        "|a|b|\n|1|2|": "1:1 S226",
    }.items(),
)
def test_what_other_tools_read_is_told(text: str, found: str) -> None:
    assert findings(text) == [found]


@pytest.mark.parametrize(
    "text",
    [
        "-5 to -3\n-2 to 1",
        "- one\n- two",
        "1.5 m\n2.5 m",
        "2 ** 3 and 4 ** 5",
        r"\*\*not bold\*\*",
        "`[[x]]` and `**a **b`",
        r"\(see above\) and \[sic\]",
        "a | b\nc | d",
        "**bold**text and *it*s",
        "*[LMS]: Learning Management System\n\nLMS",
    ],
)
def test_what_only_looks_like_it(text: str) -> None:
    assert findings(text) == []
