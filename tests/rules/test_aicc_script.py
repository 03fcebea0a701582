"""The language of prerequisites, after the grammar of the Content Aggregation Model 2.3.2.5.1."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorm_builder.spec.aicc_script import (
    DONE,
    EVERY,
    MOST_DEPTH,
    Condition,
    ItemTest,
    ScriptError,
    Several,
    parse,
)


@pytest.mark.parametrize(
    ("script", "ids"),
    [
        ("A", ["A"]),
        (" A ", ["A"]),
        ("A&B&A", ["A", "B"]),
        ("A|B", ["A", "B"]),
        ("~A", ["A"]),
        ("~~(A)", ["A"]),
        ("(A&B)|~C", ["A", "B", "C"]),
        ("2*{A,B,C}", ["A", "B", "C"]),
        ("2*{A,B}&D", ["A", "B", "D"]),
        ("S-1.2_x=passed", ["S-1.2_x"]),
        ('S2<>"c"', ["S2"]),
        ("S2<>c", ["S2"]),
        ('S="not attempted"', ["S"]),
        ("S=not attempted", ["S"]),
        ("S=n", ["S"]),
        ("passed=passed", ["passed"]),
        ("7", ["7"]),
    ],
)
def test_what_the_grammar_allows(script: str, ids: list[str]) -> None:
    assert list(parse(script).ids) == ids


@pytest.mark.parametrize(
    ("script", "why"),
    [
        ("", "identifier is expected before 'the end'"),
        ("A&", "identifier is expected before 'the end'"),
        ("A&&B", "identifier is expected before '&'"),
        ("&A", "identifier is expected before '&'"),
        ("A B", "'B' is not expected there"),
        ("A)", "')' is not expected there"),
        ("(A", "')' is expected before 'the end'"),
        ("()", "identifier is expected before ')'"),
        ("{A,B}", "identifier is expected before '{'"),
        ("2*A", "'{' is expected before 'A'"),
        ("two*{A}", "before '*' a number is expected, not 'two'"),
        ("2*{}", "identifier is expected before '}'"),
        ("2*{A,}", "identifier is expected before '}'"),
        ("2*{A&B}", "'}' is expected before '&'"),
        ("A=done", "'done' is no status"),
        ("A=Passed", "'Passed' is no status"),
        ("A=", "a status is expected"),
        ("A>passed", "'>' is not expected there"),
        ('"A"', "identifier is expected before 'A'"),
        ('A="passed', "'\"' is not expected there"),
        ("A and B", "'and' is not expected there"),
    ],
)
def test_what_it_does_not(script: str, why: str) -> None:
    with pytest.raises(ScriptError) as failed:
        parse(script)
    assert why in str(failed.value)


@pytest.mark.parametrize(
    ("script", "mixes"),
    [
        ("A&B", False),
        ("A|B|C", False),
        ("A&B|C", True),
        ("A|B&C", True),
        ("(A&B)|C", False),
        ("(A&B|C)&D", True),
        ("A|(B&C)", False),
    ],
)
def test_a_mix_of_and_and_or_wants_brackets(script: str, mixes: bool) -> None:
    assert parse(script).mixes is mixes


A, B, C = (ItemTest(name, DONE) for name in "ABC")
NOT_A, NOT_B = (ItemTest(name, EVERY - DONE) for name in "AB")


@pytest.mark.parametrize(
    ("script", "condition"),
    [
        ("A", A),
        ("((A))", A),
        ("~A", NOT_A),
        ("~~A", A),
        ("A=f", ItemTest("A", frozenset(("failed",)))),
        ("A<>f", ItemTest("A", EVERY - {"failed"})),
        ("~A<>not attempted", ItemTest("A", frozenset(("not attempted",)))),
        ("A&B", Several(2, (A, B))),
        ("A|B", Several(1, (A, B))),
        ("A|B&C", Several(1, (A, Several(2, (B, C))))),
        ("~(A&B)", Several(1, (NOT_A, NOT_B))),
        ("~(A|B)", Several(2, (NOT_A, NOT_B))),
        ("2*{A,B,C}", Several(2, (A, B, C))),
        ("~1*{A,B}", Several(2, (NOT_A, NOT_B))),
        ("~2*{A,B}", Several(1, (NOT_A, NOT_B))),
        ("2*{A}", Several(2, (A,))),
        ("~2*{A}", Several(0, (NOT_A,))),
        ("0*{A}", Several(0, (A,))),
        ("~0*{A}", Several(2, (NOT_A,))),
        ("A&~A", Several(1, ())),
        ("A=passed&A=failed", Several(1, ())),
        ("A&A<>failed", Several(2, (A, ItemTest("A", EVERY - {"failed"})))),
    ],
)
def test_what_a_script_asks_for(script: str, condition: Condition) -> None:
    assert parse(script).condition == condition


@pytest.mark.parametrize("odd", ["1*{A, B}", "1 *{A}", "1* {A}", "\u0662*{A,B}", "C&(1*{ A})"])
def test_a_set_that_moodle_does_not_know_is_told(odd: str) -> None:
    assert parse(odd).odd_set


@pytest.mark.parametrize("plain", ["1*{A,B}", "A & B", "C & (1*{A,B})", "~1*{A}"])
def test_a_plain_set_is_not(plain: str) -> None:
    assert not parse(plain).odd_set


def test_a_number_has_an_end() -> None:
    with pytest.raises(ScriptError, match="a number is expected"):
        parse("9" * 5000 + "*{A}")


def test_depth_has_an_end() -> None:
    parse("(" * MOST_DEPTH + "A" + ")" * MOST_DEPTH)
    with pytest.raises(ScriptError, match="nested too deeply"):
        parse("~" * 100_000 + "A")


@given(st.text(st.sampled_from('AB&|~(){},=*<>"1 \n'), max_size=40))
def test_any_script_is_read_or_refused(script: str) -> None:
    try:
        assert parse(script).ids
    except ScriptError as error:
        assert str(error)
