"""The tokens of JavaScript: by the standard's grammar, by acorn on real files, and of any text."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorm_builder.crawl.tokens import Kind, Tokens

HERE = Path(__file__).parent


def told(text: str, is_module: bool = False) -> list[str]:
    tokens = Tokens(text, is_module)
    return [tokens[number] for number in range(len(tokens))]


def kinds(text: str, kind: Kind, is_module: bool = False) -> list[str]:
    read = Tokens(text, is_module).pieces()
    return [text[start:end] for one, start, end in read if one == kind]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a = b / c / d", []),
        ("a = /b/g", ["/b/g"]),
        ("f(/[/]/, x)", ["/[/]/"]),
        (r"x = /a\/b/.test(c) / 2", [r"/a\/b/"]),
        ("return /a/", ["/a/"]),
        ("o.return /a/ 2", []),
        ("if (a) /b/.test(c)", ["/b/"]),
        ("o.if(a) /b/ c", []),
        ("while (x) /b/.exec(y)", ["/b/"]),
        ("(a) / b / c", []),
        ("a[0] / b / c", []),
        ("i++ / b / c", []),
        ("{ a } /b/.test(c)", ["/b/"]),
        ("x = { a } / b / c", []),
        ("x = function () {} / 1 / 2", []),
        ("function f() {} /b/.test(c)", ["/b/"]),
        ("x = () => {}\n/b/.test(c)", ["/b/"]),
        ("switch (a) { case 1: {} /b/.test(c) }", ["/b/"]),
        ("x = { a: {} / b / c }", []),
        ("`${/a/}` / b / c", ["/a/"]),
        ("`${a / b / c}`", []),
        ("'a' / 2 / 3", []),
        ("typeof /a/", ["/a/"]),
        ("x = a ? /b/ : /c/", ["/b/", "/c/"]),
        ("/a//b", ["/a/"]),
        ("for (const x of /a/.exec(b)) /c/.test(x)", ["/a/", "/c/"]),
        ("for await (const x of y) /c/.test(x)", ["/c/"]),
        ("async function f() {}\n/a/.test(b)", ["/a/"]),
        ("export default function () {}\n/a/.test(b)", ["/a/"]),
        ("this / a / b", []),
        ("1 / a / 2", []),
        ("class A {}\n/a/.test(b)", ["/a/"]),
    ],
)
def test_a_slash_divides_or_begins_a_regular_expression(text: str, expected: list[str]) -> None:
    assert kinds(text, Kind.REGEX) == expected
    assert Tokens(text).fault is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a?.b ?? c", ["a", "?.", "b", "??", "c"]),
        ("a?.5:1", ["a", "?", ".5", ":", "1"]),
        ("a??=b", ["a", "??=", "b"]),
        ("x => y", ["x", "=>", "y"]),
        ("a >>>= 1", ["a", ">>>=", "1"]),
        ("f(...a)", ["f", "(", "...", "a", ")"]),
        ("1..toString()", ["1.", ".", "toString", "(", ")"]),
        ("1.5e-3 + 0xFFn + 1_000", ["1.5e-3", "+", "0xFFn", "+", "1_000"]),
        ("this.#a", ["this", ".", "#a"]),
        (r"\u0061b\u{63} = 1", [r"\u0061b\u{63}", "=", "1"]),
        ("größe = 名", ["größe", "=", "名"]),
        ("a\u2028b\ufeffc", ["a", "b", "c"]),
        ("'it\\'s' + \"\\\r\nb\"", ["'it\\'s'", "+", '"\\\r\nb"']),
        ("while (n --> 0)", ["while", "(", "n", "--", ">", "0", ")"]),
        ("a-- - --b", ["a", "--", "-", "--", "b"]),
        ("`a${b}c${`d${e}`}f`", ["`a${", "b", "}c${", "`d${", "e", "}`", "}f`"]),
        ("`a${{}}b`", ["`a${", "{", "}", "}b`"]),
        (r"`\`$\{$`", [r"`\`$\{$`"]),
        ("#!/bin/node\na", ["a"]),
        ("a /* b */ c // d\ne", ["a", "c", "e"]),
        ("a ** b **= c", ["a", "**", "b", "**=", "c"]),
        ("a && b || c &&= d ||= e", ["a", "&&", "b", "||", "c", "&&=", "d", "||=", "e"]),
        ("a <= b << c <<= d", ["a", "<=", "b", "<<", "c", "<<=", "d"]),
        ("a !== b != !c", ["a", "!==", "b", "!=", "!", "c"]),
        ("a === b == c", ["a", "===", "b", "==", "c"]),
        ("a /= b", ["a", "/=", "b"]),
    ],
)
def test_a_text_is_cut_as_the_standard_says(text: str, expected: list[str]) -> None:
    assert told(text) == expected


def test_comments_of_old_pages_are_comments_in_scripts_but_not_in_modules() -> None:
    text = "<!-- hidden\na\n  /* b */ --> hidden too"
    assert told(text) == ["a"]
    assert kinds(text, Kind.COMMENT) == ["<!-- hidden", "/* b */", "--> hidden too"]
    assert told("a<!--b", is_module=True) == ["a", "<", "!", "--", "b"]


@pytest.mark.parametrize(
    ("text", "line", "column", "what"),
    [
        ("a\n  'b\nc", 2, 3, "a string that its line does not close"),
        ("a /* b", 1, 3, "a comment that nothing closes"),
        ("x = `a${b}\n", 1, 10, "a template that nothing closes"),
        ("x = `a${b", 1, 5, "a '{' that nothing closes"),
        ("x = /a[/\n]/", 1, 5, "a regular expression that its line does not close"),
        ("f(\n{\n})\n)", 4, 1, "a ')' that closes nothing"),
        ("f(\n[a)", 2, 3, "a ')' where the '[' of line 2 is open"),
        ("function f() {\n  if (a) {\n}\n", 1, 14, "a '{' that nothing closes"),
        ("a = \\ 1", 1, 5, "a '\\\\' that means nothing here"),
        ("a\r\nb = '", 2, 5, "a string that its line does not close"),
    ],
)
def test_what_is_broken_is_said_with_its_place(
    text: str, line: int, column: int, what: str
) -> None:
    tokens = Tokens(text)
    assert tokens.fault is not None
    assert (*tokens.place(tokens.fault.offset), tokens.fault.what) == (line, column, what)


def test_names_are_found_but_not_in_strings_and_comments() -> None:
    text = "alert(); // alert\n'alert'; x.alert; alerts; `${alert}`"
    tokens = Tokens(text)
    assert [tokens.start(number) for number in tokens.names("alert")] == [0, 29, 47]
    assert [tokens[number] for number in tokens.holding("alert")] == [
        "alert", "'alert'", "alert", "alerts", "alert"
    ]  # fmt: skip


def test_brackets_know_their_partners() -> None:
    tokens = Tokens("f(a[0], { b: `${c}` })")
    pairs = {
        tokens.start(number): tokens.start(tokens.partner(number))
        for number in range(len(tokens))
        if tokens.partner(number) > number
    }
    assert pairs == {1: 21, 3: 5, 8: 20, 13: 17}


PIECES = st.sampled_from(
    "a 'b' \"c\" `d` `e${ } ${ / /f/ // /* */ <!-- --> ( ) [ ] { } ; : ? ?. => = ++ if return "
    "function 1 .5 0x \\ # @ ' \" ` \n \r\n \u2028 é 😀 \0".split(" ")
)


@given(st.one_of(st.text(), st.lists(PIECES).map("".join), st.lists(PIECES).map(" ".join)))
def test_tokens_and_gaps_are_the_whole_text(text: str) -> None:
    for is_module in (False, True):
        tokens = Tokens(text, is_module)
        pieces = list(tokens.pieces())
        assert "".join(text[start:end] for _, start, end in pieces) == text
        assert all(start < end for _, start, end in pieces)
        assert all(
            not text[start:end].strip("\ufeff \t\n\r\v\f\xa0\u2028\u2029") or not text.isascii()
            for kind, start, end in pieces
            if kind == Kind.SPACE
        )


@pytest.mark.parametrize(
    "piece",
    ["'", '"\\', "`", "`${", "/", "/[", "/*", "//", "<!--", "-->", "(", "{", "}", "a:{", "{a:{}/",
     "\\u", "#", "1.", "0x", "a", " ", "\n", "if(", "x=function(){}/", "''+", "é", "\\", "*"],
)  # fmt: skip
def test_a_text_twice_as_long_takes_no_more_than_twice_the_steps(piece: str) -> None:
    # Steps of the interpreter, not seconds; what the patterns do in one step is bounded by `++`.
    short, long = (steps(piece * length) for length in (2_000, 4_000))
    assert long < 2.2 * short + 500


def steps(text: str) -> int:
    count = 0

    def count_line(_frame: object, _event: str, _arg: object) -> object:
        nonlocal count
        count += 1
        return count_line

    before = sys.gettrace()
    sys.settrace(count_line)  # type: ignore[arg-type]
    try:
        Tokens(text)
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize(
    "piece", ["'", "`", "/*", "/[", '"\\', "<!-- ", "(", "}", "\\u{", "a", "*"]
)
def test_megabytes_of_anything_are_read(piece: str) -> None:
    tokens = Tokens(piece * (2**20 // len(piece)))
    assert sum(end - start for _, start, end in tokens.pieces()) == len(tokens.text)


def test_what_lies_beyond_the_limit_is_one_token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scorm_builder.crawl.tokens.MOST_TOKENS", 4)
    text = "f(/* a */ 1 + `x` + {"
    tokens = Tokens(text)
    assert [text[start:end] for _, start, end in tokens.pieces()] == [
        "f", "(", "/* a */", " ", "1", " + `x` + {"
    ]  # fmt: skip
    assert tokens.fault is None


def test_comments_are_known_from_both_ends() -> None:
    tokens = Tokens("/* a */ b // c")
    assert [tokens.comment(index) for index in (0, 1, -1, -2)] == [
        (0, 7), (10, 14), (10, 14), (0, 7)
    ]  # fmt: skip
    assert tokens.comment(2) == tokens.comment(-3) == (0, 0)


@pytest.mark.node
def test_acorn_sees_the_same_tokens_in_real_files(
    node: str, node_modules: Path, root: Path
) -> None:
    paths = sorted([*node_modules.rglob("*.js"), *(root / "templates").rglob("*.js")])
    paths = [path for path in paths if path.is_file() and path.stat().st_size < 800_000][::5]
    done = subprocess.run(
        [node, HERE / "tokens_of.mjs"],
        input="\n".join(map(str, paths)),
        cwd=root,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    compared = 0
    for path, line in zip(paths, done.stdout.split("\n")[:-1], strict=True):
        if answer := json.loads(line):
            text = path.read_bytes().decode("utf-8", "replace").removeprefix("\ufeff")
            tokens = Tokens(text, answer["type"] == "module")
            ours = [
                tokens[number]
                for number in range(len(tokens))
                if tokens.kind(number) not in (Kind.TEMPLATE, Kind.HOLE)
            ]
            assert ours == answer["tokens"], path
            assert tokens.fault is None, path
            compared += 1
    assert compared > 100
