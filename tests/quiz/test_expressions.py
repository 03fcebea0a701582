"""Expressions as answers: what may stand in them; browsers read them alike, and none hangs."""

from __future__ import annotations

import json
import subprocess

import pytest

from scorm_builder.quiz.expressions import ExpressionError, check, compiled

# What each accepts and what it does not.
KNOWN = {
    r"o ?2": (["o2", "o 2"], ["o  2", "xo2", "O2"]),
    r"colou?r": (["color", "colour"], ["colouur"]),
    r"cat|dog": (["cat", "dog"], ["catdog", "ca"]),
    r"(grey|gray) mouse": (["grey mouse", "gray mouse"], ["grey", "mouse"]),
    r"(?:ab)+": (["ab", "abab"], ["aba", ""]),
    r"\d{2}:\d{2}": (["12:30"], ["1:30", "١٢:٣٠"]),
    r"\w+ \w+ \w+ \w+": (["one two three four"], ["one two three", "ein zwei drei fünf"]),
    r"a.c": (["abc", "a c", "a😀c"], ["ac", "a\nc", "a\u2028c"]),
    r"a\sb": (["a b", "a\u00a0b", "a\ufeffb"], ["ab", "a\u200bb", "a\x85b", "a\x1cb"]),
    r"[^a-c]": (["d", "😀", "A"], ["a", "", "dd"]),
    r"[a\-z\]]+": (["a-z]"], ["b"]),
    r"[+*.?()|^$/{}-]+": (["(.*)", "-$^"], ["a"]),
    r"\(\d+\)\.\/\[\]\{\}\|\^\$\?\*\+\\": (["(12)./[]{}|^$?*+\\"], ["12"]),
    r"km/h": (["km/h"], ["kmh"]),
    r"Größe": (["Größe"], ["größe"]),
    r"x{0}y{2,}z{1,3}": (["yyz", "yyyzzz"], ["yz", "xyyz", "yyzzzz"]),
    r".*fire.*water.*": (["a fire and water here"], ["water and fire"]),
    r"(ja|yes|oui)( |-)?(ja|yes|oui)*": (["yes", "ja-oui"], ["no"]),
    r"": ([""], ["a"]),
    r"a|": (["a", ""], ["b"]),
    r"[\d.]+": (["1.5"], ["1,5", "a"]),
    r"\w": (["a", "_", "7"], ["é", "-"]),
}
IN_ANY_CASE = {
    r"o ?2": (["O2", "o 2"], ["0 2"]),
    r"größe": (["GRÖßE", "Größe"], ["GROSSE"]),
    r"[a-c]+": (["aBC"], ["d"]),
    r"σ": (["Σ", "ς"], ["s"]),
    r"\w": (["\u017f", "\u212a", "Q"], ["É"]),
}


def in_a_browser(node: str, expression: str, texts: list[str], *, any_case: bool) -> list[bool]:
    """What the runtime does with it (templates/runtime/quiz/typed.js)."""
    script = (
        "const [source, texts, flags] = JSON.parse(process.argv[1]);"
        "const fits = new RegExp(`^(?:${source})$`, flags);"
        "console.log(JSON.stringify(texts.map((text) => fits.test(text))));"
    )
    given = json.dumps([expression, texts, "iu" if any_case else "u"])
    done = subprocess.run([node, "-e", script, given], capture_output=True, check=True, text=True)
    found: list[bool] = json.loads(done.stdout)
    return found


@pytest.mark.node
@pytest.mark.parametrize("any_case", [False, True])
def test_python_and_browsers_agree(any_case: bool, node: str) -> None:
    for expression, (right, wrong) in (IN_ANY_CASE if any_case else KNOWN).items():
        check(expression, 80)
        texts = [*right, *wrong]
        expected = [True] * len(right) + [False] * len(wrong)
        fits = compiled(expression, any_case=any_case)
        assert [bool(fits.fullmatch(text)) for text in texts] == expected, expression
        assert in_a_browser(node, expression, texts, any_case=any_case) == expected, expression


@pytest.mark.parametrize(
    ("expression", "said"),
    [
        (r"^o2", "whole answer"),
        (r"o2$", "whole answer"),
        (r"(?=a)a", "look around"),
        (r"(?<!a)b", "look around"),
        (r"(?<name>a)", "look around"),
        (r"(a)\1", "refers back"),
        (r"\bword", "not known"),
        (r"\p{L}", "not known"),
        (r"\é", "not known"),
        ("a\\", "not known"),
        (r"[\w-x]", "goes from"),
        (r"[z-a]", "goes from"),
        (r"[]", "fits nothing"),
        (r"[^]", "fits nothing"),
        (r"[[a]", "inside"),
        (r"[a", "never closed"),
        (r"(a", "never closed"),
        (r"a)", "no ( before"),
        (r"*a", "repeats nothing"),
        (r"a{,3}", "repeats nothing"),
        (r"a}", "closes nothing"),
        (r"a]", "closes nothing"),
        (r"a*?", "follow each other"),
        (r"a**", "follow each other"),
        (r"a{3,2}", "ends below"),
        (r"a{81}", "fits no answer"),
        ("(" * 30 + "a" + ")" * 30, "too deep"),
        ("a" * 501, "longer"),
    ],
)
def test_what_not_all_programs_read_alike_is_refused(expression: str, said: str) -> None:
    with pytest.raises(ExpressionError, match=said.replace("(", r"\(")):
        check(expression, 80)


@pytest.mark.parametrize(
    "expression",
    [
        r"(a+)+b",
        r"(a*)*b",
        r"(a|a)*b",
        r"(a|ab|b)*c",
        r"(a?){40}a{40}",
        r"(\w+\s?)*!",
        r"(x+x+)+y",
        r"((ab|a)b?)*c",
        r"(a|)*b",
        r"a*a*a*a*a*b",
        r".*a.*a.*a.*a.*a",
        "a?" * 30 + "a" * 30,
        "(a|[ab])" * 30 + "c",
        "(?:a{0,9}){2}b",
    ],
)
def test_what_could_hang_a_page_is_refused(expression: str) -> None:
    """Each takes time that doubles, or grows with a high power, on a row of the same sign."""
    with pytest.raises(ExpressionError, match="stand still"):
        check(expression, 80)


@pytest.mark.parametrize(
    "expression",
    [
        r"(ab|cd)*",
        r"(\d{3} )*\d{1,3}",
        r"(a(b|c))*",
        r"(\w+ )?\w+",
        r"\d+(,\d+)?",
        r".*fire.*",
        r"(very )?(very )?hot",
    ],
)
def test_what_repeats_in_one_way_is_fine(expression: str) -> None:
    check(expression, 80)
